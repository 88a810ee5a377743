"""Like sentences of two articles that differ in one slot: another number, day, place, person or office."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction

from auditor.checks.protocol import StoryHit
from auditor.checks.stories.rounding import may_be_one
from auditor.checks.stories.verdict import Passage, is_older, make_hit, slot_passage, weigh
from auditor.finding import Severity
from auditor.rule import Rule
from auditor.story.align import Difference, Place, Site, find_differences
from auditor.story.slots import Slot
from auditor.story.telling import Telling

AMOUNT_KINDS = frozenset({"count", "money", "percent", "measure", "fraction", "vague"})
DAY_PARTS = 3
NO_DAY = ("", "", "")
"""The calendar parts of a bare weekday: "on Tuesday"."""
VAGUE_SHARE = 0.2
"""Figures that one side rounds or bounds ("about", "more than") differ from this share of the greater on."""


def find_slot_hits(rules: Mapping[str, Sequence[Rule]], tellings: Sequence[Telling]) -> Iterator[StoryHit]:
    """Hits on slots that other articles fill otherwise; `rules` are those for each kind of slot."""
    for (place, slot), group in find_differences(tellings).items():
        rules_here = rules.get(slot.kind)
        if rules_here:
            yield from _judge(rules_here, tellings, (place, slot), group)


def _judge(
    rules: Sequence[Rule], tellings: Sequence[Telling], site: Site, group: Sequence[Difference]
) -> Iterator[StoryHit]:
    """Hits where fewer voices stand with the article than against it; where they are even, not on the newer one."""
    place, slot = site
    here = tellings[place.telling]
    against = [
        d
        for d in group
        if not d.same and differ(slot, d.rival) and not _is_growing(here, slot, tellings[d.other.telling], d.rival)
    ]
    if not against:
        return
    ours = [here, *(tellings[d.other.telling] for d in group if d.same or not differ(slot, d.rival))]
    theirs = [tellings[d.other.telling] for d in against]
    balance = weigh(ours, theirs)
    if balance < 0 or (balance == 0 and is_older(theirs[0], here)):
        return
    passages = [_passage(tellings, d.other, d.rival) for d in against]
    severity = _severity(slot, against[0].rival, balance)
    for rule in rules:
        yield make_hit(rule, _passage(tellings, place, slot), passages, {}, severity)


def _severity(slot: Slot, rival: Slot, balance: int) -> Severity | None:
    """Advice where a report and a later version of it may each be right; minor where the voices are even."""
    if slot.kind == "date" and slot.value[:DAY_PARTS] == rival.value[:DAY_PARTS] == NO_DAY:
        return Severity.INFO
    return None if balance else Severity.MINOR


def _is_growing(here: Telling, slot: Slot, there: Telling, rival: Slot) -> bool:
    """Whether the later of two reports has the higher count: tolls and tallies grow."""
    if slot.kind != "number" or slot.value[1] not in AMOUNT_KINDS:
        return False
    older = is_older(here, there)
    return older is not None and older == (Fraction(slot.value[0]) < Fraction(rival.value[0]))


def _passage(tellings: Sequence[Telling], place: Place, slot: Slot) -> Passage:
    telling = tellings[place.telling]
    return slot_passage(telling, telling.sentences[place.sentence], slot)


def differ(one: Slot, other: Slot) -> bool:
    """Whether two slots of one kind cannot both be right."""
    return _DIFFER[one.kind](one, other)


def _numbers_differ(one: Slot, other: Slot) -> bool:
    a, b = Fraction(one.value[0]), Fraction(other.value[0])
    if one.value[1] != other.value[1] or one.value[2] != other.value[2] or a == b:
        return False
    if one.value[1] not in AMOUNT_KINDS:
        return True
    if "vague" in (one.value[1], other.value[1]) or one.value[4] or other.value[4]:
        return abs(a - b) > VAGUE_SHARE * max(a, b)
    return not may_be_one(a, b)


def _dates_differ(one: Slot, other: Slot) -> bool:
    """Whether a part differs; one day of the month on two weekdays is left to rule weekday-differs."""
    if "" not in one.value[1:DAY_PARTS] and one.value[:DAY_PARTS] == other.value[:DAY_PARTS]:
        return False
    return any(a and b and a != b for a, b in zip(one.value, other.value, strict=True))


def _places_differ(one: Slot, other: Slot) -> bool:
    if {one.value[0], other.value[0]} == {"city", "area"}:  # a city lies in the area, unless their nations differ
        return bool(one.value[2] and other.value[2]) and one.value[2] != other.value[2]
    return one.value[0] == other.value[0] and one.value[1:] != other.value[1:]


def _persons_differ(one: Slot, other: Slot) -> bool:
    return set(one.value).isdisjoint(other.value)


_DIFFER = {
    "number": _numbers_differ,
    "date": _dates_differ,
    "place": _places_differ,
    "person": _persons_differ,
    "office": _persons_differ,
}
