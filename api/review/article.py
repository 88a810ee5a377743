"""The page of one article: its text with the findings beside it, and what an editor decides on them."""

from __future__ import annotations

import time
from datetime import datetime
from typing import cast

from flask import Response, redirect, request
from werkzeug.exceptions import BadRequest, NotFound

from auditor.render.html import render_part
from auditor.score.article import Status
from auditor.store.decisions import Decision, DecisionError, decide
from auditor.store.log import record
from auditor.store.queue import assign
from auditor.store.reports import list_placed

from ..acting import editing
from ..bounded import RENDER_SECONDS, in_turn
from ..pages import part_of_finding, read_part
from ..routes import HOME, finding_page, page_of, record_of
from ..services import services
from .desk import make_desk
from .login import current_editor
from .room import form_text, page_blueprint, page_frame, reach, require_within

blueprint = page_blueprint("article")


@blueprint.get("/audits/<int:audit>")
@in_turn
def show(audit: int) -> str:
    """The page of one article: of its first part, of the part that is asked for, or of the one that has a finding."""
    until = time.monotonic() + RENDER_SECONDS
    wanted = request.args.get("part", 1, int), request.args.get("finding", None, int)
    with services().store.reading() as connection:
        row, portion = read_part(connection, audit, wanted[0], reach(), wanted[1])
        desk = make_desk(connection, row, portion, current_editor())
    checked = datetime.fromisoformat(row["created"])
    return render_part(portion, page_frame(HOME, record=record_of(audit), checked=checked, desk=desk, until=until))


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
        require_within(connection, [audit])
        known = [found.id for found in list_placed(connection, audit)]
        if finding not in known:
            raise NotFound(f"Audit {audit} has no finding {finding}.")
        try:
            status = decide(connection, finding, made)
        except DecisionError as error:
            raise BadRequest(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
        details = {"verb": made.verb, "reason": reason, "status": status.value}
        record(connection, editing(made.who), "finding decided", f"finding:{finding}", **details)
        waiting = {found.id for found in list_placed(connection, audit) if found.status == Status.OPEN}
    place = _next_place(known, waiting, finding, stay=made.verb == "reopen")
    with services().store.reading() as connection:
        part = part_of_finding(connection, audit, place)
    return cast("Response", redirect(finding_page(audit, place, part), 303))


def _next_place(known: list[int], waiting: set[int], decided: int, *, stay: bool) -> int:
    """The number of the finding to show next: the first that is open behind the decided one, else any, else that."""
    at = known.index(decided)
    behind = [number for number, found in enumerate(known, 1) if found in waiting and number > at + 1]
    before = [number for number, found in enumerate(known, 1) if found in waiting and number <= at]
    return at + 1 if stay else next(iter((*behind, *before, at + 1)))


@blueprint.post("/audits/<int:audit>/assign")
def assign_one(audit: int) -> Response:
    """Give the article to somebody."""
    part = request.form.get("part", 1, int)
    with services().store.writing() as connection:
        require_within(connection, [audit])
        who = form_text("who", 64)
        assign(connection, [audit], who)
        action = "article assigned" if who else "assignment ended"
        record(connection, editing(current_editor().name), action, f"audit:{audit}", to=who or None)
    return cast("Response", redirect(page_of(audit, part), 303))
