"""The page and the row of a source."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from auditor.finding import Severity
from auditor.render.source import ABOUT, LIMITS, render_source, source_record, source_text
from auditor.score.article import Charge, Status
from auditor.score.profile import CheckedArticle, Passage, profile_source
from auditor.score.source import Constants

TODAY = date(2026, 11, 22)
EVIDENCE = [{"note": "in office since 2025", "reference": "a table", "as_of": "2026-11-01", "quote": ""}]
ACCEPTED = Charge("office/not-held", Severity.MAJOR, Status.ACCEPTED)
ARTICLES = [
    CheckedArticle(
        day=date(2026, 9, 5),
        words=600,
        wording="1",
        ruleset="rules1",
        passages=[Passage(ACCEPTED, "text", 3, 14, "Senator\nRoe", "M.", EVIDENCE)],
        title="The bridge opens",
        audit=7,
    ),
    CheckedArticle(date(2026, 10, 5), 600, "2", "rules2", [Passage(Charge("title/number", Severity.MINOR))], "Two", 8),
]
PROFILE = profile_source("example.org", ARTICLES, TODAY, Constants(), {"office": 2.5})


def test_page() -> None:
    reply = {"who": "The editor", "created": datetime(2026, 11, 3, tzinfo=UTC), "text": "Corrected on Monday."}
    page = source_text(PROFILE, [reply])
    for line in (
        ABOUT,
        "of 100, from 2 articles. Not enough evidence (1 of 10 articles).",
        "In 2 articles of 2026-09-05 to 2026-10-05: 2 passages flagged; 1 accepted and 0 dismissed by editors;",
        "office            5.0          2.5",
        "other rules from here on",
        "office/not-held (major, accepted)  audit 7, 2026-09-05",
        "“Senator Roe”",
        "in office since 2025: a table, as of 2026-11-01",
        "2026-11-03 The editor: Corrected on Monday.",
        LIMITS,
    ):
        assert line in page


def test_a_score_never_stands_without_its_interval() -> None:
    assert PROFILE.score is not None
    page = source_text(PROFILE)
    assert f"{PROFILE.score.score:.0f} [{PROFILE.score.low:.0f} to {PROFILE.score.high:.0f}] of 100" in page


def test_row() -> None:
    row = json.loads(json.dumps(source_record(PROFILE)))
    assert (row["source"], row["articles"], row["grade"]) == ("example.org", 2, None)
    assert row["interval"][0] < row["score"] < row["interval"][1]
    assert [month["changed"] for month in row["months"]] == [False, True]
    assert row["passages"][0]["quote"] == "Senator\nRoe"
    assert row["passages"][0]["points"] > row["passages"][1]["points"]
    assert {category["topic"]: category["typical"] for category in row["categories"]} == {"title": None, "office": 2.5}


def test_a_record_holds_the_dearest_passages_and_says_how_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = source_record(PROFILE)
    monkeypatch.setattr("auditor.render.source.MAX_PASSAGES", 1)
    row = source_record(PROFILE)
    assert (whole["passages"][:1], len(whole["passages"]) - 1) == (row["passages"], row["passages_left_out"])
    assert "the first 1 of 2" in source_text(PROFILE)


def test_a_source_without_articles_has_no_score() -> None:
    empty = profile_source("example.org", [], TODAY, Constants())
    assert source_record(empty)["score"] is None
    assert "No article of this source was checked." in source_text(empty)


def test_a_source_of_briefs_has_no_score() -> None:
    brief = CheckedArticle(TODAY, 40, "1", "r", [])
    page = source_text(profile_source("example.org", [brief], TODAY, Constants()))
    assert "Not enough evidence: no article of 120 words or more was judged." in page


def test_days_that_articles_cannot_be_of_have_a_line_each() -> None:
    day = [Passage(Charge("metadata/date-contradicted", Severity.MODERATE))]
    dated = [date(2026, 10, number) for number in (1, 1, 2, 3, 4, 5, 6, 7)]
    articles = [CheckedArticle(each, 600, str(number), "rules1", day) for number, each in enumerate(dated)]
    page = source_text(profile_source("example.org", articles, TODAY, Constants()))
    assert "2 articles dated 2026-10-01, and by their own words of another day." in page
    assert "1 article dated 2026-10-05" in page
    assert "dated 2026-10-06" not in page
    assert "So with 2 more days." in page
    assert "more day" not in source_text(profile_source("example.org", articles[:6], TODAY, Constants()))


def test_what_was_not_judged_is_counted_apart() -> None:
    left_out = [replace(ARTICLES[0], judged=False, wording=f"x{n}") for n in range(3)]
    made = profile_source("example.org", [*ARTICLES, *left_out], TODAY, Constants())
    line = f"Not judged as a whole, and counted nowhere here: 3 of {len(ARTICLES) + 3} articles."
    assert line in source_text(made)
    assert line in render_source(made)
    assert (source_record(made)["articles"], source_record(made)["unjudged"]) == (len(ARTICLES) + 3, 3)
    alone = profile_source("example.org", left_out, TODAY, Constants())
    assert "counted nowhere here: 3 of 3 articles." in source_text(alone) and "None" not in source_text(alone)
    assert "counted nowhere here: 3 of 3 articles." in render_source(alone)
