"""An administration that acts in one article, where the others on the same event have another president's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta

from auditor.checks.protocol import StoryHit
from auditor.checks.stories.verdict import claim_passage, make_hit
from auditor.knowledge.offices import Office, OfficeTable
from auditor.mentions.people import people_index
from auditor.rule import Rule
from auditor.story.claim import Claim
from auditor.story.telling import Telling

PRESIDENT = Office("US", "president")
GRACE = timedelta(days=75)
MIN_VOICES = 2
"""One other report may speak of something else; two that agree seldom do."""


def find_administration_hits(rule: Rule, table: OfficeTable, tellings: Sequence[Telling]) -> Iterator[StoryHit]:
    """Hits on the only administration that an article names, where two others or more have only another."""
    heads = [_heads(table, telling) for telling in tellings]
    for telling, own in zip(tellings, heads, strict=True):
        acting = [claim for claim in telling.claims if claim.kind == "administration" and not _is_possessive(claim)]
        if len(own) != 1 or not acting or _may_act(table, telling, next(iter(own))):
            continue
        rivals = [
            (other, claim)
            for other, theirs in zip(tellings, heads, strict=True)
            if len(theirs) == 1
            and not set(theirs) & set(own)
            and not _names(other, own)
            and not _names(telling, theirs)
            for claim in theirs.values()
        ]
        surnames = {_surname(table, claim) for _, claim in rivals}
        if len(surnames) == 1 and len({other.voice for other, _ in rivals}) >= MIN_VOICES:
            yield make_hit(rule, claim_passage(telling, acting[0]), [claim_passage(*rival) for rival in rivals], {})


def _heads(table: OfficeTable, telling: Telling) -> dict[str, Claim]:
    """The presidents of the United States whom an article lets act, by surname, with the first claim of each."""
    found: dict[str, Claim] = {}
    for claim in telling.claims:
        surname = _surname(table, claim)
        if surname:
            found.setdefault(surname, claim)
    return found


def _surname(table: OfficeTable, claim: Claim) -> str:
    """The surname of the president that a claim names, or "": a governor has an administration too."""
    if claim.kind == "administration":
        people = people_index(table).bare.get(claim.value[0], ())
        return claim.value[0] if any(_presided(table, person) for person in people) else ""
    is_head = claim.kind == "office" and claim.value[0] == "president" and _presided(table, claim.subject)
    return claim.shown.split()[-1].lower() if is_head else ""


def _presided(table: OfficeTable, person: str) -> bool:
    return any(term.office == PRESIDENT for term in table.by_person.get(person, ()))


def _is_possessive(claim: Claim) -> bool:
    """Whether the administration only owns what is spoken of: "the Brandt administration's task force"."""
    return claim.shown.endswith(("'s", "’s"))


def _names(telling: Telling, surnames: dict[str, Claim]) -> bool:
    """Whether a sentence of the article names one of `surnames`."""
    return any(not set(surnames).isdisjoint(sentence.words) for sentence in telling.sentences)


def _may_act(table: OfficeTable, telling: Telling, surname: str) -> bool:
    """Whether the table has the administration in office on the article's day."""
    day = telling.published
    people = people_index(table).bare.get(surname, ())
    terms = [term for term in table.by_office.get(PRESIDENT, ()) if term.person in people]
    return day is not None and any(term.may_cover(day, day, GRACE) for term in terms)
