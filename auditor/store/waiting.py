"""How many findings of each report wait for an editor: counted anew wherever one of them changes."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, and_, case, false, func, or_, select, true, update

from auditor.finding import Severity
from auditor.score.article import Status
from auditor.store.tables import finding, mute, report


def waits() -> ColumnElement[bool]:
    """Whether a finding, joined with its report, waits for a decision: open, above advice, its rule not muted.

    One expression on purpose: by itself each condition has an index, and a database that takes it instead of the
    report's reads every open finding there is.
    """
    muted = select(mute.c.id).where(
        mute.c.source_id == report.c.source_id,
        mute.c.rule == finding.c.rule,
        or_(mute.c.until.is_(None), mute.c.until > datetime.now(UTC)),
    )
    is_open = and_(finding.c.status == Status.OPEN.value, finding.c.severity > int(Severity.INFO))
    return case((and_(is_open, ~muted.correlate(report, finding).exists()), true()), else_=false())


def count_waiting(connection: Connection, audit_id: int) -> int:
    """How many findings of one audit wait."""
    query = select(func.count()).select_from(finding).join(report).where(report.c.id == audit_id, waits())
    return connection.execute(query).scalar_one()


def recount(connection: Connection, reports: ColumnElement[bool]) -> None:
    """Count what waits in the reports for which `reports` holds."""
    mine = (finding.c.report_id == report.c.id, waits())
    count = select(func.count()).where(*mine).correlate(report).scalar_subquery()
    gravest = select(func.coalesce(func.max(finding.c.severity), 0)).where(*mine).correlate(report).scalar_subquery()
    connection.execute(update(report).where(reports).values(waiting=count, gravest=gravest))
