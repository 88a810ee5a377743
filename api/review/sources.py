"""Sources: their scores, what stands behind every point, what they answered, and which rules are muted for them."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import cast
from urllib.parse import urlencode

from flask import Response, redirect, request
from sqlalchemy import Connection, select
from werkzeug.exceptions import BadRequest, NotFound

from auditor.render.html import render_page
from auditor.render.site.overview import SourceLine
from auditor.render.source import render_source
from auditor.score.profile import SourceProfile
from auditor.store.errors import StoreError
from auditor.store.log import record
from auditor.store.scores import list_scores, source_profile
from auditor.store.sources import (
    Mute,
    Source,
    active_mutes,
    add_reply,
    find_source,
    list_replies,
    mute_rule,
    unmute_rule,
)
from auditor.store.tables import report

from ..acting import editing
from ..routes import page_of, source_name, source_page
from ..services import services
from .desk import parse_moment
from .login import current_editor, require_admin
from .room import audit_ids, form_text, page_blueprint, page_frame, reach

blueprint = page_blueprint("sources")
ROWS_PER_PAGE = 50


@blueprint.get("/sources")
def index() -> str:
    """Sources with their scores; `after` is the last one of the page before."""
    after = request.args.get("after", "")
    with services().store.reading() as connection:
        rows = list_scores(connection, datetime.now(UTC).date(), after=after, limit=ROWS_PER_PAGE + 1, reach=reach())
    lines = [
        SourceLine(row.key, source_page(row.key), row.articles, row.unjudged, row.score) for row in rows[:ROWS_PER_PAGE]
    ]
    following = f"/sources?{urlencode({'after': lines[-1].key})}" if len(rows) > ROWS_PER_PAGE else None
    return render_page("sources.html", page_frame("/sources"), rows=lines, next=following)


@blueprint.get("/sources/<name>")
def show(name: str) -> str:
    """One source."""
    with services().store.reading() as connection:
        kept = required_source(connection, name)
        profile = source_profile(connection, kept.key, datetime.now(UTC).date())
        replies, mutes = list_replies(connection, kept.id), active_mutes(connection, kept.key)
        profile = _within_desks(connection, kept.id, cast("SourceProfile", profile))
    frame = page_frame("/sources")
    editor = current_editor()
    extra = {
        "address": source_page(kept.key), "mutes": mutes, "admin": editor.is_admin, "decides": editor.decides,
        "href_of": page_of,
    }  # fmt: skip
    return render_source(profile, replies, frame, **extra)


def required_source(connection: Connection, name: str) -> Source:
    """The source whose name stands in a path. Raises a 404 if there is none within reach."""
    found = find_source(connection, source_name(name))
    if found is None or not reach().has_source(connection, found.id):
        raise NotFound(f"No source is called {source_name(name)}.")
    return found


def _within_desks(connection: Connection, source_id: int, profile: SourceProfile) -> SourceProfile:
    """`profile` with the passages alone that stand in articles of the editor's desks."""
    if reach().desks is None:
        return profile
    mine = select(report.c.id).where(report.c.source_id == source_id, report.c.current, reach().reports())
    audits = set(connection.execute(mine).scalars())
    return replace(profile, passages=tuple(c for c in profile.passages if c.article.audit in audits))


@blueprint.post("/sources/<name>/replies")
def reply(name: str) -> Response:
    """Keep what the publisher answered."""
    with services().store.writing() as connection:
        kept = required_source(connection, name)
        who, text = form_text("who", 200), form_text("text", 20_000)
        if not who or not text:
            raise BadRequest("A reply names who answered and says what.")
        add_reply(connection, kept.key, who, text)
        record(connection, editing(current_editor().name), "reply kept", f"source:{kept.key}", to="source")
    return cast("Response", redirect(source_page(kept.key) + "#replies", 303))


@blueprint.get("/sources/<name>/mute")
def ask_mute(name: str) -> str:
    """The form that mutes a rule for a source."""
    require_admin()
    with services().store.reading() as connection:
        kept = required_source(connection, name)
    rule, audit = request.args.get("rule", "")[:120], _audit(request.args.get("audit", ""))
    rules = [rule.id for rule in services().auditor.ruleset.rules]
    today = datetime.now(UTC).date().isoformat()
    return render_page(
        "mute.html", page_frame("/sources"), source=kept, address=source_page(kept.key), rule=rule, rules=rules,
        audit=audit, today=today,
    )  # fmt: skip


@blueprint.post("/sources/<name>/mute")
def mute(name: str) -> Response:
    """Mute a rule for a source, and go back to the article one came from."""
    require_admin()
    rule, audit = form_text("rule", 120), _audit(form_text("audit"))
    if rule not in {known.id for known in services().auditor.ruleset.rules}:
        raise BadRequest(f"There is no rule {rule}.")
    until = parse_moment(form_text("until")) if form_text("until") else None
    if form_text("until") and (until is None or until <= datetime.now(UTC)):
        raise BadRequest("The rule can be muted until a day to come, or until it is switched on again.")
    try:
        with services().store.writing() as connection:
            kept = required_source(connection, name)
            mute_rule(connection, kept.key, Mute(rule, current_editor().name, form_text("reason"), until))
            details = {"rule": rule, "until": until and until.isoformat()}
            record(connection, editing(current_editor().name), "rule muted", f"source:{kept.key}", **details)
    except StoreError as error:
        raise BadRequest(str(error)) from None
    return cast("Response", redirect(page_of(audit) if audit else f"{source_page(kept.key)}#mutes", 303))


@blueprint.post("/sources/<name>/unmute")
def unmute(name: str) -> Response:
    """Switch a rule on again for a source."""
    require_admin()
    with services().store.writing() as connection:
        kept = required_source(connection, name)
        rule = form_text("rule", 120)
        unmute_rule(connection, kept.key, rule)
        record(connection, editing(current_editor().name), "rule unmuted", f"source:{kept.key}", rule=rule)
    return cast("Response", redirect(f"{source_page(kept.key)}#mutes", 303))


def _audit(value: str) -> int | None:
    """The audit that a field names, if it names one."""
    return audit_ids([value])[0] if value else None
