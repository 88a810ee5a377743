"""What pages share: their stylesheets and script, and a part of one audit, as the API gives it."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

from flask import Blueprint, Response
from sqlalchemy import Connection
from werkzeug.exceptions import NotFound

from auditor.paths import data_folder
from auditor.render.html import Frame, render_part
from auditor.render.parts import Part, cut_parts, place_of
from auditor.render.restore import read_report
from auditor.render.view import Portion, order_counts
from auditor.store.reach import Reach
from auditor.store.reports import Placed, get_article_report, get_findings, list_placed
from auditor.text.counted import counted

from .bounded import RENDER_SECONDS
from .routes import HOME, STYLESHEET, record_of
from .services import services

blueprint = Blueprint("pages", __name__)
STATIC = {
    "report.css": "text/css",
    "views.css": "text/css",
    "review.css": "text/css",
    "review.js": "text/javascript",
    "docs.css": "text/css",
    "docs.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}


@blueprint.get("/static/<name>")
def static(name: str) -> Response:
    """A stylesheet, or the script of the editors' pages."""
    if name not in STATIC:
        raise NotFound("There is no such file.")
    response = Response(_read(name), mimetype=STATIC[name])
    response.headers["Cache-Control"] = "max-age=300"
    return response


@cache
def _read(name: str) -> str:
    return (data_folder("reports") / name).read_text(encoding="utf-8")


def find_audit(audit: int, reach: Reach) -> dict[str, Any]:
    """The kept audit. Raises a 404 if there is none within reach."""
    row = services().store.get(audit, reach)
    if row is None:
        raise NotFound(f"No audit has the id {audit}.")
    return row


def read_part(
    connection: Connection, audit: int, number: int, reach: Reach, finding: int | None = None
) -> tuple[dict[str, Any], Portion]:
    """A kept audit with the findings of its part `number`, or of the part that has `finding`, and that part.

    No more is read of other findings than where they stand. Raises a 404 if there is no such part within reach.
    """
    row = get_article_report(connection, audit, reach)
    if row is None:
        raise NotFound(f"No audit has the id {audit}.")
    placed = list_placed(connection, audit)
    parts = _parts(row["text"], placed)
    if finding is not None:
        number = _holding(parts, finding)
    if not 0 < number <= len(parts):
        raise NotFound(f"Audit {audit} has {counted(len(parts), 'part')} and {counted(len(placed), 'finding')}.")
    part = parts[number - 1]
    row["findings"] = get_findings(connection, [placed[each - 1].id for each in part.findings], reach)
    return row, Portion(report=read_report(row), part=part, counts=order_counts(row["counts"]))


def part_of_finding(connection: Connection, audit: int, finding: int) -> int:
    """The number of the part that has a finding of a kept audit; 0 if none has."""
    row = get_article_report(connection, audit)
    return _holding(_parts(row["text"], list_placed(connection, audit)), finding) if row else 0


def _parts(text: str, placed: Sequence[Placed]) -> list[Part]:
    return cut_parts(text, [place_of(each.field, each.span, each.whole) for each in placed])


def _holding(parts: Sequence[Part], finding: int) -> int:
    return next((part.number for part in parts if finding in part.findings), 0)


def audit_html(audit: int, number: int, reach: Reach) -> str:
    """The page of one part of an audit. Raises a 404 if there is none within reach."""
    with services().store.reading() as connection:
        row, portion = read_part(connection, audit, number, reach)
    frame = Frame(
        stylesheet=STYLESHEET,
        home=HOME,
        record=record_of(audit),
        checked=datetime.fromisoformat(row["created"]),
        until=time.monotonic() + RENDER_SECONDS,
    )
    return render_part(portion, frame)
