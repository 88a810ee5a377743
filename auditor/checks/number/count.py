"""Counts that stand once beside another that is told more often, of the same things in the same state."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.numbers import Number, find_prose_numbers, quote_figure, window_of
from auditor.rule import Rule
from auditor.window import Window

STATE_AFTER, STATE_BEFORE = 8, 3
"""Tokens behind and before a count among which it is looked for what happened to those counted."""


class Count(NamedTuple):
    """A count that stands once beside one that stands more often, of the same things in the same state."""

    window: Window
    number: Number
    other: Number
    ratio: float
    """How many times more the larger is."""


def propose_counts(document: Document, rule: Rule) -> Iterator[Count]:
    """Counts that another, told more often, seems to contradict."""
    found = filter(_is_count, document.layer(find_prose_numbers))
    for odd, other in filter(None, map(_odd_count, _by_state(document, found, rule))):
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


def _is_count(number: Number) -> bool:
    """Whether it counts several things that have a name and nothing else said of them."""
    several = number.kind == "count" and number.value > 1
    return several and bool(number.noun) and not number.modifiers and not number.joined


DETECTOR = Detector(
    propose_counts,
    _tell_count,
    {
        "ratio": lambda count: count.ratio,
        "bounded": lambda count: any((count.number.comparator, count.other.comparator)),
    },
)
