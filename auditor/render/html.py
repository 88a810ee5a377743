"""Reports as HTML: the page of one article, pages that list many, and a folder of both."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from auditor.finding import Report
from auditor.paths import data_folder
from auditor.render.characters import Piece, find_pieces
from auditor.render.desk import Desk, Link
from auditor.render.view import ArticleView, Counts, count_severities, make_view, report_name

ROWS_PER_PAGE = 500


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
    sheets: Sequence[str] = ()
    """Addresses of more stylesheets."""
    script: str | None = None
    """Address of the script that makes forms quicker; every page works without."""
    menu: Sequence[Link] = ()
    """The pages of the service."""
    user: str = ""
    """Who is logged in."""
    unlocked: bool = False
    """Whether everybody who reaches the service may decide."""
    desk: Desk | None = None
    """What an editor can do with the article; a report on its own has none."""


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


def render_page(template: str, frame: Frame, **values: object) -> str:
    """The page that `template` of reports/ makes of `values`."""
    return str(_environment().get_template(template).render(frame=frame, **values))


def render_report(report: Report, frame: Frame | None = None) -> str:
    """The page of one article: its text with the flagged passages marked, and each finding beside it."""
    frame = frame or Frame()
    desk = frame.desk
    view = make_view(report, 1, desk.statuses, desk.captions) if desk else make_view(report)
    return render_page("article.html", frame, views=[view])


def render_reports(reports: Iterable[Report], frame: Frame | None = None) -> str:
    """One page of several articles, one below the other; findings are numbered through."""
    views: list[ArticleView] = []
    number = 1
    for report in reports:
        views.append(make_view(report, number))
        number += len(report.findings)
    return render_page("article.html", frame or Frame(), views=views)


def render_index(rows: Sequence[IndexRow], listing: Listing, frame: Frame | None = None) -> str:
    """A page that lists articles with their scores."""
    return render_page("index.html", frame or Frame(), rows=rows, listing=listing)


def render_problem(title: str, detail: str, frame: Frame) -> str:
    """The page that says why there is no other."""
    return render_page("problem.html", frame, title=title, detail=detail)


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
    environment.filters |= {"pieces": _pieces, "any": any, "pairs": _pairs}
    return environment


def _pieces(text: str) -> Iterable[Piece]:
    return find_pieces(text, 0, len(text))


def _pairs(values: Iterable[str]) -> list[tuple[str, str]]:
    """Choices of a form that are shown as they are sent."""
    return [(value, value) for value in values]
