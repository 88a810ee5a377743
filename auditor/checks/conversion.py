"""Kind `conversion`: a quantity told in two units that are not the same: "40 miles (94 kilometres)"."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.number_fit import ABOVE, BELOW
from auditor.mentions.quantities import Conversion, agree, convert, find_conversions
from auditor.rule import Rule
from auditor.text.figures import spell_number
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"told", "exact", "unit"})
FINER = 10
"""Times as fine as the second quantity is told, the first is told in its unit."""
CUTS: Mapping[str, Callable[[Fraction], int]] = {
    **dict.fromkeys(ABOVE, math.floor),
    **dict.fromkeys(BELOW, math.ceil),
}
"""How a figure is cut that still holds, by what bounds it: what is over 64 is over 60, what is under 64 under 70."""


class Params(Schema):
    """None."""


class Difference(NamedTuple):
    """A conversion that the units do not bear out."""

    window: Window
    """The second quantity."""
    conversion: Conversion

    as_difference: bool
    """Whether it tells how much more or less something is: zeros, which only temperatures have, do not count."""

    @property
    def told(self) -> Window:
        """The first quantity."""
        return self.conversion.told.window


def propose(document: Document, rule: Rule) -> Iterator[Difference]:
    """Quantities told twice that differ, however they are rounded."""
    for conversion in document.layer(find_conversions):
        as_difference = _tells_a_difference(conversion)
        if not agree(*conversion, as_difference=as_difference):
            yield Difference(conversion.converted.window, conversion, as_difference)


def _tells_a_difference(conversion: Conversion) -> bool:
    """Whether a word says so: "by 2 degrees C (3.6 F)", "2 degrees C (3.6 F) warmer"."""
    told, converted = (quantity.window for quantity in conversion)
    return told.word_before == "by" or not words("numbers/degrees apart").isdisjoint(converted.after(2))


def tell(found: Difference, rule: Rule) -> Hit:
    """The second quantity, with what the first comes to."""
    told, converted = found.conversion
    document, span = found.window.document, found.told.span
    evidence = Evidence("the same in another unit", span=span, quote=document.text[slice(*span)])
    values = {
        "told": " ".join(evidence.quote.split()),
        "exact": " to ".join(_exact(found, figure.value) for figure in told.figures),
        "unit": converted.written,
    }
    return Hit(rule, found.window.span, values=values, evidence=(evidence,))


def _exact(found: Difference, value: Fraction) -> str:
    """What a figure of the first quantity comes to, a digit finer than the second is told."""
    converted, exact = found.conversion.converted, _convert(found, value)
    step = min(converted.figures[0].last, _first_digit(exact)) / FINER
    rounded = round(exact / step) * step
    spelled = spell_number(rounded)
    return spelled if rounded == exact or spelled.startswith("about ") else f"about {spelled}"


def _convert(found: Difference, value: Fraction) -> Fraction:
    """A figure of the first quantity in the unit of the second."""
    told, converted = found.conversion
    return convert(value, told.unit, converted.unit, as_difference=found.as_difference)


def _is_cut(found: Difference) -> bool:
    """Whether the second is the first, of which only a bound is told, cut to one digit: "over 40 miles (60 km)"."""
    told, converted = found.conversion
    cut = CUTS.get(told.first.comparator)
    pairs = zip(told.figures, converted.figures, strict=True)
    return cut is not None and all(
        _to_one_digit(abs(_convert(found, one.value)), cut) == abs(other.value) for one, other in pairs
    )


def _to_one_digit(value: Fraction, cut: Callable[[Fraction], int]) -> Fraction:
    """The figure with zeros behind its first digit."""
    step = _first_digit(value)
    return cut(value / step) * step


def _first_digit(value: Fraction) -> Fraction:
    """What one of its first digit is worth."""
    return Fraction(10) ** math.floor(math.log10(abs(value))) if value else Fraction(1)


FEATURES: Mapping[str, Feature] = {
    "fits-as-difference": lambda found: agree(*found.conversion, as_difference=True),
    "before-told": lambda found: frozenset(found.told.before(2)),
    "cut": _is_cut,
    "bounded": lambda found: found.conversion.converted.first.comparator not in ("", "about"),
}
compile = Detector(propose, tell, FEATURES).compile
