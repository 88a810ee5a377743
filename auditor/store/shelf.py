"""The articles of the store as a shelf on which an arriving one looks for its story."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Select, TextClause, bindparam, delete, func, select, text

from auditor.store.tables import story_article, story_key, story_profile
from auditor.story.match import MAX_BUCKET, MAX_CANDIDATES, MAX_VOICES, Kept, Voice
from auditor.story.profile import unpack_signature

_WANTED = {
    "sqlite": "story_key.key IN (SELECT value FROM json_each(:keys))",
    "postgresql": "story_key.key = ANY(CAST(:keys AS BIGINT[]))",
}
"""All keys in one parameter: a list of two hundred costs more to write out than to look up."""
_PUT = {
    dialect: text(
        f"INSERT INTO story_key (key, article_id) SELECT wanted.value, :article FROM {wanted} "  # ours # nosec B608
        "WHERE (SELECT count(*) FROM story_key WHERE story_key.key = wanted.value) < :most"
    )
    for dialect, wanted in (
        ("sqlite", "json_each(:keys) AS wanted"),
        ("postgresql", "unnest(CAST(:keys AS BIGINT[])) AS wanted (value)"),
    )
}


def _candidates(wanted: TextClause) -> Select[Any]:
    """Articles with at least `least` of the `wanted` keys, those with most first."""
    shared = (
        select(story_key.c.article_id, func.count().label("shared"))
        .where(wanted)
        .group_by(story_key.c.article_id)
        .having(func.count() >= bindparam("least"))
        .order_by(func.count().desc(), story_key.c.article_id)
        .limit(MAX_CANDIDATES)
        .subquery()
    )
    columns = [story_article.c[name] for name in ("article_id", "story_id", "day", "copy_of")]
    return (
        select(*columns, story_profile.c.signature, story_profile.c.topic)
        .select_from(shared)
        .join(story_article, story_article.c.article_id == shared.c.article_id)
        .join(story_profile, story_profile.c.article_id == story_article.c.article_id)
        .order_by(shared.c.shared.desc(), story_article.c.article_id)
    )


_CANDIDATES = {dialect: _candidates(text(wanted)) for dialect, wanted in _WANTED.items()}
_TAKE = {
    dialect: delete(story_key).where(story_key.c.article_id == bindparam("article"), text(wanted))
    for dialect, wanted in _WANTED.items()
}
_VOICES = (
    select(story_article.c.day, story_profile.c.topic)
    .select_from(story_profile)
    .join(story_article, story_article.c.article_id == story_profile.c.article_id)
    .where(story_article.c.story_id == bindparam("story"), story_article.c.copy_of.is_(None))
    .order_by(story_article.c.article_id.desc())
    .limit(MAX_VOICES)
)


class StoreShelf:
    """A shelf in the tables; articles are numbered by their ids, which rise in the order of arrival."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._dialect = connection.dialect.name

    def candidates(self, keys: Sequence[int], least: int) -> list[Kept]:
        """See `auditor.story.match.Shelf`."""
        rows = self._connection.execute(_CANDIDATES[self._dialect], {"keys": self._listed(keys), "least": least})
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
        values = {"article": article_id, "keys": self._listed(keys), "most": MAX_BUCKET}
        self._connection.execute(_PUT[self._dialect], values)

    def take(self, article_id: int, keys: Collection[int]) -> None:
        """Let an article be found by `keys` no more."""
        self._connection.execute(_TAKE[self._dialect], {"article": article_id, "keys": self._listed(keys)})

    def _listed(self, keys: Collection[int]) -> object:
        """Keys as the one parameter of a statement, each once and in order."""
        listed = sorted(set(keys))
        return json.dumps(listed) if self._dialect == "sqlite" else listed
