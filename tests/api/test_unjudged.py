"""What was not judged, in answers and on pages of the service: no score, the reason, and no part in its source's."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from flask.testing import FlaskClient

from auditor.judged import Judged
from tests.render.test_html import all_of, text_of
from tests.store.made import TEXT, flag
from tests.store.test_unjudged import judged, walled

WALL = "What stands behind the wall was not there."


@pytest.fixture
def audits(client: FlaskClient) -> list[int]:
    """Audits of an article that was judged and of two that were not, one of them with a finding."""
    store = client.application.extensions["auditor"].store
    return [store.add(report) for report in (judged(1), walled(2, flag(TEXT, "Springfield")), walled(3))]


def get(client: FlaskClient, address: str, **accept: str) -> Any:
    response = client.get(address, headers=accept)
    assert response.status_code == 200, response.text
    return response


def test_an_audit_says_why_it_has_no_score(client: FlaskClient, audits: list[int]) -> None:
    record = get(client, f"/v1/audits/{audits[1]}").json
    assert (record["score"], record["judged"]["whole"]) == (None, False)
    assert record["not_judged"] == [{"part": "rest", "reason": "behind-wall", "message": WALL}]
    log = get(client, f"/v1/audits/{audits[1]}.sarif").json
    (note,) = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == WALL


@pytest.mark.parametrize("sort", ["score", "-score"])
def test_lists_by_score_end_with_it(client: FlaskClient, audits: list[int], sort: str) -> None:
    seen, address = [], f"/v1/audits?limit=1&sort={sort}"
    while address:
        page = get(client, address).json
        seen += [row["audit"] for row in page["audits"]]
        address = page["next"]
    assert seen == [audits[0], *sorted(audits[1:], reverse=sort == "-score")]


def test_its_source_counts_it_apart(client: FlaskClient, audits: list[int]) -> None:
    record = get(client, "/v1/sources/example.org").json
    assert (record["articles"], record["unjudged"], record["counted"]) == (3, 2, 1)
    assert record["passages"] == []
    assert "counted nowhere here: 2 of 3 articles." in get(client, "/sources/example.org").text
    assert "2 not judged" in text_of(get(client, "/sources").text, "table.sources")


def test_pages_name_the_reason_in_place_of_a_score(client: FlaskClient, audits: list[int]) -> None:
    page = get(client, f"/audits/{audits[1]}").text
    assert WALL in text_of(page, ".gaps") and not all_of(page, "meter")
    assert all_of(get(client, f"/audits/{audits[0]}").text, "meter")
    rows = all_of(get(client, "/?state=unjudged").text, "table.queue tbody tr")
    assert [row.query_selector(".figure").text for row in rows] == ["not judged: behind a wall"] * 2
    clean = all_of(get(client, "/?state=clean").text, "table.queue tbody tr")
    assert [row["id"] for row in clean] == [f"audit-{audits[0]}"]
    assert WALL in get(client, f"/compare?old={audits[0]}&new={audits[1]}").text


def test_two_revisions_say_of_either_whether_it_was_judged(client: FlaskClient, audits: list[int]) -> None:
    store = client.application.extensions["auditor"].store
    newer = judged(3, published=date(2026, 11, 3))
    audit = store.add(replace(newer, judged=Judged("en", 260)))
    article = get(client, f"/v1/audits/{audit}").json["article_id"]
    diff = get(client, f"/v1/articles/{article}/diff").json
    assert [gap["reason"] for gap in diff["old"]["not_judged"]] == ["behind-wall"]
    assert (diff["new"]["not_judged"], diff["new"]["judged"]["whole"]) == ([], True)
