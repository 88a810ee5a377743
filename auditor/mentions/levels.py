"""Levels that something rose or fell from or to, and how much lies between two of them."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.numbers import Number, phrase_of, quote_number, window_of
from auditor.mentions.rounding import half_unit

AMOUNTS = frozenset({"count", "money", "measure"})
"""Kinds of numbers that say how much there is of something."""
LEVELS = AMOUNTS | {"percent"}
"""Kinds that something can rise or fall from or to; no year or day in which it did."""


class Level(NamedTuple):
    """A figure that something rose or fell from or to."""

    value: Fraction
    half: Fraction
    """How far it may be rounded."""
    shown: str

    @property
    def bounds(self) -> tuple[Fraction, Fraction]:
        """Between which values it was rounded; at least half of what it is, so that one can divide by it."""
        return max(self.value - self.half, self.value / 2), self.value + self.half


def level_of(document: Document, number: Number) -> Level:
    """The level that a number of the text states."""
    return Level(Fraction(number.value), half_unit(document, number), quote_number(document, number))


def from_and_to(document: Document, pair: Sequence[Number]) -> tuple[Level, Level] | None:
    """The two levels of "from A to B" or "to B from A"; None if the two are none, or not of one kind and unit."""
    by_word = {word: number for number in pair for word in _words_before(document, number)}
    alike = (pair[0].kind, pair[0].unit) == (pair[1].kind, pair[1].unit)
    if not alike or not {"from", "to"} <= by_word.keys():
        return None
    return level_of(document, by_word["from"]), level_of(document, by_word["to"])


def _words_before(document: Document, number: Number) -> tuple[str, str]:
    """The words right before a number, and before what bounds it."""
    return window_of(document, number).word_before, phrase_of(document, number).word_before


def times_between(low: Level, high: Level) -> tuple[Fraction, Fraction]:
    """How many times `low` the level `high` is: at least, and at most, as far as both may be rounded."""
    (least, most), (smallest, largest) = low.bounds, high.bounds
    return smallest / most, largest / least
