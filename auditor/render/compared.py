"""A long comparison in parts: as many paragraphs as one page shows, and the findings that stand in them."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from auditor.article import Span
from auditor.diff import ParagraphChange
from auditor.finding import Report
from auditor.render.notes import Note, make_notes
from auditor.render.parts import MAX_PART_CHARACTERS, MAX_PART_FINDINGS, Part, start_of


class PlacedFindings(NamedTuple):
    """The findings of one side of a comparison, by the paragraphs that they start in."""

    report: Report
    first_number: int
    side: str
    """Of a change: `old` or `new`."""
    placed: Sequence[tuple[int, int]]
    """Where each starts in the text, and its number, in order."""
    beside: Sequence[int]
    """The numbers of those that start in no paragraph."""

    def within(self, change: ParagraphChange) -> list[int]:
        """The numbers of those that start in the paragraph of a change."""
        return _within(self.placed, getattr(change, self.side))

    def notes_in(self, changes: Sequence[ParagraphChange], *, is_first: bool) -> list[Note]:
        """Those in the paragraphs of a part; the first part has those in no paragraph as well."""
        numbers = sorted((*(self.beside if is_first else ()), *(n for change in changes for n in self.within(change))))
        findings = tuple(self.report.findings[number - self.first_number] for number in numbers)
        whole = [Span(0, len(self.report.article.text))]
        return make_notes(replace(self.report, findings=findings), Part(1, whole, numbers, len(numbers)))


def place_findings(
    changes: Sequence[ParagraphChange], reports: tuple[Report, Report]
) -> tuple[PlacedFindings, PlacedFindings]:
    """The findings of the old and of the new report, numbered through."""
    old, new = reports
    return _place(changes, old, 1, "old"), _place(changes, new, len(old.findings) + 1, "new")


def _place(changes: Sequence[ParagraphChange], report: Report, first: int, side: str) -> PlacedFindings:
    starts = [(start_of(finding), number) for number, finding in enumerate(report.findings, first)]
    placed = sorted((start, number) for start, number in starts if start is not None)
    inside = {number for change in changes for number in _within(placed, getattr(change, side))}
    return PlacedFindings(report, first, side, placed, [number for _, number in starts if number not in inside])


def _within(placed: Sequence[tuple[int, int]], span: Span | None) -> list[int]:
    if span is None:
        return []
    first, last = (bisect_left(placed, (edge,)) for edge in span)
    return [number for _, number in placed[first:last]]


def cut_changes(
    changes: Sequence[ParagraphChange], sides: tuple[PlacedFindings, PlacedFindings]
) -> list[list[ParagraphChange]]:
    """The parts: each has as many paragraphs, and findings in them, as a page shows; one paragraph at least."""
    parts: list[list[ParagraphChange]] = [[]]
    characters = findings = 0
    for change in changes:
        longer = sum(span.end - span.start for span in (change.old, change.new) if span)
        more = sum(len(side.within(change)) for side in sides)
        if parts[-1] and (characters + longer > MAX_PART_CHARACTERS or findings + more > MAX_PART_FINDINGS):
            parts.append([])
            characters = findings = 0
        parts[-1].append(change)
        characters, findings = characters + longer, findings + more
    return parts
