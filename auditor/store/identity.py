"""How an article is known again: by its address at its source, else by its id there, else by what it says."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, bindparam, select, update

from auditor.store.tables import article, revision

ARTICLES_AT_ONCE = 5_000
"""Whose keys are changed by one statement; SQLite takes no more than 32,766 values in one."""


def digest(text: str) -> str:
    """Half a SHA-256 of `text` in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def identity_key(identity: Sequence[Any]) -> str:
    """The key of the article that is known again by `identity`."""
    return digest(json.dumps(identity))


def identities(source_id: int | None, known: Mapping[str, Any]) -> Iterator[Sequence[Any]]:
    """What an article of a source may be known again by, the surest first; `known` are columns of its revision.

    Two files of one name from nowhere in particular are two articles: a name counts at a source only.
    """
    if known["url"]:
        yield "url", source_id, known["url"]
    if known["name"] and source_id is not None:
        yield "name", source_id, known["name"]
    yield "content", source_id, known["content"]


def move_articles(connection: Connection, old: int, new: int) -> None:
    """Give all articles of source `old` to `new`, under the keys that they have there; 100,000 take some 7 s.

    Where `new` has such an article already, that one keeps its key and is the one that is known again; the other stays
    as it is, under a key that nothing leads to.
    """
    changed = update(article).where(article.c.id == bindparam("article"))
    changed = changed.values(source_id=new, key=bindparam("moved"))
    for rows in _pages(connection, old):
        moved = {row.id: identity_key(("moved", row.id)) for row in rows}
        for row in rows:
            pairs = zip(identities(old, row._asdict()), identities(new, row._asdict()), strict=True)
            there = next((after for before, after in pairs if identity_key(before) == row.key), None)
            if there is not None:
                moved[row.id] = identity_key(there)
        taken = select(article.c.key).where(article.c.key.in_(list(moved.values())))
        known = set(connection.execute(taken).scalars())
        values = [
            {"article": number, "moved": identity_key(("moved", number)) if key in known else key}
            for number, key in moved.items()
        ]
        connection.execute(changed, values)


def _pages(connection: Connection, source_id: int) -> Iterator[Sequence[Any]]:
    """The articles of a source with each of their revisions, some thousand articles at a time."""
    columns = (article.c.id, article.c.key, revision.c.url, revision.c.name, revision.c.content)
    query = select(*columns).outerjoin(revision, revision.c.article_id == article.c.id)
    while True:
        numbers = select(article.c.id).where(article.c.source_id == source_id).order_by(article.c.id)
        page = connection.execute(numbers.limit(ARTICLES_AT_ONCE)).scalars().all()
        if not page:
            return
        yield connection.execute(query.where(article.c.id.in_(page))).all()
