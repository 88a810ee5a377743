"""A country that only one article of a story has, in words that the others use of the place they all name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from auditor.checks.protocol import StoryHit
from auditor.checks.stories.verdict import Passage, make_hit, slot_passage
from auditor.rule import Rule
from auditor.story.slots import Slot
from auditor.story.telling import Sentence, Telling
from auditor.story.words import concept

WINDOW = 12
"""Words before a place that say what goes on there: "send troops to"."""
NEAR = 8
"""Words on either side among which another place is told apart from this one."""
GOES_TO = frozenset({"in", "into", "to", "for", "across", "inside", "within", "at"})
"""Words between what goes on and where."""
MIN_WORD = 4
MIN_SHARED = 2
MIN_VOICES = 2
MIN_MENTIONS = 2
"""How often every article names the place of the story."""


class _Stand(NamedTuple):
    telling: Telling
    sentence: Sentence
    slot: Slot
    words: frozenset[str]
    """Concepts of the words before the place."""

    @property
    def passage(self) -> Passage:
        return slot_passage(self.telling, self.sentence, self.slot)


def find_place_hits(rule: Rule, tellings: Sequence[Telling]) -> Iterator[StoryHit]:
    """Hits on countries named once in the whole story, where the words around tell of the story's own place."""
    if len({telling.voice for telling in tellings}) <= MIN_VOICES:
        return
    scene = _scene(tellings)
    scenes = [s for t in tellings for s in _stands(t) if s.slot.value[2] in scene]
    named = Counter(nation for telling in tellings for nation in set(telling.nations))
    for telling in tellings:
        for stand in _stands(telling):
            nation = stand.slot.value[2]
            if named[nation] == 1 and telling.nations[nation] == 1 and not _has_scene(stand, scene):
                rivals = _rivals(stand, scenes)
                if len({rival.telling.voice for rival in rivals}) >= MIN_VOICES:
                    yield make_hit(rule, stand.passage, [rival.passage for rival in rivals], {})


def _scene(tellings: Sequence[Telling]) -> set[str]:
    """The nations that every article names more than once."""
    return set.intersection(*({n for n, count in t.nations.items() if count >= MIN_MENTIONS} for t in tellings))


def _stands(telling: Telling) -> Iterator[_Stand]:
    for sentence in telling.sentences:
        for slot in sentence.slots:
            known = slot.kind == "place" and slot.value[0] == "area" and slot.value[2]
            if known and slot.first and sentence.words[slot.first - 1] in GOES_TO:
                words = sentence.words[max(0, slot.first - WINDOW) : slot.first]
                yield _Stand(telling, sentence, slot, frozenset(concept(w) for w in words if len(w) >= MIN_WORD))


def _has_scene(stand: _Stand, scene: set[str]) -> bool:
    """Whether a nation of the scene stands right before the place, so that the two are told apart."""
    near = range(stand.slot.first - NEAR, stand.slot.first + NEAR)
    return any(s.kind == "place" and s.first in near and s.value[2] in scene for s in stand.sentence.slots)


def _rivals(stand: _Stand, scenes: Sequence[_Stand]) -> list[_Stand]:
    """The passages of other articles that say most of the same of the story's place."""
    return [
        other
        for other in scenes
        if other.telling.voice != stand.telling.voice and len(stand.words & other.words) >= MIN_SHARED
    ]
