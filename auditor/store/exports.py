"""What a site of pages needs of the store: reports, stories and sources, one after the other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from auditor.score.profile import SourceProfile
from auditor.store.reports import get_report
from auditor.store.scores import source_profile
from auditor.store.sources import required_source
from auditor.store.stories import story_tellings
from auditor.store.tables import report, source, story_article
from auditor.story.telling import Telling

IDS_AT_A_TIME = 1_000


@dataclass(frozen=True, slots=True)
class Selection:
    """Which articles a site shows, each by its newest report."""

    since: datetime | None = None
    """Audited at this moment or later."""
    sources: Sequence[int] = ()
    """Ids of sources; all if there is none."""

    def over(self, query: Select[Any]) -> Select[Any]:
        """`query` over reports, for those that are chosen."""
        query = query.where(report.c.current)
        if self.since is not None:
            query = query.where(report.c.created >= self.since)
        return query.where(report.c.source_id.in_(self.sources)) if self.sources else query


def select_articles(connection: Connection, since: datetime | None, sources: Sequence[str]) -> Selection:
    """The articles audited since a moment, of sources by any of their names. Raises StoreError for an unknown one."""
    return Selection(since, tuple(required_source(connection, name).id for name in sources))


def iter_reports(connection: Connection, chosen: Selection) -> Iterator[dict[str, Any]]:
    """The rows of the chosen reports, as `get_report` gives them, in the order of audits."""
    last = 0
    while True:
        query = chosen.over(select(report.c.id)).where(report.c.id > last).order_by(report.c.id).limit(IDS_AT_A_TIME)
        ids = connection.execute(query).scalars().all()
        for audit in ids:
            row = get_report(connection, audit)
            if row is not None:
                yield row
        if not ids:
            return
        last = ids[-1]


def iter_stories(connection: Connection, chosen: Selection) -> Iterator[tuple[int, list[Telling]]]:
    """The stories of two chosen articles and more, with what they tell; the keys are ids of audits."""
    members = (
        chosen.over(select(story_article.c.story_id))
        .join_from(report, story_article, story_article.c.article_id == report.c.article_id)
        .group_by(story_article.c.story_id)
        .having(func.count() > 1)
    )
    for story_id in connection.execute(members.order_by(story_article.c.story_id)).scalars().all():
        yield story_id, story_tellings(connection, story_id)


def iter_sources(connection: Connection, chosen: Selection, today: date) -> Iterator[SourceProfile]:
    """The sources of the chosen articles, as they stand on `today` by all their articles."""
    keys = chosen.over(select(source.c.key).distinct()).join_from(report, source).order_by(source.c.key)
    for key in connection.execute(keys).scalars().all():
        profile = source_profile(connection, key, today)
        if profile is not None:
            yield profile
