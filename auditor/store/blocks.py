"""Blocks of text seen in articles of a source, so that what stands in many of them is known for boilerplate."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, Executable, bindparam, delete, func, select, update

from auditor.article import Article
from auditor.boilerplate.memory import passage_keys
from auditor.document import Document
from auditor.store.tables import article, block_memory, revision
from auditor.store.upsert import INSERTS

MAX_BLOCKS = 50_000
"""Blocks and sentences remembered a source, and those of some articles more: of 1,200 news articles with 40 each."""
TIDY_EVERY = 16
"""One article in so many, by chance, is followed by a count of what is remembered: it takes longer than to remember."""

BLOCKS_AT_ONCE = 1_000
"""Named in one statement; SQLite takes 32,766 values."""


def block_names(given: Article) -> list[str]:
    """The digests that the blocks of an article's text are remembered by."""
    return [key.hex() for key in passage_keys(Document.read(given))]


def remember_article(
    connection: Connection, source_id: int | None, known: Mapping[str, Any], blocks: Collection[str]
) -> None:
    """Count the blocks of a new article, `known` being its first revision, unless it is a copy or of no source."""
    if source_id is not None and not has_wording(connection, source_id, known["wording"], known["article_id"]):
        remember_blocks(connection, source_id, blocks)


def has_wording(connection: Connection, source_id: int, wording: str, but_for: int | None = None) -> bool:
    """Whether an article of the source other than `but_for` reads as `wording` says."""
    values = {"wording": wording, "source": source_id, "but_for": but_for or 0}
    return connection.execute(_SAME_WORDING, values).scalar() is not None


_SAME_WORDING = (
    select(article.c.id)
    .join(revision, revision.c.article_id == article.c.id)
    .where(revision.c.wording == bindparam("wording"), article.c.source_id == bindparam("source"))
    .where(article.c.id != bindparam("but_for"))
    .limit(1)
)


def known_blocks(connection: Connection, source_id: int, blocks: Collection[str]) -> dict[str, int]:
    """In how many articles of the source each of `blocks` (digests) was seen; those never seen are left out."""
    rows = connection.execute(_KNOWN, {"source": source_id, "blocks": list(blocks)})
    return {row.block: row.articles for row in rows}


_KNOWN = select(block_memory.c.block, block_memory.c.articles).where(
    block_memory.c.source_id == bindparam("source"), block_memory.c.block.in_(bindparam("blocks", expanding=True))
)


def remember_blocks(connection: Connection, source_id: int, blocks: Iterable[str]) -> None:
    """Count the blocks of one more article; each counts once.

    The caller leaves out copies and later revisions of an article that was remembered.
    """
    unique = sorted(set(blocks))  # in one order, so that two writers never wait for each other
    if not unique:
        return
    now = datetime.now(UTC)
    connection.execute(
        _GROWN[connection.dialect.name],
        [{"source_id": source_id, "block": b, "articles": 1, "seen": now} for b in unique],
    )
    if now.microsecond % TIDY_EVERY == 0:
        _forget(connection, source_id)


def _grown(dialect: str) -> Executable:
    """Counts a block of one more article: statements take longer to build than to run, so each is built once."""
    new = INSERTS[dialect](block_memory)
    more = {"articles": block_memory.c.articles + 1, "seen": new.excluded.seen}
    return new.on_conflict_do_update(index_elements=["source_id", "block"], set_=more)


_GROWN = {dialect: _grown(dialect) for dialect in INSERTS}


def forget_blocks(connection: Connection, source_id: int, blocks: Collection[str]) -> None:
    """Count the blocks of one article less; what stands in no article any more is forgotten."""
    wanted = sorted(set(blocks))
    for start in range(0, len(wanted), BLOCKS_AT_ONCE):
        chosen = block_memory.c.block.in_(wanted[start : start + BLOCKS_AT_ONCE])
        mine = (block_memory.c.source_id == source_id, chosen)
        connection.execute(update(block_memory).where(*mine).values(articles=block_memory.c.articles - 1))
        connection.execute(delete(block_memory).where(*mine, block_memory.c.articles < 1))


def _forget(connection: Connection, source_id: int) -> None:
    """Drop what is over MAX_BLOCKS: blocks of the fewest articles first, the oldest of them first."""
    mine = block_memory.c.source_id == source_id
    extra = connection.execute(select(func.count()).select_from(block_memory).where(mine)).scalar_one() - MAX_BLOCKS
    if extra > 0:
        oldest = select(block_memory.c.block).where(mine)
        oldest = oldest.order_by(block_memory.c.articles, block_memory.c.seen, block_memory.c.block).limit(extra)
        connection.execute(delete(block_memory).where(mine, block_memory.c.block.in_(oldest)))
