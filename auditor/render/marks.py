"""A field's text cut into lines and segments, as findings and their evidence mark it."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from auditor.article import Span
from auditor.finding import Severity
from auditor.render.characters import Piece, find_pieces

EVIDENCE = "evidence"
"""Level of a passage that a finding elsewhere rests on; every severity stands above it."""
SETTLED = "settled"
"""Level of a passage whose finding was dismissed or put right."""
LEVELS = (EVIDENCE, SETTLED, *(severity.label for severity in Severity))
_LINE = re.compile(
    r"(?:[^\S\r\n\u2028\u2029]*+[\r\n\u2028\u2029])++"  # blank lines that follow each other are one
    r"|[^\r\n\u2028\u2029]*+(?:\r\n|[\r\n\u2028\u2029]|\Z)"
)


class Mark(NamedTuple):
    """A passage to be marked; `number` is that of its finding."""

    span: Span
    level: str
    number: int
    anchor: str
    """Id of the place in the page where the passage starts."""


class Segment(NamedTuple):
    """A run of text with the same marks."""

    pieces: tuple[Piece, ...]
    level: str
    """The gravest level that covers it; empty for text that nothing covers."""
    overlap: bool
    """Whether more than one finding covers it."""
    starts: tuple[Mark, ...]
    """Marks that start with it."""
    said: bool = False
    """Whether it stands in a quotation."""


class Line(NamedTuple):
    """A line with its line end, or a run of blank lines."""

    start: int
    """Its first code point."""
    segments: tuple[Segment, ...]
    level: str
    """The gravest level of a finding that covers the whole line; empty if none does."""
    through: str
    """The gravest level of a finding that covers the whole line and goes on below it."""
    blank: bool
    numbers: tuple[int, ...]
    """Findings that start in it."""

    @property
    def plain(self) -> str:
        """The text of a line in which nothing has to be marked or shown; empty for others."""
        (first, *others) = self.segments
        shown = first.level or first.said or len(first.pieces) > 1 or first.pieces[0].name
        return "" if others or shown else first.pieces[0].text


def mark_lines(
    text: str, marks: Sequence[Mark], quotations: Sequence[Span] = (), part: Span | None = None
) -> Iterator[Line]:
    """The lines of `text`, or of a part of it; all their pieces in order are that text.

    Time grows as the text's length and its marks'. `quotations` are in order and do not overlap.
    """
    cover = Cover(marks, quotations)
    for match in _LINE.finditer(text, *(part or (0, len(text)))):
        if match.group():
            yield _line(text, Span(*match.span()), cover)


def _line(text: str, span: Span, cover: Cover) -> Line:
    line = text[span.start : span.end]
    content = line.strip()
    if not cover.touches(span):
        segment = Segment(tuple(find_pieces(text, *span)), "", False, ())
        return Line(span.start, (segment,), "", "", not content, ())
    start = span.start + len(line) - len(line.lstrip()) if content else span.start
    segments = cut_segments(text, span, cover)
    return Line(
        start=span.start,
        segments=segments,
        level=cover.whole(Span(start, start + len(content)) if content else span),
        through=cover.whole(Span(start, span.end + 1)),
        blank=not content,
        numbers=tuple(mark.number for segment in segments for mark in segment.starts if mark.level != EVIDENCE),
    )


def cut_segments(text: str, span: Span, cover: Cover) -> tuple[Segment, ...]:
    """`text[span]`, cut where marks or quotations start or end."""
    return tuple(_segment(text, Span(*edges), cover) for edges in cover.cut(span))


def _segment(text: str, span: Span, cover: Cover) -> Segment:
    level, count = cover.at(span.start)
    pieces = tuple(find_pieces(text, *span))
    return Segment(pieces, level, count > 1, cover.starting(span.start), cover.said(span.start))


class Cover:
    """What marks and quotations cover, asked by offset; each answer costs a few binary searches."""

    def __init__(self, marks: Sequence[Mark], quotations: Sequence[Span] = ()) -> None:
        self._marks = sorted((m for m in marks if m.span.start < m.span.end), key=lambda mark: (mark.span, mark.number))
        self._starts = [mark.span.start for mark in self._marks]
        self._ends = sorted(mark.span.end for mark in self._marks)
        self._quotations = quotations
        self._edges = sorted({edge for span in (*(m.span for m in self._marks), *quotations) for edge in span})
        self._levels = [(level, _Reach([m.span for m in self._marks if m.level == level])) for level in LEVELS]

    def touches(self, span: Span) -> bool:
        """Whether a mark or a quotation covers any of `span`."""
        marked = bisect_left(self._starts, span.end) > bisect_right(self._ends, span.start)
        return marked or self._quoted_before(span.end) > span.start

    def said(self, offset: int) -> bool:
        """Whether `offset` lies in a quotation."""
        return self._quoted_before(offset + 1) > offset

    def _quoted_before(self, offset: int) -> int:
        """The end of the last quotation that starts before `offset`; -1 if none does."""
        number = bisect_left(self._quotations, offset, key=_start_of)
        return self._quotations[number - 1].end if number else -1

    def cut(self, span: Span) -> Iterator[tuple[int, int]]:
        """`span` cut where marks start or end."""
        inner = self._edges[bisect_right(self._edges, span.start) : bisect_left(self._edges, span.end)]
        edges = [span.start, *inner, span.end]
        return pairwise(edges)

    def starting(self, offset: int) -> tuple[Mark, ...]:
        """The marks that start at `offset`."""
        return tuple(self._marks[bisect_left(self._starts, offset) : bisect_right(self._starts, offset)])

    def at(self, offset: int) -> tuple[str, int]:
        """The gravest level over `offset`, and how many findings cover it."""
        counts = [(level, reach.count(offset)) for level, reach in self._levels]
        gravest = next((level for level, count in reversed(counts) if count), "")
        return gravest, sum(count for level, count in counts if level != EVIDENCE)

    def whole(self, span: Span) -> str:
        """The gravest level of a finding that covers all of `span`."""
        findings = [(level, reach) for level, reach in self._levels if level != EVIDENCE]
        return next((level for level, reach in reversed(findings) if reach.end(span.start) >= span.end), "")


def _start_of(span: Span) -> int:
    return span.start


class _Reach:
    """The spans of one level."""

    def __init__(self, spans: Sequence[Span]) -> None:
        self._starts = [span.start for span in spans]
        self._ends = sorted(span.end for span in spans)
        self._reach = list(accumulate((span.end for span in spans), max))

    def count(self, offset: int) -> int:
        """How many cover `offset`."""
        return bisect_right(self._starts, offset) - bisect_right(self._ends, offset)

    def end(self, offset: int) -> int:
        """The farthest end of those that start at or before `offset`; -1 if none does."""
        number = bisect_right(self._starts, offset)
        return self._reach[number - 1] if number else -1
