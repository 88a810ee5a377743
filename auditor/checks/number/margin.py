"""A margin that is not the difference of the result beside it: "by 12 votes, 56 to 45"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.forms import find_worded
from auditor.mentions.numbers import Number, phrase_of, quote_figure
from auditor.mentions.rounding import half_unit
from auditor.rule import Rule
from auditor.text.figures import spell_number
from auditor.window import Window


class Margin(NamedTuple):
    """A margin, and the two sides of a result."""

    window: Window
    """The passage that holds all three figures."""
    margin: Number
    sides: Sequence[Number]

    @property
    def difference(self) -> Fraction:
        """By how much one side has more."""
        one, other = (Fraction(side.value) for side in self.sides)
        return abs(one - other)

    @property
    def rounded(self) -> bool:
        """Whether it is the margin as far as the sides are rounded shares."""
        told = [self.margin, *self.sides] if self.sides[-1].kind == "percent" else []
        room = sum(half_unit(self.window.document, number) for number in told)
        return abs(self.difference - self.margin.value) <= room


def propose_margins(document: Document, rule: Rule) -> Iterator[Margin]:
    """Margins with a result right behind or before them that makes another."""
    for figures, at in find_worded(document, rule):
        margin, one, other = (figures[at[name]] for name in ("margin", "one", "other"))
        first, last = min(one, margin), max(other, margin)
        found = Margin(Window(document, first.tokens[0], last.tokens[1]), margin, (one, other))
        if found.difference != margin.value:
            yield found


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
        "rounded": lambda found: found.rounded,
        "in-percent": lambda found: found.margin.kind == "percent",
        "is-side": lambda found: found.margin.value in {side.value for side in found.sides},
        "before-margin": lambda found: frozenset(phrase_of(found.window.document, found.margin).before(2)),
        "behind-margin": lambda found: frozenset(phrase_of(found.window.document, found.margin).after(3)),
        "bounded": lambda found: any(number.comparator for number in (found.margin, *found.sides)),
        "behind": lambda found: phrase_of(found.window.document, found.sides[1]).word_after,
    },
)
