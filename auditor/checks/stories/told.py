"""What the articles of one story claim."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter, itemgetter
from typing import Any, NamedTuple, TypeVar

from auditor.knowledge import Knowledge
from auditor.story.claim import Claim
from auditor.story.slots import Slot
from auditor.story.telling import Sentence, Telling

T = TypeVar("T")


class Story(NamedTuple):
    """What is compared, and with what."""

    tellings: Sequence[Telling]
    knowledge: Knowledge
    params: Mapping[str, Any]
    """Of the rule."""


@dataclass(frozen=True)
class Told:
    """A claim, and the article that makes it."""

    telling: Telling
    claim: Claim


ARTICLE, SUBJECT = attrgetter("telling.key"), attrgetter("claim.subject")
MATTER = attrgetter("telling.key", "claim.subject")
"""Which article speaks, and of what."""
VALUE = attrgetter("telling.key", "claim.subject", "claim.value")
"""Which article speaks, of what, and what it says."""


def find_told(story: Story, *kinds: str) -> list[Told]:
    """All claims of some kinds, article by article."""
    return [Told(telling, claim) for telling in story.tellings for claim in telling.claims if claim.kind in kinds]


def find_values(story: Story, kind: str) -> list[Told]:
    """The first claim of each value of a matter in an article."""
    return firsts(find_told(story, kind), VALUE)


def told_in(telling: Telling, sentence: Sentence, slot: Slot) -> Told:
    """What a slot says, as a claim of its kind."""
    shown = sentence.quote[slot.span.start - sentence.span.start : slot.span.end - sentence.span.start]
    return Told(telling, Claim(slot.kind, "", slot.value, "text", slot.span, shown, sentence.span, sentence.quote))


def group_by(items: Iterable[T], key: Callable[[T], Hashable]) -> dict[Hashable, list[T]]:
    """The items of each key; keys and items in the order in which they come."""
    groups: dict[Hashable, list[T]] = {}
    for item in items:
        groups.setdefault(key(item), []).append(item)
    return groups


def firsts(items: Iterable[T], key: Callable[[T], Hashable]) -> list[T]:
    """The first item of each key."""
    return list(map(itemgetter(0), group_by(items, key).values()))


def is_same_value(one: Told, other: Told) -> bool:
    """Whether both claim the same."""
    return one.claim.value == other.claim.value


def count_voices(told: Iterable[Told]) -> int:
    """How many independent articles speak: copies are one voice."""
    return len(set(map(attrgetter("telling.voice"), told)))
