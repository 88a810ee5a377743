"""What the block model is trained and tried on: pages, their cuts, and groups that keep what a site has together."""

from __future__ import annotations

import hashlib
import json
import lzma
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from mix import Row, draws
from odds import Corpus
from recipe import DATASETS, DRAWS, FOLDS, NEWS_DRAWS, SEED

Array = np.ndarray[Any, np.dtype[Any]]
Cut = tuple[int, Row, Sequence[Row]]
"""Number of the page, the page, and those of its blocks that are kept."""


def read_pages(path: Path) -> list[Row]:
    """The pages of a JSON Lines file that may train what ships."""
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
        return [page for page in map(json.loads, lines) if page["dataset"] in DATASETS]


class Material:
    """The same pages, mixed and whole, in the same order."""

    def __init__(self, mixed: Sequence[Row], whole: Sequence[Row]) -> None:
        self._mixed, self._whole = mixed, whole
        self.news = np.array([page["dataset"] != "wcxb" for page in mixed])
        self.everything = np.ones(len(mixed), dtype=bool)
        self.corpus = Corpus(whole, self.news)
        self.fold = self._groups("")
        """Of the cross-validation."""
        self.inner = self._groups("odds of ")
        """Of the odds within each part of it: drawn anew, so that a part has pages of each group."""

    def _groups(self, salt: str) -> Array:
        names = (salt + page["source_domain"] for page in self._mixed)
        digests = (hashlib.sha1(name.encode(), usedforsecurity=False).hexdigest() for name in names)
        return np.array([int(digest, 16) % FOLDS for digest in digests])

    def tests(self, pages: Array) -> Iterator[Cut]:
        """The mixed cut of each of the marked `pages`."""
        for number in np.flatnonzero(pages).tolist():
            yield number, self._mixed[number], self._mixed[number]["blocks"]

    def lessons(self, pages: Array) -> Iterator[Cut]:
        """The mixed cut of each of the marked `pages`, then random ones."""
        yield from self.tests(pages)
        for number in np.flatnonzero(pages).tolist():
            page = self._whole[number]
            for blocks in draws(page, DRAWS.get(page["dataset"], NEWS_DRAWS), SEED):
                yield number, page, blocks
