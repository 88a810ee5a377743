"""Kind `lawmaker`: a politician is given a state or a party that the tables have otherwise."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, partial
from itertools import chain
from typing import Any

from marshmallow import Schema, fields, validate

from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.offices.judge import KNOWN_FOR
from auditor.checks.offices.period import Reading, reading_of
from auditor.checks.offices.telling import history, references, spell
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.offices import OfficeTable, Term, display_name
from auditor.knowledge.parties import Membership, load_parties
from auditor.mentions.lawmakers import Affiliation, find_affiliations
from auditor.mentions.offices import Meant, office_index
from auditor.rule import Rule
from auditor.text.years import is_year
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"person", "claimed", "known", "source", "as_of"})
LATELY = timedelta(days=20 * 365)
"""Of who left office longer ago texts speak as history, or mean a namesake; no older is a text without a date."""


class Params(Schema):
    """`finds`: what the rule looks for. `grace_days`: how long before and after a change either side is let pass."""

    finds = fields.Str(validate=validate.OneOf(["state", "party"]), required=True)
    grace_days = fields.Int(load_default=60, validate=validate.Range(0, 365))


@dataclass(frozen=True)
class Contradiction:
    """A state or party that the tables have otherwise for everybody who may be meant."""

    told: Affiliation
    reading: Reading
    seats: Sequence[Term]
    """Those of the first who may be meant, then or ever."""
    memberships: Sequence[Membership] = ()
    """The same; none where it is about a state."""

    @property
    def window(self) -> Window:
        """The passage."""
        return self.told.window

    @property
    def table(self) -> OfficeTable:
        """That of office holders."""
        return self.window.document.knowledge.offices

    @cached_property
    def serving(self) -> bool:
        """Whether everybody who may be meant held an office then, as far as is known."""
        return all(_offices_then(self.table, person, self.reading) for person in self.told.people)

    @cached_property
    def lately(self) -> bool:
        """Whether everybody who may be meant held an office then or in the years before."""
        undated = self.reading._replace(dated=False)
        return all(_offices_then(self.table, person, undated) for person in self.told.people)

    @cached_property
    def in_role(self) -> bool:
        """Whether everybody who may be meant ever held a seat of the title before the name, if there is one."""
        roles = office_index(self.table).roles.get(self.told.title.removesuffix("s"))
        return not roles or all(map(Meant(self.table, roles, ()).held, self.told.people))

    @cached_property
    def elsewhere(self) -> bool:
        """Whether the state is another's, too: it is another person, or there is one slip in the name."""
        return bool(self.told.states) and not _is_borne_out(self.table, self.told)


def _offices_then(table: OfficeTable, person: str, reading: Reading) -> list[Term]:
    """What a person may have held on the day; for a text without a date, in the years before."""
    since = reading.day if reading.dated else reading.day - LATELY
    return [term for term in table.by_person.get(person, ()) if term.may_cover(since, reading.day, reading.grace)]


def propose_states(document: Document, rule: Rule) -> Iterator[Contradiction]:
    """Law-makers of whom nobody of the name ever held an office in the state."""
    table, reading = document.knowledge.offices, reading_of(document, rule.params["grace_days"])
    for told in document.layer(find_affiliations):
        seats = [_seats(table, person, reading.day) for person in told.people]
        if told.states and all(seats) and not _is_borne_out(table, told):
            yield Contradiction(told, reading, seats[0])


def _seats(table: OfficeTable, person: str, day: date) -> list[Term]:
    """The seats in Congress that a person came to by the day."""
    begun = (term for term in table.by_person.get(person, ()) if term.start <= day)
    return [term for term in begun if table.roles[term.office.role].lawmaker]


def _is_borne_out(table: OfficeTable, told: Affiliation) -> bool:
    """Whether one who may be meant ever held an office in the state."""
    terms = chain.from_iterable(table.by_person.get(person, ()) for person in told.people)
    return any(term.office.place in told.states for term in terms)


