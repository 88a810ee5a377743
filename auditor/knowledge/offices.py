"""Who held which office from when to when: the table of office holders and its look-up."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property, partial
from itertools import chain
from typing import Any, NamedTuple

from auditor.knowledge.table import SOURCES, MadeWhenAsked, day, listed, optional, read_cells, read_lines

FILES = ("office_holders.tsv", "congress.tsv")
"""Those that hold terms."""
APPROXIMATE_DAYS = 365
"""How far off an approximate end may be: two of the Factbook's yearly revisions lie no farther apart."""
COUNTRY_LETTERS = 2
"""In the code of a country; bodies have more, but for the UN and the EU."""


@dataclass(frozen=True, slots=True)
class Role:
    """A kind of office: "foreign minister"."""

    id: str
    label: str
    single: bool
    """Whether a place has one holder at a time."""
    needs_place: bool
    """Whether its words mean the office only beside a place or body: "North Korean leader"."""
    courtesy: bool
    """Whether people keep it as a form of address: "Governor Romney"."""
    lawmaker: bool
    """Whether it is a seat that cannot be held beside an executive office."""
    federal: bool
    """Whether it means the United States where no place is named."""
    phrases: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Place:
    """A country, a state of one, a city or a body, and how texts name it."""

    code: str
    name: str
    adjective: str
    forms: tuple[str, ...]

    @property
    def is_body(self) -> bool:
        """Whether it is a body or a firm rather than a country or a part of one; of those of two letters it is none."""
        return len(self.code.partition("-")[0]) > COUNTRY_LETTERS


class Office(NamedTuple):
    """A role in a place; a part of a place follows its code and a hyphen: "US-FL"."""

    place: str
    role: str

    @property
    def country(self) -> str:
        """The place without its part."""
        return self.place.partition("-")[0]

    @property
    def is_national(self) -> bool:
        """Whether it is of a country, or a body, as a whole."""
        return self.place == self.country

    def within_any(self, places: tuple[str, ...]) -> bool:
        """Whether the office is one of `places`, or of a part of one; always, where there are none."""
        return not places or self.place in places or self.country in places


PRESIDENT = Office("US", "president")
"""The office that most news speaks of."""


class Term(NamedTuple):
    """One person's time in one office."""

    office: Office
    person: str
    """Key of the person: the name, and in brackets what tells namesakes apart."""
    start: date
    end: date | None
    """None while it lasts, as far as `as_of` knows."""
    as_of: date
    """When the fact was last checked against its source."""
    source: str
    acting: bool = False
    approximate: bool = False
    """Whether an end may be off by up to `APPROXIMATE_DAYS`."""
    stale: bool = False
    """Whether nobody has looked since `as_of` if it still lasts."""

    @property
    def name(self) -> str:
        """The person's name."""
        return display_name(self.person)

    @property
    def until(self) -> date:
        """The day on which it ended; the last of the calendar while it lasts."""
        return self.end or date.max

    def may_cover(self, first: date, last: date, grace: timedelta) -> bool:
        """Whether it may have lasted on some day from `first` to `last`, `grace` allowed at both ends."""
        if self.approximate:
            grace += timedelta(APPROXIMATE_DAYS)
        return _later(self.start, -grace) <= last and (self.end is None or _later(self.end, grace) >= first)

    def surely_covers(self, first: date, last: date) -> bool:
        """Whether it lasted on every day from `first` to `last`, as far as is known."""
        slack = timedelta(APPROXIMATE_DAYS if self.approximate else 0)
        if _later(self.start, slack) > first:
            return False
        if self.end is None:
            return not (self.stale and last > self.as_of)
        return _later(self.end, -slack) >= last


def _later(day: date, by: timedelta) -> date:
    """`day` moved by `by`, within the calendar."""
    try:
        return day + by
    except OverflowError:
        return date.max if by > timedelta(0) else date.min


def display_name(person: str) -> str:
    """The name in a person's key: what stands before the bracket."""
    return person.partition(" (")[0]


