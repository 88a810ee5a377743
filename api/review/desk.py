"""The desk of an article's page, put together from the store."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection

from auditor.render.desk import VERB_WORDS, Desk, DeskFinding, Event, GoneFinding, Link, Told
from auditor.render.parts import Part
from auditor.render.view import Portion, find_captions
from auditor.score.article import Status
from auditor.store.accounts import VIEWER, list_accounts
from auditor.store.decisions import REASONS
from auditor.store.gate_queries import GateFilter, search_gate
from auditor.store.history import (
    Audited,
    FindingHistory,
    Made,
    audits_by_name,
    finding_histories,
    gone_findings,
    list_audits_of,
)
from auditor.store.queries import Page
from auditor.store.queue import QueueFilter, assigned_to, list_assigned, list_queue
from auditor.store.reach import Reach
from auditor.store.sources import Mute, active_mutes
from auditor.store.timeline import story_of
from auditor.store.waiting import count_waiting

from ..routes import page_of, source_page, story_page
from .login import Editor

MAX_REVISIONS_SHOWN = 8
MAX_TOLD_SHOWN = 20
"""An editor who presses Publish again and again is told as often; the API has all of it."""
MAX_GONE_SHOWN = 100
"""A revision that put an article right may have lost thousands; the page of what changed has all of them."""


def make_desk(connection: Connection, row: Mapping[str, Any], portion: Portion, editor: Editor) -> Desk:
    """What `editor` sees beside a part of the report kept as `row`."""
    reach = editor.reach
    audits = list_audits_of(connection, row["article"], reach)
    part, gone = portion.part, gone_findings(connection, row["article"], row["audit"], reach)
    story, queue = story_of(connection, row["article"]), list_queue(connection, QueueFilter(reach=reach), 2)
    before = [audit for audit in audits if audit.audit < row["audit"]]
    told, more_told = _told(connection, row["article"], reach)
    return Desk(
        audit=row["audit"],
        findings=_findings(connection, row, part, audits),
        flagged=part.total > 0,
        reasons=REASONS,
        mute=f"{source_page(row['source'])}/mute" if row["source"] and editor.is_admin else None,
        erase=f"{page_of(row['audit'])}/erase" if editor.is_admin else None,
        source=source_page(row["source"]) if row["source"] else None,
        story=story_page(story) if story else None,
        waiting=count_waiting(connection, row["audit"]),
        next=next((page_of(other.audit) for other in queue if other.audit != row["audit"]), None),
        assigned=assigned_to(connection, row["article"]) or "",
        names=_names(connection, editor),
        revisions=_revisions(audits, row["audit"]),
        compare=f"/compare?old={before[-1].audit}&new={row['audit']}" if before else None,
        gone=_gone(finding_histories(connection, row["article"], gone[:MAX_GONE_SHOWN], reach), audits),
        more_gone=max(0, len(gone) - MAX_GONE_SHOWN),
        told=told,
        more_told=more_told,
        articles=_other_articles(connection, portion, reach),
        decides=editor.decides,
        captions=find_captions(portion.report.article, part.span),
    )


def _findings(
    connection: Connection, row: Mapping[str, Any], part: Part, audits: Sequence[Audited]
) -> dict[int, DeskFinding]:
    """What was decided on the findings of a part, by their numbers."""
    histories = finding_histories(connection, row["article"], {found["fingerprint"] for found in row["findings"]})
    mutes = {mute.rule: mute for mute in active_mutes(connection, row["source"])} if row["source"] else {}
    return {
        number: _finding(found, histories[found["fingerprint"]], audits, mutes)
        for number, found in zip(part.findings, row["findings"], strict=True)
    }


def _names(connection: Connection, editor: Editor) -> list[str]:
    known = {account.name for account in list_accounts(connection) if account.role != VIEWER} | {editor.name}
    known.update(list_assigned(connection, editor.reach))
    return sorted(known)


def _finding(
    found: Mapping[str, Any], history: FindingHistory, audits: Sequence[Audited], mutes: Mapping[str, Mute]
) -> DeskFinding:
    mute = mutes.get(found["rule"])
    return DeskFinding(
        id=found["finding"],
        status=Status(found["status"]),
        decided=_decided(history.decisions[-1]) if history.decisions else "",
        history=_events(history, audits),
        muted=_muted(mute) if mute else "",
    )


def _decided(made: Made) -> str:
    base = f"{VERB_WORDS[made.verb]} by {made.who}, {made.created:%Y-%m-%d %H:%M}"
    words = ": ".join(part for part in (made.reason, made.note) if part)
    return f"{base}: {words}" if words else base


def _muted(mute: Mute) -> str:
    until = f" until {mute.until:%Y-%m-%d}" if mute.until else ""
    return f"{mute.who} muted this rule for the source{until}: {mute.reason}"


def _events(history: FindingHistory, audits: Sequence[Audited]) -> list[Event]:
    """When revisions had the finding and lost it, and what was decided; empty if it only was found."""
    events = [Event(made.created, f"{_decided(made).partition(',')[0]}{_words(made)}") for made in history.decisions]
    had, was = set(history.audits), False
    for audit in audits:
        if (audit.audit in had) != was:
            was = not was
            said = "found in" if was else "no longer in"
            events.append(Event(audit.created, f"{said} revision {audit.revision}"))
    return sorted(events) if len(events) > 1 else []


def _words(made: Made) -> str:
    return "".join(f": {part}" for part in (made.reason, made.note) if part)


def _gone(histories: Mapping[str, FindingHistory], audits: Sequence[Audited]) -> list[GoneFinding]:
    return [
        GoneFinding(history.rule, history.quote, history.message, _events(history, audits))
        for history in histories.values()
    ]


def _revisions(audits: Sequence[Audited], here: int) -> list[Link]:
    shown = list(reversed(audits))[:MAX_REVISIONS_SHOWN]
    return [
        Link(f"revision {audit.revision}, {audit.created:%Y-%m-%d}", page_of(audit.audit), audit.audit == here)
        for audit in shown
    ]


def _told(connection: Connection, article: int, reach: Reach) -> tuple[list[Told], bool]:
    """The last that came of an article at the gate, oldest first, and whether there was more before."""
    found = search_gate(connection, GateFilter(article=article, reach=reach), Page(MAX_TOLD_SHOWN))
    rows = [Told(*(row[name] for name in Told._fields)) for row in reversed(found.rows)]
    return rows, bool(found.last)


def _other_articles(connection: Connection, portion: Portion, reach: Reach) -> dict[str, str]:
    """The pages within reach of the articles that findings compare with."""
    names = sorted({e.article for finding in portion.report.findings for e in finding.evidence if e.article})
    return {name: page_of(audit) for name, audit in audits_by_name(connection, names, reach).items()} if names else {}


def parse_moment(value: str) -> datetime | None:
    """The moment that a date of a form names: its midnight, UTC; None if it names none."""
    try:
        return datetime.fromisoformat(f"{value}T00:00:00+00:00")
    except ValueError:
        return None
