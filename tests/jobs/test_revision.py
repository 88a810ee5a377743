"""An article that comes again: what changed without a word stands in the report on its new revision."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from auditor import Article
from auditor.audit import Auditor
from auditor.ruleset import RuleSet, load_rules
from auditor.store import Store
from auditor.store.revising import compare_revision, put_changes
from auditor.store.sources import Mute, mute_rule
from tests.jobs.made import Drain, rows_of

RULE = "metadata/silent-change"
TEXT = "The fire destroyed {} crates of salmon, the harbour trust said on Tuesday.\n\nNobody was hurt in it, and the boats that lay at the quay were towed out in time, the coastguard said; the market will open again in a shed."
DAY = date(2025, 3, 4)


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    """The rule under test, and one of articles."""
    shipped = load_rules()
    chosen = tuple(rule for rule in shipped.rules if rule.id in (RULE, "metadata/missing-title"))
    return Auditor(RuleSet(chosen, shipped.digest))


def fire(crates: int, **known: Any) -> Article:
    values: dict[str, Any] = {"text": TEXT.format(crates), "url": "https://paper.example/fire", "published": DAY}
    return Article(**(values | known))


@pytest.fixture
def report(store: Store, auditor: Auditor, drain: Drain) -> Any:
    """Keeps an article, does the work that follows, and gives what is kept of it then."""

    def keep(article: Article, origin: str | None = None) -> dict[str, Any]:
        audit = store.add(auditor.audit(article), origin=origin)
        drain()
        record = store.get(audit)
        assert record is not None
        return record

    return keep


def changed(record: dict[str, Any]) -> list[str]:
    return [found["quote"] for found in record["findings"] if found["rule"] == RULE]


def test_what_changed_stands_in_the_new_report(store: Store, auditor: Auditor, report: Any) -> None:
    first, second = report(fire(470)), report(fire(476))
    assert changed(first) == []
    (found,) = (f for f in second["findings"] if f["rule"] == RULE)
    assert (found["quote"], found["evidence"][0]["quote"]) == ("476", TEXT.format(470).partition("\n")[0])
    assert second["counts"]["minor"] == first["counts"].get("minor", 0) + 1
    assert second["score"] < first["score"]
    assert [row.result["findings"] for row in rows_of(store, kind="revision")] == [1]
    again = compare_revision(store, auditor, second["audit"])
    assert again is not None
    with store.writing() as connection:
        put_changes(connection, again)
    assert store.get(second["audit"]) == second


@pytest.mark.parametrize(
    "known", [{"modified": datetime(2025, 3, 5, 9)}, {"text": TEXT.format(476) + "\n\nCorrection: it was 470."}]
)
def test_a_new_date_or_a_note_is_a_word(report: Any, known: dict[str, Any]) -> None:
    report(fire(470))
    assert changed(report(fire(476, **known))) == []


def test_a_draft_may_change_as_it_likes(report: Any) -> None:
    report(fire(470))
    assert changed(report(fire(480), "draft")) == []
    assert changed(report(fire(470, title="A fire"), "hook")) == []


def test_sources_may_have_the_rule_muted(store: Store, report: Any) -> None:
    report(fire(470))
    with store.writing() as connection:
        mute_rule(connection, "paper.example", Mute(RULE, "Ann", "they say so elsewhere"))
    assert changed(report(fire(476))) == []


def test_an_article_that_comes_once_is_not_compared(store: Store, report: Any) -> None:
    report(fire(470))
    report(fire(470))
    assert rows_of(store, kind="revision") == []
