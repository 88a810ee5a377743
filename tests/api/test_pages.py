"""What all pages have in common, the article page beside the report of the API, and their stylesheet."""

import re
from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

Audit = Callable[..., dict[str, Any]]


def test_an_empty_queue_says_how_articles_come_in(client: FlaskClient) -> None:
    assert "POST /v1/audits" in client.get("/").text


def test_an_article_without_a_title_is_listed_by_its_first_words(client: FlaskClient, audit: Audit) -> None:
    audit(text="The council met on Friday, 6 March 2025, in the town hall of the valley and " + "met " * 60)
    assert "of the valley and met" in client.get("/").text


def test_the_article_page_and_the_report_show_the_same_article(client: FlaskClient, audit: Audit) -> None:
    record = audit(title="Mayors <Meet>", source="The Valley News")
    page = client.get(f"/audits/{record['audit']}")
    report = client.get(f"/v1/audits/{record['audit']}", headers={"Accept": "text/html"})
    for response in (page, report):
        assert response.content_type == "text/html; charset=utf-8"
        assert "Mayors &lt;Meet&gt;</h1>" in response.text
        assert "The Valley News" in response.text
        assert f'href="/v1/audits/{record["audit"]}"' in response.text


def test_pages_load_nothing_of_others_and_no_script_but_ours(client: FlaskClient, audit: Audit) -> None:
    for address in ("/", f"/audits/{audit()['audit']}", f"/v1/audits/{audit()['audit']}.html", "/audits/99"):
        response = client.get(address, headers={"Accept": "text/html"})
        policy = response.headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "<style" not in response.text
        assert set(re.findall(r"<script[^>]*>", response.text)) <= {'<script src="/static/review.js" defer>'}


def test_the_stylesheet_is_served(client: FlaskClient) -> None:
    response = client.get("/static/report.css")
    assert response.content_type == "text/css; charset=utf-8"
    assert ".note" in response.text
