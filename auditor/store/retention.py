"""Old articles and deliveries leave the store; what was decided on them stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select

from auditor.store.database import Database
from auditor.store.deliveries import KEEP_DAYS, forget_deliveries
from auditor.store.stories import forget_articles
from auditor.store.tables import article, job, report, source

ARTICLES_AT_ONCE = 100
"""Deleted in one transaction: other writers wait some tens of milliseconds, not for all of it."""


def prune(database: Database, older_than_days: int | None, now: datetime | None = None) -> int:
    """Delete articles last audited before the time their source keeps them, else `older_than_days`; how many.

    Without `older_than_days`, only articles of sources that say how long theirs are kept. Jobs that ended so long ago
    go too: those that failed still hold the text they were to audit.
    """
    now = now or datetime.now(UTC)
    with database.writing() as connection:
        forget_deliveries(connection, now - timedelta(days=KEEP_DAYS))
    with database.reading() as connection:
        own = select(source.c.id, source.c.keep_days).where(source.c.keep_days.is_not(None))
        limits: dict[int | None, int] = {row.id: row.keep_days for row in connection.execute(own)}
        last = select(report.c.article_id, report.c.source_id, func.max(report.c.created).label("last"))
        audited = connection.execute(last.group_by(report.c.article_id, report.c.source_id)).all()
    old = []
    for row in audited:
        days = limits.get(row.source_id, older_than_days)
        if days is not None and row.last < now - timedelta(days=days):
            old.append(row.article_id)
    for start in range(0, len(old), ARTICLES_AT_ONCE):
        with database.writing() as connection:
            chosen = old[start : start + ARTICLES_AT_ONCE]
            forget_articles(connection, chosen)
            connection.execute(delete(article).where(article.c.id.in_(chosen)))
    if older_than_days is not None:
        with database.writing() as connection:
            connection.execute(delete(job).where(job.c.finished < now - timedelta(days=older_than_days)))
    return len(old)
