"""What was not judged is told on every surface, and no score stands for it."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Article, Span
from auditor.finding import Finding, Report
from auditor.judged import Gap, Judged, Part, Reason
from auditor.render.html import render_report
from auditor.render.judged import (
    basis_in_words,
    judged_fields,
    read_judged,
    reason_in_words,
    reasons_in_words,
)
from auditor.render.offsets import Unit, convert_gaps
from auditor.render.record import report_record
from auditor.render.restore import read_report
from auditor.render.sarif import sarif_log
from auditor.render.site import write_site
from auditor.render.terminal import report_lines
from tests.render.test_html import all_of, text_of

GERMAN = Gap(Part.ARTICLE, Reason.OTHER_LANGUAGE, "The text is in German; English alone is judged.")
UNDATED = Gap(Part.DATE, Reason.NO_DATE, "The article has no day of publication to hold its dates against.")
GAPS = st.builds(
    Gap,
    st.sampled_from(Part),
    st.sampled_from(Reason),
    st.text(),
    st.none() | st.builds(Span, st.integers(0, 99), st.integers(100)),
)
DAYS = st.none() | st.dates()
JUDGED = st.builds(
    Judged,
    st.sampled_from([None, "en", "de"]), st.integers(0), DAYS, st.none() | st.text(), st.booleans(),
    st.lists(GAPS).map(tuple),
)  # fmt: skip


def unjudged(*gaps: Gap, text: str = "Der Rat der Stadt trat am Montag zusammen.", **known: object) -> Report:
    """A report on an article that was not judged."""
    article = Article(text=text, **{"title": "Der Rat", "id": "rat.txt", **known})  # type: ignore[arg-type]
    return Report(article, (), None, "0123", judged=Judged("de", 8, None, None, True, gaps or (GERMAN, UNDATED)))


@given(JUDGED)
def test_a_row_says_what_it_rests_on_and_is_read_again(judged: Judged) -> None:
    row = json.loads(json.dumps(judged_fields(judged)))
    assert row["judged"]["whole"] == judged.whole
    assert read_judged(row) == judged


def test_a_report_row_has_no_score_for_what_was_not_judged() -> None:
    record = json.loads(json.dumps(report_record(unjudged(), include_text=True)))
    assert record["score"] is None
    assert record["judged"] == {
        "language": "de", "words": 8, "date": None, "date_from": None, "title": True, "whole": False,
    }  # fmt: skip
    assert [(gap["part"], gap["reason"]) for gap in record["not_judged"]] == [
        ("article", "other-language"), ("date", "no-date"),
    ]  # fmt: skip
    assert read_report(record).judged == unjudged().judged


def test_of_a_row_from_before_nothing_is_known() -> None:
    assert read_judged({"score": 70.0}) == read_judged({"judged": None, "not_judged": []}) == Judged()
    assert basis_in_words(Judged()) == ""


def test_reasons_in_words() -> None:
    assert reason_in_words(Reason.CUT) == "cut off"
    counts = Counter({Reason.NO_TEXT: 1, Reason.BEHIND_WALL: 3, Reason.OTHER_LANGUAGE: 8})
    assert reasons_in_words(counts) == "8 other language, 3 behind a wall, 1 no text"


def test_what_an_audit_rests_on_in_words() -> None:
    judged = Judged("en", 1_412, date(2026, 11, 2), "JSON-LD datePublished", True)
    assert basis_in_words(judged) == "1,412 words, language en, held against 2026-11-02 (JSON-LD datePublished)"
    assert basis_in_words(Judged("en", 1)) == "1 word, language en"
    assert basis_in_words(unjudged().judged) == "", "no score rests on it"


def test_a_terminal_says_it_in_words() -> None:
    first, *others = report_lines(unjudged(), lambda text, _: text)
    assert first == "rat.txt  not judged, 0 findings"
    assert others[0] == "  not judged: The text is in German; English alone is judged."
    passages = [Gap(Part.PASSAGE, Reason.OTHER_LANGUAGE, f"Passage {n}.", Span(n, n + 1)) for n in range(8)]
    lines = list(report_lines(unjudged(*passages), lambda text, _: text))
    assert lines[-2] == "  not judged: and 3 more passages"


def test_its_page_has_no_score_and_says_why(flag: Callable[..., Finding], report: Callable[..., Report]) -> None:
    html = render_report(unjudged())
    assert text_of(html, ".score").endswith("Not judged")
    assert not all_of(html, "meter")
    assert "No score." in text_of(html, ".gaps.failure")
    assert GERMAN.message in text_of(html, ".gaps")
    assert "Nothing was flagged." not in html
    judged = render_report(report(Article(text="Text."), judged=Judged("en", 1, gaps=(UNDATED,))))
    assert all_of(judged, "meter") and not all_of(judged, ".failure")
    assert UNDATED.message in text_of(judged, ".gaps")


def test_a_passage_that_was_not_judged_is_quoted_and_nothing_in_it_runs() -> None:
    text = "Six <b>mayors</b> met."
    html = render_report(unjudged(Gap(Part.PASSAGE, Reason.OTHER_LANGUAGE, "It is in Dutch.", Span(4, 17)), text=text))
    assert text_of(html, ".gaps q") == "<b>mayors</b>"
    many = [Gap(Part.PASSAGE, Reason.OTHER_LANGUAGE, f"Passage {n}.", Span(n, n + 1)) for n in range(22)]
    items = [item.text for item in all_of(render_report(unjudged(*many, text=text)), ".gaps li")]
    assert (len(items), items[-1]) == (21, "2 more passages")


@pytest.fixture
def site(tmp_path: Path, report: Callable[..., Report]) -> Path:
    """Two articles that were judged, and three that were not."""
    walled = Gap(Part.REST, Reason.BEHIND_WALL, "What stands behind the wall was not there.")
    reports = [
        unjudged(id="a"), report(Article(text="Text.", id="b"), score=95.0), unjudged(walled, id="c"),
        report(Article(text="Text.", id="d"), score=5.0), unjudged(id="e"),
    ]  # fmt: skip
    write_site(((one.article.id or "", one) for one in reports), tmp_path)
    return tmp_path


def test_a_site_counts_it_apart_and_lists_it_last(site: Path) -> None:
    html = (site / "index.html").read_text(encoding="utf-8")
    totals = {pair.query_selector("dt").text: pair.query_selector("dd").text for pair in all_of(html, ".totals div")}
    assert totals == {"Articles": "5", "Not judged": "3"}
    assert "3 not judged: 2 other language, 1 behind a wall." in html
    words = text_of(html, "#scores-text")
    assert words.count(": 1 article") == 2 and "2 articles" not in words, "the histogram has what was judged"
    cells = [cell.text for cell in all_of((site / "articles.html").read_text(encoding="utf-8"), "td.figure")]
    assert [cell.split()[0] for cell in cells] == ["5", "95", "not", "not", "not"]
    assert "3 of them not judged" in text_of((site / "articles.html").read_text(encoding="utf-8"), ".lead")


def test_the_table_leaves_its_score_empty(site: Path) -> None:
    with (site / "articles.csv").open(encoding="utf-8-sig", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["score"] for row in rows] == ["", "95.0", "", "5.0", ""]
    assert [row["not_judged"] for row in rows] == ["other-language", "", "behind-wall", "", "other-language"]
    assert (rows[0]["language"], rows[0]["words"]) == ("de", "8")


def test_sarif_tells_it_as_notifications(site: Path) -> None:
    log = json.loads((site / "report.sarif").read_text(encoding="utf-8"))
    (invocation,) = log["runs"][0]["invocations"]
    notes = invocation["toolExecutionNotifications"]
    assert [(note["level"], note["properties"]["reason"]) for note in notes] == [
        ("warning", "other-language"), ("note", "no-date"), ("warning", "behind-wall"),
        ("warning", "other-language"), ("note", "no-date"),
    ]  # fmt: skip
    assert not (site / "notifications.part").exists()


def test_sarif_says_where_a_passage_stands() -> None:
    gap = Gap(Part.PASSAGE, Reason.OTHER_LANGUAGE, "It is in Dutch.", Span(6, 10))
    log = sarif_log([unjudged(gap, text="First\nline")], [])
    (note,) = log["runs"][0]["invocations"][0]["toolExecutionNotifications"]
    region = note["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"], region["endColumn"]) == (2, 1, 5)


def test_offsets_of_passages_are_converted_too() -> None:
    gaps: list[dict[str, Any]] = [{"part": "passage", "start": 2, "end": 4}, {"part": "date"}]
    assert convert_gaps(gaps, "\U0001f600 über", Unit.UTF16) == [{"part": "passage", "start": 3, "end": 5}, gaps[1]]


def test_a_list_without_such_articles_does_not_speak_of_them(report: Callable[..., Report], tmp_path: Path) -> None:
    write_site([("b", report(Article(text="Text.", id="b")))], tmp_path)
    pages = (tmp_path / "index.html", tmp_path / "articles.html")
    assert not any("not judged" in all_of(page.read_text(encoding="utf-8"), "main")[0].text for page in pages)
