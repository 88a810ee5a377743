"""Two revisions of an article, or two articles of a story, side by side."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import request
from sqlalchemy import Connection

from auditor.finding import Finding
from auditor.render.compare import Beside, Side, render_comparison
from auditor.render.html import render_page
from auditor.render.restore import read_report
from auditor.store.history import list_audits_of
from auditor.store.revising import read_revision
from auditor.store.timeline import story_members, story_of
from auditor.story.telling import make_telling

from ..pages import find_audit
from ..routes import HOME, page_of
from ..services import services
from .room import page_blueprint, page_frame, reach, require_within

blueprint = page_blueprint("compare")
MAX_OFFERED = 40


@blueprint.get("/compare")
def show() -> str:
    """The audits `old` and `new` side by side; without both, a form that asks for them."""
    old, new = (request.args.get(name, type=int) for name in ("old", "new"))
    if old is None or new is None:
        return render_page("compare_which.html", page_frame(HOME), old=old, new=new)
    rows = [find_audit(old), find_audit(new)]
    with services().store.reading() as connection:
        require_within(connection, [old, new])
        others = _others(connection, rows[0])
    sides = [Side(read_report(row), _side_name(row), page_of(row["audit"])) for row in rows]
    auditor = services().auditor
    if rows[0]["article"] == rows[1]["article"]:
        beside = Beside(others=others, silent=_silent((old, new), sides[1]))
    else:
        documents = [auditor.read(side.report.article, datetime.now(UTC).date()) for side in sides]
        tellings = [make_telling(document, str(number)) for number, document in enumerate(documents)]
        beside = Beside(others=others, tellings=tellings)
    return render_comparison(sides[0], sides[1], page_frame(HOME), beside)


def _silent(audits: tuple[int, int], side: Side) -> list[Finding]:
    """What changed from one audit's revision to the other's without a word, but for what the report says already."""
    auditor = services().auditor
    with services().store.reading() as connection:
        articles = [read_revision(connection, audit) for audit in audits]
    today = datetime.now(UTC).date()
    before, after = (auditor.read(article, today) for article in articles if article is not None)
    known = {f.fingerprint for f in side.report.findings}
    return [f for f in auditor.audit_revision(before, after)[0] if f.fingerprint not in known]


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
