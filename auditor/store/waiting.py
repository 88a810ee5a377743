"""How many findings of each report wait for an editor: counted anew wherever one of them changes."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import ColumnElement, Connection, and_, func, or_, select, update

from auditor.finding import Severity
from auditor.score.article import Status
from auditor.store.tables import finding, mute, report


def waits() -> ColumnElement[bool]:
    """Whether a finding, joined with its report, waits for a decision: open, above advice, its rule not muted."""
    muted = select(mute.c.id).where(
        mute.c.source_id == report.c.source_id,
        mute.c.rule == finding.c.rule,
        or_(mute.c.until.is_(None), mute.c.until > datetime.now(UTC)),
    )
    is_open = and_(finding.c.status == Status.OPEN.value, finding.c.severity > int(Severity.INFO))
    return and_(is_open, ~muted.correlate(report, finding).exists())


def recount(connection: Connection, reports: ColumnElement[bool]) -> None:
    """Count what waits in the reports for which `reports` holds.

    What waits is filtered after the findings of a report were looked up: as conditions, status and severity have an
    index that a database may take instead, and read every open finding there is.
    """
    count = func.count().filter(waits())
    gravest = func.coalesce(func.max(finding.c.severity).filter(waits()), 0)
    count_here, gravest_here = (
        select(value).where(finding.c.report_id == report.c.id).correlate(report).scalar_subquery()
        for value in (count, gravest)
    )
    connection.execute(update(report).where(reports).values(waiting=count_here, gravest=gravest_here))
