"""What the gate said of articles: listed by its last word, told once, gone with the article."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from auditor.finding import Report, Severity
from auditor.mail import Notice
from auditor.store import Store
from auditor.store.gate import Kind, Said
from auditor.store.gate_queries import GateFilter, search_gate
from auditor.store.queries import Page
from auditor.store.queue import QueueFilter, count_queue, list_queue
from auditor.store.reach import bound_to
from auditor.store.retention import prune
from auditor.store.tables import DRAFT, gate_event, job
from auditor.webhook import GATE_BLOCKED, GATE_PAST, Webhook
from tests.store.made import TEXT, flag, report_on

GATE_STATES = ("blocked", "past", "overridden")
LINES = ("Not published: 1 passage to be changed or settled first.", "“Springfield”: It is elsewhere.")


def report(name: str = "cms:4", text: str = TEXT, **known: Any) -> Report:
    return report_on(text, flag(text, "Springfield", severity=Severity.MAJOR), id=name, **known)


def say(store: Store, given: Report, kind: Kind, **words: Any) -> int:
    """Keep what the gate said of a draft; the event's id."""
    ready = store.prepare(given, DRAFT)
    with store.writing() as connection:
        return store.keep_event(connection, store.keep(connection, ready), Said(kind, LINES, **words))


def listed(store: Store, **wanted: Any) -> dict[str, list[str]]:
    """The headlines that each state of the gate lists."""
    with store.reading() as connection:
        rows = {state: list_queue(connection, QueueFilter(state=state, **wanted), 10) for state in GATE_STATES}
        counts = {state: count_queue(connection, QueueFilter(state=state, **wanted)) for state in GATE_STATES}
    assert {state: len(found) for state, found in rows.items()} == {s: c.articles for s, c in counts.items()}
    return {state: [row.headline for row in found] for state, found in rows.items() if found}


@pytest.mark.parametrize(
    ("kinds", "states"),
    [
        ([Kind.BLOCKED], {"blocked"}),
        ([Kind.WARNED], set()),
        ([Kind.BLOCKED, Kind.PASSED], set()),
        ([Kind.BLOCKED, Kind.PUBLISHED], set()),
        ([Kind.BLOCKED, Kind.OVERRIDDEN], {"overridden"}),
        ([Kind.BLOCKED, Kind.PAST], {"past"}),
        ([Kind.PAST, Kind.PAST], {"past"}),
        ([Kind.PAST, Kind.WITHDRAWN], {"blocked"}),
        ([Kind.PAST, Kind.WARNED], {"past"}),
        ([Kind.PAST, Kind.BLOCKED], {"past", "blocked"}),  # readers see the text of before
        ([Kind.OVERRIDDEN, Kind.BLOCKED], {"overridden", "blocked"}),
        ([Kind.PAST, Kind.PASSED, Kind.PUBLISHED], set()),
    ],
)
def test_an_article_is_listed_by_the_last_word_on_what_readers_see(
    store: Store, kinds: list[Kind], states: set[str]
) -> None:
    for kind in kinds:
        say(store, report(), kind)
    assert listed(store).keys() == states


def test_a_row_says_who_was_told_what_by_which_way(store: Store) -> None:
    say(store, report(), Kind.OVERRIDDEN, editor="Ada Lund", way="quick-edit", reason="The mayor said so")
    with store.reading() as connection:
        (row,) = list_queue(connection, QueueFilter(state="overridden"), 10)
        (other,) = list_queue(connection, QueueFilter(state="overridden", severity="major"), 10)
        assert not list_queue(connection, QueueFilter(state="overridden", severity="minor"), 10)
    assert row.told is not None
    assert (row.told.editor, row.told.way, row.told.reason) == ("Ada Lund", "quick-edit", "The mayor said so")
    assert (tuple(row.told.lines), row.counts, other.audit) == (LINES, {"major": 1}, row.audit)


def test_filters_and_reach_hold_for_the_states_of_the_gate(store: Store) -> None:
    say(store, report("a", title="Bridge"), Kind.BLOCKED)
    old = say(store, report("b", title="Ferry", source="south.example"), Kind.BLOCKED)
    with store.writing() as connection:
        long_ago = datetime.now(UTC) - timedelta(days=40)
        connection.execute(update(gate_event).where(gate_event.c.id == old).values(created=long_ago))
    assert sorted(listed(store)["blocked"]) == ["Bridge", "Ferry"]
    assert listed(store, days=7) == {"blocked": ["Bridge"]}
    assert listed(store, search="ferry") == {"blocked": ["Ferry"]}
    assert listed(store, source="south.example") == {"blocked": ["Ferry"]}
    assert listed(store, reach=bound_to(["south.example"])) == {"blocked": ["Ferry"]}
    with store.reading() as connection:
        (row,) = search_gate(connection, GateFilter(reach=bound_to(["south.example"])), Page(9)).rows
        found = search_gate(connection, GateFilter(kind=Kind.BLOCKED), Page(1))
        (rest,) = search_gate(connection, GateFilter(), Page(1, "", found.last)).rows
    assert (row["headline"], row["lines"], row["id"]) == ("Ferry", list(LINES), "b")
    assert [found.rows[0]["headline"], rest["headline"]] == ["Ferry", "Bridge"]


def test_a_message_goes_to_whoever_named_the_event_and_once_of_one_text(store: Store) -> None:
    store.webhooks = (
        Webhook("https://all.example/", "S"),
        Webhook("https://gate.example/", "S", frozenset({GATE_BLOCKED, GATE_PAST})),
        Webhook("https://south.example/", "S", frozenset({GATE_PAST}), frozenset({"south.example"})),
    )
    store.notices = (Notice(("a@b.org", "c@d.org"), frozenset({GATE_PAST})), Notice(("a@b.org",)))
    for kind in (Kind.BLOCKED, Kind.BLOCKED, Kind.WARNED, Kind.PAST):
        say(store, report(), kind, editor="Ada Lund", way="rest")
    say(store, report(text=f"{TEXT} More."), Kind.PAST)
    with store.reading() as connection:
        query = select(job.c.kind, job.c.payload, job.c.owner).where(job.c.lane == "message").order_by(job.c.id)
        sent = connection.execute(query).all()
    told = [(row.payload["type"], row.payload.get("url") or row.payload["to"]) for row in sent]
    past = [(GATE_PAST, "https://gate.example/"), (GATE_PAST, "a@b.org"), (GATE_PAST, "c@d.org")]
    assert told == [(GATE_BLOCKED, "https://gate.example/"), *past, *past]
    data = sent[1].payload["data"]
    assert {name: data[name] for name in ("kind", "editor", "way", "lines", "source", "id")} == {
        "kind": "past", "editor": "Ada Lund", "way": "rest", "lines": list(LINES), "source": "example.org", "id": "cms:4",
    }  # fmt: skip
    assert {row.owner for row in sent if row.kind == "mail"} == {"mail server"}


def test_events_go_with_their_article_and_with_what_waits_to_tell_of_them(store: Store) -> None:
    store.notices = (Notice(("a@b.org",), frozenset({GATE_BLOCKED})),)
    say(store, report(), Kind.BLOCKED, editor="Ada Lund")
    assert prune(store.database, 1, datetime.now(UTC) + timedelta(days=2)) == 1
    with store.reading() as connection:
        assert connection.execute(select(gate_event)).all() == []
        assert connection.execute(select(job).where(job.c.kind == "mail")).all() == []


def test_two_articles_of_one_wording_are_two(store: Store) -> None:
    for name in ("a", "b"):
        say(store, replace(report(name)), Kind.PAST)
    assert len(listed(store)["past"]) == 2
