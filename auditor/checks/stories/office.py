"""One person with two offices that were never held together, in different articles of a story."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import NamedTuple

from auditor.checks.offices.conflict import overlap, terms_meant
from auditor.checks.protocol import StoryHit
from auditor.checks.stories.verdict import claim_passage, make_hit, weigh
from auditor.finding import Severity
from auditor.knowledge.offices import OfficeTable, Term
from auditor.rule import Rule
from auditor.story.claim import Claim
from auditor.story.telling import Telling

GRACE = timedelta(days=75)
"""As in the rules of topic office: reports keep a title for some weeks after a change."""


class _Held(NamedTuple):
    telling: Telling
    claim: Claim
    terms: list[Term]


def find_office_hits(rule: Rule, table: OfficeTable, tellings: Sequence[Telling]) -> Iterator[StoryHit]:
    """Hits on offices that other articles, and the table, exclude for the same person; minor without a day."""
    by_person: dict[str, list[_Held]] = {}
    for telling in tellings:
        claims = {(claim.subject, claim.value): claim for claim in reversed(telling.claims) if claim.kind == "office"}
        for claim in reversed(claims.values()):
            if claim.subject in table.by_person:
                terms = terms_meant(table, claim.subject, claim.value[0], claim.value[1:])
                if terms:
                    by_person.setdefault(claim.subject, []).append(_Held(telling, claim, terms))
    for held in by_person.values():
        yield from _hits_of(rule, held)


def _hits_of(rule: Rule, held: Sequence[_Held]) -> Iterator[StoryHit]:
    flagged: set[str] = set()
    for mine in held:
        against = [other for other in held if other.telling.voice != mine.telling.voice and _exclude(mine, other)]
        both = any(other.telling.key == mine.telling.key and _exclude(mine, other) for other in held)
        if not against or both or mine.telling.key in flagged or not _loses(mine, held, against):
            continue
        flagged.add(mine.telling.key)
        term = against[0].terms[-1]
        values = {"person": term.name, "source": term.source, "as_of": term.as_of.isoformat()}
        yield make_hit(
            rule,
            claim_passage(mine.telling, mine.claim),
            [claim_passage(other.telling, other.claim) for other in against],
            values,
            None if any(item.telling.published for item in held) else Severity.MINOR,
        )


def _exclude(one: _Held, other: _Held) -> bool:
    return not any(overlap(a, b, timedelta(0)) for a in one.terms for b in other.terms)


def _loses(mine: _Held, held: Sequence[_Held], against: Sequence[_Held]) -> bool:
    """Whether the table has the other office on the story's day; without a day the votes, then the later office."""
    days = [item.telling.published for item in held if item.telling.published]
    if days:
        day = max(days)
        mine_holds, other_holds = (
            any(term.may_cover(day, day, GRACE) for item in items for term in item.terms) for items in ([mine], against)
        )
        return other_holds and not mine_holds
    agree = [item.telling for item in held if not _exclude(mine, item)]
    balance = weigh(agree, [item.telling for item in against])
    return balance > 0 or (balance == 0 and mine.terms[-1].start < against[0].terms[-1].start)
