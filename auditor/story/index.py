"""Stories as they grow: an arriving article joins the story of its best match, or opens one."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice
from typing import TypeVar

from auditor.story.signature import Signature, bands, likeness
from auditor.story.topic import Topic, same_event

WINDOW_DAYS = 3
"""Reports of one event come within days; later ones are another event of the same affair."""
MIN_SAME_EVENT = 0.76
"""Set on pairs of development articles within three days, read by hand."""
MIN_MEMBER_SAME_EVENT = 0.6
"""A new member must be this like half of the story's members, so that stories do not chain."""
MAX_CONFIRMING = 40
"""Of a story with more voices the latest are asked, so that a page that comes daily takes no quadratic time."""
MIN_COPY_LIKENESS = 0.5
"""Above it two texts share most of their sentences: one voice, not two."""
MAX_BUCKET = 200
"""Articles in one band bucket or under one term; fuller ones tell of a site or a season, not of an event."""
MIN_SHARED_TERMS = 4
UNDATED = -1
Bucket = TypeVar("Bucket")


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index keeps of an article; `day` is a proleptic ordinal, or UNDATED."""

    key: str
    day: int
    signature: Signature
    topic: Topic


@dataclass(slots=True)
class Story:
    """Articles on one event; `copies` maps a near-copy to the member it repeats."""

    id: str
    members: list[Entry] = field(default_factory=list)
    copies: dict[str, str] = field(default_factory=dict)

    @property
    def voices(self) -> list[Entry]:
        """The members that are no copies of another."""
        return [entry for entry in self.members if entry.key not in self.copies]


class StoryIndex:
    """Finds an article's story among those of the days around it."""

    def __init__(self) -> None:
        self.stories: dict[str, Story] = {}
        self._story_of: dict[str, Story] = {}
        self._bands: dict[tuple[int, int], list[Entry]] = defaultdict(list)
        self._terms: dict[tuple[str, int], list[Entry]] = defaultdict(list)

    def add(self, entry: Entry) -> Story:
        """Place an article. Raises ValueError for a key that is there already."""
        if entry.key in self._story_of:
            raise ValueError(f"article {entry.key!r} is in a story already")
        original = self._copied(entry)
        match = original or self._best(entry)
        story = self._story_of[match.key] if match else self._open(entry)
        if original:
            story.copies[entry.key] = story.copies.get(original.key, original.key)
        story.members.append(entry)
        self._story_of[entry.key] = story
        self._remember(entry)
        return story

    def forget(self, entry: Entry) -> Story | None:
        """Let go of an article that no later one may join; its story, if that was the last of it in the index."""
        story = self._story_of.pop(entry.key)
        for band in bands(entry.signature):
            _drop(self._bands, band, entry)
        for term in entry.topic.terms:
            _drop(self._terms, (term, entry.day), entry)
        if any(member.key in self._story_of for member in story.members):
            return None
        return self.stories.pop(story.id)

    def _open(self, entry: Entry) -> Story:
        story = Story("story-" + hashlib.sha256(entry.key.encode("utf-8", "surrogatepass")).hexdigest()[:12])
        self.stories[story.id] = story
        return story

    def _copied(self, entry: Entry) -> Entry | None:
        """The stored article that this one repeats most of, if any."""
        found: dict[str, Entry] = {}
        for band in bands(entry.signature):
            for other in self._bands.get(band, ()):
                found[other.key] = other
        scored = [(likeness(entry.signature, other.signature), key) for key, other in found.items()]
        best = max(scored, default=(0.0, ""))
        return found[best[1]] if best[0] >= MIN_COPY_LIKENESS else None

    def _best(self, entry: Entry) -> Entry | None:
        """The stored article most like this one, once its story has confirmed it."""
        shared: Counter[str] = Counter()
        found: dict[str, Entry] = {}
        for other in self._candidates(entry):
            shared[other.key] += 1
            found[other.key] = other
        scored = [
            (same_event(entry.topic, found[key].topic), key)
            for key, count in shared.items()
            if count >= MIN_SHARED_TERMS
        ]
        refused: set[str] = set()
        for score, key in sorted(scored, reverse=True):
            story = self._story_of[key]
            if score < MIN_SAME_EVENT:
                return None
            if story.id not in refused and self._confirms(story, entry):
                return found[key]
            refused.add(story.id)
        return None

    def _candidates(self, entry: Entry) -> Iterator[Entry]:
        for term in entry.topic.terms:
            for day in _days(entry.day):
                bucket = self._terms.get((term, day), ())
                if len(bucket) < MAX_BUCKET:
                    yield from bucket

    @staticmethod
    def _confirms(story: Story, entry: Entry) -> bool:
        own = (member for member in reversed(story.members) if member.key not in story.copies)
        voices = list(islice(own, MAX_CONFIRMING))
        near = sum(same_event(entry.topic, other.topic) >= MIN_MEMBER_SAME_EVENT for other in voices)
        return 2 * near >= len(voices)

    def _remember(self, entry: Entry) -> None:
        for band in bands(entry.signature):
            if len(self._bands[band]) < MAX_BUCKET:
                self._bands[band].append(entry)
        for term in entry.topic.terms:
            bucket = self._terms[term, entry.day]
            if len(bucket) < MAX_BUCKET:
                bucket.append(entry)


def _drop(buckets: dict[Bucket, list[Entry]], name: Bucket, entry: Entry) -> None:
    """Take `entry` out of a bucket; nothing stays of an empty one."""
    kept = [other for other in buckets.get(name, ()) if other is not entry]
    if kept:
        buckets[name] = kept
    else:
        buckets.pop(name, None)


def _days(day: int) -> list[int]:
    """The days whose articles may report the same event; those without a date may always."""
    if day == UNDATED:
        return [UNDATED]
    return [UNDATED, *range(day - WINDOW_DAYS, day + WINDOW_DAYS + 1)]
