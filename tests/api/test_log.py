"""The log: what was done by keys and on pages stands in it, with who and from where; only admins read it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from tests.security.conftest import OWN

LETTER = "The mayors met on Tuesday, 4 March 2025, which was a Friday, and and they agreed on the barrier. " * 3
KEY = ("key", "local", "127.0.0.1")
EDITOR = ("editor", "local", "127.0.0.1")
ARTICLE = 1
"""The number of the first article of a store."""
Send = Callable[..., dict[str, Any]]


@pytest.fixture
def kept(audit: Send) -> dict[str, Any]:
    """An audit with findings."""
    record = audit(text=LETTER, source="valley.example", id="one")
    assert record["findings"]
    return record


def entries(client: FlaskClient, **query: str) -> list[dict[str, Any]]:
    answer = client.get("/v1/log", query_string=query)
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json["entries"]
    return found


def logged(client: FlaskClient) -> list[tuple[Any, ...]]:
    """Who, what, on what and the details of all entries, oldest first."""
    return [
        ((e["kind"], e["who"], e["address"]), e["action"], e["object"], e["details"]) for e in reversed(entries(client))
    ]


def test_what_keys_do(client: FlaskClient, kept: dict[str, Any]) -> None:
    finding = kept["findings"][0]["finding"]
    source = "/v1/sources/valley.example"
    for method, address, body in (
        ("POST", f"/v1/findings/{finding}/decisions", {"verb": "dismiss", "reason": "other", "note": "secret words"}),
        ("PUT", f"{source}/mutes/title/doubled", {"reason": "secret words"}),
        ("DELETE", f"{source}/mutes/title/doubled", None),
        ("POST", f"{source}/replies", {"who": "The editor", "text": "secret words"}),
        ("DELETE", f"/v1/articles/{ARTICLE}?reason=ticket+12", None),
    ):
        assert client.open(address, method=method, json=body).status_code in (200, 201, 204)
    *others, erased = logged(client)
    assert others == [
        (KEY, "finding decided", f"finding:{finding}",
         {"verb": "dismiss", "reason": "other", "status": "dismissed", "for": "local"}),
        (KEY, "rule muted", "source:valley.example", {"rule": "title/doubled", "until": None}),
        (KEY, "rule unmuted", "source:valley.example", {"rule": "title/doubled"}),
        (KEY, "reply kept", "source:valley.example", {"to": "source"}),
    ]  # fmt: skip
    assert erased[:3] == (KEY, "article erased", f"article:{ARTICLE}")
    assert (erased[3]["reason"], erased[3]["audit_numbers"], erased[3]["articles"]) == ("ticket 12", [kept["audit"]], 1)


def test_what_editors_do_on_pages(client: FlaskClient, kept: dict[str, Any]) -> None:
    page, source = f"/audits/{kept['audit']}", "/sources/valley.example"
    finding = kept["findings"][0]["finding"]
    for address, form in (
        (f"{page}/findings/{finding}", {"verb": "accept", "note": "secret words"}),
        (f"{page}/assign", {"who": "bea"}),
        (f"{page}/assign", {"who": ""}),
        ("/queue", {"audit": str(kept["audit"]), "action": "assign", "who": "bea"}),
        ("/queue", {"audit": str(kept["audit"]), "action": "dismiss", "reason": "other", "note": "secret words"}),
        (f"{source}/mute", {"rule": "title/doubled", "reason": "secret words", "until": "2999-01-01"}),
        (f"{source}/unmute", {"rule": "title/doubled"}),
        (f"{source}/replies", {"who": "The editor", "text": "secret words"}),
        (f"{page}/erase", {"reason": "ticket 12"}),
    ):
        answer = client.post(address, data=form, headers=OWN)
        assert answer.status_code == 303, (address, answer.text)
    found = logged(client)
    assert all(entry[0] == EDITOR for entry in found)
    assert [entry[1:3] for entry in found] == [
        ("finding decided", f"finding:{finding}"),
        ("article assigned", f"audit:{kept['audit']}"),
        ("assignment ended", f"audit:{kept['audit']}"),
        ("articles assigned", "queue"),
        ("findings decided", "queue"),
        ("rule muted", "source:valley.example"),
        ("rule unmuted", "source:valley.example"),
        ("reply kept", "source:valley.example"),
        ("article erased", f"article:{ARTICLE}"),
    ]
    assert found[4][3]["audit_numbers"] == [kept["audit"]]
    assert found[4][3]["findings"] > 0
    assert found[5][3]["until"] == "2999-01-01T00:00:00+00:00"
    assert "secret" not in str(found)


def test_what_was_refused_is_not_in_it(client: FlaskClient, kept: dict[str, Any]) -> None:
    finding = kept["findings"][0]["finding"]
    decisions = f"/v1/findings/{finding}/decisions"
    assert client.post(decisions, json={"verb": "dismiss", "reason": "other"}).status_code == 422
    form = {"verb": "dismiss"}
    assert client.post(f"/audits/{kept['audit']}/findings/{finding}", data=form, headers=OWN).status_code == 400
    assert client.delete("/v1/articles/999").status_code == 404
    assert client.post("/audits/999/assign", data={"who": "bea"}, headers=OWN).status_code == 404
    assert logged(client) == []


def test_an_erased_article_is_nowhere(client: FlaskClient, kept: dict[str, Any], audit: Send) -> None:
    address = f"/v1/articles/{ARTICLE}"
    assert client.delete(address).status_code == 204
    assert client.delete(address).status_code == client.get(address).status_code == 404
    assert client.get(f"/v1/audits/{kept['audit']}").status_code == 404
    assert client.get(f"/audits/{kept['audit']}").status_code == 404
    assert client.get("/v1/audits").json["audits"] == []
    again = audit(text=LETTER, source="valley.example", id="one")
    assert again["audit"] > kept["audit"], "what is sent later is another article"


@pytest.mark.parametrize("query", ["reason=" + "x" * 201, "why=x", "reason=a%00b"])
def test_a_reason_is_short_and_clean(client: FlaskClient, kept: dict[str, Any], query: str) -> None:
    assert client.delete(f"/v1/articles/{ARTICLE}?{query}").status_code == 422
    assert client.delete(f"/v1/articles/{2**63}").status_code == 404


def test_the_log_comes_in_pages_and_by_filters(client: FlaskClient, kept: dict[str, Any]) -> None:
    for who in ("bea", "", "bea", "", "bea"):
        client.post(f"/audits/{kept['audit']}/assign", data={"who": who}, headers=OWN)
    assert [e["id"] for e in entries(client, action="article assigned")] == [5, 3, 1]
    assert entries(client, who="nobody") == entries(client, until="2000-01-01") == []
    assert len(entries(client, object=f"audit:{kept['audit']}", who="local", since="2000-01-01")) == 5
    first = client.get("/v1/log?limit=2").json
    second = client.get(first["next"]).json
    assert [e["id"] for e in first["entries"] + second["entries"]] == [5, 4, 3, 2]
    for query in ("limit=0", "who=", "since=soon", "x=1", "action=" + "x" * 301):
        assert client.get(f"/v1/log?{query}").status_code == 422
    assert client.get("/v1/log?cursor=x").status_code == 404


def test_the_page_of_the_log(client: FlaskClient, kept: dict[str, Any]) -> None:
    assert "Nothing was done yet." in client.get("/log").text
    client.post(f"/audits/{kept['audit']}/assign", data={"who": "<b>bea</b>"}, headers=OWN)
    client.put("/v1/sources/valley.example/mutes/title/doubled", json={"reason": "they count so"})
    page = client.get("/log").text
    assert f'<a href="/audits/{kept["audit"]}">' in page
    assert '<a href="/sources/valley.example">' in page
    assert "&lt;b&gt;bea" in page
    assert "<b>bea" not in page
    today = entries(client)[0]["created"][:10]
    shown = client.get(f"/log?who=local&action=rule+muted&object=source:valley.example&day={today}").text
    assert 'id="entry-2"' in shown
    assert 'id="entry-1"' not in shown
    assert "No entry fits" in client.get("/log?day=2000-01-01").text
    assert client.get("/log?before=x").status_code == 400
    assert client.get(f"/log?before={2**63}").status_code == 400
    for first in (0, 1):
        assert "Nothing was done yet." in client.get(f"/log?before={first}").text


def test_the_page_has_older_entries(client: FlaskClient, kept: dict[str, Any]) -> None:
    for n in range(101):
        client.post(f"/audits/{kept['audit']}/assign", data={"who": f"e{n}"}, headers=OWN)
    assert "/log?before=2" in client.get("/log").text
    older = client.get("/log?before=2").text
    assert 'id="entry-1"' in older
    assert 'rel="next"' not in older


def test_the_page_asks_before_it_erases(client: FlaskClient, kept: dict[str, Any]) -> None:
    address = f"/audits/{kept['audit']}/erase"
    assert f'<a href="{address}">Erase …</a>' in client.get(f"/audits/{kept['audit']}").text
    assert "1 revision with all audits" in client.get(address).text
    assert client.get(f"/v1/audits/{kept['audit']}").status_code == 200
    answer = client.post(address, data={}, headers=OWN)
    assert f"Article {ARTICLE} is erased." in client.get(answer.headers["Location"]).text
    assert client.get(address).status_code == client.post(address, data={}, headers=OWN).status_code == 404
