"""Kind `number`: figures of one sentence that cannot all be right: sums, shares of a whole, ranges."""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.numbers import Number, find_prose_numbers, quote_figure, words_around
from auditor.mentions.rounding import half_unit
from auditor.rule import Rule
from auditor.text.figures import spell_number

SCOPE = Scope.ARTICLE
VALUES = frozenset({"sum", "total", "whole", "low", "high"})
_TOTAL_AFTER = frozenset({("in", "all"), ("in", "total"), ("all", "told"), ("altogether",), ("all", "together")})
_TOTAL_BEFORE = ("a", "total", "of")
_LEADS_TO_TOTAL = frozenset({",", "—", "–", "-", "(", "or", "for", "making", "and"})
_OPENS_PARTS = frozenset({":", "(", "—", "–"})
_CLOSES_PARTS = frozenset({".", ")", "—", "–", ";"})
_JOINS_PARTS = frozenset({",", "and", "plus"})
ONE_BY_ONE = Fraction(1, 2)
"""Half a unit of a whole figure without scale."""
MAX_LEAD = 8
"""Tokens between the last part and its total."""
_TOWARDS = frozenset({"to", "at", "by"})
"""Words before a percentage that is compared with a base: "filled to 112 percent of"."""
_APART = frozenset(
    {"gap", "difference", "choice", "choose", "split", "compromise", "distinction", "spread", "distance"}
)
"""What lies between two figures that are no range."""
MIN_COUNTS = 3
"""Two that agree, and the odd one."""
MAX_COUNT_RATIO = 2
"""Counts further apart than this are of two things."""
MAX_RANGE_RATIO = 20
"""A "range" over more than this is shorthand: "between 900 and 1.2 (million)"."""


class Params(Schema):
    """`finds`: total, percent, range or count.

    For percent, `nouns` are what makes up a whole and `falls` verbs; for count, `states` are what happens to those
    who are counted. A sentence with a word of `unless` passes.
    """

    finds = fields.Str(validate=validate.OneOf(["total", "percent", "range", "count"]), required=True)
    nouns = fields.List(fields.Str(), load_default=[])
    falls = fields.List(fields.Str(), load_default=[])
    states = fields.List(fields.Str(), load_default=[])
    unless = fields.List(fields.Str(), load_default=[])


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [_check(rule) for rule in rules]


def _check(rule: Rule) -> Check:
    find = FINDS[rule.params["finds"]]
    return Check([rule], lambda document: find(document, rule))


def _find_totals(document: Document, rule: Rule) -> Iterator[Hit]:
    """Parts and a total that is not their sum: "12 men and 9 women, 23 in all", "23 people (12 men and 9 women)"."""
    numbers = document.layer(find_prose_numbers)
    for first, end in _lists_of_parts(document, numbers):
        parts = numbers[first:end]
        total = _total_after(document, numbers, end) or _total_before(document, numbers, (first, end))
        if total is None or total.comparator:
            continue
        amount = sum((Fraction(part.value) for part in parts), Fraction(0))
        leeway = sum((_leeway(document, number) for number in (total, *parts)), Fraction(0))
        if abs(amount - total.value) <= leeway:
            continue
        span = Span(parts[0].span.start, parts[-1].span.end)
        evidence = Evidence("the parts", span=span, quote=document.text[span.start : span.end])
        values = {"sum": spell_number(amount), "total": quote_figure(document, total)}
        yield Hit(rule, total.span, values=values, evidence=(evidence,))


def _leeway(document: Document, number: Number) -> Fraction:
    """How far a figure may be off: what is counted in ones not at all, "1.2 million" by half of a tenth."""
    half = half_unit(document, number)
    return Fraction(0) if half == ONE_BY_ONE else half


def _lists_of_parts(document: Document, numbers: list[Number]) -> Iterator[tuple[int, int]]:
    """First and end index in `numbers` of each enumeration of exact counts, the longest ones."""
    first = 0
    while first < len(numbers):
        end = first + 1
        while end < len(numbers) and _is_joined(document, numbers[end - 1], numbers[end]):
            end += 1
        if end - first >= 2 and all(map(_is_part, numbers[first:end])):
            yield first, end
        first = end


def _is_part(number: Number) -> bool:
    return number.kind == "count" and bool(number.noun) and not number.comparator and not number.joined


def _is_joined(document: Document, before: Number, after: Number) -> bool:
    """Whether only commas and "and" stand between the noun of one number and the next number."""
    if before.noun_span is None or before.noun == after.noun or after.noun_span is None:
        return False
    tokens = document.tokens
    words = tokens.folded[bisect_left(tokens.starts, before.noun_span.end) : after.tokens[0]]
    return 0 < len(words) <= 2 and _JOINS_PARTS.issuperset(words)


def _total_after(document: Document, numbers: list[Number], end: int) -> Number | None:
    """The total that follows the parts: ", 23 in all", ", a total of 23"."""
    last = numbers[end - 1]
    if end >= len(numbers) or last.noun_span is None:
        return None
    total, folded = numbers[end], document.tokens.folded
    lead = folded[bisect_left(document.tokens.starts, last.noun_span.end) : total.tokens[0]]
    if len(lead) > MAX_LEAD or document.sentence_at(last.span.start) != document.sentence_at(total.span.start):
        return None
    after = total.tokens[1] + (1 if total.noun_span else 0)
    if tuple(lead[-3:]) == _TOTAL_BEFORE:
        return total if _LEADS_TO_TOTAL.issuperset(lead[-4:-3]) else None
    marked = any(tuple(folded[after : after + len(words)]) == words for words in _TOTAL_AFTER)
    return total if marked and lead[-1] in _LEADS_TO_TOTAL else None


