"""Which of the articles kept an arriving one repeats, or else reports the same event as.

The articles may be kept in memory or in tables: a shelf is asked for candidates by keys, and what is found there is
judged here, so that every shelf gives the same stories.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple, Protocol

from auditor.story.signature import Signature, bands, likeness
from auditor.story.topic import Topic, same_event

WINDOW_DAYS = 3
"""Reports of one event come within days; later ones are another event of the same affair."""
MIN_SAME_EVENT = 0.76
"""Of two reports of one day; set on pairs of development articles, read by hand."""
PER_DAY = 0.08
"""How much more alike reports must be for each day between them, so that a campaign is no event. On 60 stories of
development articles, read by hand, BCubed precision rose from .84 to .95, and one right member in six was lost."""
MIN_MEMBER_SAME_EVENT = 0.6
"""A new member must be this like two thirds of the story's voices, so that stories do not chain."""
MIN_COPY_LIKENESS = 0.5
"""Above it two texts share most of their sentences: one voice, not two."""
INDEXED_TERMS = 24
"""The heaviest terms of an article, by which it is found: on the development articles they make the same stories as all
60, at half the cost."""
MIN_SHARED_TERMS = 3
MAX_BUCKET = 64
"""Articles under one key, the first ones; fuller buckets tell of a site or a season, not of an event."""
MAX_CANDIDATES = 24
"""Articles that are compared with an arriving one, those that share the most keys."""
MAX_VOICES = 30
"""Voices of a story that confirm a new member, the newest ones."""
UNDATED = -1
_BAND = 1 << 60


@dataclass(frozen=True, slots=True)
class Entry:
    """What the index needs of an article; `day` is a proleptic ordinal, or UNDATED."""

    key: str
    day: int
    signature: Signature
    topic: Topic


class Kept(NamedTuple):
    """An article on a shelf."""

    number: int
    """Its place in the order of arrival."""
    story: int
    day: int
    original: int
    """The number of the article that it repeats, or its own."""
    signature: Signature
    topic: bytes
    """As `Topic.pack` made it."""


class Voice(NamedTuple):
    """An article of a story that is no copy; `topic` is packed."""

    day: int
    topic: bytes


class Match(NamedTuple):
    """The story that an article joins, and the number of the article that it repeats, if it does."""

    story: int
    original: int | None


class Ties(NamedTuple):
    """The earlier articles that an arriving one may belong with, whatever stories they are in."""

    copied: Kept | None
    """The one that it repeats."""
    alike: Sequence[Kept]
    """If it repeats none, those that may report the same event, the best first."""


class Finder(Protocol):
    """Where articles are kept to be found again."""

    def candidates(self, keys: Sequence[int], least: int) -> Sequence[Kept]:
        """The MAX_CANDIDATES articles that share the most of `keys`, and at least so many; of equals the oldest."""


class Shelf(Finder, Protocol):
    """A finder that knows the stories of its articles."""

    def voices(self, story: int) -> Sequence[Voice]:
        """The newest MAX_VOICES articles of a story that are no copies."""


def band_keys(signature: Signature) -> list[int]:
    """The keys that an article's near-copies share."""
    return [_BAND | band << 32 | value for band, value in bands(signature)]


def term_keys(day: int, topic: Topic) -> list[int]:
    """The keys that articles of one day on the same things share; all are below 2 to the 63."""
    return [day + 1 << 32 | term for term in islice(topic.terms, INDEXED_TERMS)]


def near_term_keys(day: int, topic: Topic) -> list[int]:
    """The keys of the days whose articles may report the same event; articles without a date may always."""
    days = {UNDATED} if day == UNDATED else {UNDATED, *range(day - WINDOW_DAYS, day + WINDOW_DAYS + 1)}
    return [key for near in sorted(days) for key in term_keys(near, topic)]


def find_match(entry: Entry, shelf: Shelf) -> Match | None:
    """The story of the article that `entry` repeats most of, else of its best match that its story confirms."""
    copied, alike = find_ties(entry, shelf)
    if copied is not None:
        return Match(copied.story, copied.original)
    story = confirmed_story(entry, (kept.story for kept in alike), shelf.voices)
    return None if story is None else Match(story, None)


def find_ties(entry: Entry, finder: Finder) -> Ties:
    """What `entry` may belong with."""
    copied = _copied(entry, finder)
    if copied is not None:
        return Ties(copied, ())
    found = finder.candidates(near_term_keys(entry.day, entry.topic), MIN_SHARED_TERMS)
    scored = [(_likeness(entry, other.day, other.topic), -other.number, other) for other in found]
    return Ties(None, [other for score, _, other in sorted(scored, reverse=True) if score >= MIN_SAME_EVENT])


def confirmed_story(entry: Entry, stories: Iterable[int], voices: Callable[[int], Sequence[Voice]]) -> int | None:
    """The first of `stories` whose voices are like `entry`."""
    return next((story for story in dict.fromkeys(stories) if _confirms(voices(story), entry)), None)


def _copied(entry: Entry, finder: Finder) -> Kept | None:
    found = finder.candidates(keys, 1) if (keys := band_keys(entry.signature)) else ()
    scored = [(likeness(entry.signature, other.signature), -other.number, other) for other in found]
    best = max(scored, default=None)
    return best[2] if best is not None and best[0] >= MIN_COPY_LIKENESS else None


def _confirms(voices: Sequence[Voice], entry: Entry) -> bool:
    """Whether two thirds of the voices are alike."""
    near = sum(_likeness(entry, voice.day, voice.topic) >= MIN_MEMBER_SAME_EVENT for voice in voices)
    return 3 * near >= 2 * len(voices)


def _likeness(entry: Entry, day: int, topic: bytes) -> float:
    """How likely an article of `day` reports the same event, as `same_event`, less for each day between."""
    apart = 0 if UNDATED in (entry.day, day) else abs(entry.day - day)
    return same_event(entry.topic, Topic.unpack(topic)) - PER_DAY * apart
