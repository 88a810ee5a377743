"""Changes tried side by side, each in a copy of the tree that is its own meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from typing import TypeVar

Change = TypeVar("Change")


def try_in_copies(
    first: Path, changes: Sequence[Change], attempt: Callable[[Path, Change], bool], jobs: int
) -> Iterator[tuple[Change, bool]]:
    """Each change, in order, and what `attempt` says of it in `first` or a copy beside it, `jobs` trees in all.

    `attempt` leaves the tree as it was.
    """
    trees: SimpleQueue[Path] = SimpleQueue()
    trees.put(first)
    for number in range(1, jobs):
        trees.put(shutil.copytree(first, first.with_name(f"{first.name}-{number}"), symlinks=True))

    def attempt_one(change: Change) -> bool:
        tree = trees.get()
        try:
            return attempt(tree, change)
        finally:
            trees.put(tree)

    with ThreadPoolExecutor(jobs) as pool:
        yield from zip(changes, pool.map(attempt_one, changes), strict=True)
