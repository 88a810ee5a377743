"""Passages that give somebody an office, or the government, that the table excludes for the article's day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, cached_property

from auditor.checks.offices.judge import Verdict, Wrong, judge
from auditor.checks.offices.period import Reading, reading_of
from auditor.document import Document
from auditor.knowledge.offices import OfficeTable, Role, Term, display_name
from auditor.mentions.offices import ADMINISTRATIONS, Claim, find_administrations, find_claims
from auditor.mentions.people import name_tokens, surname_of
from auditor.window import Window


@dataclass(frozen=True)
class Suspect:
    """A passage that the table excludes, whatever its words mean."""

    claim: Claim
    verdict: Verdict
    reading: Reading

    @property
    def window(self) -> Window:
        """The passage."""
        return self.claim.window

    @property
    def administration(self) -> bool:
        """Whether it names the government after its head."""
        return self.claim.title.noun.words[0] in ADMINISTRATIONS

    @property
    def finds(self) -> str:
        """What a rule finds with it: an administration, an office that somebody else held then, or another."""
        if self.administration:
            return "administration-over"
        return "other-holder" if self.verdict.holder else "not-held"

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
        reference, held = self.verdict.reference, self.table.held(self.verdict.person, self.reading.day)
        return [reference, *[term for term in held if term != reference and not term.acting][-1:]]

    def count(self, surname: str) -> int:
        """How often the text has `surname`."""
        counts = self.window.document.tokens.counts
        return counts.get(surname, 0) + counts.get(f"{surname}'s", 0)


@cache
def _surname(person: str) -> str:
    return surname_of(name_tokens(display_name(person)))


@cache
def suspects(grace_days: int) -> Callable[[Document], list[Suspect]]:
    """The layer for one grace; the same function each time, so that a document makes it once."""

    def find(document: Document) -> list[Suspect]:
        reading = reading_of(document, grace_days)
        claims, administrations = document.layer(find_claims), document.layer(find_administrations)
        judged = [(claim, judge(claim, reading)) for claim in (*claims, *administrations)]
        return [Suspect(claim, verdict, reading) for claim, verdict in judged if verdict]

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
    claims = (claim for claim in reversed(document.layer(find_claims)) if claim.person)
    return {(claim.person, role.id): claim for claim in claims for role in claim.title.meant.roles}
