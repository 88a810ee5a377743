"""Stage `tie`: which earlier articles those of a window may belong with, whatever stories come of it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from auditor.batch.ordering import MAX_LIVE, Articles, Window, before_window
from auditor.batch.reading import Tell
from auditor.batch.task import Task
from auditor.batch.turns import Rows
from auditor.story.index import KeyIndex, entry_keys
from auditor.story.match import UNDATED, WINDOW_DAYS, Entry, Kept, find_ties

TIES = "ties.npy"
TIE = np.dtype([("article", "<u4"), ("other", "<u4"), ("copied", "?")])
"""Of an article each one that it may belong with, the best first, or the one that it repeats."""


def tie_articles(task: Task, folder: Path, tell: Tell) -> dict[str, Any]:
    """Write the ties of the articles of `window` in `order`; how many. `parts` are the folders of the first pass."""
    window: Window = task.facts["window"]
    with Articles(Path(task.facts["order"]), task.facts["parts"]) as articles:
        before = chain(*before_window(articles.order["day"], window.first))
        numbers = chain(before, range(*window))
        rows = find_rows(((number, articles.read(number)[0]) for number in numbers), window, tell)
        ties = np.fromiter(rows, dtype=TIE)
    np.save(folder / TIES, ties)
    return {"ties": len(ties)}


def find_rows(numbered: Iterable[tuple[int, Entry]], window: Window, tell: Tell) -> Iterator[tuple[int, int, bool]]:
    """The ties of the articles of a window, which come by day after those before it."""
    live = Live()
    for number, entry in numbered:
        live.let_go(entry.day)
        if number >= window.first:
            tell(number - window.first)
            copied, alike = find_ties(entry, live.index)
            if copied is not None:
                yield number, copied.number, True
            yield from ((number, other.number, False) for other in alike)
        live.add(number, entry)


class _Old(NamedTuple):
    """An article that is to be let go."""

    number: int
    day: int
    keys: list[int]


class Live:
    """The articles that one of the day may belong with."""

    def __init__(self) -> None:
        self.index = KeyIndex()
        self._dated, self._undated = deque[_Old](), deque[_Old]()

    def let_go(self, day: int) -> None:
        """Let go of those that none of `day` or later may join, and of the oldest where there is no room."""
        dated, undated = self._dated, self._undated
        while dated and dated[0].day < day - WINDOW_DAYS:
            self._take_out(dated)
        while len(dated) + len(undated) >= MAX_LIVE:
            self._take_out(undated or dated)

    def _take_out(self, among: deque[_Old]) -> None:
        old = among.popleft()
        self.index.take_out(old.number, old.keys)

    def add(self, number: int, entry: Entry) -> None:
        """Let later ones be tied to an article."""
        keys = entry_keys(entry)
        self.index.put(Kept(number, number, entry.day, number, entry.signature, entry.topic.pack()), keys)
        (self._undated if entry.day == UNDATED else self._dated).append(_Old(number, entry.day, keys))


def read_ties(folders: Iterable[Path]) -> Rows:
    """The ties of all windows, by article."""
    return np.concatenate([np.load(folder / TIES) for folder in folders] or [np.empty(0, TIE)])
