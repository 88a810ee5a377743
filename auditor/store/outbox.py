"""Messages to receivers, written in the transaction of what they tell of; workers deliver them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple
from uuid import uuid4

from sqlalchemy import Connection, select, update

from auditor.finding import Severity
from auditor.score.profile import count_loads
from auditor.score.source import source_score
from auditor.store.intake import Intake, Kept
from auditor.store.jobs import add_job
from auditor.store.scores import current_constants, source_articles
from auditor.store.tables import source
from auditor.webhook import AUDIT_COMPLETED, FINDING_CRITICAL, SOURCE_CHANGED, Webhook

SETTLE_SECONDS = 60.0
"""How long the score of a source waits for more articles of a run before it is looked at."""
FINDING_FIELDS = ("rule", "confidence", "field", "start", "end", "quote", "message", "why", "fingerprint")


class Event(NamedTuple):
    """Something that receivers may want to know."""

    type: str
    source: str | None
    """The key of the source it is about."""
    data: Mapping[str, Any]


def announce(connection: Connection, webhooks: Sequence[Webhook], event: Event) -> None:
    """Write a message to every receiver that wants `event`."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    for hook in webhooks:
        if hook.wants(event.type, event.source):
            message = {"message": f"msg_{uuid4().hex}", "url": hook.url, "type": event.type, "timestamp": now}
            add_job(connection, "webhook", {**message, "data": event.data})


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
        _look_at_score(connection, kept.source)


def _audit_data(new: Intake, kept: Kept, key: str | None) -> dict[str, Any]:
    known = {name: new.revision[name] for name in ("headline", "url", "published")}
    return {
        "audit": kept.audit, "id": new.revision["name"], **known, "source": key, "score": round(kept.score, 1),
        "complete": new.report["complete"], "counts": new.report["counts"], "ruleset": new.ruleset,
    }  # fmt: skip


def _finding_data(row: Mapping[str, Any]) -> dict[str, Any]:
    return {**{name: row[name] for name in FINDING_FIELDS}, "severity": Severity(row["severity"]).label}


def _look_at_score(connection: Connection, source_id: int | None) -> None:
    """Have the score of a source looked at, once for all articles that come within SETTLE_SECONDS."""
    mark = update(source).where(source.c.id == source_id, ~source.c.score_due).values(score_due=True)
    if connection.execute(mark).rowcount:
        add_job(connection, "source", {"source": source_id}, delay_seconds=SETTLE_SECONDS)


def tell_grade(connection: Connection, webhooks: Sequence[Webhook], source_id: int, today: date) -> str | None:
    """The grade of a source; receivers are told if it is another than the last they were told."""
    looked = update(source).where(source.c.id == source_id).values(score_due=False)
    row = connection.execute(looked.returning(source.c.key, source.c.name, source.c.told_grade)).one_or_none()
    if row is None:  # it became part of another source
        return None
    constants = current_constants(connection)
    articles = source_articles(connection, source_id, texts=False)
    score = source_score(count_loads(articles, constants.weights), today, constants)
    if score is None or score.grade == row.told_grade:
        return row.told_grade
    data = {
        "source": row.key, "name": row.name, "grade": score.grade, "before": row.told_grade, "lacking": score.lacking,
        "score": round(score.score, 1), "low": round(score.low, 1), "high": round(score.high, 1),
        "articles": score.articles,
    }  # fmt: skip
    announce(connection, webhooks, Event(SOURCE_CHANGED, row.key, data))
    connection.execute(update(source).where(source.c.id == source_id).values(told_grade=score.grade))
    return score.grade
