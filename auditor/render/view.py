"""What a page shows of one article."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from auditor.article import Article, Span
from auditor.boilerplate.categories import CAPTIONS
from auditor.boilerplate.runs import find_boilerplate
from auditor.document import Document
from auditor.finding import Finding, Report, Severity
from auditor.render.characters import visible
from auditor.render.marks import Line, mark_lines
from auditor.render.notes import Note, Section, make_marks, make_notes, make_sections
from auditor.render.parts import Part, cut_parts, start_of, whole
from auditor.score.article import Status

MAX_NAME_CHARACTERS = 160
Counts = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Portion:
    """What of a report a page shows."""

    report: Report
    """With the findings of the part alone."""
    part: Part
    counts: Counts
    """Of all its findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """One report as its page has it."""

    report: Report
    name: str
    part: Part
    counts: Counts
    notes: Sequence[Note]
    title: Sequence[Line]
    """The title field, marked; empty if it is."""
    headline: Span | None
    """Where the text has the title, if it did not come as a field."""
    sections: Sequence[Section]
    captions: Sequence[Span] = ()
    """Where the text has captions of pictures, in order."""

    def is_caption(self, start: int) -> bool:
        """Whether the line that starts at `start` is a caption."""
        number = bisect_right(self.captions, start, key=lambda span: span.start)
        return number > 0 and start < self.captions[number - 1].end

    @property
    def general(self) -> list[Note]:
        """Findings on the article as a whole."""
        return [note for note in self.notes if note.general]

    @property
    def title_notes(self) -> list[Note]:
        """Findings in the title field."""
        return [note for note in self.notes if note.finding.field == "title" and not note.general]

    def note(self, number: int) -> Note:
        """The note of finding `number`."""
        return self.notes[bisect_left(self.notes, number, key=lambda note: note.number)]

    def message(self, number: int) -> str:
        """The message of finding `number`, on one line."""
        return visible(self.note(number).finding.message)


def make_view(portion: Portion, statuses: Sequence[Status] = (), captions: Sequence[Span] = ()) -> ArticleView:
    """What to show of a report."""
    report, part = portion.report, portion.part
    notes = make_notes(report, part, statuses)
    article = report.article
    title = Document(article).title
    return ArticleView(
        report=report,
        name=report_name(report),
        part=part,
        counts=portion.counts,
        notes=notes,
        title=list(mark_lines(article.title, list(make_marks(notes, "title")))),
        headline=title.span if title and title.field == "text" else None,
        sections=make_sections(article.text, notes, part.span),
        captions=captions,
    )


def whole_report(report: Report, first_number: int = 1) -> Portion:
    """All of `report`, its findings numbered from `first_number`."""
    return Portion(report=report, part=whole(report, first_number), counts=count_severities(report.findings))


def part_of(report: Report, number: int) -> Portion | None:
    """Part `number` of `report`; None if it has fewer."""
    parts = cut_parts(report.article.text, [start_of(finding) for finding in report.findings])
    if not 0 < number <= len(parts):
        return None
    part = parts[number - 1]
    shown = replace(report, findings=tuple(report.findings[number - 1] for number in part.findings))
    return Portion(report=shown, part=part, counts=count_severities(report.findings))


def find_captions(article: Article, part: Span) -> list[Span]:
    """Where a part of an article's text has captions and credits of pictures, in order."""
    document = Document(replace(article, text=article.text[part.start : part.end]))
    runs = [run.span for run in document.layer(find_boilerplate).runs if run.category in CAPTIONS]
    return [Span(part.start + span.start, part.start + span.end) for span in runs]


def report_name(report: Report) -> str:
    """What to call the article in lists: its title, else the title found in its text, else its id; one line."""
    title = Document(report.article).title
    name = visible(title.text if title else "") or visible(report.article.id or "") or "Article without a title"
    return name if len(name) <= MAX_NAME_CHARACTERS else name[: MAX_NAME_CHARACTERS - 1] + "…"


def count_severities(findings: Iterable[Finding]) -> Counts:
    """How many findings there are of each severity, the gravest first; severities without any are left out."""
    return order_counts(Counter(finding.severity.label for finding in findings))


def order_counts(counts: Mapping[str, int]) -> Counts:
    """Numbers of findings by severity, the gravest first, without severities that have none."""
    return [(severity.label, counts[severity.label]) for severity in reversed(Severity) if counts.get(severity.label)]
