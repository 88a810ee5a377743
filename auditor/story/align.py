"""Sentences of different articles that say nearly the same, and the one slot in which two of them differ."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from rapidfuzz.distance import Indel

from auditor.story.slots import Slot
from auditor.story.telling import Sentence, Telling

MIN_SHARED = 0.6
"""The share of content words that both sentences have, in each of the two."""
MIN_SAME = 0.7
"""The share of all words that stand in both in the same order, the differing slot left out."""
MAX_DIFFERENCES = 2
"""Two sentences that differ in more slots than this are two statements, not one told twice."""
MIN_CONTENT_WORD = 4
MIN_CONTENT = 4
MAX_BUCKET = 60
"""Sentences of one story under one word; fuller buckets hold the name of the story's subject."""


class Place(NamedTuple):
    """A sentence of a telling, by number."""

    telling: int
    sentence: int


class Difference(NamedTuple):
    """Two slots that stand in the same place of two like sentences; they state the same thing or not."""

    one: Place
    other: Place
    slot: Slot
    rival: Slot
    same: bool
    likeness: float
    alike: tuple[str, str]
    """The words right before and after the slot, the same in both; "" at the end of the sentence."""


def find_differences(tellings: Sequence[Telling]) -> list[Difference]:
    """Both ways for each pair of aligned sentences: what each slot of the one has in the other."""
    found: list[Difference] = []
    for one, other in _alignments(tellings):
        a = tellings[one.telling].sentences[one.sentence]
        b = tellings[other.telling].sentences[other.sentence]
        found += _compare(one, other, a, b)
    return found


def _alignments(tellings: Sequence[Telling]) -> Iterator[tuple[Place, Place]]:
    """For each sentence with a slot its best counterpart in every other telling."""
    contents = {
        Place(t, s): _content(sentence)
        for t, telling in enumerate(tellings)
        for s, sentence in enumerate(telling.sentences)
    }
    buckets: dict[str, list[Place]] = defaultdict(list)
    for place, words in contents.items():
        for word in words:
            buckets[word].append(place)
    for place, words in contents.items():
        if tellings[place.telling].sentences[place.sentence].slots and len(words) >= MIN_CONTENT:
            yield from ((place, other) for other in _best(place, contents, buckets))


def _content(sentence: Sentence) -> frozenset[str]:
    inside = {at for slot in sentence.slots for at in range(slot.first, slot.last)}
    return frozenset(
        word for at, word in enumerate(sentence.words) if len(word) >= MIN_CONTENT_WORD and at not in inside
    )


def _best(
    place: Place, contents: dict[Place, frozenset[str]], buckets: dict[str, list[Place]]
) -> Iterator[Place]:
    words = contents[place]
    shared = Counter(other for word in words if len(buckets[word]) <= MAX_BUCKET for other in buckets[word])
    best: dict[int, tuple[float, Place]] = {}
    for other, count in shared.items():
        likeness = len(words & contents[other]) if count >= MIN_SHARED * len(words) / 2 else 0
        if other.telling != place.telling and likeness >= MIN_SHARED * max(len(words), len(contents[other])):
            best[other.telling] = max(best.get(other.telling, (0.0, other)), (float(likeness), other))
    yield from (other for _, other in best.values())


def _compare(one: Place, other: Place, a: Sentence, b: Sentence) -> Iterator[Difference]:
    """What the slots of `a` have in their place in `b`; nothing where the sentences differ in too much."""
    changes, kept = _align(a.words, b.words)
    covers = [(slot, rival) for change in changes if (pair := _slots_of(change, a, b)) for slot, rival in [pair]]
    explained = sum(slot.last - slot.first for slot, _ in covers) + sum(rival.last - rival.first for _, rival in covers)
    likeness = 2 * len(kept) / max(1, len(a.words) + len(b.words) - explained)
    if likeness < MIN_SAME or len(covers) > MAX_DIFFERENCES:
        return
    for slot, rival in covers:
        edges = _edges(a, b, slot, rival)
        if edges is not None:
            yield Difference(one, other, slot, rival, False, likeness, edges)
    for slot in a.slots:
        rival_at = kept.get(slot.first)
        if rival_at is not None and all(kept.get(at) == rival_at + at - slot.first for at in range(slot.first, slot.last)):
            yield Difference(one, other, slot, slot, True, likeness, ("", ""))


class _Change(NamedTuple):
    first: int
    last: int
    rival_first: int
    rival_last: int


def _align(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[list[_Change], dict[int, int]]:
    """The replaced stretches, and the place in `other` of each word of `one` that both have."""
    changes: list[_Change] = []
    kept: dict[int, int] = {}
    open_at: tuple[int, int] | None = None
    for tag, i1, i2, j1, j2 in Indel.opcodes(one, other):
        if tag == "equal":
            kept.update(zip(range(i1, i2), range(j1, j2), strict=True))
            if open_at and i1 > open_at[0] and j1 > open_at[1]:
                changes.append(_Change(open_at[0], i1, open_at[1], j1))
            open_at = None
        elif open_at is None:
            open_at = (i1, j1)
    if open_at and len(one) > open_at[0] and len(other) > open_at[1]:
        changes.append(_Change(open_at[0], len(one), open_at[1], len(other)))
    return changes, kept


def _slots_of(change: _Change, a: Sentence, b: Sentence) -> tuple[Slot, Slot] | None:
    """The slots of one kind that hold the whole change on both sides, the narrowest first."""
    ours = [slot for slot in a.slots if slot.first <= change.first and change.last <= slot.last]
    theirs = [slot for slot in b.slots if slot.first <= change.rival_first and change.rival_last <= slot.last]
    pairs = [(one, two) for one in ours for two in theirs if one.kind == two.kind]
    return min(pairs, key=lambda pair: pair[0].last - pair[0].first, default=None)


def _edges(a: Sentence, b: Sentence, slot: Slot, rival: Slot) -> tuple[str, str] | None:
    """The words around both slots if they are the same."""
    before = tuple(s.words[at - 1] if (at := x.first) else "" for s, x in ((a, slot), (b, rival)))
    after = tuple(s.words[x.last] if x.last < len(s.words) else "" for s, x in ((a, slot), (b, rival)))
    if before[0] != before[1] or after[0] != after[1]:
        return None
    return before[0], after[0]


def outvoted(tellings: Sequence[Telling], one: int, support: Sequence[int], against: Sequence[int]) -> bool | None:
    """Whether fewer independent voices stand with `one` than `against` it; None if they are even.

    Copies are one voice; where voices are even, articles count.
    """
    ours, theirs = [one, *support], list(against)
    for weigh in (_voices, lambda _, articles: len(set(articles))):
        difference = weigh(tellings, theirs) - weigh(tellings, ours)
        if difference:
            return difference > 0
    return None


def _voices(tellings: Sequence[Telling], articles: Sequence[int]) -> int:
    return len({tellings[number].voice for number in articles})


def by_slot(differences: Sequence[Difference]) -> dict[tuple[Place, Slot], list[Difference]]:
    """The differences of each slot of each sentence."""
    found: dict[tuple[Place, Slot], list[Difference]] = defaultdict(list)
    for difference in differences:
        found[difference.one, difference.slot].append(difference)
    return dict(compress(found.items(), (any(not d.same for d in group) for group in found.values())))
