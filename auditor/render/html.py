"""Reports as HTML: the page of one article, and pages that list many."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from math import inf

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from auditor.finding import Report
from auditor.judged import Reason
from auditor.paths import data_folder
from auditor.render.characters import Piece, find_pieces
from auditor.render.desk import Desk, Link
from auditor.render.gate import kind_in_words, told_in_words
from auditor.render.judged import basis_in_words, reason_in_words
from auditor.render.view import (
    ArticleView,
    Counts,
    Portion,
    count_severities,
    make_view,
    report_name,
    whole_report,
)
from auditor.text.counted import counted, plural


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
    inline: Sequence[str] = ()
    """Stylesheets of reports/ that a page which stands alone carries beside report.css."""
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
    given: Mapping[str, str] = field(default_factory=dict)
    """The form that an article which was not kept came by, to be sent again for another part of it."""
    until: float = inf
    """The moment, by `time.monotonic`, at which the page is given up."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexRow:
    """One article in a list."""

    name: str
    href: str
    score: float | None
    unjudged: Reason | None = None
    """Why there is no score."""
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
    unjudged: int = 0
    """How many of all were not judged as a whole."""
    position: str = ""
    """Which page of how many, in words; empty if there is but one."""
    previous: str | None = None
    next: str | None = None


def render_page(template: str, frame: Frame, **values: object) -> str:
    """The page that `template` of reports/ makes of `values`. Raises TimeoutError when `frame.until` is over."""
    return "".join(_in_time(_environment().get_template(template).generate(frame=frame, **values), frame.until))


def _in_time(pieces: Iterable[str], until: float) -> Iterator[str]:
    """`pieces` as they come: one a finding or line, so that none takes long."""
    for piece in pieces:
        if time.monotonic() > until:
            raise TimeoutError("the page took longer than it may")
        yield piece


def render_report(report: Report, frame: Frame | None = None) -> str:
    """The page of one article: its text with the flagged passages marked, and each finding beside it."""
    return render_part(whole_report(report), frame)


def render_part(portion: Portion, frame: Frame | None = None) -> str:
    """The page of one part of an article. Raises TimeoutError when `frame.until` is over."""
    frame = frame or Frame()
    desk = frame.desk
    view = make_view(portion, desk.statuses, desk.captions) if desk else make_view(portion)
    return render_page("article.html", frame, views=[view])


def render_reports(reports: Iterable[Report], frame: Frame | None = None) -> str:
    """One page of several articles, one below the other; findings are numbered through."""
    views: list[ArticleView] = []
    number = 1
    for report in reports:
        views.append(make_view(whole_report(report, number)))
        number += len(report.findings)
    return render_page("article.html", frame or Frame(), views=views)


def render_index(rows: Sequence[IndexRow], listing: Listing, frame: Frame | None = None) -> str:
    """A page that lists articles with their scores."""
    return render_page("index.html", frame or Frame(), rows=rows, listing=listing)


def render_problem(title: str, detail: str, frame: Frame) -> str:
    """The page that says why there is no other."""
    return render_page("problem.html", frame, title=title, detail=detail)


def index_row(report: Report, href: str) -> IndexRow:
    """The line of `report` in a list; `href` is the address of its page."""
    obstacle = report.judged.obstacle
    return IndexRow(
        name=report_name(report),
        href=href,
        score=report.score,
        unjudged=obstacle.reason if obstacle else None,
        source=report.article.source or "",
        published=report.article.published_on,
        counts=count_severities(report.findings),
        complete=report.complete,
    )


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
    environment.filters |= {"pieces": _pieces, "any": any, "pairs": _pairs, "counted": counted, "plural": plural}
    environment.filters |= {"reason": reason_in_words, "basis": basis_in_words}
    environment.filters |= {"gate_kind": kind_in_words, "told_by": told_in_words}
    return environment


def _pieces(text: str) -> Iterable[Piece]:
    return find_pieces(text, 0, len(text))


def _pairs(values: Iterable[str]) -> list[tuple[str, str]]:
    """Choices of a form that are shown as they are sent."""
    return [(value, value) for value in values]
