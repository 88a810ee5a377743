"""The same things counted in two articles: other amounts, or the same amount bounded otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import inf

from auditor.checks.protocol import StoryHit
from auditor.checks.stories.verdict import claim_passage, is_older, make_hit
from auditor.rule import Rule
from auditor.story.claims import Claim
from auditor.story.telling import Telling

MIN_SHARED = 2
"""Concepts that both sentences have beside the noun, one of them right behind it: "countries attended the meeting"."""
MIN_SHARE = 0.5
"""The part of the shorter sentence's concepts that the other has too."""
ABOUT = 0.1


def find_count_hits(rule: Rule, tellings: Sequence[Telling]) -> Iterator[StoryHit]:
    """Hits on counts that another article gives differently, one for each noun of an article."""
    for number, telling in enumerate(tellings):
        flagged: set[str] = set()
        for claim in telling.claims:
            if claim.kind != "number" or claim.subject in flagged:
                continue
            rivals = [
                (other, theirs)
                for place, other in enumerate(tellings)
                if other.voice != telling.voice and _comes_first(telling, other, number < place)
                for theirs in other.claims
                if theirs.kind == "number" and theirs.subject == claim.subject and _differ(claim, theirs)
            ]
            if rivals:
                flagged.add(claim.subject)
                yield make_hit(rule, claim_passage(telling, claim), [claim_passage(*rival) for rival in rivals], {})


def _comes_first(one: Telling, other: Telling, earlier: bool) -> bool:
    older = is_older(one, other)
    return earlier if older is None else older


def _differ(one: Claim, other: Claim) -> bool:
    """Whether both count the same things, and a reader of both would not know how many there were."""
    shared = len(one.context & other.context)
    if (
        one.predicate.isdisjoint(other.predicate)
        or shared < MIN_SHARED
        or shared < MIN_SHARE * min(len(one.context), len(other.context))
    ):
        return False
    if one.value == other.value:
        return False
    (low, high), (least, most) = _interval(one), _interval(other)
    apart = high < least or most < low
    return apart or "vague" in (one.value[2], other.value[2]) or {one.value[1], other.value[1]} == {"over", "about"}


def _interval(claim: Claim) -> tuple[float, float]:
    amount, comparator, vague = float(claim.value[0]), claim.value[1], claim.value[2]
    if vague or comparator in ("over", "at least"):
        return amount, inf
    if comparator in ("under", "up to", "nearly"):
        return (1 - ABOUT) * amount if comparator == "nearly" else 0.0, amount
    return ((1 - ABOUT) * amount, (1 + ABOUT) * amount) if comparator == "about" else (amount, amount)
