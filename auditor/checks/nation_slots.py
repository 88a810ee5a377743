"""What speaks for and against a lone nation standing in the place of another that the article names often."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice, pairwise

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.focus import Focus, Mention, find_focus, load_nation_counts, nation_of
from auditor.mentions.place_names import may_name_often
from auditor.mentions.places import find_mentions
from auditor.vocabulary import words
from auditor.window import Bounds, Window

MIN_RIVAL_MENTIONS = 3
"""Where it is not the nation of title and dateline: that one needs but one in the text."""
MAX_RIVALS = 3
LEAST_ARTICLES = 8
"""Of a nation in the counts; fewer are as good as none."""
IN_ALL_NEWS = 4
"""Doublings of that, 128 articles: the place of an event may be in any country that is named so often."""
MAX_COMPARED = 100
"""Mentions of a rival that are compared, so that no text of one name takes long."""


@dataclass(frozen=True)
class Slot:
    """A nation that the article names once, and a rival: one of the same part of the world that it names often."""

    window: Window
    mention: Mention
    nation: str
    rival: str
    focus: Focus

    @cached_property
    def rivals(self) -> list[Window]:
        """Where the article names the rival, at most MAX_COMPARED times."""
        mentions = self.focus.mentions[self.rival][:MAX_COMPARED]
        return [Window(self.window.document, mention.first, mention.last) for mention in mentions]

    @cached_property
    def company(self) -> frozenset[str]:
        """The other nations of its sentence."""
        first, end = self.window.sentence
        mentions = self.window.document.layer(find_mentions).by_first
        here = [mentions[at] for at in range(first, end) if at in mentions]
        return frozenset(map(nation_of, here)) - {self.nation, ""}

    @cached_property
    def role(self) -> str:
        """The office or body that one of the next two words is; "state-owned" is none."""
        pairs = islice(pairwise([*self.window.after(3), ""]), 2)
        return next((role for role, then in pairs if role in words("nation-slots/roles") and then != "-"), "")


def find_slots(document: Document) -> Sequence[Slot]:
    """Each nation that the article names once, with each of its rivals; of those, the three that weigh most."""
    least = 1 if document.dateline else MIN_RIVAL_MENTIONS
    focus = document.layer(find_focus) if may_name_often(document, least) else None
    return [slot for nation in focus.lone for slot in _slots(document, focus, nation)] if focus else []


def _slots(document: Document, focus: Focus, nation: str) -> Iterator[Slot]:
    """The slots of one nation."""
    mention, near = focus.mentions[nation][0], document.knowledge.gazetteer.near
    often = [each for each, found in focus.mentions.items() if len(found) >= _least(focus, each)]
    rivals = [each for each in often if each[:2] not in ("US", nation[:2]) and near(nation[:2], each[:2])]
    for rival in sorted(rivals, key=lambda each: (-focus.weights[each], each))[:MAX_RIVALS]:
        yield Slot(Window(document, mention.first, mention.last), mention, nation, rival, focus)


def _least(focus: Focus, nation: str) -> int:
    """How often the text must name a nation that another stands in the place of."""
    return 1 if nation in focus.headed else MIN_RIVAL_MENTIONS


def _is_joined(slot: Slot) -> bool:
    """Whether "and" or a comma joins it to another nation or place."""
    joints = slot.window.document.layer(find_mentions).joints(slot.window)
    return not words("nation-slots/joints").isdisjoint(joints)


def _alike_before(slot: Slot, count: int) -> bool:
    """Whether the rival stands behind the same `count` words elsewhere."""
    before = slot.window.before(count)
    return len(before) == count and before in [rival.before(count) for rival in slot.rivals]


def _governor(window: Window) -> set[str]:
    """The word that a preposition joins the nation to, as "troops" in "troops from Chad", if it tells anything."""
    return _telling(window.before(2)[:-1])


def _shares_governor(slot: Slot) -> bool:
    """Whether the same word governs the rival elsewhere."""
    return not _governor(slot.window).isdisjoint(chain.from_iterable(map(_governor, slot.rivals)))


def _shares_next(slot: Slot) -> bool:
    """Whether the same word stands behind the rival elsewhere: "the Danish navy", "the Norwegian navy"."""
    return not _telling(slot.window.after(1)).isdisjoint(rival.word_after for rival in slot.rivals)


def _rival_sentences(slot: Slot) -> Set[Bounds]:
    """The other sentences with the rival, by their tokens."""
    return {rival.sentence for rival in slot.rivals} - {slot.window.sentence}


def _shared_words(slot: Slot) -> int:
    """How many words around it stand in another sentence, with the rival."""
    folded = slot.window.tokens.folded
    others = chain.from_iterable(folded[slice(*sentence)] for sentence in _rival_sentences(slot))
    return len(_telling(slot.window.around()).intersection(others))


def _telling(sentence: Sequence[str]) -> set[str]:
    """Its words that mean something."""
    return {word for word in filter(str.isalpha, sentence) if len(word) > 3} - words("nation-slots/function words")


Sign = Callable[[Slot], float]


def _often_in_news(slot: Slot) -> float:
    """How many times over the nation is named in news: by the way articles touch on Russia, not on Tuvalu."""
    return math.log2(max(load_nation_counts().get(slot.nation, 0), LEAST_ARTICLES) / LEAST_ARTICLES)


SIGNS: Mapping[str, Sign] = {
    "lone_nations": lambda slot: min(len(slot.focus.lone) - 1, 6),
    "other_nations_here": lambda slot: min(len(slot.company - {"US", slot.rival}), 3),
    "rival_here": lambda slot: slot.rival in slot.company,
    "same_two_before": lambda slot: _alike_before(slot, 2),
    "often_in_news": _often_in_news,
}
"""What speaks for and against any lone nation."""
PLACE_SIGNS: Mapping[str, Sign] = {
    **SIGNS,
    "often_in_news": lambda slot: min(_often_in_news(slot), IN_ALL_NEWS),
    "same_three_before": lambda slot: _alike_before(slot, 3),
    "same_governor": _shares_governor,
    "shared_words": lambda slot: min(_shared_words(slot), 6),
    "into": lambda slot: slot.window.word_before == "into",
    "target": lambda slot: slot.window.word_before in words("nation-slots/target prepositions"),
    "contrast": lambda slot: slot.window.has(words("nation-slots/contrasts"), 4),
    "border": lambda slot: not words("nation-slots/borders").isdisjoint(slot.window.before(3)),
    "share_of_rival": lambda slot: slot.focus.share(slot.rival),
    "rival_in_title_and_dateline": lambda slot: slot.rival in slot.focus.headed,
}
DEMONYM_SIGNS: Mapping[str, Sign] = {
    **SIGNS,
    "same_next": _shares_next,
    "joined": _is_joined,
    "body": lambda slot: slot.role in words("nation-slots/bodies"),
}
SLOT_FEATURES = {
    "nation": lambda slot: slot.nation,
    "titled": lambda slot: slot.nation in slot.focus.titled,
    "anchored": lambda slot: slot.focus.anchors[slot.nation[:2]] > 0,
    "joined": _is_joined,
    "role": lambda slot: slot.role != "",
    "placed": lambda slot: slot.window.word_before in words("nation-slots/prepositions"),
    "words-before": lambda slot: len(slot.window.before()),
    "of-a-name": lambda slot: slot.window.word_before == "of" and slot.window.before(2, written=True)[0][0].isupper(),
}

PLACE_FEATURES = {**SLOT_FEATURES, "names": lambda slot: slot.mention.place.kind}


def kindred_sentences(slot: Slot, most: int) -> list[Span]:
    """The sentences that name the rival and share most words with the candidate's, at most `most`, in text order."""
    document, tokens = slot.window.document, slot.window.tokens
    wanted = _telling(slot.window.around())
    shared = {
        document.sentence_at(rival.span.start): len(wanted.intersection(tokens.folded[slice(*rival.sentence)]))
        for rival in slot.rivals
    }
    return sorted(sorted(shared, key=lambda sentence: -shared[sentence])[:most])
