"""Blocks of text seen in articles of a source, so that what stands in many of them is known for boilerplate."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, func, select

from auditor.store.tables import block_memory
from auditor.store.upsert import INSERTS

MAX_BLOCKS = 20_000
"""Blocks remembered a source: those of 1,000 articles of 20 blocks each."""


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
    _forget(connection, source_id)


def _forget(connection: Connection, source_id: int) -> None:
    """Drop what is over MAX_BLOCKS: blocks of the fewest articles first, the oldest of them first."""
    mine = block_memory.c.source_id == source_id
    extra = connection.execute(select(func.count()).select_from(block_memory).where(mine)).scalar_one() - MAX_BLOCKS
    if extra > 0:
        oldest = select(block_memory.c.block).where(mine)
        oldest = oldest.order_by(block_memory.c.articles, block_memory.c.seen, block_memory.c.block).limit(extra)
        connection.execute(delete(block_memory).where(mine, block_memory.c.block.in_(oldest)))
