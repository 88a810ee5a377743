"""Quantities that a text tells twice, in two units: "40 miles (64 kilometres)"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files
from itertools import pairwise, zip_longest
from typing import Any, NamedTuple

import yaml

from auditor.document import Document
from auditor.mentions.numbers import Number, find_prose_numbers, joint_of, phrase_of
from auditor.mentions.phrases import Phrases
from auditor.mentions.rounding import half_unit
from auditor.vocabulary import words
from auditor.window import Window
from auditor.yaml_depth import SafeLoader

MIN_UNITS = 2
_MINUS = re.compile(r"(?:\bminus\s|(?<!\w)[-−–—‑])$")
"""Right before a figure below zero: "minus 10", "(-10", but not "5-10"."""
MINUS_LENGTH = 8
"""Characters that are read for it."""
ROUNDED_SHARE = Fraction(1, 20)
"""A figure that ends in 0 or 5 may be rounded there, but not by more of itself. With it 42 of the 43 conversions of the
development articles come out, "30 kilometres (20 miles)" among them; the other one is an error."""
EXACT = Fraction(0)
HALF = Fraction(1, 2)
"""How far a figure in words may be rounded."""


class Unit(NamedTuple):
    """A unit of measure."""

    name: str
    kind: str
    worth: Sequence[Fraction]
    """In the base of its kind; several where one word stands for several units."""
    zero: Fraction
    """Where it begins to count, in that base."""
    lower: str
    """The unit that tells the rest of a quantity: the inches of "6 feet 2 inches"."""


class Figure(NamedTuple):
    """One figure of a quantity, in its unit."""

    value: Fraction
    half: Fraction
    """How far it may be rounded."""
    last: Fraction = Fraction(1)
    """What one of its last digit is worth."""


class Quantity(NamedTuple):
    """Figures with a unit."""

    window: Window
    """From the first figure to the unit."""
    unit: Unit
    written: str
    """Its unit as the text has it."""
    figures: Sequence[Figure]
    """One, or the low and the high one of a range."""
    first: Number


class Conversion(NamedTuple):
    """A quantity, and the same in another unit behind it."""

    told: Quantity
    converted: Quantity


@cache
def load_units() -> Phrases[Unit]:
    """Units by the words that texts have for them."""
    text = (files("auditor.mentions") / "data" / "conversions.yaml").read_text(encoding="utf-8")
    kinds: dict[str, dict[str, Any]] = yaml.load(text, SafeLoader)  # safe, in C # nosec B506
    rows = [(_read_unit(kind, name, row), row) for kind, units in kinds.items() for name, row in units.items()]
    return Phrases.of({tuple(phrase.split()): unit for unit, row in rows for phrase in row["words"]}, 0)


def _read_unit(kind: str, name: str, row: Mapping[str, Any]) -> Unit:
    worth = [Fraction(str(each)) for each in row["is"]]
    return Unit(name, kind, worth, Fraction(str(row.get("zero", 0))), row.get("lower", ""))


def find_conversions(document: Document) -> list[Conversion]:
    """The quantities of the article's own prose that are told in two units side by side, in order."""
    if len(load_units().lengths.keys() & document.tokens.counts.keys()) < MIN_UNITS:
        return []
    return [Conversion(*pair) for pair in pairwise(_quantities(document)) if _are_side_by_side(*pair)]


def _quantities(document: Document) -> Iterator[Quantity]:
    """All figures with a unit; those of one range, and of one compound, as one."""
    numbers, end = document.layer(find_prose_numbers), 0
    for number, following in zip_longest(numbers, numbers[1:]):
        quantity = _read_quantity(document, number, following) if number.tokens[0] >= end else None
        if quantity:
            end = quantity.window.end
            yield quantity


def _read_quantity(document: Document, number: Number, following: Number | None) -> Quantity | None:
    """The quantity that begins with `number`, perhaps told with the one that follows."""
    one = _measured(document, number)
    other = _measured(document, following) if following else None
    if one is None:
        return other and _range_of(document, number, other)
    return one if other is None else _with_rest(document, one, other)


def _measured(document: Document, number: Number) -> Quantity | None:
    """A figure with the unit right behind it, a hyphen between them aside."""
    folded, first = document.tokens.folded, number.tokens[1]
    end, unit = load_units().at(folded, first + (folded[first : first + 1] == ["-"])) or (first, None)
    if unit is None or number.kind not in words("numbers/sized") or _is_below_a_line(number):
        return None
    written = " ".join(document.tokens.words[first:end]).removeprefix("- ")
    return Quantity(Window(document, number.tokens[0], end), unit, written, [_figure(document, number)], number)


