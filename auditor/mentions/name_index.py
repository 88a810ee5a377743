"""The full names of the table of office holders by one of their ends, so that a name near to one is a look-up away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from auditor.knowledge.name_forms import letters_of
from auditor.knowledge.offices import OfficeTable, display_name
from auditor.mentions.name_distance import WITH_SECOND, Name
from auditor.mentions.offices import office_index
from auditor.mentions.people import people_index
from auditor.mentions.phrases import Phrases
from auditor.text.grouped import grouped
from auditor.vocabulary import words

MIN_ALONE = 6
"""Letters of a surname that tells without a first name: shorter ones are near to too many others."""
_INNER_CAPITAL = re.compile(r"[A-Z][a-z]+[A-Z][a-z]+")


class NameIndex(NamedTuple):
    """The names of a table by one of their ends."""

    people: Mapping[Name, tuple[str, ...]]
    by_surname: Mapping[str, Sequence[Name]]
    by_given: Mapping[str, Sequence[Name]]
    given: frozenset[str]
    """First names as texts write them."""
    levelled: frozenset[str]
    """Surnames with a capital inside as they read without it: "Mcconnell"."""
    titles: Phrases[str]
    """Words for offices, by their last one."""
    title_words: frozenset[str]
    """Those last words that stand right before names, as texts write them there: "Gov", not "States"."""


@lru_cache(maxsize=8)
def name_index(table: OfficeTable) -> NameIndex:
    """The names of `table`; made once a table."""
    people, titles = _people_by_name(table), Phrases.of(office_index(table).phrases.meanings, -1)
    by_given = grouped((name[0], name) for name in people)
    return NameIndex(
        people,
        grouped((name[-1], name) for name in people),
        by_given,
        frozenset(map(str.capitalize, by_given)),
        frozenset(_levelled(table)),
        titles,
        frozenset(map(str.capitalize, titles.lengths.keys() & words("names/titles"))),
    )


def _people_by_name(table: OfficeTable) -> dict[Name, tuple[str, ...]]:
    """Everybody of a name; names as `WrittenNames` gives them."""
    people: dict[Name, tuple[str, ...]] = {}
    for tokens, known in people_index(table).full.meanings.items():
        name = _plain(tokens)
        if len(name) > 1:
            people[name] = people[name] + known if name in people else known
    return people


def _plain(tokens: Name) -> Name:
    """A name without initials, marks and suffixes."""
    if len(tokens) < WITH_SECOND and "".join(tokens).isalpha():
        return tokens
    apart = words("persons/suffixes")
    return tuple(letters_of(word) for word in tokens if len(word) > 1 and word not in apart)


def _levelled(table: OfficeTable) -> Iterator[str]:
    surnames = {display_name(person).rpartition(" ")[2] for person in table.by_person}
    return (surname.capitalize() for surname in surnames if _INNER_CAPITAL.fullmatch(surname))


@lru_cache(maxsize=4096)
def words_behind(table: OfficeTable, given: str) -> Mapping[str, Sequence[tuple[str, Name]]]:
    """What may stand behind a first name, by its first letter, each with the name that it is of: the words of names,
    and all of them as one, "deBlasio". Made for a first name when a text has it."""
    names = name_index(table).by_given.get(given, ())
    pairs = ((word, name) for name in names for word in dict.fromkeys((*name[1:], "".join(name[1:]))))
    return grouped((word[0], (word, name)) for word, name in pairs)


@lru_cache(maxsize=8)
def telling_surnames(table: OfficeTable) -> Mapping[str, Sequence[str]]:
    """Surnames that tell without a first name, by their first letter; made once a table."""
    return grouped((surname[0], surname) for surname in people_index(table).bare if len(surname) >= MIN_ALONE)