@dataclass(eq=False)
class OfficeTable:
    """Terms with the roles, places and names that they speak of; compared by identity."""

    roles: Mapping[str, Role]
    places: Mapping[str, Place]
    aliases: Mapping[str, tuple[str, ...]]
    by_person: Mapping[str, Sequence[Term]]
    by_office: Mapping[Office, Sequence[Term]]
    as_of: date
    """The latest day on which any fact of the table was checked."""

    @cached_property
    def terms(self) -> Sequence[Term]:
        """All of them, person by person."""
        return list(chain.from_iterable(self.by_person.values()))

    @cached_property
    def checked(self) -> Mapping[Office, date]:
        """The last day for which the table has looked at an office."""
        return MadeWhenAsked(self.by_office, self._last_check)

    def _last_check(self, office: Office) -> date:
        return max(term.as_of for term in self.by_office[office])

    def names(self, person: str) -> tuple[str, ...]:
        """The names that `person` goes by, the usual one first."""
        return (display_name(person), *self.aliases.get(person, ()))

    def holders(self, office: Office, first: date, last: date) -> list[Term]:
        """Terms that surely covered `office` from `first` to `last`."""
        return [term for term in self.by_office.get(office, ()) if term.surely_covers(first, last)]

    def held(self, person: str, day: date) -> list[Term]:
        """Terms of `person` that surely covered the day."""
        return [term for term in self.by_person[person] if term.surely_covers(day, day)]

    def lacks(self, places: tuple[str, ...], roles: Iterable[Role]) -> bool:
        """Whether `places` are bodies, each of which has none of `roles`, as far as is known."""
        bodies = bool(places) and all(self.places[place].is_body for place in places)
        return bodies and not any(Office(place, role.id) in self.by_office for place in places for role in roles)

    def label(self, office: Office) -> str:
        """As "British prime minister"."""
        role, place = self.roles[office.role], self.places.get(office.place)
        adjective = place.adjective if place else office.place
        return role.label if role.label.startswith(adjective) else f"{adjective} {role.label}"

    def find(self, name: str) -> list[str]:
        """Persons called `name`, in any case."""
        wanted = name.casefold()
        return [p for p in self.by_person if any(wanted == other.casefold() for other in self.names(p))]


@cache
def load_roles() -> dict[str, Role]:
    """The roles that the package knows, by id."""
    return {
        name: Role(name, label, seats == "1", "p" in marks, "k" in marks, "l" in marks, "u" in marks, listed(phrases))
        for name, label, seats, marks, phrases in read_cells("roles.tsv")
    }


@cache
def load_places() -> dict[str, Place]:
    """The places that the package knows, by code."""
    return {
        code: Place(code, name, adjective, listed(forms)) for code, name, adjective, forms in read_cells("places.tsv")
    }


@cache
def load_offices() -> OfficeTable:
    """The package's own table. Source: data/SOURCES.md, and the source column of each row."""
    aliases = {person: listed(names) for person, names in read_cells("people.tsv")}
    by_person, by_office = _group_lines(FILES)
    offices = {Office(*text.split("/")): lines for text, lines in by_office.items()}
    return OfficeTable(
        load_roles(),
        load_places(),
        aliases,
        MadeWhenAsked(by_person, partial(_read_terms, by_person)),
        MadeWhenAsked(offices, partial(_read_terms, offices)),
        day(max(line.rpartition("\t")[2] for line in chain.from_iterable(by_office.values()))),
    )


def _read_terms(lines: Mapping[Any, Sequence[str]], key: Any) -> list[Term]:
    return [_read_term(line) for line in lines[key]]


def _group_lines(names: Iterable[str]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    """The lines of the files by person and by office, as they stand there: of thousands an article needs a few."""
    by_person: dict[str, list[str]] = {}
    by_office: dict[str, list[str]] = {}
    for line in chain.from_iterable(map(read_lines, names)):
        office, person, _ = line.split("\t", 2)
        by_person.setdefault(person, []).append(line)
        by_office.setdefault(office, []).append(line)
    return by_person, by_office


@cache
def _read_term(line: str) -> Term:
    """The term of one line."""
    office, person, start, end, marks, source, as_of = line.split("\t")
    return Term(
        Office(*office.split("/")), person, day(start), optional(day, end), day(as_of), SOURCES[source],
        "a" in marks, "~" in marks, "?" in marks,
    )  # fmt: skip


def table_of(terms: Iterable[Term], aliases: Mapping[str, tuple[str, ...]], roles: Mapping[str, Role]) -> OfficeTable:
    """A table of `terms` alone, with the package's places and its roles, `roles` added."""
    by_person: dict[str, list[Term]] = {}
    by_office: dict[Office, list[Term]] = {}
    as_of = date.min
    for term in terms:
        by_person.setdefault(term.person, []).append(term)
        by_office.setdefault(term.office, []).append(term)
        as_of = max(as_of, term.as_of)
    return OfficeTable({**load_roles(), **roles}, load_places(), dict(aliases), by_person, by_office, as_of)
