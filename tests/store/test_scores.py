"""Scores of sources from what is kept: copies, corrections, origins, frozen constants."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from auditor.score.article import Status
from auditor.score.profile import SourceProfile
from auditor.score.source import MIN_SOURCES_TO_FIT, Constants
from auditor.store import Store, StoreError
from auditor.store.decisions import Decision, decide
from auditor.store.scores import current_constants, freeze_constants, list_scores, source_profile
from tests.store.made import TEXT, flag, report_on

TODAY = date(2026, 11, 22)
LONG = TEXT + "It was the third of its kind. " * 5


def profile(store: Store, name: str = "example.org") -> SourceProfile:
    with store.reading() as connection:
        made = source_profile(connection, name, TODAY)
    assert made is not None
    return made


def add(store: Store, text: str = LONG, *quotes: str, **known: Any) -> int:
    found = [flag(text, quote) for quote in quotes]
    return store.add(report_on(text, *found, **({"published": date(2026, 11, 1)} | known)))


def test_passages_behind_the_points(store: Store) -> None:
    audit = add(store, LONG, "Springfield")
    made = profile(store)
    (charged,) = made.passages
    assert charged.points == 4
    assert charged.article.audit == audit
    assert charged.article.day == date(2026, 11, 1)
    assert (charged.passage.quote, charged.passage.message) == ("Springfield", "The text says Springfield.")
    assert charged.passage.evidence[0]["reference"] == "a table"
    assert made.score is not None
    assert made.score.lacking == "Not enough evidence (1 of 10 articles)"


def test_unknown_source(store: Store) -> None:
    with store.reading() as connection:
        assert source_profile(connection, "nobody.example", TODAY) is None


def test_copies_count_once(store: Store) -> None:
    add(store, LONG, "Springfield", url="https://example.org/a")
    once = profile(store)
    add(store, LONG.replace(" ", "  ").upper().lower(), url="https://example.org/b")
    add(store, LONG, "Springfield", url="https://example.org/c")
    made = profile(store)
    assert made.articles == 3
    assert made.score is not None
    assert once.score is not None
    assert made.score.articles == once.score.articles == 1


def test_only_the_newest_revision_counts(store: Store) -> None:
    add(store, LONG, "Springfield", url="https://example.org/a", published=None)
    add(store, LONG + "More.", url="https://example.org/a", published=None)
    made = profile(store)
    assert (made.articles, made.passages) == (1, ())


def test_a_published_passage_that_was_put_right_counts_half(store: Store) -> None:
    add(store, LONG, "Springfield", "Monday", url="https://example.org/a")
    add(store, LONG.replace("Springfield", "Shelbyville"), "Monday", url="https://example.org/a")
    made = profile(store)
    assert [(c.passage.quote, c.passage.charge.status, c.points) for c in made.passages] == [
        ("Monday", Status.OPEN, 4),
        ("Springfield", Status.CORRECTED, 2),
    ]
    assert made.statuses == {Status.OPEN: 1, Status.CORRECTED: 1}


def test_put_right_before_publication_costs_nothing(store: Store) -> None:
    later = datetime.now(UTC).date() + timedelta(days=5)
    add(store, LONG, "Springfield", url="https://example.org/a", published=later)
    add(store, LONG.replace("Springfield", "Shelbyville"), url="https://example.org/a", published=later)
    assert profile(store).passages == ()


def test_dismissed_findings_cost_nothing(store: Store) -> None:
    record = store.get(add(store, LONG, "Springfield"))
    assert record is not None
    before = profile(store).score
    with store.writing() as connection:
        decide(connection, record["findings"][0]["finding"], Decision("dismiss", "Ann", "false alarm"))
    after = profile(store)
    assert before is not None
    assert after.score is not None
    assert after.score.score > before.score
    assert [charged.points for charged in after.passages] == [0]


@pytest.mark.parametrize(("origin", "points"), [("text", 0), ("page", 4), ("hook", 4)])
def test_boilerplate_is_charged_only_where_we_saw_the_page(store: Store, origin: str, points: float) -> None:
    report = report_on(LONG, flag(LONG, "Springfield", "boilerplate/donation"))
    store.add(report, origin=origin)
    assert [charged.points for charged in profile(store).passages] == [points]


def test_categories_against_all_sources(store: Store) -> None:
    add(store, LONG, "Springfield")
    add(store, LONG, "Springfield", "Monday", source="example.net")
    add(store, LONG, source="example.com")
    (category,) = profile(store).categories
    assert (category.topic, category.per_ten, category.typical) == ("office", 10, 10)


def test_list_of_all_sources(store: Store) -> None:
    add(store, LONG, "Springfield", source="b.example")
    add(store, LONG, source="a.example")
    add(store, "Too short.", source="c.example")
    with store.reading() as connection:
        rows = list_scores(connection, TODAY)
    assert [(row.key, row.articles, row.score is None) for row in rows] == [
        ("a.example", 1, False),
        ("b.example", 1, False),
        ("c.example", 1, True),
    ]


def test_constants_stay_until_they_are_measured_by_hand(store: Store) -> None:
    with store.writing() as connection, pytest.raises(StoreError, match="nothing was audited yet"):
        freeze_constants(connection)
    for number in range(MIN_SOURCES_TO_FIT):
        for article in range(3):
            quotes = ["Springfield", "Monday"][: number % 3]
            add(store, f"{LONG} {article}", *quotes, source=f"s{number}.example", id=str(article))
    with store.reading() as connection:
        assert current_constants(connection) == Constants()
    with store.writing() as connection:
        measured = freeze_constants(connection)
    assert measured.dispersion != Constants().dispersion
    with store.reading() as connection:
        assert current_constants(connection) == measured
    add(store, LONG, source="new.example", ruleset="b" * 16)
    with store.reading() as connection:
        assert current_constants(connection) == measured, "a new ruleset keeps the prior"
