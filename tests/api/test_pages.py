"""The pages `/`, `/audits/{id}` and their stylesheet."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from api import pages

Audit = Callable[..., dict[str, Any]]


def test_the_list_links_to_every_article_with_its_score(client: FlaskClient, audit: Audit) -> None:
    record = audit(title="Mayors <Meet>", source="The Valley News", published="2025-11-01T09:30Z")
    page = client.get("/").text
    assert f'<a href="/audits/{record["audit"]}">Mayors &lt;Meet&gt;</a>' in page
    assert f"<b>{round(record['score'])}</b>" in page
    assert "The Valley News" in page
    assert "<time>2025-11-01</time>" in page


def test_an_article_without_a_title_is_listed_by_its_first_words(client: FlaskClient, audit: Audit) -> None:
    audit(text="the mayors of the valley met " * 40)
    assert "met the mayors …</a>" in client.get("/").text


def test_an_empty_list_says_what_to_do(client: FlaskClient) -> None:
    assert "POST /v1/audits" in client.get("/").text


def test_a_long_list_goes_on(client: FlaskClient, audit: Audit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "ROWS_PER_PAGE", 2)
    sent = [audit(text=f"Article number {number}.")["audit"] for number in range(3)]
    first = client.get("/").text
    assert f'href="/?after={sent[1]}"' in first
    second = client.get(f"/?after={sent[1]}").text
    assert f'href="/audits/{sent[0]}"' in second
    assert 'rel="prev"' in second
    assert 'rel="next"' not in second


@pytest.mark.parametrize("after", ["0", "-1", "9" * 30])
def test_a_page_that_cannot_be_is_not_found(client: FlaskClient, after: str) -> None:
    assert client.get(f"/?after={after}").status_code == 404


def test_the_article_page_shows_the_report(client: FlaskClient, audit: Audit) -> None:
    record = audit(title="Mayors Meet", source="The Valley News")
    response = client.get(f"/audits/{record['audit']}")
    assert response.content_type == "text/html; charset=utf-8"
    assert "Mayors Meet</h1>" in response.text
    assert "The Valley News" in response.text
    assert f'href="/v1/audits/{record["audit"]}"' in response.text
    assert client.get(f"/v1/audits/{record['audit']}", headers={"Accept": "text/html"}).text == response.text


def test_pages_run_and_load_nothing_of_others(client: FlaskClient, audit: Audit) -> None:
    for address in ("/", f"/audits/{audit()['audit']}", "/audits/99"):
        response = client.get(address, headers={"Accept": "text/html"})
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "<style" not in response.text
        assert "<script" not in response.text


def test_the_stylesheet_is_served(client: FlaskClient) -> None:
    response = client.get("/static/report.css")
    assert response.content_type == "text/css; charset=utf-8"
    assert ".note" in response.text
