"""Kind `name-spelling`: one name of a person, place or firm in two spellings that differ by a letter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import chain, combinations
from typing import NamedTuple

from marshmallow import Schema
from rapidfuzz.distance import OSA

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.words import load_words
from auditor.mentions.capitals import find_capitals
from auditor.mentions.names import is_ordinary
from auditor.mentions.number_words import load_number_words
from auditor.mentions.spellings import load_spellings
from auditor.rule import Rule
from auditor.text.fold import fold, without_accents
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
MIN_LETTERS = 5
MAX_GROUP = 40
"""Names with the same first and last letter; an article that has more is a list."""
Places = dict[str, list[int]]


class Params(Schema):
    """None."""


class Pair(NamedTuple):
    """The rarer of two spellings, where it stands, and all mentions of both."""

    window: Window
    seldom: str
    often: str
    mentions: Places
    named: bool
    """Whether a first name stands before it that stands before the other spelling too."""


def propose(document: Document, rule: Rule) -> Iterator[Pair]:
    """Each pair of names within sentences that differ by a letter, but not in the first or the last."""
    pairs = list(_near_pairs({word for word in document.layer(find_capitals).words if len(word) >= MIN_LETTERS}))
    mentions = _mentions(document, frozenset(chain.from_iterable(pairs))) if pairs else {}
    for pair in pairs:
        if mentions.keys() >= set(pair):
            seldom, often = sorted(pair, key=lambda name: (len(mentions[name]), _is_known(name), -mentions[name][0]))
            named = _after_first_name(document, mentions[seldom], mentions[often])
            at = mentions[seldom][0] if named is None else named
            yield Pair(Window(document, at, at + 1), seldom, often, mentions, named is not None)


def _is_known(name: str) -> bool:
    """Whether other texts have it: of two that stand equally often the one that none has is the odd one."""
    return name.lower() in load_words().counts


def _near_pairs(names: Collection[str]) -> Iterator[tuple[str, str]]:
    """Pairs of names with the same ends that differ by a letter put in, left out, changed or swapped."""
    by_ends: dict[str, list[str]] = defaultdict(list)
    for name in names:
        by_ends[name[0] + name[-1]].append(name)
    groups = [sorted(group) for group in by_ends.values() if len(group) <= MAX_GROUP]
    for one, other in chain.from_iterable(combinations(group, 2) for group in sorted(groups)):
        if abs(len(one) - len(other)) <= 1 and OSA.distance(one, other, score_cutoff=1) == 1:
            yield one, other


def _mentions(document: Document, names: Collection[str]) -> Places:
    """The tokens of `names` that stand behind another word."""
    written, places = document.tokens.words, defaultdict(list)
    for at, name in document.layer(find_capitals).among(set(names)):
        if at and written[at - 1][0].isalpha():
            places[name].append(at)
    return places


def _after_first_name(document: Document, seldom: Sequence[int], often: Sequence[int]) -> int | None:
    """The first mention of the rarer spelling behind a word with a capital that stands before the other too."""
    written = document.tokens.words
    before = {written[at - 1] for at in often}
    firsts = {word for word in before if word[0].isupper() and word.lower() not in _no_first_names()}
    return next((at for at in seldom if written[at - 1] in firsts), None)


def _no_first_names() -> frozenset[str]:
    return words("names/titles") | words("names/qualifiers") | load_number_words().stops


def tell(pair: Pair, rule: Rule) -> Hit:
    """The rarer spelling, with the other one."""
    document = pair.window.document
    here, there = (_span(document, at) for at in (pair.window.first, pair.mentions[pair.often][0]))
    quote = document.text[there.start : there.end]
    evidence = Evidence("the other spelling", span=there, quote=quote)
    return Hit(rule, here, values={"other": quote}, evidence=(evidence,))


def _span(document: Document, at: int) -> Span:
    start = document.tokens.starts[at]
    return Span(start, start + len(bare(document.tokens.words[at])))


def _both(pair: Pair) -> frozenset[str]:
    return frozenset((pair.seldom.lower(), pair.often.lower()))


def _well_known(pair: Pair, name: str) -> frozenset[str]:
    places = pair.window.document.knowledge.gazetteer.places(name)
    return frozenset(place.name for place in places if place.well_known)


def _differs_at_end(pair: Pair) -> bool:
    """Whether only the last letters differ, or an accent: there stand plurals, adjectives and women's surnames."""
    one, other = (without_accents(name).rstrip("s") for name in (pair.seldom, pair.often))
    return one[:-2] == other[:-2] or one.startswith(other) or other.startswith(one)


def _are_two_places(pair: Pair) -> bool:
    one, other = (_well_known(pair, name) for name in (pair.seldom, pair.often))
    return bool(one and other) and one.isdisjoint(other)


FEATURES = {
    "named": lambda pair: pair.named,
    "pair": lambda pair: " ".join(sorted(_both(pair))),
    "transatlantic": lambda pair: load_spellings().get(pair.seldom.lower()) == pair.often.lower(),
    "apostrophe": lambda pair: fold(pair.seldom) == fold(pair.often) and pair.seldom.lower() != pair.often.lower(),
    "differs-at-end": _differs_at_end,
    "written-small": lambda pair: not _both(pair).isdisjoint(pair.window.tokens.words),
    "ordinary": lambda pair: all(map(is_ordinary, _both(pair))),
    "two-places": _are_two_places,
    "letters": lambda pair: min(len(pair.seldom), len(pair.often)),
    "mentions": lambda pair: len(pair.mentions[pair.seldom]),
    "other-mentions": lambda pair: len(pair.mentions[pair.often]),
}
compile = Detector(propose, tell, FEATURES).compile
