"""Who is meant by a name that the table of office holders does not have, by the office named beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain, groupby

from auditor.document import Document
from auditor.knowledge.offices import OfficeTable, Term, display_name
from auditor.mentions.near_people import NearPerson, find_near_people
from auditor.mentions.offices import Claim, claims_on
from auditor.mentions.people import People, PersonMention, name_tokens, surname_of
from auditor.mentions.times import find_document_date
from auditor.window import Window


@dataclass(frozen=True)
class Misnamed:
    """A written name, and who of the table is likeliest meant."""

    window: Window
    near: NearPerson
    claim: Claim | None
    """The office that the text names beside it, one that the person held if there are several."""
    person: str
    fits: bool
    """Whether the person held this office."""
    terms: Sequence[Term]
    """Those of the person that this office means; all of them where it means none of theirs."""
    day: date | None
    """When the article was published."""

    @property
    def table(self) -> OfficeTable:
        """What the name is held against."""
        return self.window.document.knowledge.offices

    @property
    def country(self) -> str:
        """That of the office."""
        return self.terms[-1].office.country

    @property
    def surname(self) -> str:
        """That of the person, folded."""
        return surname_of(name_tokens(display_name(self.person)))


def find_misnamed(document: Document) -> list[Misnamed]:
    """Those of the text and of its title, in order."""
    near = document.layer(find_near_people)
    if not near:
        return []
    groups = [list(group) for _, group in groupby(near, key=lambda each: each.field)]
    claims = [_claims(document, group) for group in groups]
    return [
        _meant(document, each, beside.get(each.last, []))
        for group, beside in zip(groups, claims, strict=True)
        for each in group
    ]


def _claims(document: Document, near: Sequence[NearPerson]) -> Mapping[int, list[Claim]]:
    """By the end of a name of one field, the offices beside it."""
    mentions = [PersonMention(each.first, each.last, each.people, True) for each in near]
    found: dict[int, list[Claim]] = defaultdict(list)
    for claim in claims_on(document, near[0].field, People.of(mentions, {}, {})):
        found[claim.mention.last].append(claim)
    return found


def _meant(document: Document, near: NearPerson, claims: Sequence[Claim]) -> Misnamed:
    """The person who last came to an office beside the name, else the first who bears the name."""
    table, day = document.knowledge.offices, document.layer(find_document_date).day
    fitting = [(term, claim) for claim in claims for term in _fitting(near, claim, day)]
    last, claim = max(fitting, key=lambda pair: pair[0].start, default=(None, claims[0] if claims else None))
    person = last.person if last else near.people[0]
    terms = sorted((term for term, _ in fitting if term.person == person), key=lambda term: term.start)
    window = Window(document, near.first, near.last, near.field)
    return Misnamed(window, near, claim, person, bool(fitting), terms or table.by_person[person], day)


def _fitting(near: NearPerson, claim: Claim, day: date | None) -> Iterator[Term]:
    """Terms of those who may be meant in the office that a claim names, begun by the day of publication."""
    held = chain.from_iterable(map(claim.title.meant.held, near.people))
    return (term for term in held if term.start <= (day or date.max))
