"""The page of one article: its text with the findings beside it, and what an editor decides on them."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from flask import Response, redirect
from werkzeug.exceptions import BadRequest, NotFound

from auditor.render.html import render_report
from auditor.render.restore import read_report
from auditor.store.decisions import Decision, DecisionError, decide
from auditor.store.queue import assign
from auditor.store.reports import get_report

from ..pages import find_audit
from ..routes import HOME, page_of, record_of
from ..services import services
from .desk import make_desk
from .login import current_editor
from .room import form_text, known_id, page_blueprint, page_frame

blueprint = page_blueprint("article")


@blueprint.get("/audits/<int:audit>")
def show(audit: int) -> str:
    """The page of one article."""
    row = find_audit(audit)
    report = read_report(row)
    with services().store.reading() as connection:
        desk = make_desk(connection, row, report, current_editor())
    frame = page_frame(HOME, record=record_of(audit), checked=datetime.fromisoformat(row["created"]), desk=desk)
    return render_report(report, frame)


@blueprint.post("/audits/<int:audit>/findings/<int:finding>")
def decide_one(audit: int, finding: int) -> Response:
    """Keep a decision, and go on to the next finding that waits."""
    reason = form_text("reason") or None
    made = Decision(
        verb="dismiss" if reason else form_text("verb"),
        who=current_editor().name,
        reason=reason,
        note=form_text("note") or None,
    )
    with services().store.writing() as connection:
        row = get_report(connection, known_id(audit))
        known = [found["finding"] for found in row["findings"]] if row else []
        if finding not in known:
            raise NotFound(f"Audit {audit} has no finding {finding}.")
        try:
            decide(connection, finding, made)
        except DecisionError as error:
            raise BadRequest(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
        row = cast("dict[str, object]", get_report(connection, audit))
    open_ones = [found["finding"] for found in row["findings"] if found["status"] == "open"]  # type: ignore[attr-defined]
    place = _next_place(known, open_ones, finding, stay=made.verb == "reopen")
    return cast("Response", redirect(f"{page_of(audit)}#finding-{place}", 303))


def _next_place(known: list[int], waiting: list[int], decided: int, *, stay: bool) -> int:
    """The number of the finding to show next: the first that is open behind the decided one, else any, else that."""
    at = known.index(decided)
    behind = [number for number, found in enumerate(known, 1) if found in waiting and number > at + 1]
    before = [number for number, found in enumerate(known, 1) if found in waiting and number <= at]
    return at + 1 if stay else next(iter((*behind, *before, at + 1)))


@blueprint.post("/audits/<int:audit>/assign")
def assign_one(audit: int) -> Response:
    """Give the article to somebody."""
    with services().store.writing() as connection:
        if not assign(connection, [known_id(audit)], form_text("who", 64)):
            raise NotFound(f"No audit has the id {audit}.")
    return cast("Response", redirect(page_of(audit), 303))
