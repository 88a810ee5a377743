"""What the gate said of an article is kept with it, and goes with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from auditor.store import Store
from auditor.store.erasing import erase_article
from auditor.store.gate import Kind, Said, events_of, keep_event, newest_kind, override_of
from auditor.store.intake import known_article
from auditor.store.log import COMMAND, Actor
from auditor.store.tables import DRAFT, gate_event
from tests.store.made import TEXT, flag, report_on

URL = "https://example.org/a"


def test_the_newest_event_speaks_for_the_article(store: Store) -> None:
    report = report_on(TEXT, flag(TEXT, "Springfield"), url=URL)
    audit = store.add(report, origin=DRAFT)
    with store.writing() as connection:
        article = known_article(connection, report.article)
        assert article is not None
        assert newest_kind(connection, article) is None
        keep_event(connection, audit, Said(Kind.BLOCKED, ["Not published."], "Ada", "page-editor"))
        keep_event(connection, audit, Said(Kind.OVERRIDDEN, ["Published."], "Ada", "page-editor", "It is so."))
        assert newest_kind(connection, article) is Kind.OVERRIDDEN
        told = [(event["kind"], event["lines"], event["reason"]) for event in events_of(connection, article)]
        assert told == [("blocked", ["Not published."], None), ("overridden", ["Published."], "It is so.")]
        with pytest.raises(LookupError):
            keep_event(connection, 999, Said(Kind.PAST))


def test_an_override_holds_for_title_and_wording(store: Store) -> None:
    report = report_on(TEXT, flag(TEXT, "Springfield"), url=URL)
    audit = store.add(report, origin=DRAFT)
    with store.writing() as connection:
        article = known_article(connection, report.article)
        assert article is not None
        assert override_of(connection, article, report.article) is None
        keep_event(connection, audit, Said(Kind.OVERRIDDEN, (), "Ada", None, "It is so."))
        spaced = replace(report.article, text=TEXT.replace(" ", "  "))
        for same in (report.article, spaced):
            found = override_of(connection, article, same)
            assert found is not None
            assert (found.editor, found.reason) == ("Ada", "It is so.")
        for other in (replace(report.article, title="Another"), replace(report.article, text=f"{TEXT} More.")):
            assert override_of(connection, article, other) is None


def test_erasing_an_article_takes_its_events(store: Store) -> None:
    report = report_on(TEXT, url=URL)
    audit = store.add(report, origin=DRAFT)
    with store.writing() as connection:
        keep_event(connection, audit, Said(Kind.BLOCKED, ["“Springfield”"]))
        article = known_article(connection, report.article)
    assert article is not None
    erase_article(store.database, article, Actor(COMMAND, "ada"))
    with store.reading() as connection:
        assert connection.execute(gate_event.select()).all() == []
        assert known_article(connection, report.article) is None
