"""Persons of the table of lives that a text names: in full, then by surname."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from auditor.document import Document
from auditor.knowledge.lives import Life, Lives
from auditor.mentions.capitals import find_capitals
from auditor.mentions.name_runs import NameRun
from auditor.mentions.people import has_first_name
from auditor.mentions.phrases import Phrases
from auditor.text.fold import fold, without_accents
from auditor.text.tokens import find_tokens
from auditor.vocabulary import words
from auditor.window import Window


class Bearer(NamedTuple):
    """A name of the text, and everybody of the table who may bear it."""

    window: Window
    lives: tuple[Life, ...]


class NameIndex(NamedTuple):
    """The names of one table."""

    names: Phrases[tuple[Life, ...]]
    """By the token that they end in."""
    born: dict[str, int]
    """By that token as written, the latest year of birth of a bearer."""
    died: dict[str, int]
    """And the earliest year of death."""


@lru_cache(maxsize=8)
def name_index(table: Lives) -> NameIndex:
    """The names of `table`; made once a table."""
    names: dict[tuple[str, ...], tuple[Life, ...]] = {}
    born: dict[str, int] = {}
    died: dict[str, int] = {}
    for life in table.rows:
        for written in chain.from_iterable(map(_spellings, life.names)):
            key, last = tuple(map(fold, written)), written[-1]
            names[key] = (*names.get(key, ()), life)
            born[last] = max(life.born.year, born.get(last, 0))
            if life.died:
                died[last] = min(life.died.year, died.get(last, life.died.year))
    return NameIndex(Phrases.of(names, -1), born, died)


def _spellings(name: str) -> Iterable[list[str]]:
    """The tokens of a name, and those without accents."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return [name.split()]
    return [find_tokens(written).words for written in {name, without_accents(name)}]


def is_of_lives(written: Sequence[str], document: Document) -> bool:
    """Whether a name is that of somebody of the table, who is well known then."""
    return tuple(map(fold, written)) in name_index(document.knowledge.lives).names.meanings


def find_bearers(document: Document) -> list[Bearer]:
    """Those that the text names in full."""
    index = name_index(document.knowledge.lives)
    return bearers_of(document, document.layer(find_capitals).among(index.born.keys()))


def bearers_of(document: Document, places: Iterable[tuple[int, str]]) -> list[Bearer]:
    """Those whose full names end at some of the capitals of the text."""
    names, folded = name_index(document.knowledge.lives).names, document.tokens.folded
    found = ((at + 1, match) for at, _ in places if (match := names.before(folded, at + 1)))
    return [Bearer(Window(document, match[0], end), match[1]) for end, match in found]


def find_bearers_by_surname(document: Document) -> list[Bearer]:
    """Further mentions of those by their surnames alone."""
    named: dict[str, dict[Life, None]] = defaultdict(dict)
    taken: set[int] = set()
    for window, lives in document.layer(find_bearers):
        named[_surname(window)] |= dict.fromkeys(lives)
        taken.update(range(window.first, window.end))
    places = document.layer(find_capitals).among(named.keys())
    alone = (Bearer(Window(document, at, at + 1), tuple(named[word])) for at, word in places if at not in taken)
    return [bearer for bearer in alone if not has_first_name(bearer.window)]


def _surname(window: Window) -> str:
    """The last word of a full name that is no suffix, as written."""
    written = NameRun(window.first, window.end).words(window.tokens)
    return next((word for word in written[::-1] if word.lower() not in words("persons/suffixes")), written[-1])
