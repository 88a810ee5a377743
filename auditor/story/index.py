"""Stories as they grow, and articles in memory that are found by their keys."""

from __future__ import annotations

import hashlib
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from heapq import nsmallest
from typing import NamedTuple

from auditor.story.match import (
    MAX_BUCKET,
    MAX_CANDIDATES,
    MAX_VOICES,
    Entry,
    Kept,
    Match,
    Voice,
    band_keys,
    term_keys,
)


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


class OpenStories:
    """Stories that articles may join; an article has a number, and a story that of the article which opened it."""

    def __init__(self) -> None:
        self._stories: dict[int, Story] = {}
        self._voices: dict[int, deque[Voice]] = {}
        self._names: dict[int, str] = {}
        """What the voices are called."""

    def place(self, number: int, entry: Entry, match: Match | None) -> int:
        """Put an article into its story, or into a new one; the story's number."""
        place = number if match is None else match.story
        story = self._open(number, entry) if match is None else self._stories[place]
        if match is not None and match.original is not None:
            story.copies[entry.key] = self._names[match.original]
        else:
            self._names[number] = entry.key
            self._voices[place].append(Voice(entry.day, entry.topic.pack()))
        story.members.append(Member(entry.key, entry.day))
        return place

    def _open(self, number: int, entry: Entry) -> Story:
        story = Story("story-" + hashlib.sha256(entry.key.encode("utf-8", "surrogatepass")).hexdigest()[:12])
        self._stories[number] = story
        self._voices[number] = deque(maxlen=MAX_VOICES)
        return story

    def story(self, number: int) -> Story:
        """The story of this number."""
        return self._stories[number]

    def voices(self, story: int) -> Sequence[Voice]:
        """See `auditor.story.match.Shelf`."""
        return self._voices[story]

    def close(self, number: int, articles: Sequence[int]) -> Story:
        """Let go of a story, whose articles these are: no other may join it."""
        del self._voices[number]
        for article in articles:
            self._names.pop(article, None)
        return self._stories.pop(number)


class KeyIndex:
    """Articles in memory, found by their keys."""

    def __init__(self) -> None:
        self._kept: dict[int, Kept] = {}
        self._buckets: dict[int, int | list[int]] = {}
        """The articles under each key; most keys have one only, which needs no list."""

    def put(self, kept: Kept, keys: Sequence[int]) -> None:
        """Keep an article."""
        self._kept[kept.number] = kept
        for key in keys:
            bucket = self._buckets.setdefault(key, kept.number)
            if isinstance(bucket, list):
                if len(bucket) < MAX_BUCKET:
                    bucket.append(kept.number)
            elif bucket != kept.number:
                self._buckets[key] = [bucket, kept.number]

    def take_out(self, number: int, keys: Sequence[int]) -> None:
        """Find an article no more that was put under these keys."""
        del self._kept[number]
        for key in keys:
            bucket = self._buckets.get(key)
            if bucket == number:
                del self._buckets[key]
            elif isinstance(bucket, list) and number in bucket:
                bucket.remove(number)
                if not bucket:
                    del self._buckets[key]

    def candidates(self, keys: Sequence[int], least: int) -> list[Kept]:
        """See `auditor.story.match.Finder`."""
        shared: Counter[int] = Counter()
        for key in keys:
            bucket = self._buckets.get(key)
            if bucket is not None:
                shared.update(bucket if isinstance(bucket, list) else (bucket,))
        enough = ((-count, number) for number, count in shared.items() if count >= least)
        return [self._kept[number] for _, number in nsmallest(MAX_CANDIDATES, enough)]


def entry_keys(entry: Entry) -> list[int]:
    """The keys that an article is kept under."""
    return [*band_keys(entry.signature), *term_keys(entry.day, entry.topic)]
