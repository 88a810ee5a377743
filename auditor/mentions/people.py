"""Persons of the table of office holders that a text names: in full first, then by surname."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple
from unicodedata import combining, normalize

from auditor.document import Document
from auditor.knowledge.offices import OfficeTable
from auditor.text.fold import fold
from auditor.text.tokens import Tokens, find_tokens

SURNAME_FIRST = frozenset({"CN", "HK", "KP", "KR", "TW"})
"""Countries whose names texts write with the surname first."""
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
PARTICLES = frozenset({"al", "el", "-", "bin", "da", "de", "der", "di", "du", "la", "le", "van", "von"})
"""What may stand between a title and a surname."""
MAX_PARTICLE_TOKENS = 3


class PersonMention(NamedTuple):
    """A person's name over tokens `first` to before `last`."""

    first: int
    last: int
    people: tuple[str, ...]
    """Keys of all persons of that name."""
    full: bool


class PeopleIndex(NamedTuple):
    """Names by the token that they end in."""

    full: dict[str, list[tuple[tuple[str, ...], str]]]
    """Last token of a name: the tokens before it, the person."""
    bare: dict[str, tuple[str, ...]]
    """Surname: its persons."""
    triggers: frozenset[str]
    """All those last tokens and surnames, possessives too."""


class People(NamedTuple):
    """The persons that a text names."""

    by_first: dict[int, PersonMention]
    by_last: dict[int, PersonMention]
    surnames: dict[int, str]
    """Tokens that may be a surname alone, without possessive."""
    named: dict[str, tuple[str, ...]]
    """Surname: persons whose full name the text gives."""


NOBODY = People({}, {}, {}, {})


@lru_cache(maxsize=8)
def people_index(table: OfficeTable) -> PeopleIndex:
    """The names of `table`; made once a table."""
    full: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    bare: dict[str, list[str]] = {}
    for person, terms in table.by_person.items():
        surname_first = terms[0].office.country in SURNAME_FIRST
        for name in table.names(person):
            tokens = name_tokens(name)
            if len(tokens) > 1:
                full.setdefault(tokens[-1], []).append((tuple(tokens[:-1]), person))
            surname = tokens[0] if surname_first else surname_of(tokens)
            known = bare.setdefault(surname, [])
            if person not in known:
                known.append(person)
    for entries in full.values():
        entries.sort(key=lambda entry: -len(entry[0]))
    words = {*full, *bare}
    triggers = frozenset(words | {f"{word}'s" for word in words})
    return PeopleIndex(full, {word: tuple(people) for word, people in bare.items()}, triggers)


def name_tokens(name: str) -> list[str]:
    """The folded tokens of a name without accents."""
    plain = fold(_without_accents(name))
    if plain.replace(" ", "").isalpha():
        return plain.split()
    tokens = find_tokens(plain, plain).folded
    return tokens[:-1] if tokens[-1] == "." else tokens


def _without_accents(text: str) -> str:
    return text if text.isascii() else "".join(c for c in normalize("NFKD", text) if not combining(c))


def surname_of(tokens: list[str]) -> str:
    """The last token that is no suffix."""
    return next((token for token in reversed(tokens) if token not in SUFFIXES and token != "."), tokens[-1])


def find_people(document: Document) -> People:
    """The persons that the text names."""
    return people_in(document.tokens, people_index(document.knowledge.offices))


def find_title_people(document: Document) -> People:
    """The persons that a title of its own field names."""
    if document.title is None or document.title.field == "text":
        return NOBODY
    return people_in(document.title_tokens, people_index(document.knowledge.offices))


def people_in(tokens: Tokens, index: PeopleIndex) -> People:
    """The persons of `index` that `tokens` name; a name begins each of its words with a capital."""
    folded = tokens.folded if _all_ascii(tokens) else [_without_accents(word) for word in tokens.folded]
    triggers = index.triggers
    found = People({}, {}, {}, {})
    for at in [i for i, word in enumerate(folded) if word in triggers and tokens.words[i][0].isupper()]:
        word = folded[at] if folded[at] in index.full or folded[at] in index.bare else folded[at][:-2]
        mention = _full_mention(folded, tokens.words, at, index.full.get(word, ()))
        if mention is not None:
            _add_full(found, mention, index)
        elif word in index.bare:
            found.surnames[at] = word
    return found


def _all_ascii(tokens: Tokens) -> bool:
    return "".join(tokens.folded).isascii()


def _add_full(found: People, mention: PersonMention, index: PeopleIndex) -> None:
    shadowed = found.by_first.get(mention.first)
    if shadowed is not None and shadowed.last > mention.last:
        return
    found.by_first[mention.first] = mention
    found.by_last[mention.last] = mention
    for surname, people in _surnames_of(mention, index):
        found.named[surname] = tuple(dict.fromkeys((*found.named.get(surname, ()), *people)))


def _surnames_of(mention: PersonMention, index: PeopleIndex) -> list[tuple[str, tuple[str, ...]]]:
    """Surnames that stand for the persons of `mention` from now on."""
    words = {name for person in mention.people for name in name_tokens(person.partition(" (")[0])}
    return [(w, kept) for w in words if (kept := tuple(p for p in mention.people if p in index.bare.get(w, ())))]


def _full_mention(
    folded: list[str], words: list[str], at: int, entries: list[tuple[tuple[str, ...], str]] | tuple[()]
) -> PersonMention | None:
    """The longest full name that ends at token `at`, with everybody of that name."""
    first = -1
    people: list[str] = []
    for prefix, person in entries:
        start = _start_of(folded, at, prefix)
        if start < 0 or not words[start][0].isupper() or (people and start != first):
            continue
        first = start
        people.append(person)
    if not people or (folded[at + 1 : at + 2] and folded[at + 1] in SUFFIXES):
        return None
    return PersonMention(first, at + 1, tuple(dict.fromkeys(people)), True)


def _start_of(folded: list[str], at: int, prefix: tuple[str, ...]) -> int:
    """Where the name with `prefix` before token `at` begins, a middle initial allowed; -1 if it is not there."""
    for end in (at, _before_initial(folded, at)):
        start = end - len(prefix)
        if end > 0 and start >= 0 and tuple(folded[start:end]) == prefix:
            return start
    return -1


def _before_initial(folded: list[str], at: int) -> int:
    """The token where an initial before `at` begins ("J." or "J"), or -1."""
    end = at - 1 if at and folded[at - 1] == "." else at
    return end - 1 if end > 1 and len(folded[end - 1]) == 1 and folded[end - 1].isalpha() else -1
