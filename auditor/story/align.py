"""Sentences of different articles that say nearly the same, and the one slot in which two of them differ."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from rapidfuzz.distance import Indel

from auditor.knowledge.words import load_words
from auditor.story.slots import Slot
from auditor.story.telling import Sentence, Telling

MIN_SHARED = 0.6
"""The share of content words that both sentences have, in each of the two."""
MIN_SAME = 0.7
"""The share of all words that stand in both in the same order, the differing slot left out."""
MAX_DIFFERENCES = 1
"""Two sentences that differ in more slots than this are two statements, not one told twice."""
MIN_CONTENT_WORD = 4
MAX_PAGES = 0.3
"""Words on a greater share of the pages of the word table say nothing of what a sentence is about."""
MIN_CONTENT = 3
"""Sentences of fewer content words are set phrases: "updates with a comment in the fifth paragraph"."""
MAX_BUCKET = 60
"""Sentences of one story under one word; fuller buckets hold the name of the story's subject."""


class Place(NamedTuple):
    """A sentence of a telling, by number."""

    telling: int
    sentence: int


class Difference(NamedTuple):
    """A slot and what a like sentence has in its place."""

    other: Place
    """The like sentence."""
    slot: Slot
    rival: Slot
    same: bool
    """Whether the like sentence has the same words there; `rival` is `slot` then."""


Site = tuple[Place, Slot]


def find_differences(tellings: Sequence[Telling]) -> dict[Site, list[Difference]]:
    """For each slot that an aligned sentence fills otherwise: what all aligned sentences have in its place."""
    found: dict[Site, list[Difference]] = defaultdict(list)
    for one, other in _alignments(tellings):
        a = tellings[one.telling].sentences[one.sentence]
        b = tellings[other.telling].sentences[other.sentence]
        for difference in _same(other, a) if a.words == b.words else _compare(other, a, b):
            found[one, difference.slot].append(difference)
    return {site: group for site, group in found.items() if not all(difference.same for difference in group)}


def _alignments(tellings: Sequence[Telling]) -> Iterator[tuple[Place, Place]]:
    """For each sentence with a slot its best counterpart in every other telling, if one says anything else."""
    contents = {
        Place(t, s): _content(sentence)
        for t, telling in enumerate(tellings)
        for s, sentence in enumerate(telling.sentences)
        if sentence.slots
    }
    buckets: dict[str, list[Place]] = defaultdict(list)
    for place, words in contents.items():
        for word in words:
            buckets[word].append(place)
    for place, words in contents.items():
        if len(words) >= MIN_CONTENT:
            best = _best(place, words, contents, buckets)
            own = _words(tellings, place)
            if any(_words(tellings, other) != own for other in best):
                yield from ((place, other) for other in best)


def _words(tellings: Sequence[Telling], place: Place) -> tuple[str, ...]:
    return tellings[place.telling].sentences[place.sentence].words


def _content(sentence: Sentence) -> frozenset[str]:
    inside = {at for slot in sentence.slots for at in range(slot.first, slot.last)}
    common = _common_words()
    return frozenset(
        word
        for at, word in enumerate(sentence.words)
        if len(word) >= MIN_CONTENT_WORD and word not in common and at not in inside
    )


@cache
def _common_words() -> frozenset[str]:
    words = load_words()
    return frozenset(word for word, count in words.counts.items() if count.pages > MAX_PAGES * words.pages)


def _best(
    place: Place, words: frozenset[str], contents: dict[Place, frozenset[str]], buckets: dict[str, list[Place]]
) -> list[Place]:
    """The most alike sentence of each other telling; none where the article itself has others like it.

    Sentences that share MIN_SHARED of `words` share one of any 1 - MIN_SHARED of them: the rarest are looked up.
    """
    rare = sorted(words, key=lambda word: (len(buckets[word]), word))[: int((1 - MIN_SHARED) * len(words)) + 1]
    best: dict[int, tuple[int, Place]] = {}
    for other in sorted({other for word in rare for other in buckets[word][:MAX_BUCKET]}):
        shared = len(words & contents[other])
        if other == place or shared < MIN_SHARED * max(len(words), len(contents[other])):
            continue
        if other.telling == place.telling:
            if contents[other] != words:
                return []
            continue
        best[other.telling] = max(best.get(other.telling, (0, other)), (shared, other))
    return [other for _, other in best.values()]


def _same(other: Place, sentence: Sentence) -> Iterator[Difference]:
    """All slots of a sentence that another telling has word for word."""
    return (Difference(other, slot, slot, True) for slot in sentence.slots)


def _compare(other: Place, a: Sentence, b: Sentence) -> Iterator[Difference]:
    """What the slots of `a` have in their place in `b`; nothing where the sentences differ in too much."""
    changes, kept = _align(a.words, b.words)
    pairs = [pair for change in changes if (pair := _slots_of(change, a, b))]
    explained = sum(slot.last - slot.first for pair in pairs for slot in pair)
    if 2 * len(kept) < MIN_SAME * (len(a.words) + len(b.words) - explained) or len(pairs) > MAX_DIFFERENCES:
        return
    for slot, rival in pairs:
        if _same_edges(a, b, slot, rival):
            yield Difference(other, slot, rival, False)
    for slot in a.slots:
        if _is_kept(slot, kept):
            yield Difference(other, slot, slot, True)


def _is_kept(slot: Slot, kept: dict[int, int]) -> bool:
    """Whether all words of a slot stand in the other sentence too, side by side."""
    start = kept.get(slot.first)
    return start is not None and all(kept.get(at) == start + at - slot.first for at in range(slot.first, slot.last))


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
    for step in Indel.opcodes(one, other):
        i1, i2, j1, j2 = step.src_start, step.src_end, step.dest_start, step.dest_end
        if step.tag == "equal":
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


def _same_edges(a: Sentence, b: Sentence, slot: Slot, rival: Slot) -> bool:
    """Whether the words right before and after both slots are the same; "" stands for the end of the sentence."""
    return _edges(a, slot) == _edges(b, rival)


def _edges(sentence: Sentence, slot: Slot) -> tuple[str, str]:
    words = sentence.words
    return words[slot.first - 1] if slot.first else "", words[slot.last] if slot.last < len(words) else ""
