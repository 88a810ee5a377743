"""Kind `amount-differs`: one amount told in two magnitudes, or in two currencies, for what reads as the same matter."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope, Severity
from auditor.mentions.amounts import Amount, find_amounts, find_title_amounts
from auditor.mentions.number_fit import bears_out
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
MAX_COMPARED = 20
"""Amounts of one figure that are looked at; more are a table."""
MAX_PAIRS = 50
EXACT_DIGITS = 3
"""Significant digits of a figure that hardly stands by chance for two things."""
MIN_NEAR = 2


class Params(Schema):
    """`finds`: what differs. `in_title`: whether the title is held against the text, else the text against itself."""

    finds = fields.Str(validate=validate.OneOf(["magnitude", "currency"]), required=True)
    in_title = fields.Bool(load_default=False)


class Pair(NamedTuple):
    """An amount, and the one of the text that differs from it in magnitude or currency alone."""

    window: Window
    odd: Amount
    other: Amount

    @property
    def shared(self) -> frozenset[str]:
        """What both sentences speak of."""
        return self.odd.told & self.other.told

    @property
    def near(self) -> frozenset[str]:
        """What is said right beside both."""
        return self.odd.near & self.other.near

    @property
    def openings(self) -> tuple[str, str]:
        """The words before both."""
        return self.odd.window.word_before, self.other.window.word_before

    @property
    def borne_out(self) -> bool:
        """Whether an amount of the text in that currency is the one of the title, or is rounded to it."""
        amounts = self.window.document.layer(find_amounts)
        return any(each.currency == self.odd.currency and bears_out(self.odd.number, each.number) for each in amounts)

    @property
    def converted(self) -> bool:
        """Whether brackets right behind the other say what it is in the currency of this one."""
        behind = self.other.window.end + 1
        amounts = self.window.document.layer(find_amounts) if self.other.window.word_after == "(" else ()
        return any(each.currency == self.odd.currency and each.window.first == behind for each in amounts)

    @property
    def plain(self) -> bool:
        """Whether it is plainly the same matter: in a title, or taken up with an article, or told in two like words."""
        taken_up = not words("numbers/taken up").isdisjoint(self.openings)
        exact = self.odd.digits >= EXACT_DIGITS and self.odd.currency == self.other.currency
        said = bool(self.shared) and (taken_up or exact)
        return self.window.field == "title" or said or len(self.near) >= MIN_NEAR


def propose(document: Document, rule: Rule) -> Iterator[Pair]:
    """Amounts of one figure that differ otherwise: of the title each, of the text the one told less often, or later."""
    in_title = rule.params["in_title"]
    doubted = document.layer(find_title_amounts if in_title else find_amounts)
    groups = _by_figure(document.layer(find_amounts)) if doubted else {}
    pairs = (_pair(amount, groups.get(amount.figure, ()), rule.params["finds"]) for amount in doubted)
    yield from islice(filter(None, pairs), MAX_PAIRS)


def _by_figure(amounts: Sequence[Amount]) -> Mapping[Fraction, Sequence[Amount]]:
    """The amounts of each figure, whatever its scale."""
    groups = defaultdict(list)
    for amount in amounts:
        groups[amount.figure].append(amount)
    return groups


def _pair(amount: Amount, alike: Sequence[Amount], differs_in: str) -> Pair | None:
    """An amount with the one that has most in common with it, of those that differ in one thing."""
    rivals = (other for other in alike[:MAX_COMPARED] if amount.differences(other) == {differs_in})
    others = [other for other in rivals if _is_odd(amount, other, alike)]
    best = max(others, key=lambda other: len(amount.told & other.told), default=None)
    return Pair(amount.window, amount, best) if best else None


def _is_odd(amount: Amount, other: Amount, alike: Sequence[Amount]) -> bool:
    """Whether it is the one to doubt: one of the title, and of the text what is told less often, or later."""
    if amount.window.field == "title":
        return True
    mine, its = (sum(not each.differences(one) for each in alike[:MAX_COMPARED]) for one in (amount, other))
    return (mine, other.window.first) < (its, amount.window.first)


def tell(pair: Pair, rule: Rule) -> Hit:
    """The amount, with the other one."""
    other = pair.other.window
    evidence = Evidence("the text elsewhere", "text", other.span, other.quote)
    values, severity = {"other": other.on_one_line}, None if pair.plain else Severity.INFO
    return Hit(rule, pair.window.span, pair.window.span_field, values, (evidence,), severity)


FEATURES: Mapping[str, Feature] = {
    "digits": lambda pair: float(pair.odd.digits),
    "least": lambda pair: float(min(pair.odd.value, pair.other.value)),
    "shared": lambda pair: float(len(pair.shared)),
    "near": lambda pair: float(len(pair.near)),
    "same-sentence": lambda pair: pair.odd.window.shares_sentence(pair.other.window),
    "borne-out": lambda pair: pair.borne_out,
    "converted": lambda pair: pair.converted,
    "plain": lambda pair: pair.plain,
}
compile = Detector(propose, tell, FEATURES).compile
