"""A margin that is not the difference of the result beside it: "by 12 votes, 56 to 45"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.number.parts import between, each_figure
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.number_values import HYPHENS
from auditor.mentions.numbers import Number, phrase_of, quote_figure
from auditor.rule import Rule
from auditor.text.figures import spell_number
from auditor.vocabulary import words
from auditor.window import Window

MAX_OPENING = 2
"""Tokens before a margin among which "by" or "of" stands: "by just 12 votes"."""


class Margin(NamedTuple):
    """A margin, and the two sides of a result."""

    window: Window
    margin: Number
    sides: Sequence[Number]

    @classmethod
    def of(cls, document: Document, margin: Number, sides: Sequence[Number]) -> Margin:
        """The margin over the passage that holds all three figures."""
        figures = sorted([margin, *sides], key=lambda number: number.tokens)
        return cls(Window(document, figures[0].tokens[0], figures[-1].tokens[1]), margin, sides)

    @property
    def difference(self) -> Fraction:
        """By how much one side has more."""
        one, other = (Fraction(side.value) for side in self.sides)
        return abs(one - other)

    @property
    def behind(self) -> Window:
        """The second side."""
        return phrase_of(self.window.document, self.sides[1])


def propose_margins(document: Document, rule: Rule) -> Iterator[Margin]:
    """Margins with a result right behind or before them that makes another."""
    for figures, at in each_figure(document):
        margin = figures[at]
        for sides in (figures[at + 1 : at + 3], figures[max(0, at - 2) : at]):
            if len(sides) == 2 and _is_beside(document, margin, sides):
                found = Margin.of(document, margin, sides)
                if found.difference != margin.value:
                    yield found


def _is_beside(document: Document, margin: Number, sides: Sequence[Number]) -> bool:
    """Whether two figures are a result, and the one right before or behind them its margin."""
    if not (sides[0].joined and _is_result(document, *sides) and _is_margin(document, margin)):
        return False
    first, last = (margin, sides[0]) if margin < sides[0] else (sides[1], margin)
    gap = between(document, first, last)
    return bool(gap) and words("sums/beside a margin").issuperset(gap)


def _is_margin(document: Document, number: Number) -> bool:
    """Whether something was won or lost by it: "by 12 votes", "a 12-vote win", "a majority of 12"."""
    phrase = phrase_of(document, number)
    before = phrase.before(MAX_OPENING)
    if number.joined:
        return False
    if before[-1:] == ["of"] and words("sums/a margin of").issuperset(before[:1]):
        return True
    counted = not words("sums/margins").isdisjoint((number.noun, number.unit))
    told = not words("sums/by a margin").isdisjoint(before) or phrase.word_after in words("sums/wins")
    return counted and told


def _is_result(document: Document, one: Number, other: Number) -> bool:
    """Whether both are the sides of "56 to 45", "56-45"."""
    joint = document.tokens.folded[one.tokens[1] : other.tokens[0]]
    counted = {one.kind, other.kind} <= {"count", "score"}
    return one.joined and other.joined and counted and (joint == ["to"] or not HYPHENS.isdisjoint(joint))


def _tell_margin(found: Margin, rule: Rule) -> Hit:
    document = found.window.document
    one, other = found.sides
    span = Span(one.span.start, other.span.end)
    values = {
        "parts": f"{quote_figure(document, one)} and {quote_figure(document, other)}",
        "sum": spell_number(found.difference),
        "total": quote_figure(document, found.margin),
    }
    return Hit(
        rule,
        found.window.span,
        values=values,
        evidence=(Evidence("the result", span=span, quote=document.text[slice(*span)]),),
    )


DETECTOR = Detector(
    propose_margins,
    _tell_margin,
    {
        "bounded": lambda found: any(number.comparator for number in (found.margin, *found.sides)),
        "behind": lambda found: found.behind.word_after,
    },
)
