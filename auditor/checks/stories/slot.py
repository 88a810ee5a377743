"""Like sentences of two articles that differ in one slot: another number, day, place, person or office."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from operator import eq
from typing import Literal, get_args

from auditor.checks.stories.amounts import has_grown, may_be_one
from auditor.checks.stories.dispute import Comparison, Dispute, is_outvoted
from auditor.checks.stories.told import Story, Told, is_same_value, told_in
from auditor.finding import Severity
from auditor.story.align import Place, find_differences
from auditor.story.slots import Slot, Value

Amount = Literal["count", "money", "percent", "measure", "fraction", "vague"]
AMOUNT_KINDS = frozenset(get_args(Amount))
DAY_PARTS = 3
NO_DAY = ("", "", "")
"""The calendar parts of a bare weekday: "on Tuesday"."""
VAGUE_SHARE = 0.2
"""Figures that both sides bound ("about", "more than") differ from this share of the greater on."""


def _propose(story: Story) -> Iterator[tuple[Told, Sequence[Told]]]:
    """What each slot says that like sentences fill otherwise, with what those say."""
    for (place, slot), group in find_differences(story.tellings).items():
        others = [_told(story, difference.other, difference.rival) for difference in group]
        yield _told(story, place, slot), others


def _told(story: Story, place: Place, slot: Slot) -> Told:
    telling = story.tellings[place.telling]
    return told_in(telling, telling.sentences[place.sentence], slot)


def _tell(dispute: Dispute[Told]) -> Dispute[Told]:
    """With its severity: minor where voices are even; advice on bare weekdays, as two versions may each be right."""
    ours, theirs = dispute.weights
    severity = Severity.MINOR if ours == theirs else None
    days = {told.claim.value[:DAY_PARTS] for told in (dispute.mine, dispute.against[0])}
    return replace(dispute, severity=Severity.INFO if days == {NO_DAY} else severity)


def _may_be_one_number(one: Value, other: Value) -> bool:
    """Whether figures of one kind and unit are the same, as exactly as both are given."""
    (amount, kind, unit, _, bound), (rival, *kinds, _, _) = one, other
    return kinds != [kind, unit] or _sameness(kind, bound)(Fraction(amount), Fraction(rival))


def _sameness(kind: str, bound: str) -> Callable[[Fraction, Fraction], bool]:
    """What tells whether two figures of a kind are one; a label, a year or an age is never rounded."""
    if kind not in AMOUNT_KINDS:
        return eq
    return _are_near if bound else may_be_one


def _are_near(one: Fraction, other: Fraction) -> bool:
    return abs(one - other) <= VAGUE_SHARE * max(one, other)


def _may_be_one_day(one: Value, other: Value) -> bool:
    """Whether no part differs; one day of the month on two weekdays is left to rule weekday-differs."""
    is_one_day = "" not in one[1:DAY_PARTS] and one[:DAY_PARTS] == other[:DAY_PARTS]
    return is_one_day or not any(map(_clash, one, other))


def _may_be_one_place(one: Value, other: Value) -> bool:
    """Whether they are of two kinds, or a city and an area of one nation, in which it may lie."""
    if {one[0], other[0]} == {"city", "area"}:
        return not _clash(one[2], other[2])
    return one[0] != other[0]


def _clash(one: str, other: str) -> bool:
    """Whether both are known and not the same."""
    return len({one, other} - {""}) > 1


COMPATIBLE: Mapping[str, Callable[[Value, Value], bool]] = {
    "number": _may_be_one_number,
    "date": _may_be_one_day,
    "place": _may_be_one_place,
    "person": lambda one, other: not set(one).isdisjoint(other),
    "office": lambda one, other: not set(one).isdisjoint(other),
}
"""By kind of slot: whether both may be right; names and titles if they share a word or a role that may be meant."""


def _are_compatible(one: Told, other: Told) -> bool:
    """Whether what both say of one kind may be right."""
    return is_same_value(one, other) or COMPATIBLE[one.claim.kind](one.claim.value, other.claim.value)


def _is_amount(told: Told) -> bool:
    return told.claim.kind == "number" and told.claim.value[1] in AMOUNT_KINDS


SENTENCES = Comparison(
    propose=_propose,
    excuses={"compatible": _are_compatible, "grown": lambda one, other: _is_amount(one) and has_grown(one, other)},
    agree=_are_compatible,
    loses=is_outvoted,
    tell=_tell,
)
"""Slots that fewer voices fill as the article does than otherwise; where they are even, not those of the newer."""