def _total_before(document: Document, numbers: list[Number], parts: tuple[int, int]) -> Number | None:
    """The total that the parts spell out: "23 people: 12 men and 9 women."."""
    first, last = numbers[parts[0]], numbers[parts[1] - 1]
    total = numbers[parts[0] - 1] if parts[0] else None
    if total is None or not _is_part(total) or total.noun_span is None or last.noun_span is None:
        return None
    tokens = document.tokens
    opening = tokens.folded[bisect_left(tokens.starts, total.noun_span.end) : first.tokens[0]]
    after = bisect_left(tokens.starts, last.noun_span.end)
    closed = after < len(tokens) and tokens.folded[after] in _CLOSES_PARTS
    return total if closed and len(opening) == 1 and opening[0] in _OPENS_PARTS else None


def _find_percents(document: Document, rule: Rule) -> Iterator[Hit]:
    """A share of more than the whole, or a fall by more than there was."""
    folded = document.tokens.folded
    for number in document.layer(find_prose_numbers):
        if number.kind != "percent" or number.value <= 100 or number.joined:
            continue
        nouns, falls, unless = (frozenset(rule.params[name]) for name in ("nouns", "falls", "unless"))
        start, end = number.tokens
        compared = bool(_TOWARDS.intersection(folded[max(0, start - 1) : start])) or bool(number.comparator)
        whole = number.noun in nouns or folded[end + 1 : end + 2] == ["all"]
        share = whole and folded[end : end + 1] == ["of"] and not compared
        fall = bool(falls.intersection(folded[max(0, start - 2) : start])) and folded[end : end + 1] != ["of"]
        if (share or fall) and not unless.intersection(words_around(document, number)):
            yield Hit(rule, number.span, values={"whole": number.noun or "whole"})


def _find_ranges(document: Document, rule: Rule) -> Iterator[Hit]:
    """ "between 30 and 20 people", "20 to 15 miles"."""
    numbers = document.layer(find_prose_numbers)
    for low, high in pairwise(numbers):
        if low.joined and high.joined and low.value > high.value > 0 and _is_range(document, low, high):
            values = {"low": quote_figure(document, high), "high": quote_figure(document, low)}
            yield Hit(rule, Span(low.span.start, high.span.end), values=values)


def _is_range(document: Document, low: Number, high: Number) -> bool:
    folded = document.tokens.folded
    joiner = folded[low.tokens[1] : high.tokens[0]]
    before = folded[low.tokens[0] - 1] if low.tokens[0] else ""
    same = (low.kind, low.unit, low.noun) == (high.kind, high.unit, high.noun) and bool(high.unit or high.noun)
    if not same or low.value > high.value * MAX_RANGE_RATIO:
        return False
    if joiner == ["and"]:
        apart = folded[low.tokens[0] - 2] if low.tokens[0] > 1 else ""
        return before == "between" and apart not in _APART
    return joiner == ["to"] and low.kind == "measure" and low.unit != "point" and before != "from"


def _find_counts(document: Document, rule: Rule) -> Iterator[Hit]:
    """A count that stands once beside one that stands more often: the same things, and the same happened to them."""
    found = [n for n in document.layer(find_prose_numbers) if not n.modifiers and _is_part(n) and n.value > 2]
    times = Counter(number.noun for number in found)
    if not found or max(times.values()) < MIN_COUNTS:
        return
    states, unless = frozenset(rule.params["states"]), frozenset(rule.params["unless"])
    counts: dict[tuple[str, str], list[Number]] = defaultdict(list)
    for number in found:
        if times[number.noun] >= MIN_COUNTS:
            state = next((word for word in _around(document, number) if word in states), "")
            if state:
                counts[number.noun, state].append(number)
    for odd, other in filter(None, map(_odd_count, counts.values())):
        if not unless.intersection(words_around(document, odd)):
            quote = document.text[other.span.start : other.span.end]
            evidence = Evidence("the other count", span=other.span, quote=quote)
            yield Hit(rule, odd.span, values={"total": quote_figure(document, other)}, evidence=(evidence,))


def _odd_count(group: list[Number]) -> tuple[Number, Number] | None:
    """The number that stands once, and the first of those that agree with each other; None if it is not so."""
    first_of = {number.value: number for number in reversed(group)}
    times = Counter(number.value for number in group)
    if len(times) != 2 or max(times) > MAX_COUNT_RATIO * min(times):
        return None
    (often, most), (seldom, fewest) = times.most_common()
    return (first_of[seldom], first_of[often]) if most > fewest == 1 else None


def _around(document: Document, number: Number) -> list[str]:
    """The words of the number's sentence that stand just after it, then those just before, the nearest first."""
    sentence, tokens = document.sentence_at(number.span.start), document.tokens
    first, last = (bisect_left(tokens.starts, offset) for offset in sentence)
    start, end = number.tokens
    return tokens.folded[end : min(end + MAX_LEAD, last)] + tokens.folded[max(start - 3, first) : start][::-1]


FINDS: dict[str, Callable[[Document, Rule], Iterator[Hit]]] = {
    "total": _find_totals,
    "percent": _find_percents,
    "range": _find_ranges,
    "count": _find_counts,
}
