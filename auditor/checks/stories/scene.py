"""A country that only one article of a story has, in words that the others use of the place they all name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import chain

from auditor.checks.excuses import Excuses, is_excused
from auditor.checks.stories.dispute import Comparison, is_one_voice
from auditor.checks.stories.told import Story, Told, count_voices, told_in
from auditor.story.slots import Slot
from auditor.story.telling import Sentence, Telling
from auditor.story.words import concept
from auditor.vocabulary import words

WINDOW = 12
"""Words before a place that say what goes on there: "send troops to"."""
NEAR = 8
"""Words on either side among which another place is told apart from this one."""
MIN_WORD = 4
MIN_SHARED = 2
MIN_VOICES = 2
MIN_MENTIONS = 2
"""How often every article names the place of the story."""
NO_STAGE: Excuses = {
    "no area": lambda slot, before: (slot.kind, *slot.value[:1]) != ("place", "area"),
    "nothing goes on in it": lambda slot, before: words("stories/goes to").isdisjoint(before[-1:]),
}
"""Why what stands in a slot, behind some words, is not a country that something goes on in."""


@dataclass(frozen=True)
class _Stage(Told):
    """A country that something goes on in."""

    nation: str
    concepts: frozenset[str]
    """Of the words before it."""
    beside: frozenset[str]
    """The nations of the places around it, itself among them."""


def _stages(telling: Telling) -> Iterator[_Stage]:
    for sentence in telling.sentences:
        for slot in sentence.slots:
            before = sentence.words[max(0, slot.first - WINDOW) : slot.first]
            if not is_excused(NO_STAGE, slot, before):
                concepts = frozenset(concept(word) for word in before if len(word) >= MIN_WORD)
                claim = told_in(telling, sentence, slot).claim
                yield _Stage(telling, claim, slot.value[2], concepts, _nations_beside(sentence, slot))


def _nations_beside(sentence: Sentence, slot: Slot) -> frozenset[str]:
    near = range(slot.first - NEAR, slot.first + NEAR)
    return frozenset(other.value[2] for other in sentence.slots if other.kind == "place" and other.first in near)


SETTLED: Excuses = {
    "named again": lambda stage, _: stage.telling.nations[stage.nation] != 1,
    "named elsewhere": lambda stage, story: any(_names(other, stage) for other in story.tellings),
    "told apart": lambda stage, story: any(_is_scene(nation, story) for nation in stage.beside),
}
"""Why a country is where the article means it to be: others name it, or it stands beside the story's own place."""


def _propose(story: Story) -> list[tuple[_Stage, Sequence[_Stage]]]:
    """The countries that may be wrong, with what is told of the story's own place."""
    stages = list(chain.from_iterable(map(_stages, story.tellings)))
    scenes = [stage for stage in stages if _is_scene(stage.nation, story)]
    return [(stage, scenes) for stage in stages if not is_excused(SETTLED, stage, story)]


def _names(telling: Telling, stage: _Stage) -> bool:
    """Whether another article names the country."""
    return telling.key != stage.telling.key and telling.nations[stage.nation] > 0


def _is_scene(nation: str, story: Story) -> bool:
    """Whether every article names the nation more than once."""
    return all(telling.nations[nation] >= MIN_MENTIONS for telling in story.tellings)


SCENES = Comparison(
    propose=_propose,
    excuses={
        "one voice": is_one_voice,
        "something else": lambda one, other: len(one.concepts & other.concepts) < MIN_SHARED,
    },
    loses=lambda dispute: count_voices(dispute.against) >= MIN_VOICES,
)
