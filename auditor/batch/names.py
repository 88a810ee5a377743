"""What articles are called: their ids, and a number after those that came before."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from auditor.article import Article

NAMELESS = "article"
NAME = np.dtype([("id", "<u8"), ("first", "<u8")])


def id_hash(article: Article) -> int:
    """A number for the article's id."""
    name = (article.id or NAMELESS).encode("utf-8", "surrogatepass")
    return int.from_bytes(hashlib.blake2b(name, digest_size=8).digest(), "little")


def merge_ids(parts: Sequence[Path], table: Path) -> None:
    """Write which ids came more than once, and the position of the first article of each.

    `parts` are the files of all parts' id hashes; it takes some 30 bytes of memory an article.
    """
    ids = np.concatenate([np.load(path) for path in parts] or [np.empty(0, np.uint64)])
    found, first, counts = np.unique(ids, return_index=True, return_counts=True)
    doubled = counts > 1
    rows = np.empty(int(doubled.sum()), dtype=NAME)
    rows["id"], rows["first"] = found[doubled], first[doubled]
    np.save(table, rows)


class Names:
    """Names articles by their ids and positions."""

    def __init__(self, table: Path) -> None:
        self._doubled = np.load(table, mmap_mode="r")

    def name(self, article: Article, position: int) -> str:
        """The article's id; where one before it has the same, with the number of the article in the run."""
        name, wanted = article.id or NAMELESS, id_hash(article)
        at = int(np.searchsorted(self._doubled["id"], np.uint64(wanted)))
        if at == len(self._doubled) or int(self._doubled["id"][at]) != wanted:
            return name
        return name if int(self._doubled["first"][at]) == position else f"{name}#{position + 1}"
