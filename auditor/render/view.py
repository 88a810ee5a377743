"""What a page shows of one article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from auditor.article import Span
from auditor.boilerplate.categories import CAPTIONS
from auditor.boilerplate.runs import find_boilerplate
from auditor.document import Document
from auditor.finding import Finding, Report, Severity
from auditor.render.characters import visible
from auditor.render.marks import Line, mark_lines
from auditor.render.notes import Note, Section, make_marks, make_notes, make_sections
from auditor.score.article import Status

MAX_NAME_CHARACTERS = 160
Counts = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleView:
    """One report as its page has it."""

    report: Report
    name: str
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
        return any(span.start <= start < span.end for span in self.captions)

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
        return self.notes[number - self.notes[0].number]

    def message(self, number: int) -> str:
        """The message of finding `number`, on one line."""
        return visible(self.note(number).finding.message)


def make_view(
    report: Report, first_number: int = 1, statuses: Sequence[Status] = (), captions: Sequence[Span] = ()
) -> ArticleView:
    """What to show of `report`; its findings are numbered from `first_number`."""
    notes = make_notes(report, first_number, statuses)
    article = report.article
    title = Document(article).title
    return ArticleView(
        report=report,
        name=report_name(report),
        counts=count_severities(report.findings),
        notes=notes,
        title=list(mark_lines(article.title, list(make_marks(notes, "title")))),
        headline=title.span if title and title.field == "text" else None,
        sections=make_sections(article.text, notes, "text"),
        captions=captions,
    )


def find_captions(document: Document) -> list[Span]:
    """Where a document's text has captions and credits of pictures, in order."""
    return [run.span for run in document.layer(find_boilerplate).runs if run.category in CAPTIONS]


def report_name(report: Report) -> str:
    """What to call the article in lists: its title, else the title found in its text, else its id; one line."""
    title = Document(report.article).title
    name = visible(title.text if title else "") or visible(report.article.id or "") or "Article without a title"
    return name if len(name) <= MAX_NAME_CHARACTERS else name[: MAX_NAME_CHARACTERS - 1] + "…"


def count_severities(findings: Iterable[Finding]) -> Counts:
    """How many findings there are of each severity, the gravest first; severities without any are left out."""
    counts = Counter(finding.severity for finding in findings)
    return [(severity.label, counts[severity]) for severity in reversed(Severity) if counts[severity]]
