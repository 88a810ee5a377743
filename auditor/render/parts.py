"""A long article in parts, each as much as one page shows: so many characters, so many findings."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from auditor.article import Span
from auditor.finding import Finding, Report

MAX_PART_CHARACTERS = 40_000
"""Ten times the mean of 2,000 articles of news sites, 620 words: hardly anybody sees a second part. Captions and marks
of so much prose take 0.1 s."""
MAX_PART_FINDINGS = 250
"""With the forms of editors they are half a megabyte of HTML and take 0.1 s; 8,000 were 18 MB and took 2.4 s."""


@dataclass(frozen=True, slots=True)
class Part:
    """What of an article one page shows."""

    number: int
    """Which part it is, from 1."""
    spans: Sequence[Span]
    """Those of all parts in the text."""
    findings: Sequence[int]
    """The numbers of the findings that stand in it, in order; findings are numbered through all parts from 1."""
    total: int
    """How many findings the article has."""
    address: str = "?"
    """What stands before `part=2` in the addresses of the others."""

    @property
    def span(self) -> Span:
        """Its place in the text."""
        return self.spans[self.number - 1]

    @property
    def count(self) -> int:
        """How many parts there are."""
        return len(self.spans)

    @property
    def others(self) -> list[tuple[str, int]]:
        """Parts to go on to: what each is called, and its number."""
        steps = {
            1: "First part",
            self.count: "Last part",
            self.number - 1: "Previous part",
            self.number + 1: "Next part",
        }
        return [
            (steps[number], number) for number in sorted(steps) if 0 < number <= self.count and number != self.number
        ]

    def holding(self, offset: int) -> int:
        """The number of the part that has the text at `offset`."""
        return _part_at(self.spans, offset)


def cut_parts(text: str, starts: Sequence[int | None]) -> list[Part]:
    """The parts of `text`, which has a finding at each of `starts`; None stands for one beside the text, in part 1.

    Cut at the ends of paragraphs; at spaces only within a paragraph that is too much for one part.
    """
    spans = _cut(text, sorted(start for start in starts if start is not None))
    numbers: list[list[int]] = [[] for _ in spans]
    for number, start in enumerate(starts, 1):
        numbers[0 if start is None else _part_at(spans, start) - 1].append(number)
    return [Part(number, spans, found, len(starts)) for number, found in enumerate(numbers, 1)]


def whole(report: Report, first_number: int = 1) -> Part:
    """All of `report` as one part; its findings are numbered from `first_number`."""
    numbers = range(first_number, first_number + len(report.findings))
    return Part(1, [Span(0, len(report.article.text))], numbers, len(numbers))


def start_of(finding: Finding) -> int | None:
    """Where `finding` starts in the text; None for one of the title, or of the article as a whole."""
    return place_of(finding.field, finding.span, finding.whole)


def place_of(field: str, span: Span, is_whole: bool) -> int | None:
    """Where a finding of `span` starts in the text; None if it stands beside the text."""
    return None if field != "text" or is_whole or span.start == span.end else span.start


def _cut(text: str, starts: Sequence[int]) -> list[Span]:
    spans, start = [], 0
    while start < len(text):
        end = _end(text, starts, start)
        spans.append(Span(start, end))
        start = end
    return spans or [Span(0, 0)]


def _end(text: str, starts: Sequence[int], start: int) -> int:
    """Where the part that begins at `start` ends."""
    most = min(len(text), start + MAX_PART_CHARACTERS)
    behind = bisect_left(starts, start) + MAX_PART_FINDINGS
    if behind < len(starts):
        most = max(start + 1, min(most, starts[behind]))  # a page more for findings that all start at one place
    if most == len(text):
        return most
    paragraph, word = (text.rfind(edge, start, most) + 1 for edge in "\n ")
    return paragraph or word or most


def _part_at(spans: Sequence[Span], offset: int) -> int:
    return max(1, bisect_right(spans, offset, key=lambda span: span.start))
