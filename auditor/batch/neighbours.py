"""Which blocks stand in many articles of a source, known for all of a run before the first article is audited.

Every article is compared with the others of its stretch: 1,000 articles of one source in the order of the input, as
many as the memory of a service holds. More would call any sentence foreign that a large source has written thrice.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from auditor.boilerplate.memory import MIN_OTHER_ARTICLES, article_key, block_keys
from auditor.document import Document

STRETCH_ARTICLES = 1_000
ROW = np.dtype([("block", "<u8"), ("source", "<u8"), ("article", "<u8"), ("ordinal", "<u4")])
BASE = np.dtype([("source", "<u8"), ("base", "<u4")])
SEEN = np.dtype([("key", "<u8"), ("articles", "<u4")])
MERGED_ROWS = 500_000
"""Rows in memory at a time while those of all parts are merged; some 60 MB."""
_STEP = np.uint64(0x9E3779B97F4A7C15)
Rows = NDArray[Any]


class BlockNotes:
    """The blocks of a part's articles, noted one article after the other."""

    def __init__(self) -> None:
        self._ordinals: Counter[int] = Counter()
        self._rows: list[tuple[int, int, int, int]] = []

    def add(self, document: Document) -> None:
        """Note an article; one of no known source is not compared."""
        keys = block_keys(document) if document.article.source else []
        if not keys:
            return
        source, article = _hash(document.article.source or ""), int.from_bytes(article_key(keys), "little")
        ordinal = self._ordinals[source]
        self._ordinals[source] += 1
        self._rows += [(block, source, article, ordinal) for block in dict.fromkeys(_blocks(source, keys))]

    def rows(self) -> Rows:
        """All rows, by block."""
        rows = np.array(self._rows, dtype=ROW)
        rows.sort(order="block")
        return rows


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def _blocks(source: int, keys: Sequence[bytes]) -> list[int]:
    """The blocks' names, in which the source's is mixed."""
    return [int.from_bytes(key, "little") ^ source for key in keys]


def _stretched(blocks: Rows, ordinals: Rows) -> Rows:
    """The blocks' names, in which that of the article's stretch is mixed."""
    stretch: Rows = (ordinals // STRETCH_ARTICLES).astype(np.uint64)
    return np.asarray(blocks ^ (stretch * _STEP))


class SeenBlocks:
    """Tells of the articles of one part in how many others their blocks stand."""

    def __init__(self, table: Path, bases: Path) -> None:
        self._seen = np.load(table, mmap_mode="r")
        found = np.load(bases)
        self._next = dict(zip(found["source"].tolist(), found["base"].tolist(), strict=True))

    def count(self, document: Document) -> list[int]:
        """For each block the number of other articles; to be asked for every article of the part, in order."""
        keys = block_keys(document) if document.article.source else []
        if not keys:
            return []
        source = _hash(document.article.source or "")
        ordinal = self._next[source]
        self._next[source] += 1
        wanted = _stretched(np.array(_blocks(source, keys), dtype=np.uint64), np.full(len(keys), ordinal, np.uint32))
        places = np.minimum(np.searchsorted(self._seen["key"], wanted), len(self._seen) - 1)
        if not len(self._seen):
            return [0] * len(keys)
        found = self._seen["key"][places] == wanted
        return [int(count) for count in np.where(found, self._seen["articles"][places] - 1, 0)]


def merge_blocks(parts: Sequence[Path], folder: Path) -> None:
    """Write into `folder` the table of the blocks that recur, and where each part's sources go on counting.

    `parts` are the files of all parts' rows, in order of the input.
    """
    total = _write_bases(parts, folder)
    steps = 1 + total // MERGED_ROWS
    bounds = [np.uint64(min(step * (1 << 64) // steps, (1 << 64) - 1)) for step in range(steps + 1)]
    tables = [_recurring(parts, folder, low, high) for low, high in pairwise(bounds)]
    merged = np.concatenate(tables)
    merged.sort(order="key")
    np.save(folder / "blocks.npy", merged)


def bases_file(part: int) -> str:
    """The name of the file that says where the sources of a part go on."""
    return f"bases-{part:06d}.npy"


def _write_bases(parts: Sequence[Path], folder: Path) -> int:
    """Write, a part, how many articles of each of its sources came before it; how many rows there are in all."""
    total, counts = 0, Counter[int]()
    for number, path in enumerate(parts):
        rows = np.load(path, mmap_mode="r")
        total += len(rows)
        highest: dict[int, int] = {}
        for source, ordinal in np.unique(rows[["source", "ordinal"]]).tolist():
            highest[source] = max(highest.get(source, 0), ordinal)
        known = sorted(highest)
        np.save(folder / bases_file(number), np.array([(source, counts[source]) for source in known], dtype=BASE))
        counts.update({source: last + 1 for source, last in highest.items()})
    return total


def _recurring(parts: Sequence[Path], folder: Path, low: np.uint64, high: np.uint64) -> Rows:
    """The blocks from `low` up to `high` that stand in enough articles of one stretch."""
    pairs = np.concatenate(list(_pairs(parts, folder, low, high)) or [np.empty((0, 2), np.uint64)])
    pairs = np.unique(pairs, axis=0)  # an article that came twice counts once
    keys, counts = np.unique(pairs[:, 0], return_counts=True)
    enough = counts > MIN_OTHER_ARTICLES
    table = np.empty(int(enough.sum()), dtype=SEEN)
    table["key"], table["articles"] = keys[enough], counts[enough]
    return table


def _pairs(parts: Sequence[Path], folder: Path, low: np.uint64, high: np.uint64) -> Iterator[Rows]:
    """Of each part the rows in range, as pairs of a stretched block and an article."""
    for number, path in enumerate(parts):
        rows = np.load(path, mmap_mode="r")
        first, last = np.searchsorted(rows["block"], [low, high])
        rows = rows[first : len(rows) if int(high) == (1 << 64) - 1 else last]
        bases = np.load(folder / bases_file(number))
        base = bases["base"][np.searchsorted(bases["source"], rows["source"])] if len(rows) else 0
        yield np.column_stack((_stretched(rows["block"], rows["ordinal"] + base), rows["article"]))
