"""What articles are called in a run: their ids, and a number behind those that came before."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np


def id_hash(name: str) -> int:
    """A number for an id."""
    return int.from_bytes(hashlib.blake2b(name.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")


def merge_ids(parts: Sequence[Path], table: Path) -> None:
    """Write the ids of all articles in order, as numbers, and below each the position of its article in the run.

    `parts` are the files of all parts' id hashes; it takes some 40 bytes of memory an article.
    """
    ids = np.concatenate([np.load(path) for path in parts] or [np.empty(0, np.uint64)])
    positions = np.argsort(ids, kind="stable")
    np.save(table, np.stack([ids[positions], positions.astype(np.uint64)]))


class Names:
    """Names articles by their ids and positions, so that no two are called the same."""

    def __init__(self, table: Path) -> None:
        self._ids, self._positions = np.load(table, mmap_mode="r")

    def name(self, article_id: str, position: int) -> str:
        """The id; for the second article that has it `id#2`, and so on."""
        first, last = self._places(article_id)
        number = 1 + int(np.searchsorted(self._positions[first:last], position))
        if number == 1:
            return article_id
        while self._is_id(name := f"{article_id}#{number}"):
            number += len(self._ids)  # never the number of another one
        return name

    def _is_id(self, name: str) -> bool:
        first, last = self._places(name)
        return first < last

    def _places(self, name: str) -> tuple[int, int]:
        wanted = np.uint64(id_hash(name))
        return int(np.searchsorted(self._ids, wanted)), int(np.searchsorted(self._ids, wanted, "right"))
