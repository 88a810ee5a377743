"""Quantities that a text tells twice, in two units: "40 miles (64 kilometres)"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import Any, NamedTuple

import yaml

from auditor.document import Document
from auditor.mentions.number_values import HYPHENS
from auditor.mentions.numbers import Number, find_prose_numbers, phrase_of
from auditor.mentions.rounding import half_unit
from auditor.text.tokens import Tokens
from auditor.vocabulary import words
from auditor.window import Window
from auditor.yaml_depth import SafeLoader

MAX_UNIT_WORDS = 3
MIN_UNITS = 2
MINUS = frozenset({"minus", "−", *HYPHENS})
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


class _Behind(NamedTuple):
    """A unit behind a figure, as it is written, and the token after it."""

    unit: Unit
    written: str
    end: int


class Conversion(NamedTuple):
    """A quantity, and the same in another unit behind it."""

    told: Quantity
    converted: Quantity


@cache
def load_units() -> Mapping[tuple[str, ...], Unit]:
    """Units by the words that texts have for them."""
    text = (files("auditor.mentions") / "data" / "conversions.yaml").read_text(encoding="utf-8")
    kinds: dict[str, dict[str, Any]] = yaml.load(text, SafeLoader)  # safe, in C # nosec B506
    return {
        tuple(phrase.split()): _read_unit(kind, name, row)
        for kind, units in kinds.items()
        for name, row in units.items()
        for phrase in row["words"]
    }


def _read_unit(kind: str, name: str, row: Mapping[str, Any]) -> Unit:
    worth = [Fraction(str(each)) for each in row["is"]]
    return Unit(name, kind, worth, Fraction(str(row.get("zero", 0))), row.get("lower", ""))


@cache
def _first_words() -> frozenset[str]:
    return frozenset(phrase[0] for phrase in load_units())


def find_conversions(document: Document) -> list[Conversion]:
    """The quantities of the article's own prose that are told in two units side by side, in order."""
    if len(_first_words() & document.tokens.counts.keys()) < MIN_UNITS:
        return []
    return [Conversion(*pair) for pair in pairwise(_quantities(document)) if _are_side_by_side(*pair)]


def _quantities(document: Document) -> Iterator[Quantity]:
    """All figures with a unit; those of one range, and of one compound, as one."""
    numbers, end = document.layer(find_prose_numbers), 0
    for at, number in enumerate(numbers):
        quantity = _read_quantity(document, *numbers[at : at + 2]) if number.tokens[0] >= end else None
        if quantity:
            end = quantity.window.end
            yield quantity


def _read_quantity(document: Document, number: Number, following: Number | None = None) -> Quantity | None:
    """The quantity that begins with `number`, perhaps told with the one that follows."""
    behind = _unit_behind(document.tokens, number)
    if behind is None:
        return _read_range(document, number, following) if following else None
    if number.kind not in words("numbers/sized") or _is_below_a_line(number):
        return None
    rest = _rest_of(document, behind, following) if following else None
    if following and rest:
        figure = _compound(document, (number, following), rest.unit.worth[0] / behind.unit.worth[0])
        return Quantity(Window(document, number.tokens[0], rest.end), behind.unit, behind.written, [figure], number)
    window = Window(document, number.tokens[0], behind.end)
    return Quantity(window, behind.unit, behind.written, [_figure(document, number)], number)


def _rest_of(document: Document, behind: _Behind, following: Number) -> _Behind | None:
    """The lower unit, if the number right behind a unit tells the rest of the quantity in it."""
    rest = _unit_behind(document.tokens, following)
    told_on = following.tokens[0] == behind.end
    return rest if told_on and rest and rest.unit.name == behind.unit.lower else None


def _read_range(document: Document, low: Number, high: Number) -> Quantity | None:
    """ "30 to 40 miles"."""
    if not (low.joined and high.joined and high.tokens[0] - low.tokens[1] == 1):
        return None
    behind = _unit_behind(document.tokens, high)
    if behind is None:
        return None
    figures = [_figure(document, each) for each in (low, high)]
    return Quantity(Window(document, low.tokens[0], behind.end), behind.unit, behind.written, figures, low)


def _compound(document: Document, numbers: tuple[Number, Number], share: Fraction) -> Figure:
    """ "6 feet 2 inches" in feet; `share` is what an inch is of a foot."""
    upper, rest = (Fraction(number.value) for number in numbers)
    return Figure(upper + rest * share, half_unit(document, numbers[1]) * share)


def _unit_behind(tokens: Tokens, number: Number) -> _Behind | None:
    """The unit right behind a figure, a hyphen between them aside."""
    folded, first = tokens.folded, number.tokens[1]
    first += first < len(folded) and folded[first] == "-"
    if first >= len(folded) or folded[first] not in _first_words():
        return None
    phrases = (tuple(folded[first : first + size]) for size in range(MAX_UNIT_WORDS, 0, -1))
    known = next((phrase for phrase in phrases if phrase in load_units()), ())
    written = " ".join(tokens.words[first : first + len(known)])
    return _Behind(load_units()[known], written, first + len(known)) if known else None


def _figure(document: Document, number: Number) -> Figure:
    """The figure with its sign, and how far it may be rounded."""
    value = abs(Fraction(number.value))
    sign = -1 if _is_below_zero(document.tokens, number.tokens[0]) else 1
    written = half_unit(document, number) or HALF
    return Figure(sign * value, max(written, min(_round_step(value) / 2, value * ROUNDED_SHARE)), 2 * written)


def _is_below_zero(tokens: Tokens, first: int) -> bool:
    """Whether a sign stands before the figure: "minus 10", "(-10", but not "5-10"."""
    sign = first - 1
    if sign < 0 or tokens.folded[sign] not in MINUS:
        return False
    ranged = sign > 0 and tokens.ends[sign - 1] == tokens.starts[sign] and tokens.folded[sign - 1][-1].isalnum()
    return tokens.folded[sign] == "minus" or (tokens.ends[sign] == tokens.starts[first] and not ranged)


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
    behind = _without_extents(converted.window.after(3))
    opened = words("numbers/told again").issuperset(between) and between not in ([], [","]) and between[0] != "or"
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
