"""Where findings stand in the file that an article came in."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from auditor.article import Article, Span, Stretch
from auditor.render.offsets import Unit, convert_offsets


class Position(NamedTuple):
    """A place in a file; both count from 1."""

    line: int
    column: int


class Region(NamedTuple):
    """A passage of a file."""

    start: Position
    end: Position
    """Behind its last character."""
    exact: bool
    """Whether the file has the passage as the text has it, without markup in between."""


class _Spot(NamedTuple):
    """An offset of the text, in or at the end of the stretch that says where it stands."""

    stretch: Stretch
    offset: int


def find_regions(article: Article, spans: Sequence[Span], unit: Unit = Unit.CODEPOINT) -> list[Region | None]:
    """For each span of the article's text its region in the file, columns in `unit`; None where it is not known.

    An article that neither came in a file nor stands at an address is its own file.
    """
    if not spans:
        return []
    stretches = article.stretches
    if not stretches and article.origin is None and article.url is None:
        stretches = (Stretch(0, len(article.text), 1, 1),)
    known = [_known(span, stretches) for span in spans]
    lines = _Lines(article.text, (spot for ends in known if ends for spot in ends), unit)
    return [_region(ends, span, lines) if ends else None for ends, span in zip(known, spans, strict=True)]


def _known(span: Span, stretches: Sequence[Stretch]) -> tuple[_Spot, _Spot] | None:
    """The ends of the part of `span` between the first and the last of its characters whose places are known."""
    first = bisect_right(stretches, span.start, key=lambda stretch: stretch.end)
    last = bisect_right(stretches, span.end - 1, key=lambda stretch: stretch.start) - 1
    if first > last:
        return None
    start, end = max(span.start, stretches[first].start), min(span.end, stretches[last].end)
    return _Spot(stretches[first], start), _Spot(stretches[last], end)


def _region(ends: tuple[_Spot, _Spot], span: Span, lines: _Lines) -> Region:
    start, end = ends
    exact = start.stretch is end.stretch and (start.offset, end.offset) == span
    return Region(lines.position(start), lines.position(end), exact)


class _Lines:
    """The lines of a text, and columns in some unit; all spots are counted in one pass."""

    def __init__(self, text: str, spots: Iterable[_Spot], unit: Unit) -> None:
        self._starts = [match.end() for match in re.finditer("\n", text)]
        self._units = convert_offsets(text, (o for spot in spots for o in (spot.offset, self._begin(spot))), unit)

    def _begin(self, spot: _Spot) -> int:
        """Where the line of `spot` begins, or its stretch if that begins in the line."""
        line = bisect_right(self._starts, spot.offset)
        return max(spot.stretch.start, self._starts[line - 1] if line else 0)

    def position(self, spot: _Spot) -> Position:
        """Where `spot` stands in the file."""
        stretch, begin = spot.stretch, self._begin(spot)
        line = stretch.line + bisect_right(self._starts, spot.offset) - bisect_right(self._starts, stretch.start)
        column = stretch.column if begin == stretch.start else 1
        return Position(line, column + self._units[spot.offset] - self._units[begin])
