"""Kind `percent-change`: a change in per cent that is not the one from the first figure to the second."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import chain, takewhile
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.forms import Forms
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.forms import find_worded
from auditor.mentions.levels import AMOUNTS, LEVELS, Level, from_and_to, level_of, times_between
from auditor.mentions.numbers import JOINTS, Number, find_prose_numbers, numbers_of_sentence, phrase_of, window_of
from auditor.mentions.rounding import half_unit
from auditor.rule import Rule
from auditor.text.figures import spell_number
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"change", "direction", "end", "percent", "start"})
VERB_REACH = 4
"""Tokens before the percentage, or the amount, among which the change is named; behind it two are looked at too."""
WHOLE = 100
SCALE = 1000
"""The least scale that a figure may lack: "up 47 percent from the $677", for 677 million."""
CENT = Fraction(1, 100)
CENTS = frozenset({"cent", "penny"})


class Params(Schema):
    """`changes` are words for one, `falls` those of them that go down; `forms` are how texts word one with its end and
    its start or its amount, as `compile_form` reads them. `slack` is in percentage points."""

    changes = fields.List(fields.Str(), required=True)
    falls = fields.List(fields.Str(), load_default=[])
    forms = Forms("percent", "end")
    slack = fields.Float(load_default=1.0, validate=validate.Range(0, WHOLE))


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
    slack: Fraction
    """Percentage points that it may be off beside a tenth of it, and what the figures leave open."""
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
    def clause(self) -> frozenset[str]:
        """What stands between the percentage and the first figure behind it, from the last comma on."""
        phrases = (phrase_of(self.window.document, figure) for figure in self.figures)
        behind = next((phrase for phrase in phrases if phrase.first >= self.window.end), self.window)
        return frozenset(takewhile(lambda word: word != ",", reversed(self.window.between(behind))))

    @property
    def exact(self) -> Fraction:
        """What the figures make as they stand, though each may be rounded, in per cent."""
        return (self.end.value / self.start.value - 1) * WHOLE

    @property
    def times(self) -> Fraction:
        """How many times the higher level is the lower one."""
        low, high = sorted((self.start.value, self.end.value))
        return high / low

    @property
    def doubted(self) -> Span:
        """The percentage, or the lower level if it seems to lack a scale that the higher one has."""
        lower = min(self.figures, key=lambda number: number.value)
        return lower.span if self.times >= SCALE else self.window.span

    @property
    def fits(self) -> bool:
        """Whether figures rounded as these are leave room for the change in per cent."""
        low, high = ((times - 1) * WHOLE for times in times_between(self.start, self.end))
        told = Fraction(self.percent.value)
        slack = self.slack + max(told, abs(low)) / 10
        return any(low - slack <= sign * told <= high + slack for sign in (1, -1))


def propose(document: Document, rule: Rule) -> Iterator[Change]:
    """ "rose 5 percent, from 100 to 105", "from 100 to 105, a rise of 5 percent", "fell 5, or 5 percent, to 95"."""
    changes: dict[Number, Change] = {}
    for change in chain(_from_and_to(document, rule), _worded(document, rule)):
        if min(change.start.value, change.end.value) > 0:
            changes.setdefault(change.percent, change)
    return iter(changes.values())


def _from_and_to(document: Document, rule: Rule) -> Iterator[Change]:
    """The changes between two amounts beside a percentage of which one has "from" before it and one "to"."""
    slack = Fraction(rule.params["slack"])
    for percent in document.layer(find_prose_numbers):
        window = window_of(document, percent)
        for pair in _pairs_beside(window) if percent.kind == "percent" else ():
            levels = from_and_to(document, pair) if pair[0].kind in AMOUNTS else None
            if levels:
                yield Change(window, percent, pair, window, *levels, slack, rule)


def _pairs_beside(window: Window) -> Iterator[Sequence[Number]]:
    """Levels next to a percentage in its sentence: both behind it, both before it, one on either side."""
    numbers = [number for number in numbers_of_sentence(window) if number.kind in LEVELS]
    at = bisect_left(numbers, window.first, key=lambda number: number.tokens[0])
    pairs = (numbers[at + 1 : at + 3], numbers[at - 2 : at], numbers[at - 1 : at + 2 : 2])
    return (pair for pair in pairs if len(pair) == 2)


def _worded(document: Document, rule: Rule) -> Iterator[Change]:
    """The changes that one of the rule's forms tells: from a start to an end, or by an amount to an end."""
    for figures, at in find_worded(document, rule):
        percent, end = figures[at["percent"]], figures[at["end"]]
        other = figures[at["start" if "start" in at else "amount"]]
        read = _back_to_start if "start" in at else _from_amount
        yield from filter(None, [read(document, rule, percent, other, end)])


def _back_to_start(document: Document, rule: Rule, percent: Number, start: Number, end: Number) -> Change | None:
    """The change of "sales of 105, up 5 percent from the 100 of last year"; a count may leave its noun out."""
    bare = end.kind == start.kind == "count" and not start.noun
    if not bare and _what_of(end) != _what_of(start):
        return None
    window, levels = window_of(document, percent), (level_of(document, start), level_of(document, end))
    return Change(window, percent, (end, start), window, *levels, Fraction(rule.params["slack"]), rule)


def _from_amount(document: Document, rule: Rule, percent: Number, amount: Number, end: Number) -> Change | None:
    """The change of "fell 5 dollars, or 5 percent, to 95 dollars" and of "fell 5 percent, or 5 dollars, to 95"."""
    told_first = window_of(document, min(percent, amount))
    near = [*told_first.before(VERB_REACH), *phrase_of(document, amount).after(1)]
    scale = _scale(amount, end) * (-1 if set(near).isdisjoint(rule.params["falls"]) else 1)
    by, level = level_of(document, amount), level_of(document, end)
    start = level.value + by.value * scale
    if not scale:
        return None
    window, slack = window_of(document, percent), half_unit(document, percent)
    begun = Level(start, level.half + by.half * abs(scale), spell_number(start))
    return Change(window, percent, (amount, end), told_first, begun, level, slack, rule)


def _what_of(number: Number) -> tuple[str, str, str]:
    """What a number is for: its kind, its unit, and what it counts."""
    return number.kind, number.unit, number.noun if number.kind == "count" else ""


def _scale(amount: Number, end: Number) -> Fraction:
    """What the amount is worth in the unit of the level; 0 where they have nothing in common."""
    if amount.unit in CENTS and end.kind == "money" and end.unit not in CENTS:
        return CENT
    if end.kind == "count" and not end.noun:
        return Fraction(not amount.modifiers)
    return Fraction(_what_of(amount) == _what_of(end))


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
    return Hit(rule, change.doubted, values=values, evidence=(evidence,))


FEATURES = {
    "fits": lambda change: change.fits,
    "named": lambda change: not change.words.isdisjoint([*change.named.before(VERB_REACH), *change.named.after(2)]),
    "bounded": lambda change: any(number.comparator for number in (change.percent, *change.figures)),
    "ends-range": lambda change: change.percent.joined and change.window.word_before in JOINTS,
    "amount": lambda change: from_and_to(change.window.document, change.figures) is None,
    "follows": lambda change: change.figures[1].span < change.percent.span,
    "linked": lambda change: (change.words | words("numbers/before a change")).issuperset(change.between),
    "apart": lambda change: float(len(change.between)),
    "clause": lambda change: change.clause,
    "changes-between": lambda change: float(sum(word in change.words for word in change.between)),
    "start-first": lambda change: change.figures[0].value == change.start.value,
    "times": lambda change: float(change.times),
}
compile = Detector(propose, tell, FEATURES).compile
