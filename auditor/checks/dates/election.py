"""The year of an election against the term that it began."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import chain
from typing import NamedTuple

from auditor.checks.dates.binding import Bound, bound_years
from auditor.checks.detector import Detector
from auditor.checks.offices.telling import spell
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.knowledge.offices import Term
from auditor.mentions.people import PersonMention, find_people
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SUBJECT_REACH = 4
"""Tokens before a verb in which the name of who won ends: ", who narrowly"."""
HANDOVER = timedelta(days=3)
"""How far the end of a term and the start of the next may lie apart, as sources differ on the day."""
JANUARY, NOVEMBER = 1, 11
"""American terms that begin in January, or in November and December, follow an autumn's election."""
LAST_OATH = {"president": 20, "governor": 20, "senator": 6, "representative": 6}
"""The latest day of January on which a term of each office begins that an autumn's election gave; later ones follow
another."""


class Claim(NamedTuple):
    """A year in which somebody is said to have won an office."""

    bound: Bound
    term: Term
    """The winner's."""

    @property
    def window(self) -> Window:
        """From the winner to the year."""
        return self.bound.window


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Each "X beat Y in 2018" where X followed Y in an office by the election of another year, and each "X was
    elected governor in 2019" of the year in which the term began."""
    verbs = document.tokens.at(words("dates/elected"))
    winners = dict.fromkeys(chain.from_iterable(_winners(document, at) for at in verbs))
    return chain.from_iterable(_claims(document, winner) for winner in winners)


def _claims(document: Document, winner: PersonMention) -> Iterator[Claim]:
    for bound in bound_years(Window(document, winner.first, winner.last)):
        for term in _terms_meant(document, winner, bound):
            if bound.dated.year != election_year(term):
                yield Claim(bound, term)


def _winners(document: Document, verb: int) -> Iterator[PersonMention]:
    """The persons whose names end a little before a verb."""
    ends = range(verb, max(0, verb - SUBJECT_REACH), -1)
    return filter(None, (document.layer(find_people).before(Window(document, end, verb)) for end in ends))


def _terms_meant(document: Document, winner: PersonMention, bound: Bound) -> list[Term]:
    """The terms of the winner that the words speak of, if there is no doubt who it is."""
    loser = _beaten(document, bound)
    won = filter(_by_election, _held(document, winner))
    return [term for term in won if _began(term, bound) or (loser and _follows_any(term, document, loser))]


def _held(document: Document, mention: PersonMention) -> Sequence[Term]:
    """The terms of the one person that a mention can mean; none if it may mean several."""
    return document.knowledge.offices.by_person[mention.people[0]] if len(mention.people) == 1 else ()


def _beaten(document: Document, bound: Bound) -> PersonMention | None:
    """The person named right behind a verb of beating, between the winner and the year."""
    reach = range(bound.name.end, bound.dated.window.first)
    loser, people = bound.name.tokens.first_of(words("dates/beating"), reach, -1) + 1, document.layer(find_people)
    return people.by_first.get(loser) or people.by_surname(Window(document, loser, loser + 1))


def _follows_any(won: Term, document: Document, loser: PersonMention) -> bool:
    """Whether a term began where one of the loser's in the same office ended."""
    ends = [term.end for term in _held(document, loser) if term.office == won.office and term.end is not None]
    return any(abs(end - won.start) <= HANDOVER for end in ends)


def _began(term: Term, bound: Bound) -> bool:
    """Whether the words are "was elected governor in 2019", and a term as such began in the year."""
    return bound.between[-3:-1] == ["elected", term.office.role] and term.start.year == bound.dated.year


def _by_election(term: Term) -> bool:
    """Whether it is a term of an American office that an autumn's election gives."""
    elective = term.office.country == "US" and term.office.role in LAST_OATH
    return elective and election_year(term) != 0 and not (term.approximate or term.acting)


def election_year(term: Term) -> int:
    """The year of the autumn in which it was won; 0 if it began in another season."""
    in_january = term.start.month == JANUARY and term.start.day <= LAST_OATH[term.office.role]
    return term.start.year - in_january if in_january or term.start.month >= NOVEMBER else 0


def tell(claim: Claim, rule: Rule) -> Hit:
    """The passage, and when the winner took over."""
    term, document = claim.term, claim.window.document
    office = document.knowledge.offices.label(term.office)
    expected = f"{office} since {spell(term.start)}"
    fact = Evidence(f"{term.name}, {expected}", reference=term.source, as_of=term.as_of)
    values = {
        "other": term.name, "date": str(claim.bound.dated.year),
        "expected": expected, "found": str(election_year(term)),
    }  # fmt: skip
    return Hit(rule, claim.window.span, values=values, evidence=(fact,))


DETECTOR = Detector(propose, tell)
