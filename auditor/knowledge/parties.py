"""Which party a politician belonged to, from when to when: the table of parties and its look-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from functools import cache
from typing import Any, NamedTuple

from marshmallow import ValidationError, fields, validate

from auditor.knowledge.table import SOURCES, RowSchema, TableKind, day, listed, optional, read_cells


class Party(NamedTuple):
    """A party and how texts name it."""

    id: str
    country: str
    label: str
    """As "Republican"."""
    letters: frozenset[str]
    """Behind a name, as written: the first of "R-Ohio"."""
    members: frozenset[str]
    """Words for one or several of it, folded; none where they are too common."""
    owned: frozenset[str]
    """Words for what is its own, folded."""


class Membership(NamedTuple):
    """One person's time in one party."""

    person: str
    """Key of the person, as in the table of offices."""
    party: str
    """Id of the party."""
    start: date | None
    """None where it began before all that is told of the person."""
    end: date | None
    """None while it lasts, as far as `as_of` knows."""
    caucus: bool
    """Whether the person only sits with the party: texts count them among its members."""
    source: str
    as_of: date

    @property
    def key(self) -> str:
        """The person: rows of a newsroom take the place of all that the package has of one."""
        return self.person

    def may_cover(self, first: date, last: date, grace: timedelta) -> bool:
        """Whether it may have lasted on some day from `first` to `last`, `grace` allowed at both ends."""
        begun = self.start is None or self.start - grace <= last
        return begun and (self.end is None or self.end + grace >= first)


class PartyTable:
    """Memberships by person; compared by identity."""

    def __init__(self, rows: Sequence[Membership]) -> None:
        self.by_person: dict[str, list[Membership]] = {}
        for row in rows:
            self.by_person.setdefault(row.person, []).append(row)

    def of(self, person: str) -> Sequence[Membership]:
        """The memberships of a person, as far as any are known."""
        return self.by_person.get(person, ())


@cache
def load_parties() -> Mapping[str, Party]:
    """The parties that the package knows, by id."""
    return {
        name: Party(name, country, label, *map(frozenset, map(listed, forms)))
        for name, country, label, *forms in read_cells("party_names.tsv")
    }


def party_called(name: str) -> str:
    """The id of the party that a newsroom calls by its id, or by a label that only one has. Raises ValidationError."""
    parties = load_parties().values()
    found = [party.id for party in parties if name.casefold() in (party.id.casefold(), party.label.casefold())]
    if len(found) == 1:
        return found[0]
    raise ValidationError("not the name of one party; known are " + ", ".join(f"{p.id} ({p.label})" for p in parties))


class MembershipSchema(RowSchema):
    """One row of parties.yaml."""

    person = fields.Str(required=True, validate=validate.Length(min=2))
    party = fields.Function(deserialize=party_called, required=True)
    start = fields.Date(data_key="from", load_default=None, allow_none=True)
    end = fields.Date(data_key="to", load_default=None, allow_none=True)
    caucus = fields.Bool(load_default=False)


def _make(row: Mapping[str, Any]) -> Membership:
    return Membership(row["person"], row["party"], row["start"], row["end"], row["caucus"], row["source"], row["as_of"])


def _read(cells: Sequence[str]) -> Membership:
    person, party, start, end, marks, source, as_of = cells
    first, last = optional(day, start), optional(day, end)
    return Membership(person, party, first, last, "c" in marks, SOURCES[source], day(as_of))


PARTIES = TableKind("parties", MembershipSchema(), _make, _read, PartyTable)
