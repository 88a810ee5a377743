"""What was not judged is kept without a score, and is no evidence of anything."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlalchemy import update

from auditor import Article, Finding, Report
from auditor.gate import Outcome, Policy, Verdict
from auditor.judged import Gap, Judged, Part, Reason
from auditor.render.restore import read_report
from auditor.store import Store
from auditor.store.decisions import Decision, decide, measured_weights, rescore, rule_quality
from auditor.store.exports import iter_reports, select_articles
from auditor.store.queries import Audited, Page, search_audits
from auditor.store.queue import STATES, QueueFilter, count_queue, list_queue
from auditor.store.revising import read_revision
from auditor.store.scores import list_scores, source_profile
from auditor.store.tables import report as report_table
from auditor.store.verdicts import judge_kept
from tests.store.made import TEXT, flag, report_on

WALL = Gap(Part.REST, Reason.BEHIND_WALL, "What stands behind the wall was not there.")
UNJUDGED = Judged("en", 260, date(2026, 11, 2), "input", True, (WALL,))
TODAY = date(2026, 11, 22)


def walled(number: int, *findings: Finding, **known: Any) -> Report:
    """A report on an article that was not there as a whole."""
    made = report_on(f"{TEXT}{number}", *findings, url=f"https://example.org/{number}", **known)
    return replace(made, score=None, judged=UNJUDGED)


def judged(number: int, *findings: Finding, **known: Any) -> Report:
    """A report on one that was."""
    return report_on(f"{TEXT}{number}", *findings, url=f"https://example.org/{number}", **known)


def record_of(store: Store, audit: int) -> dict[str, Any]:
    found = store.get(audit)
    assert found is not None
    return found


def test_it_comes_back_as_it_was(store: Store) -> None:
    given = walled(1, flag(TEXT, "Springfield"))
    record = record_of(store, store.add(given))
    assert record["score"] is None
    assert record["judged"]["whole"] is False
    assert [(gap["part"], gap["reason"]) for gap in record["not_judged"]] == [("rest", "behind-wall")]
    back = read_report(record)
    assert (back.score, back.judged) == (None, UNJUDGED)
    with store.reading() as connection:
        assert [row["score"] for row in iter_reports(connection, select_articles(connection, None, ()))] == [None]


def test_no_decision_gives_it_a_score(store: Store) -> None:
    audit = store.add(walled(1, flag(TEXT, "Springfield")))
    finding = record_of(store, audit)["findings"][0]["finding"]
    for verb, reason in (("dismiss", "false alarm"), ("accept", None)):
        with store.writing() as connection:
            decide(connection, finding, Decision(verb, "ada", reason))
        assert record_of(store, audit)["score"] is None


@pytest.mark.parametrize("first", [judged(1), walled(1)])
def test_what_it_rests_on_follows_the_newest_audit(store: Store, first: Report) -> None:
    audit = store.add(first)
    for given, score in ((walled(1), None), (judged(1), 100.0), (walled(1), None)):
        assert store.add(given) == audit
        assert record_of(store, audit)["score"] == score


def test_of_an_audit_from_before_nothing_is_known(store: Store) -> None:
    audit = store.add(judged(1, flag(TEXT, "Springfield")))
    score = record_of(store, audit)["score"]
    with store.writing() as connection:
        connection.execute(update(report_table).values(judged=None))
    record = record_of(store, audit)
    assert (record["score"], record["judged"], record["not_judged"]) == (score, None, [])
    assert read_report(record).judged == Judged()
    with store.writing() as connection:
        decide(connection, record["findings"][0]["finding"], Decision("accept", "ada"))
    assert record_of(store, audit)["score"] < score


@pytest.mark.parametrize("limit", range(1, 8))
@pytest.mark.parametrize("sort", ["score", "-score"])
def test_lists_by_score_end_with_it(store: Store, limit: int, sort: str) -> None:
    flags = [flag(TEXT, word) for word in ("Springfield", "Senator", "bridge")]
    for number in range(3):
        store.add(walled(number))
        store.add(judged(10 + number, *flags[:number]))
    seen: list[dict[str, Any]] = []
    page = Page(limit, sort)
    with store.reading() as connection:
        while True:
            found = search_audits(connection, Audited(), page)
            seen += found.rows
            assert len(found.rows) <= limit
            if not found.last:
                break
            assert len(found.rows) == limit
            page = Page(limit, sort, found.last)
    scores = [row["score"] for row in seen]
    assert scores[3:] == [None] * 3
    assert scores[:3] == sorted(scores[:3], reverse=sort == "-score") and len(set(scores[:3])) == 3
    assert len({row["audit"] for row in seen}) == 6


def test_it_is_left_out_of_the_source(store: Store) -> None:
    for number in range(4):
        store.add(judged(number, flag(TEXT, "Springfield")))
    with store.reading() as connection:
        before = source_profile(connection, "example.org", TODAY)
        quality = rule_quality(connection)
    for number in range(10, 13):
        store.add(walled(number, flag(TEXT, "Senator"), flag(TEXT, "bridge", "title/b")))
    with store.reading() as connection:
        after = source_profile(connection, "example.org", TODAY)
        (row,) = list_scores(connection, TODAY)
        assert rule_quality(connection) == quality
    assert before is not None and after is not None
    assert (row.key, row.articles, row.unjudged, row.score) == ("example.org", 7, 3, before.score)
    assert after == replace(before, articles=7, unjudged=3)


def test_what_was_decided_on_it_weighs_no_rule(store: Store) -> None:
    audits = [store.add(make(number, flag(TEXT, "Springfield"))) for number, make in enumerate((judged, walled))]
    for audit in audits:
        with store.writing() as connection:
            decide(connection, record_of(store, audit)["findings"][0]["finding"], Decision("accept", "ada"))
        with store.reading() as connection:
            (quality,) = rule_quality(connection)
            assert quality.accepted == 1
            assert measured_weights(connection) == {"office/not-held": 0.5}


def test_the_queue_names_it_and_does_not_call_it_clean(store: Store) -> None:
    store.add(walled(1, flag(TEXT, "Springfield")))
    store.add(walled(2))
    store.add(judged(3))
    with store.reading() as connection:
        listed = {
            state: [(row.score, row.unjudged) for row in list_queue(connection, QueueFilter(state=state), 9)]
            for state in STATES
        }
        counted = count_queue(connection, QueueFilter(state="unjudged"))
    behind_wall = (None, Reason.BEHIND_WALL)
    assert listed["waiting"] == [behind_wall]
    assert listed["clean"] == [(100.0, None)]
    assert listed["unjudged"] == [behind_wall] * 2
    assert counted.articles == 2


def test_a_score_is_spread_over_the_words_that_were_judged(store: Store) -> None:
    """Of a text that is half in another language the other half bears the findings."""
    half = replace(judged(1, flag(TEXT, "Springfield")), judged=Judged("en", 130))
    long = replace(judged(2, flag(TEXT, "Springfield")), judged=Judged("en", 1_300))
    audits = [store.add(half), store.add(long)]
    scores = [record_of(store, audit)["score"] for audit in audits]
    assert scores[0] < scores[1]
    with store.writing() as connection:
        rescore(connection, audits)
        profile = source_profile(connection, "example.org", TODAY)
    assert [record_of(store, audit)["score"] for audit in audits] == scores
    assert profile is not None and profile.score is not None
    assert profile.score.words == 1_430


@pytest.mark.parametrize("setting", Verdict)
def test_the_gate_does_with_it_as_the_settings_say(store: Store, setting: Verdict) -> None:
    audit = store.add(walled(1))
    with store.reading() as connection:
        judgement = judge_kept(connection, audit, Policy(not_judged=setting))
    assert (judgement.verdict, judgement.outcome) == (setting, Outcome.NOT_JUDGED)


DETAILS = {
    "authors": ("Anna Lund",), "social_titles": ("A bridge",), "section": "Region", "desk": "Metro",
    "published_from": "JSON-LD datePublished", "free": False,
}  # fmt: skip


def test_what_else_is_known_of_an_article_comes_back(store: Store) -> None:
    audit = store.add(judged(1, **DETAILS))
    articles: list[Article | None] = [read_report(record_of(store, audit)).article]
    with store.reading() as connection:
        articles.append(read_revision(connection, audit))
    for article in articles:
        assert {name: getattr(article, name) for name in DETAILS} == DETAILS


def test_section_and_desk_are_of_the_content_and_where_a_day_was_declared_is_not(store: Store) -> None:
    audit = store.add(judged(1))
    assert store.add(judged(1, published_from="input", free=True)) == audit
    assert store.add(judged(1, section="Region")) != audit
