"""The articles of the store as a shelf on which an arriving one looks for its story."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from sqlalchemy import Connection, bindparam, delete, func, insert, select

from auditor.store.tables import story_article, story_key, story_profile
from auditor.story.match import MAX_BUCKET, MAX_CANDIDATES, MAX_VOICES, Kept, Voice
from auditor.story.profile import unpack_signature

_SHARED = (
    select(story_key.c.article_id, func.count().label("shared"))
    .where(story_key.c.key.in_(bindparam("keys", expanding=True)))
    .group_by(story_key.c.article_id)
    .having(func.count() >= bindparam("least"))
    .order_by(func.count().desc(), story_key.c.article_id)
    .limit(MAX_CANDIDATES)
    .subquery()
)
_CANDIDATES = (
    select(
        story_article.c.article_id, story_article.c.story_id, story_article.c.day,
        story_article.c.copy_of, story_profile.c.signature,
        story_profile.c.topic,
    )
    .select_from(_SHARED)
    .join(story_article, story_article.c.article_id == _SHARED.c.article_id)
    .join(story_profile, story_profile.c.article_id == story_article.c.article_id)
    .order_by(_SHARED.c.shared.desc(), story_article.c.article_id)
)  # fmt: skip
_VOICES = (
    select(story_article.c.day, story_profile.c.topic)
    .select_from(story_profile)
    .join(story_article, story_article.c.article_id == story_profile.c.article_id)
    .where(story_article.c.story_id == bindparam("story"), story_article.c.copy_of.is_(None))
    .order_by(story_article.c.article_id.desc())
    .limit(MAX_VOICES)
)
_FULL = (
    select(story_key.c.key)
    .where(story_key.c.key.in_(bindparam("keys", expanding=True)))
    .group_by(story_key.c.key)
    .having(func.count() >= MAX_BUCKET)
)
_PUT = insert(story_key)
_TAKE = delete(story_key).where(
    story_key.c.article_id == bindparam("article"), story_key.c.key.in_(bindparam("keys", expanding=True))
)


class StoreShelf:
    """A shelf in the tables; articles are numbered by their ids, which rise in the order of arrival."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def candidates(self, keys: Sequence[int], least: int) -> list[Kept]:
        """See `auditor.story.match.Shelf`."""
        rows = self._connection.execute(_CANDIDATES, {"keys": keys, "least": least})
        return [
            Kept(
                row.article_id,
                row.story_id,
                row.day,
                row.article_id if row.copy_of is None else row.copy_of,
                unpack_signature(row.signature),
                row.topic,
            )
            for row in rows
        ]

    def voices(self, story: int) -> list[Voice]:
        """See `auditor.story.match.Shelf`."""
        return [Voice(row.day, row.topic) for row in self._connection.execute(_VOICES, {"story": story})]

    def put(self, article_id: int, keys: Collection[int]) -> None:
        """Let an article be found by `keys`, but for those that many have."""
        full = set(self._connection.execute(_FULL, {"keys": list(keys)}).scalars())
        rows = [{"key": key, "article_id": article_id} for key in sorted(set(keys) - full)]
        if rows:
            self._connection.execute(_PUT, rows)

    def take(self, article_id: int, keys: Collection[int]) -> None:
        """Let an article be found by `keys` no more."""
        if keys:
            self._connection.execute(_TAKE, {"article": article_id, "keys": list(keys)})
