"""Messages to receivers, written in the transaction of what they tell of; workers deliver them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, select, update

from auditor.finding import Severity
from auditor.mail import Notice
from auditor.render.record import rounded
from auditor.score.profile import count_loads
from auditor.score.source import SourceScore, source_score
from auditor.store.gate import repeats
from auditor.store.gate_queries import get_event
from auditor.store.intake import Intake, Kept
from auditor.store.jobs import add_job
from auditor.store.scores import current_constants, source_articles
from auditor.store.tables import source
from auditor.webhook import AUDIT_COMPLETED, FINDING_CRITICAL, GATE_EVENTS, SOURCE_CHANGED, Webhook

SETTLE_SECONDS = 60.0
"""How long the score of a source waits for more articles of a run before it is looked at."""
MAIL_SERVER = "mail server"
"""The line of all e-mail: one server takes it. No receiver has a space in its name."""
FINDING_FIELDS = ("rule", "confidence", "field", "start", "end", "quote", "message", "why", "fingerprint")


class Event(NamedTuple):
    """Something that receivers may want to know."""

    type: str
    source: str | None
    """The key of the source it is about."""
    data: Mapping[str, Any]


Listener = Webhook | Notice
"""Somebody who is told of events."""


def announce(connection: Connection, listeners: Sequence[Listener], event: Event) -> None:
    """Write a message to every receiver, and an e-mail to everybody, that wants `event`; one to each."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    wanting = [listener for listener in listeners if listener.wants(event.type, event.source)]
    for way in dict.fromkeys(way for listener in wanting for way in _ways_to(listener)):
        message = {"message": f"msg_{uuid4().hex}", way.field: way.place, "type": event.type, "timestamp": now}
        add_job(connection, way.errand, {**message, "data": event.data}, owner=way.owner)


def announce_gate(connection: Connection, listeners: Sequence[Listener], event_id: int) -> None:
    """Tell of an event at the gate whoever named its kind, but once of one text."""
    if not listeners:
        return
    found = get_event(connection, event_id)
    kind = f"gate.{found['kind']}"
    if kind in GATE_EVENTS and not repeats(connection, event_id):
        data = {**found, "created": found["created"].isoformat(timespec="seconds")}
        announce(connection, listeners, Event(kind, found["source"], data))


class _Way(NamedTuple):
    """How somebody is told."""

    errand: str
    field: str
    """What the errand calls the place."""
    place: str
    owner: str
    """Whose line it stands in: that of who answers."""


def _ways_to(listener: Listener) -> list[_Way]:
    if isinstance(listener, Notice):
        return [_Way("mail", "to", address, MAIL_SERVER) for address in listener.to]
    return [_Way("webhook", "url", listener.url, listener.receiver)]


def announce_audit(connection: Connection, webhooks: Sequence[Webhook], new: Intake, kept: Kept) -> None:
    """Tell of a report that was kept: that it is, what is critical in it, and that its source may have changed."""
    if not webhooks:
        return
    key = connection.execute(select(source.c.key).where(source.c.id == kept.source)).scalar()
    data = _audit_data(new, kept, key)
    announce(connection, webhooks, Event(AUDIT_COMPLETED, key, data))
    critical = [_finding_data(row) for row in new.findings if row["severity"] == Severity.CRITICAL]
    if critical and kept.is_new:
        announce(connection, webhooks, Event(FINDING_CRITICAL, key, {**data, "findings": critical}))
    if kept.is_new and any(hook.wants(SOURCE_CHANGED, key) for hook in webhooks):
        ask_for_look(connection, kept.source)


def _audit_data(new: Intake, kept: Kept, key: str | None) -> dict[str, Any]:
    known = {name: new.revision[name] for name in ("headline", "url", "published")}
    return {
        "audit": kept.audit, "id": new.revision["name"], **known, "source": key, "score": rounded(kept.score),
        **new.report["judged"], "complete": new.report["complete"], "counts": new.report["counts"],
        "ruleset": new.ruleset,
    }  # fmt: skip


def _finding_data(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**{name: row[name] for name in FINDING_FIELDS}, "severity": Severity(row["severity"]).label}


def ask_for_look(connection: Connection, source_id: int | None) -> None:
    """Have the score of a source looked at, once for all articles that come within SETTLE_SECONDS."""
    mark = update(source).where(source.c.id == source_id, ~source.c.score_due).values(score_due=True)
    if connection.execute(mark).rowcount:
        add_job(connection, "source", {"source": source_id}, delay_seconds=SETTLE_SECONDS)


def look_at_score(connection: Connection, source_id: int) -> None:
    """Note that the score of a source is being looked at: what comes from here on asks for another look."""
    connection.execute(update(source).where(source.c.id == source_id).values(score_due=False))


def score_of(connection: Connection, source_id: int, today: date) -> SourceScore | None:
    """The score of a source as it stands; None if no article of it counts."""
    constants = current_constants(connection)
    articles = source_articles(connection, source_id, texts=False)
    return source_score(count_loads(articles, constants.weights), today, constants)


def tell_grade(connection: Connection, webhooks: Sequence[Webhook], source_id: int, score: SourceScore) -> None:
    """Tell receivers the grade of a source, if it is another than they were told last."""
    found = select(source.c.key, source.c.name, source.c.told_grade).where(source.c.id == source_id)
    row = connection.execute(found.with_for_update()).one_or_none()
    if row is None or row.told_grade == score.grade:  # no row: it became part of another source
        return
    data = {
        "source": row.key, "name": row.name, "grade": score.grade, "before": row.told_grade, "lacking": score.lacking,
        "score": round(score.score, 1), "low": round(score.low, 1), "high": round(score.high, 1),
        "articles": score.articles,
    }  # fmt: skip
    announce(connection, webhooks, Event(SOURCE_CHANGED, row.key, data))
    connection.execute(update(source).where(source.c.id == source_id).values(told_grade=score.grade))
