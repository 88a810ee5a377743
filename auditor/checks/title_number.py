"""Kind `title-number`: a number of the title that the text does not bear out."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction
from itertools import combinations, pairwise

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope, Severity
from auditor.mentions.numbers import YEARS, Number, find_numbers, find_title_numbers
from auditor.mentions.times import find_document_date, find_times
from auditor.mentions.title_swaps import is_swapped
from auditor.mentions.tolls import toll_of
from auditor.rule import Rule

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
JUDGED = frozenset({"count", "money", "percent", "measure", "fraction", "age"})
OCCASIONS = frozenset({"time"})
"""Nouns that are counted several times over in any text."""
MAX_NUMBERS = 20
MAX_LISTED = 20
"""A title that promises so few things may have a text that lists them without saying how many."""
MAX_NAMED = 5
"""So many dead may be named one by one: "a woman and her two children"."""
MAX_ADDED = 2
ONE_MORE = frozenset({"another", "attacker", "attackers", "bomber", "gunman", "gunmen", "himself", "herself", "later",
                      "shooter", "suspect"})  # fmt: skip
"""Words by which a text adds one or two to the dead without a figure."""
ELSEWHERE = frozenset({"money", "date", "time", "year"})
"""Kinds of numbers that bear out neither a share nor an age."""
YEAR_KINDS = frozenset({"count", "measure"})
"""What a year is taken for before a noun: "Advent of Code 2025 week 2"."""
INTRODUCTION = 101
"""The number of a first course: "Catering 101"."""
WHOLE = 100
"""Per cent; texts say "all" and "fully" for it."""
TIME_UNITS = frozenset({"day", "week", "month", "year", "hour", "minute"})
"""Any text speaks of several spans of time: another one is no sure conflict, and "48 hours in Lemmer" needs none."""
MOST_TIMES = 10
"""A number so many times more or less counts something else, as in "Two sisters, two votes"."""
BELOW = frozenset({"about", "nearly", "under", "up to"})
ABOVE = frozenset({"over", "at least"})
OPPOSITES = {"over": BELOW, "nearly": ABOVE, "under": ABOVE, "up to": frozenset({"over"})}
BOUNDS = {
    "over": (Fraction(1), Fraction(5, 4)),
    "at least": (Fraction(1), Fraction(5, 4)),
    "under": (Fraction(4, 5), Fraction(1)),
    "up to": (Fraction(4, 5), Fraction(1)),
    "nearly": (Fraction(4, 5), Fraction(1)),
    "about": (Fraction(9, 10), Fraction(11, 10)),
}
"""How far from a bounded number of the title, as shares of it, one of the text bears it out."""
_SAME_THINGS = (
    frozenset({"nation", "country", "state"}),
    frozenset({"person", "people", "victim"}),
    frozenset({"worker", "employee", "job"}),
)
"""Nouns that titles put for each other."""


class Params(Schema):
    """`finds`: a number that the text has otherwise or not at all, or one that it bounds on the other side."""

    finds = fields.Str(validate=validate.OneOf(["value", "bound"]), required=True)


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    runs = {"value": _check_values, "bound": _check_bounds}
    return [Check([rule], lambda document, rule=rule: runs[rule.params["finds"]](document, rule)) for rule in rules]  # type: ignore[misc]


def _body_numbers(document: Document) -> list[Number]:
    return [number for number in document.layer(find_numbers) if number.span.start >= document.body_start]


def _check_values(document: Document, rule: Rule) -> Iterator[Hit]:
    """Numbers of the title that no number of the text equals or rounds to."""
    of_title = document.layer(find_title_numbers)[:MAX_NUMBERS]
    titled = [number for number in of_title if _is_judged(document, number)]
    told = {number.value for number in of_title}
    numbers = _body_numbers(document) if titled else []
    for number in titled:
        if not numbers or is_swapped(document, number.span) or any(_bears_out(number, other) for other in numbers):
            continue
        if _counts_from_year(document, number) or _is_of_score(number, numbers):
            continue
        rivals = [n for n in numbers if n.value not in told and _counts_same(number, n) and not _is_part(document, n)]
        if rivals:
            yield _hit(document, rule, number, _nearest(number, rivals))
        elif tolls := _other_tolls(document, number, numbers):
            yield replace(_hit(document, rule, number, _nearest(number, tolls)), severity=Severity.MODERATE)
        elif (number.value > MAX_LISTED and number.unit not in TIME_UNITS) or number.kind in {"money", "percent"}:
            yield _hit(document, rule, number, None)


def _counts_from_year(document: Document, number: Number) -> bool:
    """Whether so many years lie between one that the text names and its own: "60 years after the flood", "At 102"."""
    is_span = number.unit == "year" or number.kind == "age" or (number.kind == "count" and not number.noun)
    day = document.layer(find_document_date).day if is_span else None
    if day is None:
        return False
    years = {time.year for time in document.layer(find_times) if time.year is not None}
    return any(number.value - 1 <= day.year - year <= number.value + 1 for year in years)


def _is_of_score(number: Number, numbers: Sequence[Number]) -> bool:
    """Whether a score of the text has so much together or between its sides: a "six-goal derby" ends 3-3 or 5-1."""
    sides = pairwise(other.value for other in numbers if other.kind == "score")
    return any(number.value in (one + other, abs(one - other)) for one, other in sides)


def _is_part(document: Document, number: Number) -> bool:
    """Whether a number of the text counts a part of the things: "three of its bread machines"."""
    last = number.tokens[1]
    return document.tokens.folded[last : last + 1] == ["of"]


def _nearest(number: Number, rivals: Sequence[Number]) -> Number:
    """The rival whose value is the least times more or less."""
    return min(rivals, key=lambda other: abs(math.log(other.value / number.value)))


def _hit(document: Document, rule: Rule, number: Number, rival: Number | None) -> Hit:
    title = document.title
    assert title is not None
    span = Span(title.span.start + number.span.start, title.span.start + number.span.end)
    if rival is None:
        return Hit(rule, span, title.field, {"other": "no such number"}, severity=Severity.MINOR)
    quote = _shown(document, rival)
    where = Span(rival.span.start, rival.noun_span.end if rival.noun_span else rival.span.end)
    evidence = Evidence("the text", "text", where, document.text[where.start : where.end])
    severity = Severity.MINOR if number.unit in TIME_UNITS else None
    return Hit(rule, span, title.field, {"other": quote}, (evidence,), severity)


def _shown(document: Document, number: Number) -> str:
    start = number.comparator_span.start if number.comparator_span else number.span.start
    end = number.noun_span.end if number.noun_span and number.noun_span.end > number.span.end else number.span.end
    return document.text[min(start, number.span.start) : end]


def _is_judged(document: Document, number: Number) -> bool:
    """Whether the title states an amount; not a year, a label, "2.0" or "5G"."""
    title = document.title
    text = title.text if title else ""
    glued = (
        text[number.span.end : number.span.end + 1].isalnum()
        or text[number.span.start - 1 : number.span.start].isalpha()
    )
    year = number.kind in YEAR_KINDS and number.value in YEARS and text[number.span.start : number.span.end].isdigit()
    course = number.value == INTRODUCTION and not number.noun and not number.unit
    whole = number.kind == "percent" and number.value == WHOLE
    return number.kind in JUDGED and not (glued or year or course or whole) and number.value > 1


def _bears_out(number: Number, other: Number) -> bool:
    """Whether a number of the text can be the title's: a share or an age is none of what is counted there."""
    if number.kind in {"percent", "age"}:
        counts_things = other.kind == "count" and other.noun not in {"", "point"}
        if counts_things or other.kind in ELSEWHERE:
            return False
    return _says(number, other.value)


