"""Reports as HTML: the page of one article, pages that list many, and a folder of both."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from auditor.document import Document
from auditor.finding import Finding, Report, Severity
from auditor.paths import data_folder
from auditor.render.characters import Piece, find_pieces, visible
from auditor.render.marks import mark_lines
from auditor.render.notes import make_marks, make_notes, make_sections

ROWS_PER_PAGE = 500
MAX_NAME_CHARACTERS = 160
Counts = Sequence[tuple[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What stands around a page; a static report that stands alone has none of it."""

    stylesheet: str | None = None
    """Address of the stylesheet; without one the page carries it."""
    home: str | None = None
    """Address of the list of articles."""
    record: str | None = None
    """Address of the same report as JSON."""
    checked: datetime | None = None
    """When the article was audited."""
    hint: str = ""
    """What to do where the list is empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """One article in a list."""

    name: str
    href: str
    score: float
    source: str = ""
    published: date | None = None
    counts: Counts = ()
    """Findings by severity, the gravest first."""
    complete: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """Which part of a list a page shows."""

    total: int
    order: str
    """How the list is sorted, in words."""
    position: str = ""
    """Which page of how many, in words; empty if there is but one."""
    previous: str | None = None
    next: str | None = None


def render_report(report: Report, frame: Frame | None = None) -> str:
    """The page of one article: its text with the flagged passages marked, and each finding beside it."""
    notes = make_notes(report)
    article = report.article
    title = Document(article).title
    return str(
        _environment()
        .get_template("article.html")
        .render(
            frame=frame or Frame(),
            report=report,
            name=report_name(report),
            counts=count_severities(report.findings),
            notes=notes,
            general=[note for note in notes if note.general],
            title=list(mark_lines(article.title, list(make_marks(notes, "title")))),
            title_notes=[note for note in notes if note.finding.field == "title" and not note.general],
            headline=title.span if title and title.field == "text" else None,
            sections=make_sections(article.text, notes, "text"),
        )
    )


def render_index(rows: Sequence[IndexRow], listing: Listing, frame: Frame | None = None) -> str:
    """A page that lists articles with their scores."""
    return str(_environment().get_template("index.html").render(frame=frame or Frame(), rows=rows, listing=listing))


def render_problem(title: str, detail: str, frame: Frame) -> str:
    """The page that says why there is no other."""
    return str(_environment().get_template("problem.html").render(frame=frame, title=title, detail=detail))


def write_site(reports: Iterable[Report], folder: Path) -> int:
    """Write index.html and a page for each of `reports` into `folder`; how many there were.

    The reports are read once and none is kept. The list has the lowest score first, 500 articles a page
    (index.html, index-2.html, ...). Raises OSError.
    """
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    rows = []
    for number, report in enumerate(reports, 1):
        href = f"articles/{number:06d}-{_slug(report.article.id or '')}.html"
        (folder / href).write_text(render_report(report, Frame(home="../index.html")), encoding="utf-8", newline="")
        rows.append(index_row(report, href))
    rows.sort(key=lambda row: row.score)
    pages = max(1, -(-len(rows) // ROWS_PER_PAGE))
    for page in range(1, pages + 1):
        listing = Listing(
            total=len(rows),
            order="the lowest score first",
            position=f"page {page} of {pages}" if pages > 1 else "",
            previous=_page_name(page - 1) if page > 1 else None,
            next=_page_name(page + 1) if page < pages else None,
        )
        html = render_index(rows[(page - 1) * ROWS_PER_PAGE : page * ROWS_PER_PAGE], listing)
        (folder / _page_name(page)).write_text(html, encoding="utf-8", newline="")
    return len(rows)


def index_row(report: Report, href: str) -> IndexRow:
    """The line of `report` in a list; `href` is the address of its page."""
    return IndexRow(
        name=report_name(report),
        href=href,
        score=report.score,
        source=report.article.source or "",
        published=report.article.published_on,
        counts=count_severities(report.findings),
        complete=report.complete,
    )


def report_name(report: Report) -> str:
    """What to call the article in lists: its title, else the title found in its text, else its id; one line."""
    title = Document(report.article).title
    name = visible(title.text if title else "") or visible(report.article.id or "") or "Article without a title"
    return name if len(name) <= MAX_NAME_CHARACTERS else name[: MAX_NAME_CHARACTERS - 1] + "…"


def count_severities(findings: Iterable[Finding]) -> Counts:
    """How many findings there are of each severity, the gravest first; severities without any are left out."""
    counts = Counter(finding.severity for finding in findings)
    return [(severity.label, counts[severity]) for severity in reversed(Severity) if counts[severity]]


def _page_name(page: int) -> str:
    return "index.html" if page == 1 else f"index-{page}.html"


def _slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower())[:60].strip("-") or "article"


@cache
def _environment() -> Environment:
    """The templates of reports/; every value they show is escaped."""
    environment = Environment(
        loader=FileSystemLoader(data_folder("reports")),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters |= {"pieces": _pieces, "visible": visible, "any": any}
    return environment


def _pieces(text: str) -> Iterable[Piece]:
    return find_pieces(text, 0, len(text))
