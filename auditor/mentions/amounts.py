"""Amounts of money and large counts of one figure that a text tells in two magnitudes or currencies."""

from __future__ import annotations

from collections.abc import Sequence, Set
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.levels import AMOUNTS
from auditor.mentions.number_words import load_number_words, singular
from auditor.mentions.numbers import Number, content_words, find_prose_numbers, find_title_numbers, window_of
from auditor.mentions.rounding import significant_digits
from auditor.text.stems import stem
from auditor.vocabulary import words
from auditor.window import Window

THOUSAND = 1000
LARGE = 1_000_000
"""From here on a count of things is told in millions or more."""
NEAR = 6
"""Tokens on either side of an amount that say what it is for."""
CENTS = frozenset({"cent", "penny"})
ONE_SIGN = {"¥": "yuan"}
"""Signs that stand for another currency too, and that one."""


class Amount(NamedTuple):
    """A sum of money, or a large count of one thing."""

    window: Window
    """The figure with its currency or noun."""
    number: Number
    currency: str
    """ "" for a count."""
    noun: str
    """What it counts; "" for money."""

    @property
    def value(self) -> Fraction:
        """What it is worth, in units of its currency."""
        return Fraction(self.number.value)

    @property
    def figure(self) -> Fraction:
        """Its figure without a scale, from 1 to below 1,000."""
        figure = self.value
        while figure >= THOUSAND:
            figure /= THOUSAND
        return figure

    @property
    def digits(self) -> int:
        """How many significant digits its figure has."""
        return significant_digits(self.figure)

    def differences(self, other: Amount) -> frozenset[str]:
        """In what it differs from an amount of the same figure: "magnitude", "currency", "noun"."""
        told = {
            "magnitude": (self.value, other.value),
            "currency": (self.currency, other.currency),
            "noun": (self.noun, other.noun),
        }
        return frozenset(name for name, (mine, its) in told.items() if mine != its)

    @property
    def told(self) -> frozenset[str]:
        """The content words of its sentence, without names of money."""
        return _without_money(content_words(self.window))

    @property
    def near(self) -> frozenset[str]:
        """Those of them that stand next to it, as stems."""
        return frozenset(map(stem, self.told.intersection(self.window.around(NEAR))))


@cache
def _nouns_of_money() -> Set[str]:
    """All of them, in the singular."""
    return load_number_words().currency_nouns.keys() | words("numbers/currencies")


def _without_money(found: frozenset[str]) -> frozenset[str]:
    money = _nouns_of_money()
    return frozenset(word for word in found if singular(word) not in money)


def find_amounts(document: Document) -> list[Amount]:
    """Those of the article's own prose, in order."""
    return _amounts_of(document, document.layer(find_prose_numbers), "text")


def find_title_amounts(document: Document) -> list[Amount]:
    """Those of the title, in order."""
    return _amounts_of(document, document.layer(find_title_numbers), "title")


def _amounts_of(document: Document, numbers: Sequence[Number], field: str) -> list[Amount]:
    amounts = (_read_amount(window_of(document, number, field), number) for number in numbers)
    return list(filter(None, amounts))


def _read_amount(window: Window, number: Number) -> Amount | None:
    """The amount that a number states; None for a small count, and for a side of a range, which may lack its scale."""
    if number.kind not in AMOUNTS or number.joined or number.value < 1:
        return None
    currency = _currency_of(window, number)
    noun = "" if currency else _counted_by(number)
    return Amount(_with_noun(window, number), number, currency, noun) if currency or noun else None


def _counted_by(number: Number) -> str:
    """What a large count is of."""
    return number.noun if number.kind == "count" and number.value >= LARGE else ""


def _with_noun(window: Window, number: Number) -> Window:
    """The figure with the noun that it counts, if that is money or stands for all of it."""
    named = _counted_by(number) or number.unit == "pound" or number.noun in _nouns_of_money()
    return window._replace(end=max(window.end, number.phrase[1])) if named else window


def _currency_of(window: Window, number: Number) -> str:
    """The currency of a figure; "" for none. Pounds of something are a weight; a sign may stand for two currencies."""
    if number.unit == "pound":
        return "" if window.after(2)[1:] == ["of"] else "£"
    if number.kind == "money":
        return "" if number.unit in CENTS else ONE_SIGN.get(number.unit, number.unit)
    return number.noun if number.noun in words("numbers/currencies") else ""
