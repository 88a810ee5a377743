"""Old articles and deliveries leave the store; how often rules were right on them stays."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import delete, func, select, update

from auditor.store.database import Database
from auditor.store.deliveries import KEEP_DAYS, forget_deliveries
from auditor.store.erasing import Erased, audits_of, erase_articles, find_work
from auditor.store.log import SERVICE, Actor, record
from auditor.store.tables import article, decision, job, report, source

ARTICLES_AT_ONCE = 100
"""Deleted in one transaction: other writers wait some tens of milliseconds, not for all of it."""
BY_ITSELF = Actor(SERVICE, "prune")


def prune(
    database: Database, older_than_days: int | None, now: datetime | None = None, actor: Actor = BY_ITSELF
) -> int:
    """Delete articles last audited before the time their source keeps them, else `older_than_days`; how many.

    Without `older_than_days`, only articles of sources that say how long theirs are kept. Jobs that ended so long ago
    go too: those that failed still hold the text they were to audit. One entry of the log has what `actor` deleted.
    """
    now = now or datetime.now(UTC)
    with database.writing() as connection:
        forget_deliveries(connection, now - timedelta(days=KEEP_DAYS))
        orphans = decision.c.article_id.not_in(select(article.c.id))  # earlier versions left notes of what they deleted
        connection.execute(update(decision).where(decision.c.note.is_not(None), orphans).values(note=None))
        if older_than_days is not None:
            connection.execute(delete(job).where(job.c.finished < now - timedelta(days=older_than_days)))
    old = _old_articles(database, older_than_days, now)
    pages = [old[start : start + ARTICLES_AT_ONCE] for start in range(0, len(old), ARTICLES_AT_ONCE)]
    with database.reading() as connection:
        work = find_work(connection, {audit for page in pages for audit in audits_of(connection, page)})
    erased = Erased()
    for page in pages:
        with database.writing() as connection:
            erased = erased.plus(erase_articles(connection, page, work))
            if page is pages[-1]:
                record(connection, actor, "articles pruned", "database", older_than=older_than_days, **erased.counts())
    database.scrub()
    return erased.articles


def _old_articles(database: Database, older_than_days: int | None, now: datetime) -> list[int]:
    """Articles that were last audited before the time they are kept."""
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
    return old
