"""Stage `group`: the articles of a window of time into stories, day by day, in bounded memory.

An article joins a story only by articles of the days around it, so those that are older are let go, and a story is
done when the last of its articles is.
"""

from __future__ import annotations

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, NamedTuple

import numpy as np

from auditor.batch.auditing import ENTRIES, INDEX
from auditor.batch.frames import FrameWriter, read_frame
from auditor.batch.reading import Tell
from auditor.batch.task import Task
from auditor.story.index import Story, StoryIndex
from auditor.story.match import UNDATED, WINDOW_DAYS, Entry

STORIES = "stories-{:04d}.bin"
STORIES_PER_FILE = 200
MAX_LIVE = 30_000
"""Articles that are compared at a time, the oldest let go first; some 25 kB each. Ten million articles of ten years
are 19,000 a window of seven days."""
MAX_OPEN_FILES = 64


class Place(NamedTuple):
    """Where the first pass left an article."""

    part: int
    row: int
    telling: int


@dataclass(frozen=True, slots=True)
class FoundStory:
    """A story of two articles or more, with the places of its members in their order."""

    id: str
    names: tuple[str, ...]
    days: tuple[int, ...]
    places: tuple[Place, ...]
    copies: dict[str, str]


def group_articles(task: Task, folder: Path, tell: Tell) -> dict[str, Any]:
    """Write the stories of the days `first` to `last`; how many, and in how many files.

    `parts` are the folders of the first pass.
    """
    count = files = 0
    found = find_stories(_entries(task, tell))
    while held := _write_stories(found, folder / STORIES.format(files)):
        count, files = count + held, files + 1
    return {"stories": count, "files": files}


def _write_stories(stories: Iterator[FoundStory], path: Path) -> int:
    held = 0
    with FrameWriter(path) as frames:
        for story in stories:
            frames.write(story)
            held += 1
            if held == STORIES_PER_FILE:
                break
    if not held:
        path.unlink()
    return held


def find_stories(entries: Iterable[tuple[Entry, Place]]) -> Iterator[FoundStory]:
    """The stories of two articles and more among `entries`, which come in order of their days, undated ones first."""
    index = StoryIndex()
    dated, undated = deque[Entry](), deque[Entry]()
    places: dict[str, Place] = {}
    for entry, place in entries:
        for old in _outdated(dated, undated, entry.day):
            yield from _closed(index.forget(old), places)
        index.add(entry)
        places[entry.key] = place
        (undated if entry.day == UNDATED else dated).append(entry)
    for old in (*undated, *dated):
        yield from _closed(index.forget(old), places)


def _outdated(dated: deque[Entry], undated: deque[Entry], day: int) -> Iterator[Entry]:
    """Take out the articles that none of `day` or later may join, and the oldest where there is no room."""
    while dated and dated[0].day < day - WINDOW_DAYS:
        yield dated.popleft()
    while len(dated) + len(undated) >= MAX_LIVE:
        yield undated.popleft() if undated else dated.popleft()


def _closed(story: Story | None, places: dict[str, Place]) -> Iterator[FoundStory]:
    if story is None:
        return
    members = story.members
    found = tuple(places.pop(member.key) for member in members)
    if len(members) > 1:
        names = tuple(member.key for member in members)
        yield FoundStory(story.id, names, tuple(member.day for member in members), found, dict(story.copies))


def _entries(task: Task, tell: Tell) -> Iterator[tuple[Entry, Place]]:
    """The entries of the window by day and position; takes some 20 bytes of memory an article."""
    parts: Sequence[str] = task.facts["parts"]
    order = _order(parts, task.facts["first"], task.facts["last"])
    streams: OrderedDict[int, tuple[Any, BinaryIO]] = OrderedDict()
    try:
        for number, (part, at) in enumerate(order):
            if number % 100 == 0:
                tell(number)
            index, stream = _open_part(streams, int(part), Path(parts[part]))
            place = index[at]
            stream.seek(int(place["entry"]))
            yield read_frame(stream), Place(int(part), int(place["row"]), int(place["telling"]))
    finally:
        for _, stream in streams.values():
            stream.close()


def _order(parts: Sequence[str], first: int, last: int) -> Any:
    """Part and line of every article of the window, by day; of one day, in order of the input."""
    days, numbers, lines = [], [], []
    for number, part in enumerate(parts):
        found = np.load(Path(part) / INDEX)["day"]
        at = np.flatnonzero((found >= first) & (found <= last))
        days.append(found[at])
        numbers.append(np.full(len(at), number, np.uint32))
        lines.append(at.astype(np.uint32))
    day = np.concatenate(days)
    return np.column_stack((np.concatenate(numbers), np.concatenate(lines)))[np.argsort(day, kind="stable")]


def _open_part(streams: OrderedDict[int, tuple[Any, BinaryIO]], number: int, folder: Path) -> tuple[Any, BinaryIO]:
    """The index and the open entries of a part; those used last stay open."""
    if number not in streams:
        streams[number] = (np.load(folder / INDEX), (folder / ENTRIES).open("rb"))
        if len(streams) > MAX_OPEN_FILES:
            streams.popitem(last=False)[1][1].close()
    streams.move_to_end(number)
    return streams[number]


def split_windows(parts: Sequence[str]) -> list[tuple[int, int]]:
    """First and last day of each window: days without articles part them, so wide that no story spans them.

    Where any article is undated there is one window, since such a one may belong anywhere.
    """
    days: set[int] = set()
    for part in parts:
        days.update(np.unique(np.load(Path(part) / INDEX)["day"]).tolist())
    windows: list[tuple[int, int]] = []
    for day in sorted(days):
        if windows and (UNDATED in days or day - windows[-1][1] <= WINDOW_DAYS):
            windows[-1] = (windows[-1][0], day)
        else:
            windows.append((day, day))
    return windows
