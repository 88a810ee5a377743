"""Two offices for one person in one text that were never held at the same time: a sign even without a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import NamedTuple

from auditor.checks.offices.context import Surroundings
from auditor.checks.offices.judge import Window, Wrong, is_history, judge
from auditor.document import Document
from auditor.knowledge.offices import OfficeTable, Term
from auditor.mentions.offices import Claim, find_claims, office_index
from auditor.mentions.times import find_document_date


class Conflict(NamedTuple):
    """A claim, the other that speaks against it, and the terms that they mean."""

    claim: Claim
    other: Claim
    term: Term | None
    """None if the person is not known ever to have held the office of `claim`."""
    rival: Term


def find_conflicts(document: Document, grace_days: int) -> Iterator[Conflict]:
    """Claims of a text without a date that another of its claims excludes, one for each pair of offices.

    Of the two, the one is flagged that the text makes less often, else the one of the earlier office.
    """
    if document.layer(find_document_date).day is not None:
        return
    by_person: dict[str, list[Claim]] = {}
    for claim in document.layer(find_claims):
        if len(claim.people) == 1 and _is_plain(document, claim):
            by_person.setdefault(claim.people[0], []).append(claim)
    for claims in by_person.values():
        yield from _conflicts_of(document.knowledge.offices, claims, timedelta(days=grace_days))


def _is_plain(document: Document, claim: Claim) -> bool:
    around = Surroundings(document, claim.field, claim.span, claim.first, claim.last)
    return around.in_prose and not around.is_hypothetical() and not around.reads_as_past(date.max.year, date.max.year)


def _conflicts_of(table: OfficeTable, claims: list[Claim], grace: timedelta) -> Iterator[Conflict]:
    counts = Counter(claim.phrase for claim in claims)
    first = {claim.phrase: claim for claim in reversed(claims)}
    meant = [
        (claim, terms)
        for claim in first.values()
        if (terms := terms_meant(table, claim.people[0], claim.phrase, claim.places))
    ]
    if meant and all(is_history(terms[-1], table.as_of) for _, terms in meant):
        return
    meant.sort(key=lambda pair: (counts[pair[0].phrase], pair[1][-1].start))
    for (one, ours), (two, theirs) in combinations(meant, 2):
        if not any(overlap(a, b, grace) for a in ours for b in theirs):
            yield Conflict(one, two, ours[-1], theirs[-1])
    if meant:
        two, theirs = meant[-1]
        never = [
            claim for claim in first.values() if not terms_meant(table, claim.people[0], claim.phrase, claim.places)
        ]
        for one in never:
            if _is_excluded(table, one, theirs[-1]):
                yield Conflict(one, two, None, theirs[-1])


def _is_excluded(table: OfficeTable, claim: Claim, rival: Term) -> bool:
    """Whether somebody else held the office of `claim` at the end of `rival`, and the person is not known for it."""
    day = min(rival.end or rival.as_of, rival.as_of)
    verdict = judge(table, claim, Window(day, day, timedelta(0)))
    return verdict is not None and verdict.wrong is Wrong.NEVER


def terms_meant(table: OfficeTable, person: str, phrase: str, places: tuple[str, ...]) -> list[Term]:
    """The terms of `person` that a title, beside one of `places` if any is named, may mean; the earliest first."""
    roles = {role.id for role in office_index(table).roles[phrase]}
    terms = [t for t in table.by_person[person] if t.office.role in roles and t.office.within_any(places)]
    return sorted(terms, key=lambda term: term.start)


def overlap(one: Term, two: Term, grace: timedelta) -> bool:
    """Whether both may have been held on one day, or handed over within `grace`."""
    return one.may_cover(two.start, two.end or date.max, grace)
