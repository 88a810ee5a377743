"""Kind `percent-change`: a change in per cent that is not the one from the first figure to the second."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.numbers import JOINERS, Number, find_prose_numbers, phrase_of, quote_number, window_of
from auditor.mentions.rounding import half_unit
from auditor.rule import Rule
from auditor.text.figures import spell_number
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"change", "direction", "end", "percent", "start"})
AMOUNTS = frozenset({"count", "money", "measure"})
VERB_REACH = 4
"""Tokens before the percentage, or the amount, among which the change is named; behind it two are looked at too."""
WHOLE = 100
CENT = Fraction(1, 100)


class Params(Schema):
    """`changes` are words for one, `falls` those of them that go down. `slack` is in percentage points."""

    changes = fields.List(fields.Str(), required=True)
    falls = fields.List(fields.Str(), load_default=[])
    slack = fields.Float(load_default=1.0, validate=validate.Range(0, WHOLE))


class Level(NamedTuple):
    """A figure that something rose or fell from or to."""

    value: Fraction
    half: Fraction
    """How far it may be rounded."""
    shown: str


class Change(NamedTuple):
    """A percentage, and the levels that it leads from and to."""

    window: Window
    percent: Number
    figures: Sequence[Number]
    """The other two, in text order."""
    named: Window
    """The figure beside which a word calls it a change."""
    start: Level
    end: Level
    rule: Rule

    @property
    def words(self) -> frozenset[str]:
        """Words for a change."""
        return frozenset(self.rule.params["changes"])

    @property
    def between(self) -> list[str]:
        """What stands between the percentage and the nearer figure."""
        nearer = min(self.figures, key=lambda number: abs(number.tokens[0] - self.percent.tokens[0]))
        return self.window.between(phrase_of(self.window.document, nearer))

    @property
    def exact(self) -> Fraction:
        """What the figures make as they stand, though each may be rounded, in per cent."""
        return (self.end.value / self.start.value - 1) * WHOLE

    @property
    def fits(self) -> bool:
        """Whether figures rounded as these are leave room for the change in per cent."""
        (least, most), (low, high) = (_bounds(level) for level in (self.start, self.end))
        low, high = (low / most - 1) * WHOLE, (high / least - 1) * WHOLE
        told = Fraction(self.percent.value)
        slack = Fraction(self.rule.params["slack"]) + max(told, abs(low)) / 10
        return any(low - slack <= sign * told <= high + slack for sign in (1, -1))


def _bounds(level: Level) -> tuple[Fraction, Fraction]:
    """Between which values a figure was rounded."""
    return max(level.value - level.half, level.value / 2), level.value + level.half


def propose(document: Document, rule: Rule) -> Iterator[Change]:
    """ "rose 5 percent, from 100 to 105", "from 100 to 105, a rise of 5 percent", "fell 5, or 5 percent, to 95"."""
    numbers = document.layer(find_prose_numbers)
    for at, percent in enumerate(numbers):
        if percent.kind == "percent":
            changes = (_change(document, rule, percent, pair) for pair in _pairs(document, numbers, at))
            yield from list(filter(None, changes))[:1]


def _pairs(document: Document, numbers: Sequence[Number], at: int) -> Iterator[tuple[Number, Number]]:
    """Neighbours of the percentage at `at`, all of one sentence: both behind it, both before it, one on either side."""
    window = window_of(document, numbers[at])
    for first, second in ((at + 1, at + 2), (at - 2, at - 1), (at - 1, at + 1)):
        pair = numbers[max(first, 0) : second + 1 : second - first]
        if first >= 0 and len(pair) == 2 and all(window.shares_sentence(window_of(document, each)) for each in pair):
            yield pair[0], pair[1]


def _change(document: Document, rule: Rule, percent: Number, pair: tuple[Number, Number]) -> Change | None:
    """The change that a pair of figures makes, if they are a start and an end, or an amount and an end."""
    if not all(figure.kind in AMOUNTS and figure.value > 0 for figure in pair):
        return None
    window = window_of(document, percent)
    if levels := _from_and_to(document, pair):
        return Change(window, percent, pair, window, *levels, rule)
    named = window_of(document, min(percent, pair[0]))
    levels = _from_amount(document, rule, percent, pair) if _is_told_twice(document, percent, pair) else None
    return Change(window, percent, pair, named, *levels, rule) if levels else None


def _from_and_to(document: Document, pair: tuple[Number, Number]) -> tuple[Level, Level] | None:
    """The two figures of "from A to B" or "to B from A"."""
    by_word = {window_of(document, number).word_before: number for number in pair}
    alike = pair[0].unit == pair[1].unit and pair[0].kind == pair[1].kind
    if not alike or not {"from", "to"} <= by_word.keys():
        return None
    start, end = by_word["from"], by_word["to"]
    return _level(document, start), _level(document, end)


def _level(document: Document, number: Number) -> Level:
    return Level(Fraction(number.value), half_unit(document, number), quote_number(document, number))


def _is_told_twice(document: Document, percent: Number, pair: tuple[Number, Number]) -> bool:
    """Whether a change is told as an amount and in per cent side by side, and then where it leads to."""
    first, last = (phrase_of(document, number) for number in sorted((percent, pair[0])))
    both, leading = first.between(last), last.between(window_of(document, pair[1]))
    side_by_side = bool(both) and words("numbers/or so much").issuperset(both)
    return side_by_side and leading[-1:] == ["to"] and words("numbers/arrives at").issuperset(leading)


def _from_amount(
    document: Document, rule: Rule, percent: Number, pair: tuple[Number, Number]
) -> tuple[Level, Level] | None:
    """The levels of "fell 5 dollars, or 5 percent, to 95 dollars" and of "fell 5 percent, or 5 dollars, to 95"."""
    amount, end = (_level(document, number) for number in pair)
    before = window_of(document, min(percent, pair[0])).before(VERB_REACH)
    verbs = [word for word in before if word in rule.params["changes"]]
    scale = _scale(*pair) * (1 if not set(verbs).isdisjoint(rule.params["falls"]) else -1)
    start = end.value + amount.value * scale
    if not verbs or not scale or start <= 0:
        return None
    return Level(start, end.half + amount.half * abs(scale), spell_number(start)), end


def _scale(amount: Number, end: Number) -> Fraction:
    """What the amount is worth in the unit of the level; 0 where they have nothing in common."""
    if amount.unit == "cent" and end.kind == "money":
        return CENT
    points = amount.unit == "point" and end.kind == "count" and not end.noun
    return Fraction(points or (amount.kind == "money" and amount.unit == end.unit))


def tell(change: Change, rule: Rule) -> Hit:
    """The percentage, with what the figures make."""
    document, exact = change.window.document, change.exact
    span = Span(change.figures[0].span.start, change.figures[1].span.end)
    values = {
        "change": spell_number(abs(exact)),
        "direction": "an increase" if exact > 0 else "a decrease" if exact < 0 else "a change",
        "percent": spell_number(change.percent.value),
        "start": change.start.shown,
        "end": change.end.shown,
    }
    evidence = Evidence("the figures", span=span, quote=document.text[slice(*span)])
    return Hit(rule, change.window.span, values=values, evidence=(evidence,))


FEATURES = {
    "fits": lambda change: change.fits,
    "named": lambda change: not change.words.isdisjoint([*change.named.before(VERB_REACH), *change.named.after(2)]),
    "bounded": lambda change: any(number.comparator for number in (change.percent, *change.figures)),
    "ends-range": lambda change: change.percent.joined and change.window.word_before in JOINERS,
    "follows": lambda change: change.figures[1].span < change.percent.span,
    "linked": lambda change: (change.words | words("numbers/before a change")).issuperset(change.between),
    "apart": lambda change: float(len(change.between)),
    "changes-between": lambda change: float(sum(word in change.words for word in change.between)),
    "times": lambda change: float(
        max(change.start.value, change.end.value) / min(change.start.value, change.end.value)
    ),
}
compile = Detector(propose, tell, FEATURES).compile
