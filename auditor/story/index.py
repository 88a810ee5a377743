"""Stories as they grow: an arriving article joins the story of its best match, or opens one."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import NamedTuple

from auditor.story.match import (
    MAX_BUCKET,
    MAX_CANDIDATES,
    MAX_VOICES,
    UNDATED,
    Entry,
    Kept,
    Voice,
    band_keys,
    find_match,
    term_keys,
)

__all__ = ["UNDATED", "Entry", "Member", "Story", "StoryIndex"]


class Member(NamedTuple):
    """An article of a story; `day` is a proleptic ordinal, or UNDATED."""

    key: str
    day: int


@dataclass(slots=True)
class Story:
    """Articles on one event; `copies` maps a near-copy to the member it repeats."""

    id: str
    members: list[Member] = field(default_factory=list)
    copies: dict[str, str] = field(default_factory=dict)

    @property
    def voices(self) -> list[Member]:
        """The members that are no copies of another."""
        return [member for member in self.members if member.key not in self.copies]


class StoryIndex:
    """Finds an article's story among those of the days around it; keeps some 12 kB of each article."""

    def __init__(self) -> None:
        self.stories: dict[str, Story] = {}
        self._shelf = _Shelf()
        self._keys: dict[str, int] = {}
        self._by_number: dict[int, Story] = {}
        self._opened = 0

    def add(self, entry: Entry) -> Story:
        """Place an article. Raises ValueError for a key that is there already."""
        if entry.key in self._keys:
            raise ValueError(f"article {entry.key!r} is in a story already")
        match = find_match(entry, self._shelf)
        story = self._by_number[match.story] if match else self._open(entry)
        if match and match.original is not None:
            story.copies[entry.key] = self._shelf.names[match.original]
        story.members.append(Member(entry.key, entry.day))
        place = match.story if match else self._opened - 1
        self._keys[entry.key] = self._shelf.put(entry, place, match.original if match else None)
        return story

    def _open(self, entry: Entry) -> Story:
        story = Story("story-" + hashlib.sha256(entry.key.encode("utf-8", "surrogatepass")).hexdigest()[:12])
        self.stories[story.id] = story
        self._by_number[self._opened] = story
        self._opened += 1
        return story

    def forget(self, entry: Entry) -> Story | None:
        """Let go of an article that no later one may join by; its story, if no other article of it is left."""
        number = self._shelf.take_out(self._keys.pop(entry.key), entry)
        return None if number is None else self.stories.pop(self._by_number.pop(number).id)


class _Shelf:
    """Articles in memory, in the order of arrival."""

    def __init__(self) -> None:
        self.names: dict[int, str] = {}
        self._kept: dict[int, Kept] = {}
        self._arrived = 0
        self._voices: dict[int, list[int]] = {}
        self._members: dict[int, list[int]] = {}
        self._left: Counter[int] = Counter()
        """How many articles of each story were not taken out."""
        self._buckets: dict[int, int | list[int]] = {}
        """The articles under each key; most keys have one only, which needs no list."""

    def put(self, entry: Entry, story: int, original: int | None) -> int:
        """Keep an article; its number."""
        number = self._arrived
        self._arrived += 1
        self.names[number] = entry.key
        known = number if original is None else original
        self._kept[number] = Kept(number, story, entry.day, known, entry.signature, entry.topic.pack())
        self._members.setdefault(story, []).append(number)
        self._left[story] += 1
        if original is None:
            self._voices.setdefault(story, []).append(number)
        for key in (*band_keys(entry.signature), *term_keys(entry.day, entry.topic)):
            self._drop_in(key, number)
        return number

    def take_out(self, number: int, entry: Entry) -> int | None:
        """Find an article no more; the number of its story, if that was the last of it.

        Until then it confirms new members as before.
        """
        for key in (*band_keys(entry.signature), *term_keys(entry.day, entry.topic)):
            self._take_from(key, number)
        story = self._kept[number].story
        self._left[story] -= 1
        if self._left[story]:
            return None
        del self._left[story], self._voices[story]
        for member in self._members.pop(story):
            del self.names[member], self._kept[member]
        return story

    def _take_from(self, key: int, number: int) -> None:
        bucket = self._buckets.get(key)
        if bucket == number:
            del self._buckets[key]
        elif isinstance(bucket, list) and number in bucket:
            bucket.remove(number)
            if not bucket:
                del self._buckets[key]

    def _drop_in(self, key: int, number: int) -> None:
        bucket = self._buckets.setdefault(key, number)
        if isinstance(bucket, list):
            if len(bucket) < MAX_BUCKET:
                bucket.append(number)
        elif bucket != number:
            self._buckets[key] = [bucket, number]

    def candidates(self, keys: Sequence[int], least: int) -> list[Kept]:
        shared: Counter[int] = Counter()
        for key in keys:
            bucket = self._buckets.get(key)
            if bucket is not None:
                shared.update(bucket if isinstance(bucket, list) else (bucket,))
        enough = ((-count, number) for number, count in shared.items() if count >= least)
        return [self._kept[number] for _, number in nsmallest(MAX_CANDIDATES, enough)]

    def voices(self, story: int) -> list[Voice]:
        kept = (self._kept[number] for number in self._voices[story][-MAX_VOICES:])
        return [Voice(entry.day, entry.topic) for entry in kept]
