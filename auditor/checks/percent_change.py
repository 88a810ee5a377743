"""Kind `percent-change`: a change in per cent that is not the one from the first figure to the second."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.numbers import JOINERS, Number, find_prose_numbers, quote_number, words_around
from auditor.mentions.rounding import half_unit
from auditor.rule import Rule
from auditor.text.figures import spell_number

SCOPE = Scope.ARTICLE
VALUES = frozenset({"change", "direction", "end", "percent", "start"})
AMOUNTS = frozenset({"count", "money", "measure"})
MAX_APART = 16
"""Tokens between the percentage and the figures that it goes with."""
VERB_REACH = 4
"""Tokens before the percentage among which the change is named; right after it the next two are looked at too."""
LINKS = frozenset({",", "(", "-", "–", "—", "a", "an", "or", "of", "by", "that", "is", "which"})
"""What may stand between figures and the percentage that sums them up."""
MAX_RATIO = 50
"""Figures further apart lack a scale: "from $1.9 to $2.3 billion"."""
WHOLE = 100


class Params(Schema):
    """`changes` are words for one; a sentence with a word of `unless` passes. `slack` is in percentage points."""

    changes = fields.List(fields.Str(), required=True)
    unless = fields.List(fields.Str(), load_default=[])
    slack = fields.Float(load_default=1.0, validate=validate.Range(0, WHOLE))


class _Change(NamedTuple):
    """A percentage, and the figures that it leads from and to."""

    percent: Number
    start: Number
    end: Number


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [_check(rule) for rule in rules]


def _check(rule: Rule) -> Check:
    changes, unless = frozenset(rule.params["changes"]), frozenset(rule.params["unless"])
    return Check([rule], lambda document: _run(document, rule, changes, unless))


def _run(document: Document, rule: Rule, changes: frozenset[str], unless: frozenset[str]) -> Iterator[Hit]:
    for change in _changes(document, changes):
        sentence = Span(*document.sentence_at(change.percent.span.start))
        if not all(sentence.contains(number.span) for number in change):
            continue
        if not unless.isdisjoint(words_around(document, change.percent)):
            continue
        low, high = _least_and_most(document, change)
        told, slack = Fraction(change.percent.value), Fraction(rule.params["slack"])
        slack += max(told, abs(low)) / 10
        if any(low - slack <= sign * told <= high + slack for sign in (1, -1)):
            continue
        first, last = sorted((change.start, change.end), key=lambda number: number.span)
        span = Span(first.span.start, last.span.end)
        evidence = Evidence("the figures", span=span, quote=document.text[span.start : span.end])
        yield Hit(rule, change.percent.span, values=_values(document, change), evidence=(evidence,))


def _values(document: Document, change: _Change) -> dict[str, str]:
    """What the figures make as they stand, though each may be rounded."""
    exact = (Fraction(change.end.value) / change.start.value - 1) * WHOLE
    return {
        "change": spell_number(abs(exact)),
        "direction": "an increase" if exact > 0 else "a decrease" if exact < 0 else "a change",
        "percent": spell_number(change.percent.value),
        **{name: quote_number(document, getattr(change, name)) for name in ("start", "end")},
    }


def _changes(document: Document, words: frozenset[str]) -> Iterator[_Change]:
    """ "rose 5 percent, from 100 to 105", "up 5 percent to 105 from 100", "from 100 to 105, a rise of 5 percent"."""
    numbers = document.layer(find_prose_numbers)
    for index, percent in enumerate(numbers):
        if percent.kind != "percent" or percent.comparator or _ends_range(document, percent):
            continue
        for pair in (numbers[index + 1 : index + 3], numbers[max(0, index - 2) : index]):
            ends = _from_and_to(document, pair)
            if ends and _is_about(document, percent, pair, words):
                yield _Change(percent, *ends)
                break


def _ends_range(document: Document, percent: Number) -> bool:
    """Whether it is the second of "5 to 7 percent"; the first of "5 percent to 105" is marked as joined too."""
    before = percent.tokens[0] - 1
    return percent.joined and before >= 0 and document.tokens.folded[before] in JOINERS


def _from_and_to(document: Document, pair: Sequence[Number]) -> tuple[Number, Number] | None:
    """The two figures of "from A to B" or "to B from A", if both are exact amounts of one kind."""
    folded = document.tokens.folded
    by_word = {folded[number.tokens[0] - 1]: number for number in pair if number.tokens[0]}
    start, end = by_word.get("from"), by_word.get("to")
    if start is None or end is None or start.comparator or end.comparator:
        return None
    alike = start.kind == end.kind and start.unit == end.unit
    if not alike or start.kind not in AMOUNTS or start.value <= 0 or end.value <= 0:
        return None
    return (start, end) if max(start.value, end.value) <= MAX_RATIO * min(start.value, end.value) else None


def _is_about(document: Document, percent: Number, pair: Sequence[Number], words: frozenset[str]) -> bool:
    """Whether the percentage is a change, and that of the figures."""
    folded, (start, end) = document.tokens.folded, percent.tokens
    if words.isdisjoint([*folded[max(0, start - VERB_REACH) : start], *folded[end : end + 2]]):
        return False
    if pair[0].tokens[0] < start:  # ", a rise of 5 percent" says no more than that
        last = pair[-1]
        after = bisect_left(document.tokens.starts, last.noun_span.end) if last.noun_span else last.tokens[1]
        return (words | LINKS).issuperset(folded[after:start])
    between = folded[end : pair[0].tokens[0]]
    return len(between) <= MAX_APART and sum(word in words for word in between) <= 1


def _least_and_most(document: Document, change: _Change) -> tuple[Fraction, Fraction]:
    """The change in per cent that figures rounded as these are leave room for."""
    (least, most), (low, high) = (_bounds(document, number) for number in (change.start, change.end))
    return (low / most - 1) * WHOLE, (high / least - 1) * WHOLE


def _bounds(document: Document, number: Number) -> tuple[Fraction, Fraction]:
    """Between which values a figure was rounded."""
    value, half = Fraction(number.value), half_unit(document, number)
    return max(value - half, value / 2), value + half
