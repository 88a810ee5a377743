"""Kind `fold-change`: "doubled from 40 to 70": two levels that are not so many times apart."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple

from marshmallow import Schema, fields

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.forms import Forms
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.forms import find_worded
from auditor.mentions.levels import LEVELS, Level, from_and_to, level_of, times_between
from auditor.mentions.number_fit import ABOVE, BELOW
from auditor.mentions.number_values import HYPHENS
from auditor.mentions.numbers import (
    Number,
    bound_before,
    numbers_of_sentence,
    window_of,
)
from auditor.rule import Rule
from auditor.text.figures import spell_number
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"start", "end", "times"})
FOLD = "fold"
EXACT_BELOW = 1000
"""Counts below it are told as they are."""
ROOM = {
    "over": (Fraction(1), Fraction(10)),
    "nearly": (Fraction(4, 5), Fraction(21, 20)),
    "": (Fraction(9, 10), Fraction(13, 10)),
}
"""How far the figures may lie from what a word says, as shares of it: of "more than doubled", "nearly doubled" and
"doubled"."""
SENSES = {**dict.fromkeys(ABOVE, "over"), **dict.fromkeys(BELOW, "nearly")}


class Params(Schema):
    """`folds`: how many times as much each word says; `halves`: those of them by which something becomes less;
    `forms`: how texts word so many times as much in figures, as `compile_form` reads them."""

    folds = fields.Dict(fields.Str(), fields.Integer(), required=True)
    forms = Forms("high", "times", "low")
    halves = fields.List(fields.Str(), load_default=[])


class Fold(NamedTuple):
    """A word for so many times as much, and the two levels beside it."""

    window: Window
    figures: Sequence[Number]
    """In text order."""
    low: Level
    high: Level
    """The level that is to be so many times the low one."""
    times: Fraction
    sense: str
    """What bounds it: "over", "nearly", or "" for nothing."""

    def leaves_room_for(self, times: Fraction) -> bool:
        """Whether the figures, rounded as they are, may be so many times apart, as the word is bounded."""
        least, most = times_between(self.low, self.high)
        low, high = ROOM[self.sense]
        return most >= low * times and least <= high * times

    @property
    def between(self) -> list[str]:
        """What stands between the word and the nearer figure."""
        return min((self.window.between(window_of(self.window.document, each)) for each in self.figures), key=len)


def propose(document: Document, rule: Rule) -> Iterator[Fold]:
    """ "doubled from 40 to 70", "to 70 from 40, a twofold rise", "70 boats, three times as many as the 20 of May"."""
    yield from _by_word(document, rule)
    yield from _by_number(document, rule)


def _by_word(document: Document, rule: Rule) -> Iterator[Fold]:
    """What a word says of levels that it stands beside."""
    folds, halves = rule.params["folds"], rule.params["halves"]
    for window, word in _find_folds(document, folds):
        beside = ((pair, from_and_to(document, pair)) for pair in _pairs_beside(window))
        pair, levels = next(filter(itemgetter(1), beside), ((), None))
        if levels:
            low, high = reversed(levels) if word in halves else levels
            yield _fold(window, pair, low, high, Fraction(folds[word]))


def _find_folds(document: Document, folds: Mapping[str, int]) -> Iterator[tuple[Window, str]]:
    """The words of the text that say how many times as much, in one token or as "four-fold"."""
    folded = document.tokens.folded
    for at in document.tokens.at(folds.keys() | {FOLD}):
        first = at - 2 if folded[at] == FOLD and folded[at - 1] in HYPHENS else at
        word = "".join(part for part in folded[max(first, 0) : at + 1] if part not in HYPHENS)
        if word in folds:
            yield Window(document, max(first, 0), at + 1), word


def _pairs_beside(window: Window) -> Iterator[Sequence[Number]]:
    """Of the levels of the sentence the first two behind the word, and the last two before it."""
    numbers = list(filter(_is_level, numbers_of_sentence(window)))
    behind = bisect_left(numbers, window.end, key=lambda number: number.tokens[0])
    pairs = (numbers[behind : behind + 2], numbers[max(behind - 2, 0) : behind])
    return (pair for pair in pairs if len(pair) == 2)


def _is_level(number: Number) -> bool:
    """Whether it says how much there is, and not that there is nothing, which times any number is nothing."""
    return number.kind in LEVELS and number.value > 0


def _by_number(document: Document, rule: Rule) -> Iterator[Fold]:
    """ "60 boats, three times as many as the 20 of May"."""
    for figures, at in find_worded(document, rule):
        high, times, low = (figures[at[name]] for name in ("high", "times", "low"))
        alike = (high.kind, high.unit) == (low.kind, low.unit) and low.noun in ("", high.noun)
        if alike and _is_level(low):
            window = Window(document, times.tokens[0], times.phrase[1])
            levels = level_of(document, low), level_of(document, high)
            yield _fold(window, (high, low), *levels, Fraction(times.value))


def _fold(window: Window, pair: Sequence[Number], low: Level, high: Level, times: Fraction) -> Fold:
    low, high = (level._replace(half=Fraction(0)) if _is_exact(level) else level for level in (low, high))
    leading, sense = bound_before(window)
    return Fold(window._replace(first=window.first - leading), pair, low, high, times, SENSES.get(sense, ""))


def _is_exact(level: Level) -> bool:
    """Whether it is a small whole number, not rounded to one."""
    return level.value < EXACT_BELOW and level.value.denominator == 1


def tell(fold: Fold, rule: Rule) -> Hit:
    """The word, with what the figures make."""
    document = fold.window.document
    span = Span(fold.figures[0].span.start, fold.figures[1].span.end)
    values = {
        "start": fold.low.shown,
        "end": fold.high.shown,
        "times": spell_number(fold.high.value / fold.low.value),
    }
    evidence = Evidence("the figures", span=span, quote=document.text[slice(*span)])
    return Hit(rule, fold.window.span, values=values, evidence=(evidence,))


FEATURES: Mapping[str, Feature] = {
    "fits": lambda fold: fold.leaves_room_for(fold.times),
    "fits-on-top": lambda fold: fold.leaves_room_for(fold.times + 1),
    "bounded": lambda fold: any(figure.comparator for figure in fold.figures),
    "between": lambda fold: frozenset(fold.between),
    "apart": lambda fold: float(len(fold.between)),
    "behind": lambda fold: fold.figures[1].tokens < (fold.window.first,),
    "linked": lambda fold: words("numbers/before a change").issuperset(fold.between),
}
compile = Detector(propose, tell, FEATURES).compile
