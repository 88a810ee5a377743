"""Which blocks stand in many articles of a source, known for all of a run before the first article is audited.

Every article is compared with the others of its stretch: 1,000 articles of one source in their turn, as many as the
memory of a service holds. More would call any sentence foreign that a large source has written thrice.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np

from auditor.batch.turns import TURN, Rows, in_turn, turn_of
from auditor.boilerplate.memory import article_key, passage_keys
from auditor.document import Document

STRETCH_ARTICLES = 1_000
ROW = np.dtype([("block", "<u8"), ("article", "<u8"), ("note", "<u4")])
NOTE = np.dtype([("source", "<u8"), *TURN.descr])
"""Of an article of a known source, its source and its turn."""
SEEN = np.dtype([("key", "<u8"), ("articles", "<u4")])
MERGED_ROWS = 500_000
"""Rows in memory at a time while those of all parts are merged; some 60 MB."""
_STEP = np.uint64(0x9E3779B97F4A7C15)


class BlockNotes:
    """The blocks of a part's articles, noted one article after the other."""

    def __init__(self) -> None:
        self._notes: list[tuple[int, ...]] = []
        self._rows: list[tuple[int, int, int]] = []

    def add(self, document: Document) -> None:
        """Note an article; one of no known source is not compared."""
        keys = passage_keys(document) if document.article.source else []
        if not keys:
            return
        source, article = _hash(document.article.source or ""), int.from_bytes(article_key(keys), "little")
        self._rows += [(block, article, len(self._notes)) for block in dict.fromkeys(_blocks(source, keys))]
        self._notes.append((source, *turn_of(document.article)))

    def rows(self) -> Rows:
        """All rows, by block."""
        rows = np.array(self._rows, dtype=ROW)
        rows.sort(order="block")
        return rows

    def notes(self) -> Rows:
        """A row for each article of a known source, in order."""
        return np.array(self._notes, dtype=NOTE)


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _blocks(source: int, keys: Sequence[bytes]) -> list[int]:
    """The blocks' names, in which the source's is mixed."""
    return [int.from_bytes(key, "little") ^ source for key in keys]


def _stretched(blocks: Rows, stretches: Rows) -> Rows:
    """The blocks' names, in which that of the article's stretch is mixed."""
    return np.asarray(blocks ^ (stretches * _STEP))


class SeenBlocks:
    """Tells of the articles of one part in how many others their blocks stand."""

    def __init__(self, table: Path, stretches: Path) -> None:
        self._seen = np.load(table, mmap_mode="r")
        self._stretches = iter(np.load(stretches))

    def count(self, document: Document) -> list[int]:
        """For each block the number of other articles; to be asked for every article of the part, in order."""
        keys = passage_keys(document) if document.article.source else []
        if not keys:
            return []
        blocks = np.array(_blocks(_hash(document.article.source or ""), keys), dtype=np.uint64)
        wanted = _stretched(blocks, np.full(len(keys), next(self._stretches)))
        places = np.minimum(np.searchsorted(self._seen["key"], wanted), len(self._seen) - 1)
        if not len(self._seen):
            return [0] * len(keys)
        found = self._seen["key"][places] == wanted
        return [int(count) for count in np.where(found, self._seen["articles"][places] - 1, 0)]


def merge_blocks(parts: Sequence[Path], notes: Sequence[Path], folder: Path) -> None:
    """Write into `folder` the table of the blocks that recur, and the stretches of each part's articles.

    `parts` are the files of all parts' rows, `notes` those of their articles. It takes some 100 bytes of memory an
    article.
    """
    _write_stretches(notes, folder)
    total = sum(len(np.load(path, mmap_mode="r")) for path in parts)
    steps = 1 + total // MERGED_ROWS
    bounds = [np.uint64(min(step * (1 << 64) // steps, (1 << 64) - 1)) for step in range(steps + 1)]
    tables = [_recurring(parts, folder, low, high) for low, high in pairwise(bounds)]
    merged = np.concatenate(tables)
    merged.sort(order="key")
    np.save(folder / "blocks.npy", merged)


def stretches_file(part: int) -> str:
    """The name of the file that says in which stretch of its source each article of a part is."""
    return f"stretches-{part:06d}.npy"


def _write_stretches(parts: Sequence[Path], folder: Path) -> None:
    """Write, a part, the stretch of each of its articles: one in so many of its source's, in their turn."""
    held = [np.load(path) for path in parts]
    notes = np.concatenate(held or [np.empty(0, NOTE)])
    order = in_turn(notes, "source")
    sources = notes["source"][order]
    first = np.searchsorted(sources, sources)
    stretches = np.empty(len(notes), np.uint64)
    stretches[order] = (np.arange(len(notes)) - first) // STRETCH_ARTICLES
    ends = np.cumsum([len(part) for part in held])
    for number, mine in enumerate(np.split(stretches, ends[:-1]) if held else ()):
        np.save(folder / stretches_file(number), mine)


def _recurring(parts: Sequence[Path], folder: Path, low: np.uint64, high: np.uint64) -> Rows:
    """The blocks from `low` up to `high` that stand in enough articles of one stretch."""
    pairs = np.concatenate(list(_pairs(parts, folder, low, high)) or [np.empty((0, 2), np.uint64)])
    pairs = np.unique(pairs, axis=0)  # an article that came twice counts once
    keys, counts = np.unique(pairs[:, 0], return_counts=True)
    enough = counts > 1
    table = np.empty(int(enough.sum()), dtype=SEEN)
    table["key"], table["articles"] = keys[enough], counts[enough]
    return table


def _pairs(parts: Sequence[Path], folder: Path, low: np.uint64, high: np.uint64) -> Iterator[Rows]:
    """Of each part the rows in range, as pairs of a stretched block and an article."""
    for number, path in enumerate(parts):
        rows = np.load(path, mmap_mode="r")
        first, last = np.searchsorted(rows["block"], [low, high])
        rows = rows[first : len(rows) if int(high) == (1 << 64) - 1 else last]
        stretches = np.load(folder / stretches_file(number))
        yield np.column_stack((_stretched(rows["block"], stretches[rows["note"]]), rows["article"]))
