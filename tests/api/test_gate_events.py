"""`GET /v1/gate` and the pages: what was held back, what got past, and who was told; each as far as one may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from auditor.bounded import read_row
from auditor.store import Store
from auditor.store.gate import Kind, Said
from auditor.store.keys import create_key
from auditor.store.tables import DRAFT
from tests.api.conftest import TEXT

Keep = Callable[..., int]


@pytest.fixture
def store(client: FlaskClient) -> Store:
    """What the service keeps."""
    kept: Store = client.application.extensions["auditor"].store
    return kept


@pytest.fixture
def keep(client: FlaskClient, store: Store) -> Keep:
    """Keeps what the gate said of a draft; the audit's number."""
    auditor = client.application.extensions["auditor"].auditor

    def said(name: str, kind: Kind, source: str = "harbour.example", **words: Any) -> int:
        row = {"id": name, "title": f"Ferry {name}", "text": TEXT, "source": source}
        ready = store.prepare(auditor.audit(read_row(row)), DRAFT)
        with store.writing() as connection:
            audit = store.keep(connection, ready)
            store.keep_event(connection, audit, Said(kind, ("Not published: <b>one</b> passage.",), **words))
        return audit

    return said


def listed(client: FlaskClient, query: str = "", **options: Any) -> list[tuple[str, str]]:
    """Kind and headline of what is listed."""
    answer = client.get(f"/v1/gate{query}", **options)
    assert answer.status_code == 200, answer.text
    return [(event["kind"], event["headline"]) for event in answer.json["events"]]


def test_events_are_listed_with_who_was_told_what(client: FlaskClient, keep: Keep) -> None:
    audit = keep("a", Kind.OVERRIDDEN, editor="Ada Lund", way="quick-edit", reason="It is right")
    (event,) = client.get("/v1/gate").json["events"]
    assert event.pop("created")
    assert event == {
        "event": 1, "kind": "overridden", "article": 1, "audit": audit, "id": "a", "headline": "Ferry a", "url": None,
        "source": "harbour.example", "editor": "Ada Lund", "way": "quick-edit", "reason": "It is right",
        "lines": ["Not published: <b>one</b> passage."],
    }  # fmt: skip


def test_the_list_is_filtered_and_comes_in_pages(client: FlaskClient, keep: Keep) -> None:
    keep("a", Kind.BLOCKED)
    keep("a", Kind.PAST)
    keep("b", Kind.BLOCKED, "south.example")
    assert listed(client) == [("blocked", "Ferry b"), ("past", "Ferry a"), ("blocked", "Ferry a")]
    assert listed(client, "?kind=past") == listed(client, "?source=harbour.example&limit=1") == [("past", "Ferry a")]
    assert listed(client, "?article=2") == [("blocked", "Ferry b")]
    assert listed(client, "?since=2999-01-01") == listed(client, "?until=2020-01-01") == []
    assert listed(client, "?source=no.such.example") == []
    first = client.get("/v1/gate?limit=2").json
    assert listed(client, first["next"].removeprefix("/v1/gate")) == [("blocked", "Ferry a")]
    for wrong in ("kind=gone", "since=soon", "limit=0", "article=0", "more=1"):
        assert client.get(f"/v1/gate?{wrong}").status_code == 422, wrong
    assert client.get("/v1/gate?cursor=x").status_code == 404


def test_a_key_sees_what_it_is_bound_to(client: FlaskClient, store: Store, keep: Keep) -> None:
    keep("a", Kind.PAST)
    keep("b", Kind.PAST, "south.example")
    with store.writing() as connection:
        key = create_key(connection, "south", ["read"], sources=["south.example"])
    shown = {"Authorization": f"Bearer {key}"}
    assert listed(client, headers=shown) == [("past", "Ferry b")]
    assert listed(client, "?source=harbour.example", headers=shown) == []


def test_the_queue_lists_what_was_held_back_and_what_got_past(client: FlaskClient, keep: Keep) -> None:
    audit = keep("a", Kind.BLOCKED, editor="Ada <Lund>", way="quick-edit")
    page = client.get("/?state=blocked").text
    assert f'href="/audits/{audit}"' in page
    assert "Ada &lt;Lund&gt;, by quick edit" in page
    assert "Not published: &lt;b&gt;one&lt;/b&gt; passage." in page
    assert "went past the gate</a>" not in client.get("/").text
    keep("b", Kind.PAST)
    keep("c", Kind.PAST)
    front = client.get("/").text
    assert '<a href="/?state=past&amp;days=7">2 articles went past the gate</a> in the last 7 days' in front
    assert "Ferry b" in client.get("/?state=past&days=7").text
    assert "Ferry b" not in client.get("/?state=blocked").text
    keep("b", Kind.PUBLISHED)
    assert "1 article went past the gate</a>" in client.get("/").text


def test_an_article_says_in_order_what_came_of_it(client: FlaskClient, keep: Keep) -> None:
    audit = keep("a", Kind.BLOCKED, editor="Ada Lund", way="block-editor")
    keep("a", Kind.OVERRIDDEN, editor="Ben Oye", reason="<i>It is</i> right")
    page = client.get(f"/audits/{audit}").text
    words = ["At the gate", "Held back", "Ada Lund, in the block editor", "Published against the gate", "Ben Oye"]
    places = [page.index(word) for word in (*words, "Because: &lt;i&gt;It is&lt;/i&gt; right")]
    assert places == sorted(places)
    other = keep("b", Kind.WARNED)
    assert "Ben Oye" not in client.get(f"/audits/{other}").text
