"""Stories as their pages show them: the newest audit of each of their articles."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, case, func, select

from auditor.store.reach import EVERYTHING, Reach
from auditor.store.stories import is_voice, is_within
from auditor.store.tables import report, revision, source, story_article


class StoryMember(NamedTuple):
    """An article of a story with its newest audit."""

    audit: int
    article: int
    headline: str
    source: str | None
    source_name: str | None
    published: str | None
    created: datetime
    score: float | None
    waiting: int
    """Findings that wait for a decision."""
    copy_of: int | None
    """The article of the story that this one repeats."""


def story_of(connection: Connection, article_id: int) -> int | None:
    """The story that an article belongs to."""
    query = select(func.max(story_article.c.story_id)).where(story_article.c.article_id == article_id)
    return connection.execute(query).scalar()


def story_members(
    connection: Connection, story_id: int, limit: int | None = None, reach: Reach = EVERYTHING
) -> list[StoryMember]:
    """The articles of a story within reach in the order in which they were published, those without a day last."""
    columns = (
        report.c.id, report.c.article_id, revision.c.headline, source.c.key, source.c.name, revision.c.published,
        report.c.created, report.c.score, report.c.waiting, case((~is_voice(reach), story_article.c.copy_of)),
    )  # fmt: skip
    query = (
        select(*columns)
        .select_from(story_article)
        .join(report, (report.c.article_id == story_article.c.article_id) & report.c.current)
        .join(revision, revision.c.id == report.c.revision_id)
        .outerjoin(source, source.c.id == report.c.source_id)
        .where(story_article.c.story_id == story_id, reach.reports())
        .order_by(revision.c.published.is_(None), revision.c.published, report.c.id)
        .limit(limit)
    )
    query = query if reach.is_everything else query.where(is_within(reach))
    return [StoryMember._make(row) for row in connection.execute(query)]
