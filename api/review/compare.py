"""Two revisions of an article, or two articles of a story, side by side."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from flask import request
from sqlalchemy import Connection
from werkzeug.exceptions import NotFound

from auditor.render.compare import Beside, Side, render_comparison
from auditor.render.html import render_page
from auditor.render.restore import read_report
from auditor.store.history import list_audits_of
from auditor.store.revising import read_revision
from auditor.store.timeline import story_members, story_of

from ..bounded import RENDER_SECONDS, in_turn
from ..pages import find_audit
from ..routes import HOME, page_of, read_id
from ..services import services
from .room import page_blueprint, page_frame, reach

blueprint = page_blueprint("compare")
MAX_OFFERED = 40


@blueprint.get("/compare")
def show() -> str:
    """A part of the audits `old` and `new` side by side; without both, a form that asks for them."""
    old, new = (request.args.get(name, type=read_id) for name in ("old", "new"))
    if old is None or new is None:
        return render_page("compare_which.html", page_frame(HOME), old=old, new=new)
    return _compared(old, new, request.args.get("part", 1, int))


@in_turn
def _compared(old: int, new: int, part: int) -> str:
    """The page. Raises a 404, and TimeoutError where it takes longer than it may."""
    until, rows = time.monotonic() + RENDER_SECONDS, [find_audit(each, reach()) for each in (old, new)]
    before, after = (Side(read_report(row), _side_name(row), page_of(row["audit"])) for row in rows)
    texts = before.report.article.text, after.report.article.text
    changes = services().bounded.diff(*texts, RENDER_SECONDS)
    with services().store.reading() as connection:
        others = _others(connection, rows[0])
    beside = Beside(others=others, address=f"/compare?old={old}&new={new}&")
    if part == 1:  # what is said of both as a whole
        beside = _whole(rows, (before, after), beside, until)
    frame = page_frame(HOME, until=until)
    try:
        return render_comparison((before, after), changes, frame, beside, part)
    except LookupError:
        raise NotFound("The comparison has no such part.") from None


def _whole(rows: Sequence[dict[str, Any]], sides: tuple[Side, Side], beside: Beside, until: float) -> Beside:
    """`beside` with what is said of the change itself, or of two different articles. Raises TimeoutError."""
    seconds, today = max(0.0, until - time.monotonic()), datetime.now(UTC).date()
    articles = [side.report.article for side in sides]
    if rows[0]["article"] != rows[1]["article"]:
        return replace(beside, aligned=services().bounded.align(articles[0], articles[1], seconds, today))
    with services().store.reading() as connection:
        kept = [read_revision(connection, row["audit"]) for row in rows]
    old, new = (revision for revision in kept if revision is not None)
    known = {finding.fingerprint for finding in sides[1].report.findings}
    found = services().bounded.revise(old, new, seconds, today)
    return replace(beside, silent=[finding for finding in found if finding.fingerprint not in known])


def _side_name(row: dict[str, Any]) -> str:
    return f"Revision {row['revision']}, audited {row['created'][:10]}"


def _others(connection: Connection, row: dict[str, Any]) -> list[tuple[int, str]]:
    """Audits that the one kept as `row` may be compared with: its article's, and its story's."""
    own = [
        (audit.audit, f"revision {audit.revision}, {audit.created:%Y-%m-%d}")
        for audit in list_audits_of(connection, row["article"], reach())[-MAX_OFFERED:]
    ]
    story = story_of(connection, row["article"])
    members = story_members(connection, story, MAX_OFFERED, reach()) if story else []
    known = {audit for audit, _ in own}
    return own + [(m.audit, f"{m.source_name or ''}: {m.headline}") for m in members if m.audit not in known]
