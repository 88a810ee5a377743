"""Leaders of nations that a text names, found by the table of office holders: who is named implies a country."""

from __future__ import annotations

from calendar import day_name
from collections.abc import Hashable
from functools import lru_cache
from typing import NamedTuple, TypeVar

from auditor.document import Document
from auditor.knowledge.offices import OfficeTable
from auditor.mentions.capitals import find_capitals
from auditor.text.possessive import bare
from auditor.vocabulary import words as listed

FAMILY_NAME_FIRST = frozenset({"CN", "TW", "HK", "KP", "KR", "VN", "KH"})
"""Countries whose leaders are called by the first of their names."""
HEADS = frozenset(
    [
        "president",
        "prime-minister",
        "chancellor",
        "premier",
        "monarch",
        "crown-prince",
        "emir",
        "leader",
        "supreme-leader",
    ]
)
"""Roles whose holders reports call by the family name alone."""
SUCCESSORS = {"SU": "RU"}
"""Countries that are no more, and where the gazetteer lists their names."""

Key = TypeVar("Key", bound=Hashable)


class Leader(NamedTuple):
    """A leader by the tokens of the name, and the one country that the name stands for."""

    first: int
    last: int
    country: str
    full: bool
    """Whether the text gives more than the family name."""


class _Names(NamedTuple):
    full: dict[tuple[str, str], list[tuple[tuple[str, ...], str]]]
    """By the first two tokens, those that follow the first and the country, "" if persons of two countries are so
    called; the longest first."""
    given: frozenset[str]
    """The first tokens of full names."""
    family: dict[str, str]
    """The country of each family name that persons of one country bear, heads of it among them."""
    titled: dict[str, str]
    """The same for holders of any office: they are told by the title before."""
    starts: frozenset[str]
    """The tokens that names begin with."""


def find_leaders(document: Document) -> list[Leader]:
    """Leaders of countries other than the United States, in text order."""
    names = _names(document.knowledge.offices)
    words = document.tokens.words
    found: list[Leader] = []
    end = 0
    for index, plain in document.layer(find_capitals).among(names.starts):
        if index < end:
            continue
        leader = _full_name(words, index, names) if plain in names.given else None
        if leader is None and plain in names.titled and _stands_alone(words, index):
            is_titled = index > 0 and words[index - 1] in listed("places/titles")
            country = names.titled[plain] if is_titled else names.family.get(plain, "")
            leader = Leader(index, index + 1, country, full=False)
        if leader:
            end = leader.last
            if leader.country:
                found.append(leader)
    return found


def _full_name(words: list[str], index: int, names: _Names) -> Leader | None:
    second = bare(words[index + 1]) if index + 1 < len(words) else ""
    for rest, country in names.full.get((words[index], second), ()):
        last = index + 1 + len(rest)
        if last <= len(words) and (*words[index + 1 : last - 1], bare(words[last - 1])) == rest:
            return Leader(index, last, country, full=True)
    return None


def _stands_alone(words: list[str], index: int) -> bool:
    """Whether no other name stands right before or after the token."""
    before = words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) and bare(words[index]) == words[index] else ""
    return (not before[:1].isupper() or before in listed("places/titles")) and not after[:1].isupper()


@lru_cache(maxsize=4)
def _names(table: OfficeTable) -> _Names:
    full: dict[tuple[str, str], dict[tuple[str, ...], str]] = {}
    family: dict[str, str] = {}
    heads: set[str] = set()
    countries = {office: _foreign(office.country) for office in table.by_office}
    for person, terms in table.by_person.items():
        places = {countries[term.office] for term in terms}
        country = next(iter(places)) if len(places) == 1 else ""
        is_head = any(term.office.role in HEADS for term in terms)
        for name in table.names(person):
            first, *rest = name.replace("-", " - ").replace(".", " .").split()
            if rest:
                _share(full.setdefault((first, rest[0]), {}), tuple(rest), country)
            called = first if country in FAMILY_NAME_FIRST or not rest else rest[-1]
            _share(family, called, country)
            if is_head:
                heads.add(called)
    titled = {name: country for name, country in family.items() if country}
    by_start = {start: sorted(found.items(), key=lambda each: -len(each[0])) for start, found in full.items()}
    given = frozenset(first for first, _ in full)
    family_of_heads = {name: code for name, code in titled.items() if name in heads}
    return _Names(by_start, given, family_of_heads, titled, (given | titled.keys()) - set(day_name))


def _share(names: dict[Key, str], name: Key, country: str) -> None:
    """Note that a person of `country` bears `name`: two countries are none."""
    if names.setdefault(name, country) != country:
        names[name] = ""


def _foreign(code: str) -> str:
    """The code of a country other than the United States, or of its successor; "" for theirs and for a body of many."""
    code = SUCCESSORS.get(code, code)
    return code if len(code) == 2 and code not in {"US", "UN", "EU"} else ""
