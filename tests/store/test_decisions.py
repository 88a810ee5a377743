"""Decisions are kept for good, hold over revisions, and say how good a rule is."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import func, select

from auditor.finding import Severity
from auditor.score.article import Status, rule_weight
from auditor.store import Store
from auditor.store.decisions import (
    Decision,
    DecisionError,
    decide,
    decisions_on,
    measured_weights,
    rule_quality,
)
from auditor.store.tables import decision
from tests.store.made import TEXT, flag, report_on

URL = "https://example.org/bridge"
ALARM: dict[str, Any] = {"verb": "dismiss", "reason": "false alarm"}


def add(store: Store, text: str = TEXT, *quotes: str, **known: Any) -> dict[str, Any]:
    """The record of a new report that flags `quotes`."""
    found = [flag(text, quote) for quote in quotes or ("Springfield",)]
    record = store.get(store.add(report_on(text, *found, **({"url": URL} | known))))
    assert record is not None
    return record


def decided(store: Store, record: dict[str, Any], index: int = 0, **values: Any) -> dict[str, Any]:
    """The record of the same report after a decision on one of its findings."""
    with store.writing() as connection:
        decide(connection, record["findings"][index]["finding"], Decision(**({"who": "Ann"} | values)))
    again = store.get(record["audit"])
    assert again is not None
    return again


@pytest.mark.parametrize(
    ("values", "status"),
    [
        ({"verb": "accept"}, "accepted"),
        (ALARM, "dismissed"),
        ({"verb": "dismiss", "reason": "other", "note": "a name"}, "dismissed"),
        ({"verb": "fixed"}, "fixed"),
        ({"verb": "reopen"}, "open"),
    ],
)
def test_verbs(store: Store, values: dict[str, Any], status: str) -> None:
    assert decided(store, add(store), **values)["findings"][0]["status"] == status


@pytest.mark.parametrize(
    ("values", "message"),
    [
        ({"verb": "delete"}, "unknown verb 'delete'; verbs are: accept, dismiss, fixed, reopen"),
        ({"verb": "dismiss"}, "to dismiss needs a reason, one of: false alarm"),
        ({"verb": "dismiss", "reason": "bored"}, "to dismiss needs a reason"),
        ({"verb": "dismiss", "reason": "other", "note": " "}, "needs words"),
        ({"verb": "accept", "reason": "false alarm"}, "takes no reason"),
        ({"verb": "accept", "who": " "}, "names who"),
    ],
)
def test_decisions_that_cannot_be_made(store: Store, values: dict[str, Any], message: str) -> None:
    record = add(store)
    with pytest.raises(DecisionError, match=message):
        decided(store, record, **values)
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(decision)).scalar() == 0


def test_unknown_finding(store: Store) -> None:
    with store.writing() as connection, pytest.raises(DecisionError, match="no finding 99"):
        decide(connection, 99, Decision("accept", "Ann"))


def test_history_is_kept(store: Store) -> None:
    record = add(store)
    values: dict[str, Any]
    for values in (ALARM, {"verb": "reopen"}, {"verb": "accept", "note": "right after all"}):
        decided(store, record, **values)
    with store.reading() as connection:
        history = decisions_on(connection, record["findings"][0]["finding"])
    assert [entry["verb"] for entry in history] == ["dismiss", "reopen", "accept"]
    assert history[2]["note"] == "right after all"
    assert {entry["who"] for entry in history} == {"Ann"}


def test_holds_in_later_revisions_and_rulesets(store: Store) -> None:
    decided(store, add(store), **ALARM)
    assert add(store, TEXT + "More.")["findings"][0]["status"] == "dismissed"
    assert add(store, TEXT, ruleset="b" * 16)["findings"][0]["status"] == "dismissed"
    assert add(store, TEXT, url="https://example.org/other")["findings"][0]["status"] == "open"


def test_fixed_but_still_there_is_open_again(store: Store) -> None:
    decided(store, add(store), verb="fixed")
    assert add(store, TEXT, ruleset="b" * 16)["findings"][0]["status"] == "fixed"
    assert add(store, TEXT + "More.")["findings"][0]["status"] == "open"


def test_reaches_all_reports_of_the_article(store: Store) -> None:
    old = add(store)
    decided(store, add(store, TEXT + "More."), **ALARM)
    again = store.get(old["audit"])
    assert again is not None
    assert again["findings"][0]["status"] == "dismissed"


def test_scores_follow(store: Store) -> None:
    record = add(store, TEXT, "Springfield", "Monday")
    dismissed = decided(store, record, **ALARM)
    assert dismissed["score"] > record["score"]
    assert decided(store, dismissed, 1, verb="dismiss", reason="acceptable here")["score"] == 100
    assert decided(store, dismissed, verb="accept")["score"] < record["score"]


def test_quality_of_rules(store: Store) -> None:
    record = add(store, TEXT, "Springfield", "Monday", "bridge", "Jane")
    values: dict[str, Any]
    for index, values in enumerate(({"verb": "accept"}, {"verb": "fixed"}, ALARM)):
        decided(store, record, index, **values)
    decided(store, record, 3, verb="dismiss", reason="acceptable here")
    store.add(report_on("Clean."))
    with store.reading() as connection:
        (rule,) = rule_quality(connection)
    assert (rule.rule, rule.accepted, rule.dismissed) == ("office/not-held", 2, 1)
    assert rule.precision == pytest.approx(3 / 5)
    assert rule.weight == 0.5
    assert (rule.hits, rule.per_thousand) == (4, 2000)
    assert rule.reasons == {"false alarm": 1, "acceptable here": 1}


def test_only_the_last_decision_counts(store: Store) -> None:
    record = add(store)
    values: dict[str, Any]
    for values in (ALARM, {"verb": "accept"}, {"verb": "reopen"}):
        decided(store, record, **values)
    with store.reading() as connection:
        assert measured_weights(connection) == {}
        (rule,) = rule_quality(connection)
    assert rule.accepted == rule.dismissed == 0


def test_weights_are_frozen_until_the_rules_change(store: Store) -> None:
    """Twenty acceptances raise the weight of a rule, yet no score moves before a new version of the rules."""
    words = sorted(set(TEXT.split()))
    text = " ".join(f"{word}{n}" for n in range(25) for word in words)
    record = add(store, text, *[f"{words[0]}{n}" for n in range(25)])
    other = add(store, url="https://example.org/other")
    for index in range(25):
        decided(store, record, index, verb="accept")
    again = store.get(other["audit"])
    assert again is not None
    assert again["score"] == other["score"]
    later = add(store, url="https://example.org/other", ruleset="b" * 16)
    assert later["score"] < other["score"]
    with store.reading() as connection:
        assert measured_weights(connection) == {"office/not-held": rule_weight(25, 0)}


def test_the_state_is_one_of_status(store: Store) -> None:
    record = add(store)
    with store.writing() as connection:
        state = decide(connection, record["findings"][0]["finding"], Decision("accept", "Ann"))
    assert state is Status.ACCEPTED


def test_a_critical_finding_is_dismissed_by_two(store: Store) -> None:
    critical = flag(TEXT, "Springfield", severity=Severity.CRITICAL)
    record = store.get(store.add(report_on(TEXT, critical, url=URL)))
    assert record is not None
    assert decided(store, record, **ALARM)["findings"][0]["status"] == "open"
    assert decided(store, record, **ALARM)["findings"][0]["status"] == "open", "the same editor again"
    with store.reading() as connection:
        assert measured_weights(connection) == {}, "a proposal says nothing of the rule"
    assert decided(store, record, who="Ben", **ALARM)["findings"][0]["status"] == "dismissed"
    assert decided(store, record, **ALARM)["findings"][0]["status"] == "dismissed", "it was dismissed already"
    again = store.get(store.add(report_on(TEXT, critical, url=URL, title="The bridge opened")))
    assert again is not None and again["findings"][0]["status"] == "dismissed"


def test_a_proposal_does_not_outlive_its_reopening(store: Store) -> None:
    critical = flag(TEXT, "Springfield", severity=Severity.CRITICAL)
    record = store.get(store.add(report_on(TEXT, critical, url=URL)))
    assert record is not None
    decided(store, record, **ALARM)
    decided(store, record, verb="reopen", who="Ben")
    assert decided(store, record, who="Cleo", **ALARM)["findings"][0]["status"] == "open"
