"""The queue: articles by what needs a decision, filters, and what can be done with many at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urlencode

from flask import Response, redirect, request
from werkzeug.exceptions import BadRequest, NotFound

from auditor.finding import TOPICS, Severity
from auditor.render.html import render_page
from auditor.store.decisions import REASONS, Decision, DecisionError
from auditor.store.log import record
from auditor.store.queue import (
    NOBODY,
    STATES,
    Position,
    QueueFilter,
    assign,
    count_queue,
    decide_all,
    list_assigned,
    list_queue,
    list_waiting_sources,
)

from ..acting import editing
from ..routes import HOME, read_id, source_page
from ..services import services
from .login import current_editor
from .room import audit_ids, form_text, page_blueprint, page_frame, reach, require_within

blueprint = page_blueprint("queue")
ROWS_PER_PAGE = 50
MAX_SOURCES_OFFERED = 200
MAX_SEARCH_CHARACTERS = 200
DAYS: Mapping[str, str] = {"1": "last 24 hours", "7": "last 7 days", "30": "last 30 days", "365": "last 12 months"}
PAST_DAYS = 7
"""How long the queue says by itself what went past the gate: who reads it once a week sees it; one of DAYS."""
SEVERITIES = [severity.label for severity in reversed(Severity) if severity > Severity.INFO]


@blueprint.get(HOME)
def show() -> str:
    """The articles that wait, the gravest first; the query filters, `after` is where the page before ended."""
    wanted, given = _filter(request.args)
    after = _position(request.args.get("after", ""))
    with services().store.reading() as connection:
        rows = list_queue(connection, wanted, ROWS_PER_PAGE + 1, after)
        counts = count_queue(connection, wanted)
        past = count_queue(connection, QueueFilter(state="past", days=PAST_DAYS, reach=reach())).articles
        sources = list_waiting_sources(connection, MAX_SOURCES_OFFERED, reach())
        people = list_assigned(connection, reach())
    shown, following = rows[:ROWS_PER_PAGE], None
    if len(rows) > ROWS_PER_PAGE:
        following = _address({**given, "after": f"{shown[-1].gravest}.{shown[-1].audit}"})
    return render_page(
        "queue.html", page_frame(HOME), rows=shown, counts=counts, wanted=wanted, given=given, sources=sources,
        people=[NOBODY, *people], states=STATES, days=DAYS, severities=SEVERITIES, topics=TOPICS, reasons=REASONS,
        first=_address(given) if after else None, next=following,
        past=past if wanted.state != "past" else 0, past_days=PAST_DAYS,
        decides=current_editor().decides, done=request.args.get("done", "")[:100], source_page=source_page,
    )  # fmt: skip


def _filter(values: Mapping[str, str]) -> tuple[QueueFilter, dict[str, str]]:
    """What the query asks for, and the fields that ask for it. Raises a 404 for what cannot be asked."""
    names = ("state", "source", "topic", "severity", "story", "days", "assigned", "search")
    given = {name: value for name in names if (value := values.get(name, "").strip()[:MAX_SEARCH_CHARACTERS])}
    offered = {"state": STATES, "topic": TOPICS, "severity": SEVERITIES, "days": DAYS}
    story = read_id(given.get("story", "0"))
    fits = all(given[name] in offered[name] for name in given if name in offered)
    if not fits or story is None:
        raise NotFound("There is no such filter.")
    known: dict[str, Any] = {**given}
    if "story" in given:
        known["story"] = story
    if "days" in given:
        known["days"] = int(given["days"])
    return QueueFilter(**known, reach=reach()), given


def _position(value: str) -> Position | None:
    if not value:
        return None
    gravest, audit = (read_id(part) for part in value.partition(".")[::2])
    if gravest is None or audit is None:
        raise NotFound("There is no such page.")
    return Position(gravest, audit)


def _address(given: Mapping[str, str]) -> str:
    return f"{HOME}?{urlencode(given)}" if given else HOME


@blueprint.post("/queue")
def act() -> Response:
    """Dismiss all that waits in the chosen articles, or of the filter's topic there; or assign the articles."""
    audits = audit_ids(request.form.getlist("audit")[:ROWS_PER_PAGE])
    _, given = _filter(request.form)
    if not audits:
        raise BadRequest("Choose at least one article.")
    actor, details = editing(current_editor().name), {"audit_numbers": audits}
    with services().store.writing() as connection:
        require_within(connection, audits)
        if form_text("action") == "assign":
            who = form_text("who", 64)
            number, said = assign(connection, audits, who), "assigned"
            action = "articles assigned" if who else "assignments ended"
            record(connection, actor, action, "queue", articles=number, to=who or None, **details)
        else:
            made = Decision("dismiss", current_editor().name, form_text("reason"), form_text("note") or None)
            try:
                number, said = decide_all(connection, audits, made, given.get("topic", "")), "dismissed"
            except DecisionError as error:
                raise BadRequest(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
            said_of = {"verb": made.verb, "reason": made.reason, "topic": given.get("topic")}
            record(connection, actor, "findings decided", "queue", findings=number, **said_of, **details)
    return cast("Response", redirect(_address({**given, "done": f"{number} {said}"}), 303))
