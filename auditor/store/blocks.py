"""Blocks of text seen in articles of a source, so that what stands in many of them is known for boilerplate."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, delete, exists, func, select

from auditor.article import Article
from auditor.boilerplate.memory import block_keys
from auditor.document import Document
from auditor.store.tables import article, block_memory, revision
from auditor.store.upsert import INSERTS

MAX_BLOCKS = 20_000
"""Blocks remembered a source, and those of some articles more: those of 1,000 articles of 20 blocks each."""
TIDY_EVERY = 16
"""One article in so many, by chance, is followed by a count of what is remembered: it takes longer than to remember."""


def block_names(given: Article) -> list[str]:
    """The digests that the blocks of an article's text are remembered by."""
    return [key.hex() for key in block_keys(Document(given))]


def remember_article(
    connection: Connection, source_id: int | None, known: Mapping[str, Any], blocks: Collection[str]
) -> None:
    """Count the blocks of a new article, `known` being its first revision, unless it is a copy or of no source."""
    if source_id is not None and not has_wording(connection, source_id, known["wording"], known["article_id"]):
        remember_blocks(connection, source_id, blocks)


def has_wording(connection: Connection, source_id: int, wording: str, but_for: int | None = None) -> bool:
    """Whether an article of the source other than `but_for` reads as `wording` says."""
    same = exists().where(revision.c.wording == wording, revision.c.article_id == article.c.id)
    same = same.where(article.c.source_id == source_id, article.c.id.is_distinct_from(but_for))
    return bool(connection.execute(select(same)).scalar())


def known_blocks(connection: Connection, source_id: int, blocks: Collection[str]) -> dict[str, int]:
    """In how many articles of the source each of `blocks` (digests) was seen; those never seen are left out."""
    query = select(block_memory.c.block, block_memory.c.articles).where(
        block_memory.c.source_id == source_id, block_memory.c.block.in_(blocks)
    )
    return {row.block: row.articles for row in connection.execute(query)}


def remember_blocks(connection: Connection, source_id: int, blocks: Iterable[str]) -> None:
    """Count the blocks of one more article; each counts once.

    The caller leaves out copies and later revisions of an article that was remembered.
    """
    unique = sorted(set(blocks))  # in one order, so that two writers never wait for each other
    if not unique:
        return
    new = INSERTS[connection.dialect.name](block_memory)
    grown = new.on_conflict_do_update(
        index_elements=["source_id", "block"],
        set_={"articles": block_memory.c.articles + 1, "seen": new.excluded.seen},
    )
    now = datetime.now(UTC)
    connection.execute(grown, [{"source_id": source_id, "block": b, "articles": 1, "seen": now} for b in unique])
    if now.microsecond % TIDY_EVERY == 0:
        _forget(connection, source_id)


def _forget(connection: Connection, source_id: int) -> None:
    """Drop what is over MAX_BLOCKS: blocks of the fewest articles first, the oldest of them first."""
    mine = block_memory.c.source_id == source_id
    extra = connection.execute(select(func.count()).select_from(block_memory).where(mine)).scalar_one() - MAX_BLOCKS
    if extra > 0:
        oldest = select(block_memory.c.block).where(mine)
        oldest = oldest.order_by(block_memory.c.articles, block_memory.c.seen, block_memory.c.block).limit(extra)
        connection.execute(delete(block_memory).where(mine, block_memory.c.block.in_(oldest)))
