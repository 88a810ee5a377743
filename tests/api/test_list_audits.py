"""`GET /v1/audits`."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

Audit = Callable[..., dict[str, Any]]


def test_pages_hold_every_audit_once_newest_first(client: FlaskClient, audit: Audit) -> None:
    sent = [audit(text=f"Article number {number} of the day.")["audit"] for number in range(5)]
    seen, address = [], "/v1/audits?limit=2"
    while address:
        page = client.get(address).json
        assert page["total"] == 5
        seen += [row["audit"] for row in page["audits"]]
        address = page["next"]
    assert seen == sent[::-1]


def test_a_source_may_be_asked_for(client: FlaskClient, audit: Audit) -> None:
    audit(source="a.example")
    for number in range(2):
        audit(text=f"Article {number}.", source="b & c")
    page = client.get("/v1/audits", query_string={"source": "b & c", "limit": 1}).json
    assert (page["total"], len(page["audits"])) == (2, 1)
    following = client.get(page["next"]).json
    assert [row["source"] for row in following["audits"]] == ["b & c"]
    assert following["next"] is None


def test_rows_are_without_text_and_findings(client: FlaskClient, audit: Audit) -> None:
    record = audit(title="Mayors Meet", source="a.example", published="2025-11-01")
    (row,) = client.get("/v1/audits").json["audits"]
    assert row == {name: record[name] for name in row}
    assert set(record) - set(row) == {"findings", "article"}


@pytest.mark.parametrize(
    "query",
    [
        "limit=0",
        "limit=501",
        "limit=x",
        "page=2",
        "source=%00",
        "sort=text",
        "since=soon",
        "status=new",
        "story=0",
        "cursor=",
    ],
)
def test_a_wrong_query_is_told(client: FlaskClient, query: str) -> None:
    response = client.get(f"/v1/audits?{query}")
    assert (response.status_code, response.content_type) == (422, "application/problem+json")
    assert query.partition("=")[0] in response.json["errors"]["query"]
