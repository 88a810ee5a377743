"""Kind `conversion`: a quantity told in two units that are not the same: "40 miles (94 kilometres)"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.quantities import Conversion, agree, convert, find_conversions
from auditor.rule import Rule
from auditor.text.figures import spell_number
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"told", "exact", "unit"})
FINER = 10
"""Times as fine as the second quantity is told, the first is told in its unit."""


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
    told, converted = found.conversion
    exact = convert(value, told.unit, converted.unit, as_difference=found.as_difference)
    step = converted.figures[0].last / FINER
    rounded = round(exact / step) * step
    spelled = spell_number(rounded)
    return spelled if rounded == exact or spelled.startswith("about ") else f"about {spelled}"


FEATURES: Mapping[str, Feature] = {
    "fits-as-difference": lambda found: agree(*found.conversion, as_difference=True),
    "before-told": lambda found: frozenset(found.told.before(2)),
    "bounded": lambda found: found.conversion.converted.first.comparator not in ("", "about"),
}
compile = Detector(propose, tell, FEATURES).compile
