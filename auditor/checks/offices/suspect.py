"""Passages that give somebody an office, or the government, that the table excludes for the article's day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, cached_property

from auditor.checks.offices.judge import PRESIDENT, Verdict, Wrong, judge, judge_president
from auditor.checks.offices.period import Reading, reading_of
from auditor.document import Document
from auditor.knowledge.offices import OfficeTable, Role, Term, display_name
from auditor.mentions.offices import Claim, find_administrations, find_claims, office_index
from auditor.mentions.people import name_tokens, surname_of
from auditor.window import Window


@dataclass(frozen=True)
class Suspect:
    """A passage that the table excludes, whatever its words mean."""

    window: Window
    people: tuple[str, ...]
    """Everybody who may be meant."""
    phrase: str
    """The office as the text calls it, folded."""
    verdict: Verdict
    reading: Reading
    administration: bool

    @property
    def table(self) -> OfficeTable:
        """The table that it is judged by."""
        return self.window.document.knowledge.offices

    @property
    def role(self) -> Role:
        """That of the office."""
        return self.table.roles[self.verdict.office.role]

    @cached_property
    def surname(self) -> str:
        """Of the person, folded."""
        return _surname(self.verdict.person)

    @cached_property
    def holder(self) -> str:
        """The surname of who held the office then; "" if it has many or none is known."""
        return _surname(self.verdict.holder.person) if self.verdict.holder else ""

    @cached_property
    def own_terms(self) -> list[Term]:
        """The person's term that excludes the claim, and the office that they held instead, if any is known."""
        reference, period = self.verdict.reference, self.reading.period
        covering = [t for t in self.table.by_person[self.verdict.person] if t.surely_covers(period.first, period.last)]
        now = [term for term in covering if not term.acting and term != reference]
        return [reference, *now[-1:]]

    def count(self, surname: str) -> int:
        """How often the text has `surname`."""
        counts = self.window.document.tokens.counts
        return counts.get(surname, 0) + counts.get(f"{surname}'s", 0) if surname else 0


@cache
def _surname(person: str) -> str:
    return surname_of(name_tokens(display_name(person)))


@cache
def suspects(grace_days: int) -> Callable[[Document], list[Suspect]]:
    """The layer for one grace; the same function each time, so that a document makes it once."""

    def find(document: Document) -> list[Suspect]:
        reading = reading_of(document, grace_days)
        return [*_claim_suspects(document, reading), *_administration_suspects(document, reading)]

    return find


@cache
def past_people(grace_days: int) -> Callable[[Document], frozenset[str]]:
    """The layer of everybody of whom the text says that they hold an office which is over for them."""

    def find(document: Document) -> frozenset[str]:
        found = document.layer(suspects(grace_days))
        return frozenset(each.verdict.person for each in found if each.verdict.wrong is Wrong.PAST)

    return find


def claims_by_office(document: Document) -> dict[tuple[str, str], Claim]:
    """The first claim of the text on each office for each person, where it is plain who is meant."""
    roles = office_index(document.knowledge.offices).roles
    plain = [claim for claim in document.layer(find_claims) if len(claim.people) == 1]
    return {(claim.people[0], role.id): claim for claim in reversed(plain) for role in roles[claim.phrase]}


def _claim_suspects(document: Document, reading: Reading) -> Iterator[Suspect]:
    for claim in document.layer(find_claims):
        verdict = judge(document.knowledge.offices, claim, reading.period)
        if verdict is not None:
            window = Window(document, claim.first, claim.last, claim.field)
            yield Suspect(window, claim.people, claim.phrase, verdict, reading, administration=False)


def _administration_suspects(document: Document, reading: Reading) -> Iterator[Suspect]:
    for named in document.layer(find_administrations):
        verdict = judge_president(document.knowledge.offices, named.people, reading.period)
        if verdict is not None:
            window = Window(document, named.first, named.last)
            yield Suspect(window, (verdict.person,), PRESIDENT.role, verdict, reading, administration=True)
