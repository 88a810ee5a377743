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
from auditor.mentions.levels import AMOUNTS, Level, from_and_to, level_of, times_between
from auditor.mentions.numbers import JOINERS, Number, find_prose_numbers, phrase_of, window_of
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
BARE = frozenset({"count", "measure"})
"""What may be told without its noun the second time: "fell 200 points, or 2 percent, to 9,800"."""


class Params(Schema):
    """`changes` are words for one, `falls` those of them that go down. `slack` is in percentage points."""

    changes = fields.List(fields.Str(), required=True)
    falls = fields.List(fields.Str(), load_default=[])
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
    if levels := from_and_to(document, pair) or _back_to_start(document, rule, percent, pair):
        return Change(window, percent, pair, window, *levels, Fraction(rule.params["slack"]), rule)
    told_first = window_of(document, min(percent, pair[0]))
    levels = _from_amount(rule, told_first, pair) if _leads_to(document, rule, percent, pair) else None
    slack = half_unit(document, percent)
    return Change(window, percent, pair, told_first, *levels, slack, rule) if levels else None


def _back_to_start(
    document: Document, rule: Rule, percent: Number, pair: tuple[Number, Number]
) -> tuple[Level, Level] | None:
    """The start and the end of "sales of 105, up 5 percent from the 100 of last year"."""
    end, change, start = (phrase_of(document, number) for number in (pair[0], percent, pair[1]))
    if not pair[0] < percent < pair[1] or not _are_alike(*pair):
        return None
    leading, back = end.between(change), change.between(start)
    named = leading[:1] == [","] and _are_among(leading, "before a change", frozenset(rule.params["changes"]))
    if named and back[:1] == ["from"] and _are_among(back, "back to"):
        return level_of(document, pair[1]), level_of(document, pair[0])
    return None


def _are_alike(end: Number, start: Number) -> bool:
    """Whether two levels are of one matter; a count may leave its noun out the second time."""
    bare = end.kind == start.kind == "count" and not start.noun
    return bare or _what_of(end) == _what_of(start)


def _what_of(number: Number) -> tuple[str, str, str]:
    """What a number is for: its kind, its unit, and what it counts."""
    return number.kind, number.unit, number.noun if number.kind == "count" else ""


def _leads_to(document: Document, rule: Rule, percent: Number, pair: tuple[Number, Number]) -> bool:
    """Whether a change is told as an amount and in per cent, and where it leads to: "5, or 5 percent, to 95"."""
    percent_window, amount, end = (phrase_of(document, number) for number in (percent, *pair))
    changes = frozenset(rule.params["changes"])
    if percent > pair[1]:
        return _arrives(amount.between(end)) and _are_among(end.between(percent_window), "before a change", changes)
    first, last = sorted((percent_window, amount))
    return _arrives(last.between(end)) and _are_among(first.between(last), "or so much", changes)


def _arrives(leading: Sequence[str]) -> bool:
    """Whether these words lead from a change to a level."""
    return leading[-1:] in (["to"], ["at"]) and _are_among(leading, "arrives at")


def _are_among(told: Sequence[str], listed: str, changes: frozenset[str] = frozenset()) -> bool:
    """Whether there are words, all of a list or for a change."""
    return bool(told) and (words(f"numbers/{listed}") | changes).issuperset(told)


def _from_amount(rule: Rule, told_first: Window, pair: tuple[Number, Number]) -> tuple[Level, Level] | None:
    """The levels of "fell 5 dollars, or 5 percent, to 95 dollars" and of "fell 5 percent, or 5 dollars, to 95"."""
    amount, end = (level_of(told_first.document, number) for number in pair)
    near = [*told_first.before(VERB_REACH), *phrase_of(told_first.document, pair[0]).after(1)]
    verbs = [word for word in near if word in rule.params["changes"]]
    scale = _scale(*pair) * (1 if not set(verbs).isdisjoint(rule.params["falls"]) else -1)
    start = end.value + amount.value * scale
    if not verbs or not scale or start <= 0:
        return None
    return Level(start, end.half + amount.half * abs(scale), spell_number(start)), end


def _scale(amount: Number, end: Number) -> Fraction:
    """What the amount is worth in the unit of the level; 0 where they have nothing in common."""
    if end.kind == "money":
        return _scale_of_money(amount, end)
    bare = end.kind == "count" and not end.noun
    if bare and amount.kind in BARE:
        return Fraction(not amount.modifiers)
    return Fraction(_what_of(amount) == _what_of(end))


def _scale_of_money(amount: Number, end: Number) -> Fraction:
    """The same where the level is money."""
    if amount.unit in CENTS and end.unit not in CENTS:
        return CENT
    return Fraction((amount.kind, amount.unit) == (end.kind, end.unit))


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
    "ends-range": lambda change: change.percent.joined and change.window.word_before in JOINERS,
    "amount": lambda change: from_and_to(change.window.document, change.figures) is None,
    "follows": lambda change: change.figures[1].span < change.percent.span,
    "linked": lambda change: (change.words | words("numbers/before a change")).issuperset(change.between),
    "apart": lambda change: float(len(change.between)),
    "changes-between": lambda change: float(sum(word in change.words for word in change.between)),
    "start-first": lambda change: change.figures[0].value == change.start.value,
    "times": lambda change: float(change.times),
}
compile = Detector(propose, tell, FEATURES).compile
