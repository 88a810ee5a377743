"""Persons of the table of office holders that a text names: in full first, then by surname."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache
from typing import NamedTuple, TypeVar
from unicodedata import combining, normalize

from auditor.document import Document
from auditor.knowledge.offices import OfficeTable
from auditor.mentions.capitals import Capitals, capitals_of, find_capitals
from auditor.mentions.phrases import Phrases
from auditor.text.fold import fold
from auditor.text.tokens import Tokens, find_tokens

SURNAME_FIRST = frozenset({"CN", "HK", "KP", "KR", "TW"})
"""Countries whose names texts write with the surname first."""
SUFFIXES = frozenset({"jr", "sr", "ii", "iii", "iv"})
PARTICLES = frozenset({"al", "el", "-", "bin", "da", "de", "der", "di", "du", "la", "le", "van", "von"})
"""What may stand between a title and a surname."""
HYPHENS = frozenset("-")
MAX_PARTICLE_TOKENS = 3
MAX_GIVEN_TOKENS = 6
"""The longest names of the table have no more tokens before their last."""


Key = TypeVar("Key", bound=Hashable)


class PersonMention(NamedTuple):
    """A person's name over tokens `first` to before `last`."""

    first: int
    last: int
    people: tuple[str, ...]
    """Keys of all persons of that name."""
    full: bool


class PeopleIndex(NamedTuple):
    """Names by the token that they end in."""

    full: Phrases[tuple[str, ...]]
    """Everybody of a full name."""
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
    known: set[tuple[str, ...]]
    """Those persons, as the names leave them."""


NOBODY = People({}, {}, {}, {}, set())


@lru_cache(maxsize=8)
def people_index(table: OfficeTable) -> PeopleIndex:
    """The names of `table`; made once a table."""
    full: dict[tuple[str, ...], tuple[str, ...]] = {}
    bare: dict[str, tuple[str, ...]] = {}
    for person, terms in table.by_person.items():
        surname_first = terms[0].office.country in SURNAME_FIRST
        for name in table.names(person):
            tokens = name_tokens(name)
            if len(tokens) > 1:
                _add_person(full, tuple(tokens), person)
            _add_person(bare, tokens[0] if surname_first else surname_of(tokens), person)
    names = Phrases.of(full, -1)
    words = {*names.lengths, *bare}
    return PeopleIndex(names, bare, frozenset(words | {f"{word}'s" for word in words}))


def _add_person(index: dict[Key, tuple[str, ...]], key: Key, person: str) -> None:
    known: tuple[str, ...] | None = index.get(key)
    if known is None:
        index[key] = (person,)
    elif person not in known:
        index[key] = (*known, person)


def name_tokens(name: str) -> list[str]:
    """The folded tokens of a name without accents."""
    if name.isascii() and name.replace(" ", "").isalpha():
        return name.lower().split()
    plain = fold(_without_accents(name))
    tokens = find_tokens(plain).folded
    return tokens[:-1] if tokens[-1] == "." else tokens


def _without_accents(text: str) -> str:
    return text if text.isascii() else "".join(c for c in normalize("NFKD", text) if not combining(c))


def surname_of(tokens: list[str]) -> str:
    """The last token that is no suffix."""
    if tokens[-1] not in SUFFIXES:
        return tokens[-1]
    words = (token for token in reversed(tokens) if token not in SUFFIXES and token != ".")  # a stop # nosec B105
    return next(words, tokens[-1])


def find_people(document: Document) -> People:
    """The persons that the text names."""
    index = people_index(document.knowledge.offices)
    return people_in(document.tokens, document.layer(find_capitals), index)


def find_title_people(document: Document) -> People:
    """The persons that a title of its own field names."""
    if document.title is None or document.title.field == "text":
        return NOBODY
    tokens = document.title_tokens
    return people_in(tokens, capitals_of(tokens), people_index(document.knowledge.offices))


def people_in(tokens: Tokens, capitals: Capitals, index: PeopleIndex) -> People:
    """The persons of `index` that `tokens` name; a name begins each of its words with a capital."""
    folded = _plain(tokens)
    found = People({}, {}, {}, {}, set())
    ends = [at for at, _ in capitals.places if folded[at] in index.triggers]
    hyphenated = _small_ends(tokens, index.triggers)
    for at in sorted({*ends, *hyphenated}) if hyphenated else ends:
        mention = _full_mention(folded, tokens.words, at, index.full)
        word = folded[at].removesuffix("'s")
        if mention is not None:
            _add_full(found, mention, index)
        elif word in index.bare:
            found.surnames[at] = word
    return found


def _small_ends(tokens: Tokens, triggers: frozenset[str]) -> list[int]:
    """The tokens that end a name without a capital of their own, as in "Ban Ki-moon"."""
    words = tokens.words
    ends = [at + 1 for at in tokens.at(HYPHENS) if at and words[at - 1][0].isupper()]
    return [at for at in ends if at < len(words) and words[at][0].islower() and words[at] in triggers]


def _plain(tokens: Tokens) -> list[str]:
    """The folded words without accents."""
    accented = [word for word in tokens.counts if not word.isascii() and word[0].isalpha()]
    if not accented:
        return tokens.folded
    plain = {word: _without_accents(word) for word in accented}
    return [plain.get(word, word) for word in tokens.folded]


def _add_full(found: People, mention: PersonMention, index: PeopleIndex) -> None:
    shadowed = found.by_first.get(mention.first)
    if shadowed is not None and shadowed.last > mention.last:
        return
    found.by_first[mention.first] = mention
    found.by_last[mention.last] = mention
    if mention.people in found.known:
        return
    found.known.add(mention.people)
    for surname, people in _surnames_of(mention, index):
        found.named[surname] = tuple(dict.fromkeys((*found.named.get(surname, ()), *people)))


def _surnames_of(mention: PersonMention, index: PeopleIndex) -> list[tuple[str, tuple[str, ...]]]:
    """Surnames that stand for the persons of `mention` from now on."""
    words = dict.fromkeys(name for person in mention.people for name in name_tokens(person.partition(" (")[0]))
    return [(w, kept) for w in words if (kept := tuple(p for p in mention.people if p in index.bare.get(w, ())))]


def _full_mention(
    folded: list[str], words: list[str], at: int, names: Phrases[tuple[str, ...]]
) -> PersonMention | None:
    """The longest full name that ends at token `at`, with everybody of that name."""
    if folded[at + 1 : at + 2] and folded[at + 1] in SUFFIXES:
        return None
    match = names.before(folded, at + 1) or _over_initial(folded, at, names)
    if match is None or not words[match[0]][0].isupper():
        return None
    return PersonMention(match[0], at + 1, match[1], True)


def _over_initial(folded: list[str], at: int, names: Phrases[tuple[str, ...]]) -> tuple[int, tuple[str, ...]] | None:
    """The start of a name that ends at token `at` when an initial before it is left out, and whose it is."""
    initial = _before_initial(folded, at)
    if initial <= 0:
        return None
    given = folded[max(0, initial - MAX_GIVEN_TOKENS) : initial]
    match = names.before([*given, folded[at]], len(given) + 1)
    return (initial - len(given) + match[0], match[1]) if match else None


def _before_initial(folded: list[str], at: int) -> int:
    """The token where an initial before `at` begins ("J." or "J"), or -1."""
    end = at - 1 if at and folded[at - 1] == "." else at
    return end - 1 if end > 1 and len(folded[end - 1]) == 1 and folded[end - 1].isalpha() else -1
