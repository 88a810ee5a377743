"""Leaders of nations that a text names, found by the table of office holders: who is named implies a country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from auditor.document import Document
from auditor.knowledge.offices import COUNTRY_LETTERS, OfficeTable
from auditor.mentions.people import find_people, people_index
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

SUCCESSORS = {"SU": "RU"}
"""Countries that are no more, and where the gazetteer lists their names."""
HOME = "US"
"""Leaders from here imply nothing, for most news is from there."""
BODIES = ("UN", "EU")


class Leader(NamedTuple):
    """A leader by the tokens of the name, and the one country that the name stands for."""

    first: int
    last: int
    country: str
    full: bool
    """Whether the text gives more than the family name."""


class _Bearers(NamedTuple):
    """Who is meant by a surname."""

    country: str
    head: bool
    """Whether one of them was head of state or of government."""


def find_leaders(document: Document) -> list[Leader]:
    """Leaders of countries other than the United States, in text order."""
    table, people = document.knowledge.offices, document.layer(find_people)
    full = [Leader(each.first, each.last, _country(table, each.people), True) for each in people.by_first.values()]
    within = {at for leader in full for at in range(leader.first, leader.last)}
    called = _called(document, table, within)
    return sorted(leader for leader in (*full, *called) if leader.country)


def _called(document: Document, table: OfficeTable, within: Set[int]) -> Iterator[Leader]:
    """Leaders called by a surname alone, but for the tokens that lie `within` full names."""
    for at, surname in document.layer(find_people).surnames.items():
        bearers = _bearers(table, surname)
        if bearers.country and at not in within and _is_meant(Window(document, at, at + 1), bearers):
            yield Leader(at, at + 1, bearers.country, full=False)


def _is_meant(name: Window, bearers: _Bearers) -> bool:
    """Whether a surname alone means its bearers: a head of state or government, or anybody behind a title."""
    written, before = name.tokens.words[name.first], "".join(name.before(1, written=True))
    titled = before in words("places/titles")
    another = written.isupper() or not written[0].isupper() or name.words[0] in words("offices/days")
    return not another and (titled or (bearers.head and not before[:1].isupper())) and not _goes_on(name)


def _goes_on(name: Window) -> bool:
    """Whether another name stands right behind it."""
    owned = bare(name.words[0]) != name.words[0]
    return not owned and "".join(name.after(1, written=True))[:1].isupper()


@lru_cache(maxsize=4096)
def _bearers(table: OfficeTable, surname: str) -> _Bearers:
    """Who bear a surname; without a country unless all of them are of one."""
    people = people_index(table).bare[surname]
    return _Bearers(_country(table, people), any(_is_head(table, person) for person in people))


def _is_head(table: OfficeTable, person: str) -> bool:
    return any(term.office.role in words("offices/heads") for term in table.by_person[person])


def _country(table: OfficeTable, people: Sequence[str]) -> str:
    """The one foreign country in which `people` held offices, as it is called today; "" if there is no such one."""
    countries = set(_countries(table, people))
    code = countries.pop() if len(countries) == 1 else ""
    return code if len(code) == COUNTRY_LETTERS and code not in (HOME, *BODIES) else ""


def _countries(table: OfficeTable, people: Sequence[str]) -> Iterator[str]:
    for person in people:
        for office in (term.office for term in table.by_person[person]):
            if office.role not in words("offices/without a country"):
                yield SUCCESSORS.get(office.country, office.country)
