"""Stage `group`: the tied articles of a run into stories, in order of their days.

A story is done when the last article has come that is tied to one of its own, so few are held at a time.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from auditor.batch.frames import FrameWriter
from auditor.batch.ordering import Articles, Place
from auditor.batch.reading import Tell
from auditor.batch.task import Task
from auditor.batch.turns import Rows
from auditor.batch.tying import read_ties
from auditor.story.index import OpenStories, Story
from auditor.story.match import Entry, Match, confirmed_story

STORIES = "stories-{:04d}.bin"
STORIES_PER_FILE = 200


@dataclass(frozen=True, slots=True)
class FoundStory:
    """A story of two articles or more, with the places of its members in their order."""

    id: str
    names: tuple[str, ...]
    days: tuple[int, ...]
    places: tuple[Place, ...]
    copies: dict[str, str]


def group_articles(task: Task, folder: Path, tell: Tell) -> dict[str, Any]:
    """Write the stories that the ties in the folders `tied` make of the articles in `order`; how many, in how many
    files. `parts` are the folders of the first pass."""
    count = files = 0
    with Articles(Path(task.facts["order"]), task.facts["parts"]) as articles:
        found = find_stories(read_ties(map(Path, task.facts["tied"])), articles.read, tell)
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


def find_stories(ties: Rows, read: Callable[[int], tuple[Entry, Place]], tell: Tell) -> Iterator[FoundStory]:
    """The stories of two articles and more that `ties` make of the articles that `read` gives by their numbers."""
    numbers = np.union1d(ties["article"], ties["other"])
    until = np.zeros(len(numbers), np.uint32)
    np.maximum.at(until, np.searchsorted(numbers, ties["other"]), ties["article"])
    first, last = (np.searchsorted(ties["article"], numbers, side) for side in ("left", "right"))
    book = _Book()
    for at, number in enumerate(numbers.tolist()):
        tell(at)
        mine = ties[first[at] : last[at]]
        tied, copied = mine["other"].tolist(), bool(mine["copied"].any())
        yield from book.add(_Arrival(number, *read(number), int(until[at]), tied, copied))


@dataclass(frozen=True, slots=True)
class _Arrival:
    """An article that is tied to others."""

    number: int
    entry: Entry
    place: Place
    until: int
    """The last article that is tied to it."""
    tied: list[int]
    """The earlier ones that it is tied to, the best first."""
    copied: bool
    """Whether it repeats that one."""


@dataclass(slots=True)
class _Growing:
    """The articles of an open story."""

    numbers: list[int] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    until: int = 0
    """The last article that is tied to one of them."""


class _Book:
    """Stories that are open, and which articles are in them."""

    def __init__(self) -> None:
        self._stories = OpenStories()
        self._growing: dict[int, _Growing] = defaultdict(_Growing)
        self._story_of: dict[int, int] = {}
        self._originals: dict[int, int] = {}
        """What a copy repeats."""

    def add(self, arrival: _Arrival) -> Iterator[FoundStory]:
        """Place an article; the stories that are done with it."""
        match = self._match(arrival)
        story = self._stories.place(arrival.number, arrival.entry, match)
        self._story_of[arrival.number] = story
        if match is not None and match.original is not None:
            self._originals[arrival.number] = match.original
        growing = self._growing[story]
        growing.numbers.append(arrival.number)
        growing.places.append(arrival.place)
        growing.until = max(growing.until, arrival.until)
        for number in dict.fromkeys([*(self._story_of[other] for other in arrival.tied), story]):
            if self._growing[number].until <= arrival.number:
                yield from self._close(number)

    def _match(self, arrival: _Arrival) -> Match | None:
        stories = [self._story_of[other] for other in arrival.tied]
        if arrival.copied:
            (repeated,) = arrival.tied
            return Match(stories[0], self._originals.get(repeated, repeated))
        story = confirmed_story(arrival.entry, stories, self._stories.voices)
        return None if story is None else Match(story, None)

    def _close(self, number: int) -> Iterator[FoundStory]:
        growing = self._growing.pop(number)
        story: Story = self._stories.close(number, growing.numbers)
        for article in growing.numbers:
            del self._story_of[article]
            self._originals.pop(article, None)
        if len(story.members) > 1:
            names = tuple(member.key for member in story.members)
            days = tuple(member.day for member in story.members)
            yield FoundStory(story.id, names, days, tuple(growing.places), dict(story.copies))
