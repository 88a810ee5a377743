"""What a CMS tells of is held against the gate: what got past it is kept, what an editor answers for is not."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from auditor.audit import Auditor
from auditor.bounded import read_row
from auditor.settings import parse_settings
from auditor.store import Store
from auditor.store.deliveries import take_delivery, take_withdrawal
from auditor.store.gate import Kind, Said, events_of
from auditor.store.tables import DRAFT
from tests.jobs.made import TEXT as SHORT
from tests.jobs.made import Drain, few_rules, hurry, rows_of

SOURCE = "harbour.example"
POLICY = b'[source."harbour.example".gate]\nblock = {severity = "info"}\n'
TEXT = f"{SHORT}The mill had stood empty for years before the town bought it, and children played in its yard."
CLEAN = TEXT.replace("the the", "the")


@pytest.fixture(scope="session")
def auditor() -> Auditor:
    """Blocks what a few rules flag, at one source."""
    rules = few_rules()
    return Auditor(rules, settings=parse_settings(POLICY, Path("auditor.toml"), rules))


@pytest.fixture
def hear(store: Store, drain: Drain) -> Callable[..., list[str]]:
    """Takes what the CMS tells of, and does the work; the kinds of event that are kept of the article then."""
    count = iter(range(100))

    def take(text: str | None, source: str = SOURCE) -> list[str]:
        row = {"id": "cms:4", "title": "Mill", "text": text, "source": source, "published": "2026-11-20"}
        with store.writing() as connection:
            if text is None:
                take_withdrawal(connection, source, f"m{next(count)}", "cms:4")
            else:
                take_delivery(connection, source, f"m{next(count)}", row)
        drain()
        with store.reading() as connection:
            return [event["kind"] for event in events_of(connection, 1)]

    return take


@pytest.fixture
def ask(store: Store, auditor: Auditor) -> Callable[..., None]:
    """Keeps what the gate said on TEXT, the same article, which its CMS dated a day before."""
    row = {"id": "cms:4", "title": "Mill", "text": TEXT, "source": SOURCE, "published": "2026-11-19"}

    def keep(kind: Kind, **words: Any) -> None:
        ready = store.prepare(auditor.audit(read_row(row)), DRAFT)
        with store.writing() as connection:
            store.keep_event(connection, store.keep(connection, ready), Said(kind, ("Said.",), **words))

    return keep


def test_what_asked_nobody_went_past_the_gate(store: Store, hear: Any) -> None:
    assert hear(TEXT) == ["past"]
    assert hear(TEXT) == ["past"], "the same text told twice is one event"
    with store.reading() as connection:
        (event,) = events_of(connection, 1)
    assert event["lines"][0] == "Public, against the gate: 1 passage to be changed or settled first."
    assert hear(CLEAN) == ["past", "published"]
    assert hear(CLEAN) == ["past", "published"]


def test_what_nothing_keeps_and_kept_is_no_event(hear: Any) -> None:
    assert hear(CLEAN) == []
    assert hear(TEXT, "other.example") == []


@pytest.mark.parametrize(
    ("asked", "published", "kept"),
    [
        (Kind.BLOCKED, TEXT, ["blocked", "past"]),
        (Kind.BLOCKED, CLEAN, ["blocked", "published"]),
        (Kind.PAST, TEXT, ["past"]),  # the CMS asked about it afterwards, and knows who did it
        (Kind.OVERRIDDEN, TEXT, ["overridden"]),
        (Kind.OVERRIDDEN, f"{TEXT} And more.", ["overridden", "past"]),  # an override holds for one text
    ],
)
def test_a_publication_is_held_against_what_was_asked(
    hear: Any, ask: Any, asked: Kind, published: str, kept: list[str]
) -> None:
    ask(asked, editor="Ada Lund", reason="It is right")
    assert hear(published) == kept


def test_a_withdrawal_is_kept_with_what_was_said_before(store: Store, hear: Any, ask: Any) -> None:
    ask(Kind.PAST, editor="Ada Lund", way="rest")
    assert hear(None) == ["past", "withdrawn"]
    with store.reading() as connection:
        *_, event = events_of(connection, 1)
    assert (event["editor"], event["way"], event["lines"]) == ("Ada Lund", "rest", ["Said."])


def test_a_withdrawal_that_comes_first_is_tried_again(store: Store, drain: Drain, hear: Any) -> None:
    assert hear(None) == []
    (waiting,) = rows_of(store, kind="withdrawal")
    assert waiting.state == "waiting" and "no article" in waiting.error
    assert hear(TEXT) == ["past"]
    hurry(store)
    drain()
    with store.reading() as connection:
        assert [event["kind"] for event in events_of(connection, 1)] == ["past", "withdrawn"]
