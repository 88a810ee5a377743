"""All articles of a run in their turn, and the windows of them in which stories are looked for at a time.

Which earlier articles one may belong with depends on those of the days before it alone. So a window begins with these,
which are looked for no more, and any number of processes find what one would.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO, NamedTuple

import numpy as np

from auditor.batch.auditing import ENTRIES, INDEX, PLACE
from auditor.batch.frames import read_frame
from auditor.batch.turns import Rows, in_turn
from auditor.story.match import UNDATED, WINDOW_DAYS, Entry

ORDER = "order.npy"
WINDOW_ARTICLES = 2_000
"""Articles of a window, or as many as it begins with if those are more: at most twice the work is done."""
MAX_LIVE = 30_000
"""Articles that are compared at a time, the oldest let go first; some 25 kB each. Ten million articles of ten years
are 19,000 a window of seven days."""
MAX_OPEN_FILES = 64
_PLACE = np.dtype([("part", "<u4"), *PLACE.descr])


class Place(NamedTuple):
    """Where the first pass left an article."""

    part: int
    row: int
    telling: int


class Window(NamedTuple):
    """Articles by their numbers in the order of all, `first` to `last`, without that one."""

    first: int
    last: int


def write_order(parts: Sequence[Path], folder: Path) -> None:
    """Write where the articles of all parts lie, in their turn.

    It takes some 100 bytes of memory an article.
    """
    order = np.concatenate([_places(part, number) for number, part in enumerate(parts)] or [np.empty(0, _PLACE)])
    np.save(folder / ORDER, order[in_turn(order)])


def _places(part: Path, number: int) -> Rows:
    index = np.load(part / INDEX)
    places = np.empty(len(index), _PLACE)
    places["part"] = number
    for name in index.dtype.names:
        places[name] = index[name]
    return places


def read_order(path: Path) -> Rows:
    """The order that was written; it stays in the file."""
    order: Rows = np.load(path, mmap_mode="r")
    return order


def cut_windows(days: Rows) -> list[Window]:
    """The windows of articles of these days, which come in order."""
    windows: list[Window] = []
    while (first := windows[-1].last if windows else 0) < len(days):
        before = sum(len(numbers) for numbers in before_window(days, first))
        windows.append(Window(first, min(len(days), first + max(WINDOW_ARTICLES, before))))
    return windows


def before_window(days: Rows, first: int) -> tuple[range, range]:
    """The undated and the dated articles before `first` that it may belong with."""
    undated = int(np.searchsorted(days, UNDATED, side="right"))
    if first <= undated:
        return range(max(0, first - MAX_LIVE), first), range(0)
    near = int(np.searchsorted(days, int(days[first]) - WINDOW_DAYS))
    return range(max(0, undated - MAX_LIVE), undated), range(max(undated, near, first - MAX_LIVE), first)


class Articles:
    """The articles in their order, as the first pass left them; a context manager."""

    def __init__(self, order: Path, parts: Sequence[str]) -> None:
        self.order = read_order(order)
        self._parts = parts
        self._streams: OrderedDict[int, BinaryIO] = OrderedDict()

    def read(self, number: int) -> tuple[Entry, Place]:
        """What the index needs of an article, and where it lies."""
        part, *_, row, entry, telling = self.order[number].tolist()
        stream = self._stream(part)
        stream.seek(entry)
        return read_frame(stream), Place(part, row, telling)

    def _stream(self, part: int) -> BinaryIO:
        """The open entries of a part; those used last stay open."""
        if part not in self._streams:
            self._streams[part] = (Path(self._parts[part]) / ENTRIES).open("rb")
            if len(self._streams) > MAX_OPEN_FILES:
                self._streams.popitem(last=False)[1].close()
        self._streams.move_to_end(part)
        return self._streams[part]

    def __enter__(self) -> Articles:
        return self

    def __exit__(self, *error: object) -> None:
        for stream in self._streams.values():
            stream.close()
