"""The pages: the list of audited articles, the page of one article, and their stylesheet."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

from flask import Blueprint, Response, request
from werkzeug.exceptions import NotFound

from auditor.finding import Severity
from auditor.paths import data_folder
from auditor.render.html import Frame, IndexRow, Listing, render_index, render_report
from auditor.render.restore import read_report

from .routes import HOME, MAX_ID, STYLESHEET, page_of, record_of
from .services import services

blueprint = Blueprint("pages", __name__)
ROWS_PER_PAGE = 100


@blueprint.get(HOME)
def index() -> str:
    """The audited articles, newest first; `?after=` is the last audit of the page before."""
    store = services().store
    after = request.args.get("after", type=int)
    if after is not None and not 0 < after <= MAX_ID:
        raise NotFound("There is no such page.")
    rows = store.list(limit=ROWS_PER_PAGE + 1, after=after)
    shown = rows[:ROWS_PER_PAGE]
    listing = Listing(
        total=store.count(),
        order="the newest first",
        previous=HOME if after else None,
        next=f"{HOME}?after={shown[-1]['audit']}" if len(rows) > ROWS_PER_PAGE else None,
    )
    frame = Frame(stylesheet=STYLESHEET, hint="Send one to POST /v1/audits; /openapi.json says how.")
    return render_index([index_row(row) for row in shown], listing, frame)


@blueprint.get("/audits/<int:audit>")
def article(audit: int) -> str:
    """The page of one article."""
    return audit_html(find_audit(audit))


@blueprint.get(STYLESHEET)
def stylesheet() -> Response:
    """The stylesheet of all pages."""
    return Response(_stylesheet(), mimetype="text/css")


@cache
def _stylesheet() -> str:
    return (data_folder("reports") / "report.css").read_text(encoding="utf-8")


def find_audit(audit: int) -> dict[str, Any]:
    """The kept audit. Raises a 404 if there is none."""
    row = services().store.get(audit) if audit <= MAX_ID else None
    if row is None:
        raise NotFound(f"No audit has the id {audit}.")
    return row


def audit_html(row: Mapping[str, Any]) -> str:
    """The page of the audit kept as `row`."""
    frame = Frame(
        stylesheet=STYLESHEET,
        home=HOME,
        record=record_of(row["audit"]),
        checked=datetime.fromisoformat(row["created"]),
    )
    return render_report(read_report(row), frame)


def index_row(row: Mapping[str, Any]) -> IndexRow:
    """The line of one audit in the list."""
    labels = [severity.label for severity in reversed(Severity)]
    return IndexRow(
        name=row["headline"] or row["id"] or f"Article {row['audit']}",
        href=page_of(row["audit"]),
        score=row["score"],
        source=row["source_name"] or "",
        published=date.fromisoformat(row["published"][:10]) if row["published"] else None,
        counts=[(label, row["counts"][label]) for label in labels if row["counts"].get(label)],
        complete=row["complete"],
    )
