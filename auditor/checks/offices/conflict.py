"""Two offices for one person in one text that were never held at the same time: a sign even without a date."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import combinations, product
from typing import NamedTuple

from auditor.checks.offices.context import NEAR
from auditor.checks.offices.judge import Wrong, is_history, judge
from auditor.checks.offices.period import Period
from auditor.document import Document
from auditor.knowledge.offices import OfficeTable, Term
from auditor.mentions.judged import in_own_prose
from auditor.mentions.offices import Claim, find_claims, meant_by
from auditor.mentions.times import find_document_date
from auditor.text.years import is_year
from auditor.vocabulary import words
from auditor.window import Window


class Meant(NamedTuple):
    """The first claim of a text on an office for a person, and the terms that it may mean, the earliest first."""

    claim: Claim
    terms: Sequence[Term]
    times: int
    """How often the text makes it."""


class Conflict(NamedTuple):
    """A claim, the other that speaks against it, and the terms that they mean."""

    window: Window
    claim: Claim
    other: Claim
    term: Term | None
    """None if the person is not known ever to have held the office of `claim`."""
    rival: Term


def find_conflicts(document: Document, grace_days: int) -> Iterator[Conflict]:
    """Claims of a text without a date that another of its claims excludes, one for each pair of offices.

    Of the two, the one is flagged that the text makes less often, else the one of the earlier office.
    """
    if document.layer(find_document_date).day is None:
        for claims in _by_person(document).values():
            meant = list(_meant(document.knowledge.offices, claims))
            yield from _never_together(document, meant, timedelta(days=grace_days))
            yield from _never_held(document, meant)


def _by_person(document: Document) -> dict[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in document.layer(find_claims):
        if len(claim.people) == 1 and _is_plain(Window(document, claim.first, claim.last, claim.field)):
            found.setdefault(claim.people[0], []).append(claim)
    return found


def _is_plain(window: Window) -> bool:
    """Whether a claim speaks of what is so now, as far as the words around it tell."""
    coloured = window.has(words("offices/past"), NEAR) or window.has(words("offices/to come"), NEAR)
    return in_own_prose(window) and not coloured and not any(map(is_year, window.around()))


def _meant(table: OfficeTable, claims: Sequence[Claim]) -> Iterator[Meant]:
    """The claims of one person, what is said least first; nothing if all of it is history."""
    counts = Counter(claim.phrase for claim in claims)
    first = {claim.phrase: claim for claim in reversed(claims)}
    meant = [
        Meant(claim, terms_meant(table, claim.people[0], phrase, claim.places), counts[phrase])
        for phrase, claim in first.items()
    ]
    last = [each.terms[-1] for each in meant if each.terms]
    if any(not is_history(term, table.as_of) for term in last):
        yield from sorted(meant, key=lambda each: (each.times, each.terms[-1].start if each.terms else date.min))


def _never_together(document: Document, meant: Sequence[Meant], grace: timedelta) -> Iterator[Conflict]:
    for one, two in combinations([each for each in meant if each.terms], 2):
        if not may_overlap(one.terms, two.terms, grace):
            yield _conflict(document, one.claim, two.claim, (one.terms[-1], two.terms[-1]))


def _never_held(document: Document, meant: Sequence[Meant]) -> Iterator[Conflict]:
    """Conflicts of claims on offices that the person is not known for with what is said most."""
    held = [each for each in meant if each.terms]
    for one in (each for each in meant if held and not each.terms):
        if _is_excluded(document.knowledge.offices, one.claim, held[-1].terms[-1]):
            yield _conflict(document, one.claim, held[-1].claim, (None, held[-1].terms[-1]))


def _conflict(document: Document, claim: Claim, other: Claim, terms: tuple[Term | None, Term]) -> Conflict:
    return Conflict(Window(document, claim.first, claim.last, claim.field), claim, other, *terms)


def _is_excluded(table: OfficeTable, claim: Claim, rival: Term) -> bool:
    """Whether somebody else held the office of `claim` at the end of `rival`, and the person is not known for it."""
    verdict = judge(table, claim, Period.of(min(rival.end or rival.as_of, rival.as_of)))
    return verdict is not None and verdict.wrong is Wrong.NEVER


def terms_meant(table: OfficeTable, person: str, phrase: str, places: tuple[str, ...]) -> list[Term]:
    """The terms of `person` that a title, beside one of `places` if any is named, may mean; the earliest first."""
    return sorted(meant_by(table, phrase, places).held(table, person), key=lambda term: term.start)


def may_overlap(ones: Iterable[Term], others: Iterable[Term], grace: timedelta) -> bool:
    """Whether one of either may have been held on one day, or handed over within `grace`."""
    return any(overlap(one, two, grace) for one, two in product(ones, others))


def overlap(one: Term, two: Term, grace: timedelta) -> bool:
    """Whether both may have been held on one day, or handed over within `grace`."""
    return one.may_cover(two.start, two.end or date.max, grace)
