"""What one article says has happened and another says has not; and what one article alone has in its lead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.checks.protocol import StoryHit
from auditor.checks.stories.verdict import claim_passage, is_older, make_hit, weigh
from auditor.rule import Rule
from auditor.story.claim import Claim
from auditor.story.status import YES, words_of
from auditor.story.telling import Telling
from auditor.story.words import concept
from auditor.text.counted import counted

MIN_OTHERS = 4
"""Independent voices that all lack what one article leads with."""
LEAD_CHARACTERS = 400
"""How far from the start of the text a lead reaches."""
MIN_SHARED = 2
"""Content words behind both verbs, where it matters what they are about."""

Told = tuple[Telling, Claim]


def find_status_hits(rule: Rule, tellings: Sequence[Telling]) -> Iterator[StoryHit]:
    """Hits on what an article says of an event throughout, where others say the opposite and it is not later news."""
    stated = [(telling, claims) for telling in tellings if (claims := _statuses(telling))]
    for telling, own in stated:
        for subject, claim in own.items():
            others = [(other, claims[subject]) for other, claims in stated if subject in claims]
            against = [
                (other, rival)
                for other, rival in others
                if rival.value != claim.value
                and other.voice != telling.voice
                and _speak_of_one(claim, rival)
                and not _is_news(telling, claim, other)
            ]
            same = [telling, *(other for other, rival in others if rival.value == claim.value)]
            if against and weigh(same, [other for other, _ in against]) >= 0:
                yield make_hit(rule, claim_passage(telling, claim), [claim_passage(*told) for told in against], {})


def _statuses(telling: Telling) -> dict[str, Claim]:
    """The first claim of each subject, without those that the article says both ways."""
    found: dict[str, Claim] = {}
    both: set[str] = set()
    for claim in telling.claims:
        if claim.kind == "status" and found.setdefault(claim.subject, claim).value != claim.value:
            both.add(claim.subject)
    return {subject: claim for subject, claim in found.items() if subject not in both}


def _speak_of_one(one: Claim, other: Claim) -> bool:
    """Whether both speak of the same thing, where it matters what they are about."""
    return not one.predicate | other.predicate or len(one.predicate & other.predicate) >= MIN_SHARED


def _is_news(here: Telling, claim: Claim, there: Telling) -> bool:
    """Whether the later of both says that it happened."""
    older = is_older(here, there)
    return older is not None and older != (claim.value[0] == YES)


def find_lone_hits(rule: Rule, tellings: Sequence[Telling]) -> Iterator[StoryHit]:
    """Hits on an event in the lead of one article that no other article of the story has a word of."""
    for telling in tellings:
        claim = next((claim for claim in telling.claims if _is_lead(claim)), None)
        if claim is None:
            continue
        others = [other for other in tellings if other.voice != telling.voice]
        voices = len({other.voice for other in others})
        words = words_of(claim.subject.partition(" ")[0])
        if voices >= MIN_OTHERS and not any(_speaks(other, words) for other in others):
            values = {"voices": str(voices), "reports": counted(len(others), "other report")}
            yield make_hit(rule, claim_passage(telling, claim), [], values)


def _is_lead(claim: Claim) -> bool:
    happened = claim.kind == "status" and claim.value == (YES,) and not claim.predicate and " " in claim.subject
    return happened and claim.span.end <= LEAD_CHARACTERS


def _speaks(telling: Telling, words: frozenset[str]) -> bool:
    return any(concept(word) in words for sentence in telling.sentences for word in sentence.words)
