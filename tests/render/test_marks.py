"""A text cut into lines and segments: nothing is lost, and every mark covers what it should."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Span
from auditor.render.marks import EVIDENCE, LEVELS, Line, Mark, mark_lines
from tests.growth import clocked, too_steep

TEXTS = st.text(st.sampled_from("ab \n\r\t\u2028\u200b\u202eé😀"), max_size=60)


@st.composite
def marked_texts(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    text = draw(TEXTS)
    places = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(places, places, st.sampled_from(LEVELS)), max_size=8))
    marks = [
        Mark(Span(min(a, b), max(a, b)), level, number, f"passage-{number}")
        for number, (a, b, level) in enumerate(spans, 1)
    ]
    return text, marks


def text_of(lines: list[Line]) -> str:
    return "".join(piece.text for line in lines for segment in line.segments for piece in segment.pieces)


def mark(text: str, quote: str, level: str = "major", number: int = 1) -> Mark:
    start = text.index(quote)
    return Mark(Span(start, start + len(quote)), level, number, f"passage-{number}")


@given(marked_texts())
def test_all_pieces_in_order_are_the_text(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    assert text_of(list(mark_lines(text, marks))) == text


@given(marked_texts())
def test_a_segment_has_the_gravest_level_that_covers_it(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    offset = 0
    for line in mark_lines(text, marks):
        for segment in line.segments:
            end = offset + sum(len(piece.text) for piece in segment.pieces)
            over = [m for m in marks if m.span.start <= offset and end <= m.span.end and m.span.start < m.span.end]
            assert segment.level == max((m.level for m in over), key=LEVELS.index, default="")
            assert segment.overlap == (sum(m.level != EVIDENCE for m in over) > 1)
            offset = end


@given(marked_texts())
def test_every_mark_starts_once(case: tuple[str, list[Mark]]) -> None:
    text, marks = case
    lines = mark_lines(text, marks)
    started = [start.number for line in lines for segment in line.segments for start in segment.starts]
    assert sorted(started) == [m.number for m in marks if m.span.start < m.span.end]


def test_a_block_finding_marks_every_line_of_the_block() -> None:
    text = "Before.\nGive to us\n\n  Every gift helps\nJoin us.\nAfter."
    block = text[text.index("Give") : text.index("\nAfter")]
    lines = list(mark_lines(text, [mark(text, block, "moderate")]))
    assert [line.level for line in lines] == ["", "moderate", "moderate", "moderate", "moderate", ""]
    assert [line.through for line in lines] == ["", "moderate", "moderate", "moderate", "", ""]


def test_a_finding_on_part_of_a_line_does_not_mark_the_line() -> None:
    text = "The barrier costs $48 million."
    (line,) = mark_lines(text, [mark(text, "$48 million")])
    assert line.level == ""
    assert [segment.level for segment in line.segments] == ["", "major", ""]


def test_overlapping_findings_keep_their_own_ends() -> None:
    text = "aabbcc"
    (line,) = mark_lines(text, [mark(text, "aabb", "minor", 1), mark(text, "bbcc", "critical", 2)])
    assert [(segment.pieces[0].text, segment.level, segment.overlap) for segment in line.segments] == [
        ("aa", "minor", False),
        ("bb", "critical", True),
        ("cc", "critical", False),
    ]


def test_evidence_never_marks_a_whole_line() -> None:
    text = "Six mayors met."
    (line,) = mark_lines(text, [mark(text, text, EVIDENCE)])
    assert (line.level, line.segments[0].level, line.numbers) == ("", EVIDENCE, ())


def test_blank_lines_that_follow_each_other_are_one() -> None:
    lines = list(mark_lines("a\n" + " \r\n" * 1000 + "b", []))
    assert [line.blank for line in lines] == [False, True, False]


def test_time_grows_with_the_text_and_not_with_the_overlaps() -> None:
    def work(size: int) -> Mapping[str, float]:
        text = "word " * size
        marks = [Mark(Span(i, len(text) - i), "minor", i, f"passage-{i}") for i in range(size)]
        lines: list[Any] = []
        seconds = clocked(lambda: lines.extend(mark_lines(text, marks)))
        assert len(text_of(lines)) == len(text)
        return {"marks": seconds}

    assert too_steep(work, 2_000, 16_000) == {}
