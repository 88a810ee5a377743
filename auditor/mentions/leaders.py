"""Leaders of nations that a text names, found by the table of office holders: who is named implies a country."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from auditor.document import Document
from auditor.knowledge.offices import OfficeTable
from auditor.mentions.place_names import bare, cues
from auditor.mentions.places import capitals_of

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


class Leader(NamedTuple):
    """A leader by the tokens of the name, and the one country that the name stands for."""

    first: int
    last: int
    country: str
    full: bool
    """Whether the text gives more than the family name."""


class _Names(NamedTuple):
    full: dict[str, list[tuple[list[str], str]]]
    """By the last token, the tokens of each name and its country; "" if persons of two countries bear it."""
    family: dict[str, str]


def find_leaders(document: Document) -> list[Leader]:
    """Leaders of countries other than the United States, in text order."""
    names = _names(document.knowledge.offices)
    words = document.tokens.words
    found: list[Leader] = []
    for index, plain in document.layer(capitals_of):
        if plain in names.full:
            leader = _full_name(words, index, plain, names)
            if leader:
                found.append(leader)
                continue
        if plain in names.family and _stands_alone(words, index):
            found.append(Leader(index, index + 1, names.family[plain], full=False))
    return found


def _full_name(words: list[str], index: int, last: str, names: _Names) -> Leader | None:
    for tokens, country in names.full[last]:
        first = index + 1 - len(tokens)
        if first >= 0 and words[first:index] == tokens[:-1]:
            return Leader(first, index + 1, country, full=True) if country else None
    return None


def _stands_alone(words: list[str], index: int) -> bool:
    """Whether no other name stands right before or after the token."""
    before = words[index - 1] if index else ""
    after = words[index + 1] if index + 1 < len(words) and bare(words[index]) == words[index] else ""
    return (not before[:1].isupper() or before in cues()["titles"]) and not after[:1].isupper()


@lru_cache(maxsize=4)
def _names(table: OfficeTable) -> _Names:
    full: dict[str, dict[str, str]] = {}
    family: dict[str, set[str]] = {}
    for person, terms in table.by_person.items():
        places = {SUCCESSORS.get(term.office.country, term.office.country) for term in terms}
        heads = any(term.office.role in HEADS for term in terms)
        country = next(iter(places)) if len(places) == 1 else ""
        for name in table.names(person):
            tokens = name.replace("-", " - ").replace(".", " .").split()
            if len(tokens) > 1:
                by_name = full.setdefault(tokens[-1], {})
                key = " ".join(tokens)
                by_name[key] = country if by_name.get(key, country) == country else ""
            called = tokens[0] if country in FAMILY_NAME_FIRST else tokens[-1]
            family.setdefault(called, set()).add(country if heads else "")
    return _Names(
        {
            last: [(name.split(), country if _is_foreign(country) else "") for name, country in found.items()]
            for last, found in full.items()
        },
        {name: next(iter(codes)) for name, codes in family.items() if len(codes) == 1 and _is_foreign(*codes)},
    )


def _is_foreign(country: str) -> bool:
    """Whether `country` is the code of a country other than the United States, no body of many."""
    return len(country) == 2 and country not in {"US", "UN", "EU"}
