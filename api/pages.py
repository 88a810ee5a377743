"""What pages share: their stylesheets and script, and the page of one audit as the API gives it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from functools import cache
from typing import Any

from flask import Blueprint, Response
from werkzeug.exceptions import NotFound

from auditor.paths import data_folder
from auditor.render.html import Frame, render_report
from auditor.render.restore import read_report

from .routes import HOME, MAX_ID, STYLESHEET, record_of
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


def find_audit(audit: int) -> dict[str, Any]:
    """The kept audit. Raises a 404 if there is none."""
    row = services().store.get(audit) if 0 < audit <= MAX_ID else None
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
