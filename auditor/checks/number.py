"""Kind `number`: figures of one sentence that cannot all be right: sums, shares of a whole, ranges."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from itertools import pairwise
from typing import Any, NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.numbers import Number, find_prose_numbers, phrase_of, quote_figure, window_of
from auditor.mentions.rounding import half_unit
from auditor.rule import Rule
from auditor.text.figures import spell_number
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"sum", "total", "whole", "low", "high"})
MAX_LEAD = 8
"""Tokens between the last part and its total."""
STATE_AFTER, STATE_BEFORE = 8, 3
"""Tokens behind and before a count among which it is looked for what happened to those counted."""
ONE_BY_ONE = Fraction(1, 2)
"""Half a unit of a whole figure without scale."""
WHOLE = 100
"""Per cent."""
MIN_COUNTS = 3
"""Two that agree, and the odd one."""


class Params(Schema):
    """`finds`: total, percent, range or count.

    For percent, `nouns` are what makes up a whole and `falls` verbs; for count, `states` are what happens to those
    who are counted.
    """

    finds = fields.Str(validate=validate.OneOf(["total", "percent", "range", "count"]), required=True)
    nouns = fields.List(fields.Str(), load_default=[])
    falls = fields.List(fields.Str(), load_default=[])
    states = fields.List(fields.Str(), load_default=[])


class Sum(NamedTuple):
    """A total and a list of parts that do not make it."""

    window: Window
    total: Number
    parts: Sequence[Number]

    @property
    def amount(self) -> Fraction:
        """What the parts make."""
        return sum((Fraction(part.value) for part in self.parts), Fraction(0))


def propose_sums(document: Document, rule: Rule) -> Iterator[Sum]:
    """Parts and a total that is not their sum: "12 men and 9 women, 23 in all", "23 people (12 men and 9 women)"."""
    numbers = document.layer(find_prose_numbers)
    for first, end in _lists_of_parts(document, numbers):
        parts = numbers[first:end]
        before = [total for total in numbers[max(0, first - 1) : first] if _is_spelt_out(document, total, parts)]
        after = [total for total in numbers[end : end + 1] if _sums_up(document, total, parts)]
        for total in (after or before)[:1]:
            yield Sum(window_of(document, total), total, parts)


def _lists_of_parts(document: Document, numbers: Sequence[Number]) -> Iterator[tuple[int, int]]:
    """First and end index in `numbers` of each enumeration of counts, the longest ones."""
    breaks = [at for at, pair in enumerate(pairwise(numbers), 1) if not _is_joined(document, *pair)]
    for first, end in pairwise([0, *breaks, len(numbers)]):
        if end - first > 1 and all(map(_is_part, numbers[first:end])):
            yield first, end


def _is_part(number: Number) -> bool:
    """Whether it counts things that have a name."""
    return number.kind == "count" and bool(number.noun) and not number.joined


def _is_joined(document: Document, before: Number, after: Number) -> bool:
    """Whether only commas and "and" stand between two counts of different things, and the second is no total."""
    if before.noun == after.noun or after.phrase[0] - before.phrase[1] not in (1, 2):
        return False
    between = phrase_of(document, before).between(phrase_of(document, after))
    return bool(between) and words("numbers/joins").issuperset(between) and not _is_marked(document, after)


def _is_marked(document: Document, number: Number) -> bool:
    """Whether words behind it say that it is a total: "23 in all", "27 animals in all"."""
    phrase = phrase_of(document, number)
    return any(phrase.leads(*mark.split()) for mark in words("numbers/totals"))


def _sums_up(document: Document, total: Number, parts: Sequence[Number]) -> bool:
    """Whether a number that follows the parts is their total: ", 23 in all", ", a total of 23"."""
    lead = phrase_of(document, parts[-1]).between(phrase_of(document, total))
    named = lead[-3:] == ["a", "total", "of"]
    opening = lead[-4:-3] if named else lead[-1:] if _is_marked(document, total) else []
    return len(lead) <= MAX_LEAD and not words("numbers/before a total").isdisjoint(opening)


def _is_spelt_out(document: Document, total: Number, parts: Sequence[Number]) -> bool:
    """Whether the parts say what the total before them is made of: "23 people: 12 men and 9 women."."""
    opening = phrase_of(document, total).between(phrase_of(document, parts[0]))
    if _is_record(total, parts):
        return bool(opening) and words("numbers/before a record").issuperset(opening)
    return _is_part(total) and len(opening) == 1 and not words("numbers/before parts").isdisjoint(opening)


def _is_record(total: Number, parts: Sequence[Number]) -> bool:
    """Whether the parts are all that can become of matches: those won, drawn and lost."""
    nouns = {part.noun for part in parts}
    results = (words(f"numbers/{result}") for result in ("won", "drawn", "lost"))
    return total.noun in words("numbers/matches") and not any(map(nouns.isdisjoint, results))


def _leeway(found: Sum) -> Fraction:
    """How far the figures may be off: what is counted in ones not at all, "1.2 million" by half of a tenth."""
    halves = (half_unit(found.window.document, number) for number in (found.total, *found.parts))
    return sum((half for half in halves if half != ONE_BY_ONE), Fraction(0))


def _tell_sum(found: Sum, rule: Rule) -> Hit:
    document = found.window.document
    span = Span(found.parts[0].span.start, found.parts[-1].span.end)
    evidence = Evidence("the parts", span=span, quote=document.text[slice(*span)])
    values = {"sum": spell_number(found.amount), "total": quote_figure(document, found.total)}
    return Hit(rule, found.window.span, values=values, evidence=(evidence,))


class Share(NamedTuple):
    """A percentage above a hundred."""

    window: Window
    number: Number
    rule: Rule

    @property
    def of(self) -> bool:
        """Whether it is a share of something."""
        return self.window.word_after == "of"

    @property
    def whole(self) -> bool:
        """Whether that is a whole of which no more than all can be."""
        return self.number.noun in self.rule.params["nouns"] or self.window.leads("of", "all")

    @property
    def falls(self) -> bool:
        """Whether something falls by it."""
        return not self.of and not set(self.rule.params["falls"]).isdisjoint(self.window.before(2))


def propose_shares(document: Document, rule: Rule) -> Iterator[Share]:
    """Shares of more than a hundred per cent, and falls by more than there was."""
    for number in document.layer(find_prose_numbers):
        if number.kind == "percent" and number.value > WHOLE and not number.joined:
            share = Share(window_of(document, number), number, rule)
            if share.of or share.falls:
                yield share


def _tell_share(share: Share, rule: Rule) -> Hit:
    return Hit(rule, share.window.span, values={"whole": share.number.noun or "whole"})


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
    between = document.tokens.folded[low.tokens[1] : high.tokens[0]]
    alike = (low.kind, low.unit, low.noun) == (high.kind, high.unit, high.noun)
    return low.joined and between in (["to"], ["and"]) and alike and bool(high.unit or high.noun)


def _tell_range(found: Range, rule: Rule) -> Hit:
    document = found.window.document
    values = {"low": quote_figure(document, found.high), "high": quote_figure(document, found.low)}
    return Hit(rule, found.window.span, values=values)


class Count(NamedTuple):
    """A count that stands once beside one that stands more often, of the same things in the same state."""

    window: Window
    number: Number
    other: Number
    ratio: float
    """How many times more the larger is."""


def propose_counts(document: Document, rule: Rule) -> Iterator[Count]:
    """Counts that another, told more often, seems to contradict."""
    found = [n for n in document.layer(find_prose_numbers) if _is_part(n) and not n.modifiers and n.value > 1]
    times = Counter(number.noun for number in found)
    often = [number for number in found if times[number.noun] >= MIN_COUNTS]
    for odd, other in filter(None, map(_odd_count, _by_state(document, often, rule))):
        low, high = sorted((odd.value, other.value))
        yield Count(window_of(document, odd), odd, other, float(high / low))


def _by_state(document: Document, numbers: Iterable[Number], rule: Rule) -> Iterable[list[Number]]:
    """Those of one noun to which the same happened, group by group."""
    groups: dict[tuple[str, str], list[Number]] = defaultdict(list)
    for number in numbers:
        groups[number.noun, _state_of(document, number, rule)].append(number)
    return [group for (_, state), group in groups.items() if state]


def _state_of(document: Document, number: Number, rule: Rule) -> str:
    """What happened to those counted: the first such word behind the figure, or the nearest before it."""
    window = window_of(document, number)
    near = window.after(STATE_AFTER) + window.before(STATE_BEFORE)[::-1]
    return next((word for word in near if word in rule.params["states"]), "")


def _odd_count(group: Sequence[Number]) -> tuple[Number, Number] | None:
    """The number that stands once, and the first of those that agree with each other; None if it is not so."""
    first_of = {number.value: number for number in reversed(group)}
    ranked = Counter(number.value for number in group).most_common()
    values, times = zip(*ranked, strict=True)
    alone = len(times) == 2 and times[0] > times[1] == 1
    return (first_of[values[1]], first_of[values[0]]) if alone else None


def _tell_count(count: Count, rule: Rule) -> Hit:
    document, other = count.window.document, count.other
    evidence = Evidence("the other count", span=other.span, quote=document.text[slice(*other.span)])
    return Hit(rule, count.window.span, values={"total": quote_figure(document, other)}, evidence=(evidence,))


DETECTORS: Mapping[str, Detector[Any]] = {
    "total": Detector(
        propose_sums,
        _tell_sum,
        {
            "rounded": lambda found: abs(found.amount - found.total.value) <= _leeway(found),
            "bounded": lambda found: any(number.comparator for number in (found.total, *found.parts)),
            "after-parts": lambda found: phrase_of(found.window.document, found.parts[-1]).word_after,
            "listed-before": lambda found: found.total.span > found.parts[-1].span,
        },
    ),
    "percent": Detector(
        propose_shares,
        _tell_share,
        {
            "whole": lambda share: share.whole,
            "of": lambda share: share.of,
            "bounded": lambda share: bool(share.number.comparator),
        },
    ),
    "range": Detector(
        propose_ranges,
        _tell_range,
        {
            "joiner": lambda found: " ".join(found.opener.after(1)),
            "ends": lambda found: found.high.kind,
            "unit": lambda found: found.high.unit,
            "ratio": lambda found: float(found.low.value / found.high.value),
        },
    ),
    "count": Detector(
        propose_counts,
        _tell_count,
        {
            "ratio": lambda count: count.ratio,
            "bounded": lambda count: any((count.number.comparator, count.other.comparator)),
        },
    ),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
