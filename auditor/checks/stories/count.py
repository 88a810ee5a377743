"""The same things counted in two articles: other amounts, or the same amount bounded otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import inf

from auditor.checks.protocol import StoryHit
from auditor.checks.stories.rounding import may_be_one
from auditor.checks.stories.verdict import claim_passage, is_older, make_hit
from auditor.rule import Rule
from auditor.story.claim import Claim
from auditor.story.telling import Telling

MIN_SHARED = 2
"""Concepts that both sentences have beside the noun, one of them right behind it: "countries attended the meeting"."""
MIN_SHARE = 0.5
"""The part of the shorter sentence's concepts that the other has too."""
MAX_SHARE = 0.8
"""Sentences that have more in common are told apart word by word: rule number-differs."""
MAX_COUNTS = 12
"""Counts of one noun in an article that are compared."""
MAX_RATIO = 2.5
"""Counts farther apart are of other things: the delegates of one state and those of all."""
ABOUT = 0.1
"""How far from the figure "about" and "nearly" reach."""


Counts = dict[str, list[Claim]]
"""An article's counts by what is counted."""


def find_count_hits(rule: Rule, tellings: Sequence[Telling]) -> Iterator[StoryHit]:
    """Hits on counts that another article gives differently, one for each noun of an article."""
    counts = [_counts(telling) for telling in tellings]
    for number, telling in enumerate(tellings):
        others = [
            (other, counts[place])
            for place, other in enumerate(tellings)
            if other.voice != telling.voice and _comes_first(telling, other, number < place)
        ]
        for own in counts[number].values():
            for claim in own:
                rivals = [claim_passage(*rival) for rival in _rivals(telling, claim, own, others)]
                if rivals:
                    yield make_hit(rule, claim_passage(telling, claim), rivals, {})
                    break


def _counts(telling: Telling) -> Counts:
    """The counts of an article, without what it counts so often that each must be another group."""
    found: Counts = {}
    for claim in telling.claims:
        if claim.kind == "number":
            found.setdefault(claim.subject, []).append(claim)
    return {subject: claims for subject, claims in found.items() if len(claims) <= MAX_COUNTS}


def _rivals(
    telling: Telling, claim: Claim, own: Sequence[Claim], others: Sequence[tuple[Telling, Counts]]
) -> Iterator[tuple[Telling, Claim]]:
    for other, counts in others:
        theirs = counts.get(claim.subject, [])
        if not _has(theirs, claim):
            differing = (rival for rival in theirs if _differ(claim, rival) and not _has(own, rival))
            yield from ((other, rival) for rival in differing if not _grows(telling, claim, other, rival))


def _grows(here: Telling, claim: Claim, there: Telling, rival: Claim) -> bool:
    """Whether the later report has the higher count: tolls and tallies grow."""
    older = is_older(here, there)
    return older is not None and older == (Fraction(claim.value[0]) < Fraction(rival.value[0]))


def _comes_first(one: Telling, other: Telling, earlier: bool) -> bool:
    older = is_older(one, other)
    return earlier if older is None else older


def _has(claims: Sequence[Claim], claim: Claim) -> bool:
    """Whether an article has the count of another too, so that both are counts of different things."""
    return any(own.value == claim.value for own in claims)


def _differ(one: Claim, other: Claim) -> bool:
    """Whether both count the same things, and a reader of both would not know how many there were."""
    if one.predicate.isdisjoint(other.predicate):
        return False
    shared, sizes = len(one.context & other.context), (len(one.context), len(other.context))
    if shared < max(MIN_SHARED, MIN_SHARE * min(sizes)) or shared > MAX_SHARE * max(sizes):
        return False
    if may_be_one(Fraction(one.value[0]), Fraction(other.value[0])):
        return {one.value[1], other.value[1]} == {"over", "about"}
    if "vague" in (one.value[2], other.value[2]):
        return True
    amounts = sorted((float(one.value[0]), float(other.value[0])))
    (low, high), (least, most) = _interval(one), _interval(other)
    return (high < least or most < low) and amounts[1] <= MAX_RATIO * amounts[0]


def _interval(claim: Claim) -> tuple[float, float]:
    amount, comparator, vague = float(claim.value[0]), claim.value[1], claim.value[2]
    if vague or comparator in ("over", "at least"):
        return amount, inf
    if comparator in ("under", "up to", "nearly"):
        return (1 - ABOUT) * amount if comparator == "nearly" else 0.0, amount
    return ((1 - ABOUT) * amount, (1 + ABOUT) * amount) if comparator == "about" else (amount, amount)
