"""Leaders of nations that a text names, found by the table of office holders: who is named implies a country."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from auditor.document import Document
from auditor.knowledge.offices import COUNTRY_LETTERS, OfficeTable
from auditor.mentions.people import People, find_people, goes_on, has_first_name, people_index
from auditor.vocabulary import words
from auditor.window import Window

SUCCESSORS = {"SU": "RU"}
"""Countries that are no more, and where the gazetteer lists their names."""
APART = frozenset({"US", "UN", "EU"})
"""Leaders from here imply nothing, for most news is from there; and bodies of two letters, which are no country."""


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
    return sorted(leader for leader in (*full, *_called(document, people)) if leader.country)


def _called(document: Document, people: People) -> Iterator[Leader]:
    """Leaders called by a surname alone."""
    for at, surname in people.surnames.items():
        bearers = _bearers(document.knowledge.offices, surname)
        if bearers.country and _is_meant(Window(document, at, at + 1), bearers):
            yield Leader(at, at + 1, bearers.country, full=False)


def _is_meant(name: Window, bearers: _Bearers) -> bool:
    """Whether a surname alone means its bearers: a head of state or government, or anybody behind a title."""
    if name.tokens.words[name.first].isupper() or name.words[0] in words("offices/days"):
        return False
    known = bearers.head or name.word_before in words("names/titles")
    return known and not has_first_name(name) and not goes_on(name)


@lru_cache(maxsize=4096)
def _bearers(table: OfficeTable, surname: str) -> _Bearers:
    """Who bear a surname; without a country unless all of them are of one."""
    people = people_index(table).bare[surname]
    roles = {term.office.role for person in people for term in table.by_person[person]}
    return _Bearers(_country(table, people), head=not roles.isdisjoint(words("offices/heads")))


def _country(table: OfficeTable, people: Sequence[str]) -> str:
    """The one foreign country in which `people` held offices, as it is called today; "" if there is no such one."""
    offices = (term.office for person in people for term in table.by_person[person])
    codes = {office.country for office in offices if office.role not in words("offices/without a country")}
    countries = {SUCCESSORS.get(code, code) for code in codes}
    code = countries.pop() if len(countries) == 1 else ""
    return code if len(code) == COUNTRY_LETTERS and code not in APART else ""
