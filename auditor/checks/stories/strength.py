"""A step that one article calls firm and another leaves open."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from auditor.checks.protocol import StoryHit
from auditor.checks.stories.verdict import claim_passage, make_hit
from auditor.rule import Rule
from auditor.story.telling import Telling


def find_strength_hits(rule: Rule, tellings: Sequence[Telling]) -> Iterator[StoryHit]:
    """Hits on firm steps that another article says to be considered, the first of each subject in an article."""
    weak = [(t, claim) for t in tellings for claim in t.claims if claim.kind == "strength" and claim.value == ("weak",)]
    for telling in tellings:
        flagged: set[str] = set()
        for claim in telling.claims:
            if claim.kind != "strength" or claim.value != ("firm",) or claim.subject in flagged:
                continue
            rivals = [pair for pair in weak if pair[1].subject == claim.subject and pair[0].voice != telling.voice]
            if rivals:
                flagged.add(claim.subject)
                yield make_hit(rule, claim_passage(telling, claim), [claim_passage(*rival) for rival in rivals], {})
