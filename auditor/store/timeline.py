"""Stories as their pages show them: which there are, and the newest audit of each of their articles."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from auditor.store.tables import report, revision, source, story_article


class StoryLine(NamedTuple):
    """A story in a list."""

    story: int
    articles: int
    waiting: int
    """Findings that wait for a decision."""
    headline: str
    """Of its newest article."""
    last: datetime
    """When that was audited."""


class StoryMember(NamedTuple):
    """An article of a story with its newest audit."""

    audit: int
    article: int
    headline: str
    source: str | None
    source_name: str | None
    published: str | None
    created: datetime
    score: float
    waiting: int


def story_of(connection: Connection, article_id: int) -> int | None:
    """The story that an article belongs to."""
    query = select(func.max(story_article.c.story_id)).where(story_article.c.article_id == article_id)
    return connection.execute(query).scalar()


def list_stories_told(connection: Connection, limit: int, before: int | None = None) -> list[StoryLine]:
    """Stories of two articles and more, the newest first, below story `before`."""
    articles = func.count()
    query = (
        select(story_article.c.story_id, articles, func.sum(report.c.waiting), func.max(report.c.id))
        .join(report, (report.c.article_id == story_article.c.article_id) & report.c.current)
        .group_by(story_article.c.story_id)
        .having(articles > 1)
        .order_by(story_article.c.story_id.desc())
        .limit(limit)
    )
    if before is not None:
        query = query.where(story_article.c.story_id < before)
    rows = connection.execute(query).all()
    heads = select(report.c.id, revision.c.headline, report.c.created).join(
        revision, revision.c.id == report.c.revision_id
    )
    named = {row.id: row for row in connection.execute(heads.where(report.c.id.in_([row[3] for row in rows])))}
    return [
        StoryLine(story, count, waiting, named[newest].headline, named[newest].created)
        for story, count, waiting, newest in rows
    ]


def story_members(connection: Connection, story_id: int, limit: int | None = None) -> list[StoryMember]:
    """The articles of a story in the order in which they were published, those without a day last."""
    columns = (
        report.c.id, report.c.article_id, revision.c.headline, source.c.key, source.c.name, revision.c.published,
        report.c.created, report.c.score, report.c.waiting,
    )  # fmt: skip
    query = (
        select(*columns)
        .select_from(story_article)
        .join(report, (report.c.article_id == story_article.c.article_id) & report.c.current)
        .join(revision, revision.c.id == report.c.revision_id)
        .outerjoin(source, source.c.id == report.c.source_id)
        .where(story_article.c.story_id == story_id)
        .order_by(revision.c.published.is_(None), revision.c.published, report.c.id)
        .limit(limit)
    )
    return [StoryMember(*row) for row in connection.execute(query)]
