"""A step that one article calls firm and another leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.checks.protocol import StoryHit
from auditor.checks.stories.verdict import claim_passage, make_hit
from auditor.rule import Rule
from auditor.story.claim import Claim
from auditor.story.telling import Telling


def find_strength_hits(rule: Rule, tellings: Sequence[Telling]) -> Iterator[StoryHit]:
    """Hits on firm steps that another article says to be considered, the first of each subject in an article."""
    weak = [_first_claims(telling, "weak") for telling in tellings]
    for telling in tellings:
        for subject, claim in _first_claims(telling, "firm").items():
            rivals = [
                claim_passage(other, claims[subject])
                for other, claims in zip(tellings, weak, strict=True)
                if subject in claims and other.voice != telling.voice
            ]
            if rivals:
                yield make_hit(rule, claim_passage(telling, claim), rivals, {})


def _first_claims(telling: Telling, strength: str) -> dict[str, Claim]:
    """The first claim of each subject that is as strong as that."""
    claims = [claim for claim in telling.claims if claim.kind == "strength" and claim.value == (strength,)]
    return {claim.subject: claim for claim in reversed(claims)}