def _says(number: Number, value: int | Fraction) -> bool:
    """Whether a number of the text is the title's, is rounded or cut to it, or lies where the title bounds it."""
    titled = number.value
    if titled == value:
        return True
    if value <= 0:
        return False
    low, high = BOUNDS.get(number.comparator, (1, 1))
    step = Fraction(10) ** (math.floor(math.log10(value)) - _significant_digits(titled) + 1)
    steps = Fraction(value) / step
    return low * titled <= value <= high * titled or titled in (
        math.floor(steps) * step,
        math.floor(steps + Fraction(1, 2)) * step,
    )


def _significant_digits(titled: int | Fraction) -> int:
    digits = (
        str(titled).rstrip("0")
        if Fraction(titled).denominator == 1
        else f"{float(titled):.6g}".replace(".", "").strip("0")
    )
    return max(2 if titled < WHOLE else 1, len(digits))  # 551 may be rounded to 600, but 75 not to 80


def _counts_same(number: Number, other: Number) -> bool:
    """Whether both count the same noun, or measure in the same unit."""
    if number.kind != other.kind or other.value <= 1 or number.noun in OCCASIONS:
        return False
    if max(number.value, other.value) > MOST_TIMES * min(number.value, other.value):
        return False
    if number.noun and other.noun:
        return _is_same_thing(number.noun, other.noun)
    return bool(number.unit) and number.unit == other.unit


def _other_tolls(document: Document, number: Number, numbers: Sequence[Number]) -> list[Number]:
    """The numbers of the text that count the dead where the title's does, or the hurt, unless they add up to it."""
    toll = toll_of(document.title_tokens, number)
    if not toll or number.value <= MAX_NAMED:
        return []
    same = [other for other in numbers if toll_of(document.tokens, other) == toll]
    rivals = [other for other in same if other.value > 1]
    values = [other.value for other in same[:MAX_NUMBERS]]
    if not rivals or any(sum(pair) == number.value for pair in combinations(values, 2)):
        return []
    more = number.value - max(other.value for other in rivals)
    return [] if 0 < more <= MAX_ADDED and not ONE_MORE.isdisjoint(document.tokens.counts) else rivals


def _is_same_thing(noun: str, other: str) -> bool:
    return noun == other or any({noun, other} <= things for things in _SAME_THINGS)


def _check_bounds(document: Document, rule: Rule) -> Iterator[Hit]:
    """Numbers of the title that the text has with a bound on the other side only: "over 25" for "about 25"."""
    for number in document.layer(find_title_numbers)[:MAX_NUMBERS]:
        opposites = OPPOSITES.get(number.comparator)
        if opposites is None or number.kind not in JUDGED:
            continue
        same = [other for other in _body_numbers(document) if _counts_same(number, other)]
        equal = [other for other in same if other.value == number.value]
        if equal and all(other.comparator in opposites for other in equal) and not _has_beyond(number, same):
            yield _bounded_hit(document, rule, number, equal[0])


def _has_beyond(number: Number, same: list[Number]) -> bool:
    """Whether the text has another number of the same things on the side that the title claims."""
    above = number.comparator in ABOVE
    return any(other.value > number.value if above else other.value < number.value for other in same)


def _bounded_hit(document: Document, rule: Rule, number: Number, rival: Number) -> Hit:
    """A hit on comparator, figure and noun together."""
    title = document.title
    assert title is not None
    hit = _hit(document, rule, number, rival)
    start = min(number.comparator_span.start if number.comparator_span else number.span.start, number.span.start)
    end = max(number.span.end, number.noun_span.end if number.noun_span else 0)
    return Hit(rule, Span(title.span.start + start, title.span.start + end), title.field, hit.values, hit.evidence)