def _with_rest(document: Document, upper: Quantity, rest: Quantity) -> Quantity:
    """The quantity told with the one right behind it, if that is in its lower unit: "6 feet 2 inches"."""
    if rest.window.first != upper.window.end or rest.unit.name != upper.unit.lower:
        return upper
    share = rest.unit.worth[0] / upper.unit.worth[0]
    value = Fraction(upper.first.value) + Fraction(rest.first.value) * share
    figure = Figure(value, half_unit(document, rest.first) * share)
    return upper._replace(window=upper.window._replace(end=rest.window.end), figures=[figure])


def _range_of(document: Document, low: Number, high: Quantity) -> Quantity | None:
    """ "30 to 40 miles"."""
    if not (low.joined and joint_of(document, low, high.first)):
        return None
    figures = [_figure(document, low), *high.figures]
    return high._replace(window=high.window._replace(first=low.tokens[0]), figures=figures, first=low)


def _figure(document: Document, number: Number) -> Figure:
    """The figure with its sign, and how far it may be rounded."""
    value = abs(Fraction(number.value))
    start = number.span.start
    sign = -1 if _MINUS.search(document.folded, max(0, start - MINUS_LENGTH), start) else 1
    written = half_unit(document, number) or HALF
    return Figure(sign * value, max(written, min(_round_step(value) / 2, value * ROUNDED_SHARE)), 2 * written)


def _is_below_a_line(number: Number) -> bool:
    """Whether it is a fraction that names something: "6/100"."""
    return number.kind == "label" and number.tokens[1] - number.tokens[0] > 1


def _round_step(value: Fraction) -> Fraction:
    """The largest of 1, 5, 10, 50, 100... that divides the value; 0 for what is no whole number."""
    if not value or value.denominator != 1:
        return EXACT
    power = 10 ** (len(str(value)) - len(str(value).rstrip("0")))
    return Fraction(5 * power if value % (5 * power) == 0 else power)


def _are_side_by_side(told: Quantity, converted: Quantity) -> bool:
    """Whether the second stands in brackets behind the first, or after "or", and is all that stands there."""
    alike = told.unit.kind == converted.unit.kind and told.unit.name != converted.unit.name
    return alike and len(told.figures) == len(converted.figures) and _is_set_apart(told, converted)


def _is_set_apart(told: Quantity, converted: Quantity) -> bool:
    """Whether marks part the second quantity from what stands around it; "high" and "away" count for nothing."""
    opening = phrase_of(told.window.document, converted.first)
    between = _without_extents(told.window.between(opening))
    behind = _without_extents(converted.window.after())
    opened = words("numbers/told again").issuperset(between) and between[:1] != ["or"] and between not in ([], [","])
    return opened and words("numbers/closes a conversion").issuperset(behind[:1])


def _without_extents(found: Sequence[str]) -> list[str]:
    extents = words("numbers/extents")
    return [word for word in found if word not in extents]


def agree(told: Quantity, converted: Quantity, *, as_difference: bool = False) -> bool:
    """Whether both may be the same, as they are rounded; for a difference of temperatures zeros do not count."""
    pairs = zip(told.figures, converted.figures, strict=True)
    return all(_meet(told.unit, converted.unit, pair, as_difference) for pair in pairs)


def _meet(one: Unit, other: Unit, pair: tuple[Figure, Figure], as_difference: bool) -> bool:
    """Whether two figures of two units may be the same for one meaning of each unit."""
    values = (_values(unit, figure, as_difference) for unit, figure in zip((one, other), pair, strict=True))
    firsts, others = map(list, values)
    return any(low <= highest and lowest <= high for low, high in firsts for lowest, highest in others)


def _values(unit: Unit, figure: Figure, as_difference: bool) -> Iterator[tuple[Fraction, Fraction]]:
    """Between which values of the base a figure lies, for each meaning of its unit."""
    zero = EXACT if as_difference else unit.zero
    for worth in unit.worth:
        yield (figure.value - figure.half) * worth + zero, (figure.value + figure.half) * worth + zero


def convert(value: Fraction, unit: Unit, to: Unit, *, as_difference: bool = False) -> Fraction:
    """A figure of one unit in another; of units with several meanings in the first."""
    zeros = EXACT if as_difference else unit.zero - to.zero
    return (value * unit.worth[0] + zeros) / to.worth[0]