def propose_parties(document: Document, rule: Rule) -> Iterator[Contradiction]:
    """Politicians of whom nobody of the name was then in the party, nor sat with it."""
    reading = reading_of(document, rule.params["grace_days"])
    for told in document.layer(find_affiliations):
        held = [_memberships(document, person, told, reading) for person in told.people]
        if all(held) and told.parties.isdisjoint(row.party for row in chain.from_iterable(held)):
            seats = _offices_then(document.knowledge.offices, told.people[0], reading)
            yield Contradiction(told, reading, seats, held[0])


def _memberships(document: Document, person: str, told: Affiliation, reading: Reading) -> list[Membership]:
    """A person's parties on the day, in countries that have what is told; for a text without a date, at any time."""
    parties, rows = load_parties(), document.knowledge.parties.of(person)
    countries = {parties[party].country for party in told.parties}
    then = filter(reading.allows, rows) if reading.dated else rows
    return [row for row in then if parties[row.party].country in countries]


def _unchecked(each: Contradiction) -> bool:
    """Whether the table last looked so long before that somebody may have gone over since."""
    return all(row.as_of + KNOWN_FOR < each.reading.day for row in each.memberships)


def _once(each: Contradiction) -> bool:
    """Whether one who may be meant was in the party at another time."""
    rows = map(each.window.document.knowledge.parties.of, each.told.people)
    return any(row.party in each.told.parties for row in chain.from_iterable(rows))


def _past(each: Contradiction) -> bool:
    """Whether the sentence has a word of the past, or a year that was over."""
    year = str(each.reading.day.year)
    earliest = min(filter(is_year, each.window.around()), default=year)
    return earliest < year or each.window.has(words("offices/past"))


_OF_BOTH = {
    "form": lambda each: each.told.form,
    "word": lambda each: each.told.word,
    "bare": lambda each: not each.told.states,
    "definite": lambda each: "the" in each.window.words,
    "plural": lambda each: each.told.word.endswith("s"),
    "full": lambda each: each.told.full,
    "serving": lambda each: each.serving,
    "lately": lambda each: each.lately,
    "in-role": lambda each: each.in_role,
    "once": _once,
    "past": _past,
    "unchecked": _unchecked,
    "elsewhere": lambda each: each.elsewhere,
}


def tell_state(each: Contradiction, rule: Rule) -> Hit:
    """The passage, with the seats that the person has held."""
    claimed = each.table.places[each.told.states[0]].name
    values = {"claimed": claimed, "known": history(each.table, each.seats), **_basis(each, each.seats[-1])}
    return Hit(rule, each.window.bare_span, values=values, evidence=tuple(references(each.table, each.seats)))


def tell_party(each: Contradiction, rule: Rule) -> Hit:
    """The passage, with the parties that the person was in then."""
    parties = load_parties()
    own = [row for row in each.memberships if not row.caucus] or each.memberships
    claimed = " or ".join(sorted({parties[party].label for party in each.told.parties}))
    known = ", ".join(f"{parties[row.party].label}{_spell_bounds(row)}" for row in own)
    values = {"claimed": claimed, "known": known, **_basis(each, own[-1])}
    notes = [
        Evidence(
            f"{display_name(r.person)}: {parties[r.party].label}{_spell_bounds(r)}", reference=r.source, as_of=r.as_of
        )
        for r in own
    ]
    return Hit(rule, each.window.bare_span, values=values, evidence=tuple(notes))


def _basis(each: Contradiction, row: Term | Membership) -> Mapping[str, str]:
    return {"person": display_name(each.told.people[0]), "source": row.source, "as_of": spell(row.as_of)}


def _spell_bounds(row: Membership) -> str:
    """As " since April 30, 2009"; "" for what is not bounded."""
    since = f" since {spell(row.start)}" if row.start else ""
    return since + (f" until {spell(row.end)}" if row.end else "")


DETECTORS: Mapping[str, Detector[Any]] = {
    "state": Detector(propose_states, tell_state, _OF_BOTH),
    "party": Detector(propose_parties, tell_party, _OF_BOTH),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
