"""Long articles in parts: every character and finding stands in one, and no part is more than a page shows."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Article, Span
from auditor.finding import Evidence, Report
from auditor.render import parts
from auditor.render.html import Frame, render_part
from auditor.render.parts import Part, cut_parts
from auditor.render.view import Portion, part_of
from tests.browser.made import flag, long_report
from tests.render.test_html import all_of, reports, text_of

TEXTS = st.text(st.sampled_from("ab .\n\r\u2028"), max_size=200)


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MAX_PART_CHARACTERS", 40)
    monkeypatch.setattr(parts, "MAX_PART_FINDINGS", 3)


def portions(report: Report) -> list[Portion]:
    """All parts of a report."""
    found, number = [], 1
    while (portion := part_of(report, number)) is not None:
        found.append(portion)
        number += 1
    return found


@given(TEXTS, st.lists(st.none() | st.integers(0, 199), max_size=30))
def test_parts_are_the_whole_and_none_is_too_much(text: str, starts: list[int | None]) -> None:
    starts = [start if start is not None and start < len(text) else None for start in starts]
    found = cut_parts(text, starts)
    assert "".join(text[slice(*part.span)] for part in found) == text
    assert sorted(number for part in found for number in part.findings) == list(range(1, len(starts) + 1))
    for part in found:
        placed = [start for number in part.findings if (start := starts[number - 1]) is not None]
        assert part.span.end - part.span.start <= 40
        assert len(placed) <= 3 or len(set(placed)) == 1, "more only where all of them start at one place"
        assert all(part.holding(start) == part.number for start in placed)


def test_a_text_is_cut_where_a_paragraph_ends_then_at_a_space_then_anywhere() -> None:
    assert ends_of("a line of text\n" * 4) == [30, 60]
    assert ends_of("word " * 20) == [40, 80, 100]
    assert ends_of("x" * 90) == [40, 80, 90]


def ends_of(text: str) -> list[int]:
    """Where the parts of a text without findings end."""
    return [part.span.end for part in cut_parts(text, [])]


def test_findings_are_dealt_out_before_the_one_too_many() -> None:
    text = "ab cd ef gh ij kl\n"
    assert [(*part.findings,) for part in cut_parts(text, [0, 3, 6, 9, 12])] == [(1, 2, 3), (4, 5)]
    assert [part.number for part in cut_parts(text, [0, None, 3])] == [1], "what stands beside the text counts for none"


def test_a_part_knows_the_way_to_the_others() -> None:
    spans = [Span(n, n + 1) for n in range(9)]
    assert Part(5, spans, (), 0).others == [
        ("First part", 1), ("Previous part", 4), ("Next part", 6), ("Last part", 9),
    ]  # fmt: skip
    assert Part(2, spans[:3], (), 0).others == [("Previous part", 1), ("Next part", 3)]
    assert Part(1, spans[:1], (), 0).others == []


@given(reports())
def test_the_pages_of_all_parts_have_the_text_once_and_every_finding_once(report: Report) -> None:
    pages = [render_part(portion) for portion in portions(report)]
    text = report.article.text.replace("\0", "\ufffd")
    assert "".join(text_of(page, ".text .line") for page in pages) == text
    findings = [number for page in pages for number in re.findall(r'id="finding-(\d+)"', page)]
    assert sorted(map(int, findings)) == list(range(1, len(report.findings) + 1))
    for page in pages:
        ids = re.findall(r'\bid="([^"]+)"', page)
        assert len(ids) == len(set(ids))


def test_a_part_says_which_it_is_and_what_stands_in_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parts, "MAX_PART_CHARACTERS", 100)  # a line of the report is shorter, two are longer
    pages = [render_part(portion) for portion in portions(long_report(5))]
    assert text_of(pages[1], "nav.parts p").startswith("Part 2 of 5. 1 finding of 5 stands in it.")
    links = [link.getattr("href") for link in all_of(pages[1], "nav.parts a")]
    assert links == ["?part=1", "?part=3", "?part=5"] * 2
    assert text_of(pages[1], ".counts") == text_of(pages[0], ".counts"), "severities are counted in the whole article"
    assert all_of(render_part(portions(long_report(1))[0]), "nav.parts") == [], "one part needs no way to others"


def test_evidence_in_another_part_is_told_by_its_part() -> None:
    article = Article(text="The first line of this text.\nThe second line of this text.\nThe last.\n")
    last = flag(article.text, 60, 63, 1)
    report = Report(article, (replace(last, evidence=(Evidence("said", "text", Span(4, 9), "first"),)),), 50.0, "")
    first, second = portions(report)
    assert [len(portion.report.findings) for portion in (first, second)] == [0, 1]
    assert "in part 1" in text_of(render_part(second), "figcaption")
    assert 'href="#evidence-1-1"' not in render_part(second)


def test_a_page_is_given_up_when_its_time_is_over() -> None:
    with pytest.raises(TimeoutError, match="longer than it may"):
        render_part(part_of(long_report(3), 1), Frame(until=0.0))  # type: ignore[arg-type]


def test_the_parts_in_use_are_as_large_as_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    report = long_report(600)
    assert [len(portion.report.findings) for portion in portions(report)] == [250, 250, 100]
    assert all(pairwise_spans(portions(report)))


def pairwise_spans(found: list[Portion]) -> list[bool]:
    """Whether each part begins where the one before ends, at a line's beginning."""
    text = found[0].report.article.text
    return [
        one.part.span.end == other.part.span.start and text[other.part.span.start - 1] == "\n"
        for one, other in pairwise(found)
    ]
