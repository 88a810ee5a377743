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


@pytest.mark.parametrize("sort", ["created", "-created", "score"])
def test_pages_of_a_time_hold_every_audit_once(client: FlaskClient, audit: Audit, sort: str) -> None:
    sent = [audit(text=f"Article number {number} of the day.") for number in range(5)]
    seen, address = [], f"/v1/audits?limit=2&since={sent[1]['created'].replace('+', '%2B')}&sort={sort}"
    while address:
        page = client.get(address).json
        assert page["total"] >= 4
        seen += [row["audit"] for row in page["audits"]]
        address = page["next"]
    assert len(seen) == len(set(seen)) == page["total"]
    if sort != "score":
        assert seen == sorted(seen, reverse=sort.startswith("-"))


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


MORE = (
    "Its members want to know first what each of the streets is to cost, and asked the town hall for a plan that names "
    "the money and the months."
)
WRONG_DAY = f"The council met on Friday, 6 March 2025, and will meet again in May. {MORE} {{}}"


def test_filters_of_findings_ask_for_one_finding_that_is_all_of_it(client: FlaskClient, audit: Audit) -> None:
    wrong = [audit(text=WRONG_DAY.format(number))["audit"] for number in range(2)]
    audit(text="The council met and will meet again.")
    for query, expected in (
        ("rule=date/weekday-differs", wrong),
        ("topic=date", wrong),
        ("topic=dat", []),
        ("severity=major", wrong),
        ("rule=date/weekday-differs&severity=critical", []),
        ("topic=metadata&severity=major", []),
        ("status=dismissed", []),
        ("rule=date/none", []),
    ):
        page = client.get(f"/v1/audits?{query}").json
        assert (sorted(row["audit"] for row in page["audits"]), page["total"]) == (expected, len(expected)), query


def test_times_and_articles_may_be_asked_for(client: FlaskClient, audit: Audit) -> None:
    record = audit(source="a.example", id="a1")
    audit(text="Another article.")
    assert client.get("/v1/audits?since=2020-01-01&until=2999-01-01").json["total"] == 2
    assert client.get("/v1/audits?until=2020-01-01T00:00:00Z").json["total"] == 0
    assert client.get("/v1/audits?since=2999-01-01").json["total"] == 0
    assert client.get(f"/v1/audits?article={record['article_id']}").json["total"] == 1
    assert client.get("/v1/audits?story=7").json["total"] == 0
    assert client.get("/v1/audits?source=unknown.example").json == {"audits": [], "total": 0, "next": None}


@pytest.mark.parametrize("sort", ["created", "-created", "score", "-score"])
def test_every_order_has_all_audits_once(client: FlaskClient, audit: Audit, sort: str) -> None:
    for number in range(3):
        audit(text=WRONG_DAY.format(number))
        audit(text=f"The council met and will meet again, number {number}. {MORE}")
    seen: list[dict[str, Any]] = []
    address = f"/v1/audits?limit=2&sort={sort}"
    while address:
        page = client.get(address)
        seen += page.json["audits"]
        address = page.json["next"]
        assert (f'<{address}>; rel="next"' == page.headers.get("Link")) == bool(address)
    keys = [row["audit"] if "created" in sort else row["score"] for row in seen]
    assert keys == sorted(keys, reverse=sort.startswith("-"))
    assert len({row["audit"] for row in seen}) == 6


def test_a_cursor_belongs_to_its_order(client: FlaskClient, audit: Audit) -> None:
    for number in range(2):
        audit(text=f"Article {number}.")
    following = client.get("/v1/audits?limit=1").json["next"]
    cursor = following.partition("cursor=")[2]
    assert client.get(f"/v1/audits?cursor={cursor}").status_code == 200
    for wrong in (f"sort=score&cursor={cursor}", "cursor=x", "cursor=WzFd", f"cursor={cursor[:-2]}", "cursor=%C3%A9"):
        assert client.get(f"/v1/audits?{wrong}").status_code == 404, wrong
