"""Ranges that run down."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.numbers import Number, find_prose_numbers, joint_of, quote_figure, window_of
from auditor.rule import Rule
from auditor.window import Window


class Range(NamedTuple):
    """A range that runs down."""

    window: Window
    low: Number
    high: Number

    @property
    def opener(self) -> Window:
        """The first figure."""
        return window_of(self.window.document, self.low)


def propose_ranges(document: Document, rule: Rule) -> Iterator[Range]:
    """ "between 30 and 20 people", "20 to 15 miles"."""
    for low, high in pairwise(document.layer(find_prose_numbers)):
        if low.value > high.value > 0 and _are_joined(document, low, high):
            yield Range(Window(document, low.tokens[0], high.tokens[1]), low, high)


def _are_joined(document: Document, low: Number, high: Number) -> bool:
    """Whether "to", or "and" after "between", joins two figures that are for the same."""
    alike = (low.kind, low.unit, low.noun) == (high.kind, high.unit, high.noun)
    return low.joined and joint_of(document, low, high) in ("to", "and") and alike and bool(high.unit or high.noun)


def _tell_range(found: Range, rule: Rule) -> Hit:
    document = found.window.document
    values = {"low": quote_figure(document, found.high), "high": quote_figure(document, found.low)}
    return Hit(rule, found.window.span, values=values)


DETECTOR = Detector(
    propose_ranges,
    _tell_range,
    {
        "joiner": lambda found: " ".join(found.opener.after(1)),
        "ends": lambda found: found.high.kind,
        "unit": lambda found: found.high.unit,
        "ratio": lambda found: float(found.low.value / found.high.value),
    },
)
