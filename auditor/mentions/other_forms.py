"""Names of office holders in another form: run together, parted, with or without a hyphen, or in small letters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from auditor.document import Document
from auditor.knowledge.offices import OfficeTable
from auditor.knowledge.words import load_person_names
from auditor.mentions.capitals import find_capitals
from auditor.mentions.people import find_people, people_index, plain_words, written_over
from auditor.mentions.phrases import Phrases
from auditor.window import Window

Tokens = tuple[str, ...]
HYPHEN = ("-",)


class OtherForm(NamedTuple):
    """A written name, and everybody of the table whose name it is in another form."""

    window: Window
    people: tuple[str, ...]


def find_other_forms(document: Document) -> list[OtherForm]:
    """Those of the text, in order."""
    forms, names = other_forms(document.knowledge.offices), people_index(document.knowledge.offices).full
    capitals = [at for at, _ in document.layer(find_capitals).places]
    found = {at: each for at, each in chain(_ending(document, forms, capitals), _in_small_letters(document, names))}
    return [found[at] for at in sorted(found)]


def _ending(document: Document, names: Phrases[Tokens], ends: Iterable[int]) -> Iterator[tuple[int, OtherForm]]:
    """The names that end in some tokens; one all in small letters is a tag or a handle."""
    folded = document.layer(plain_words)
    for at in [at for at in ends if folded[at].removesuffix("'s") in names.lengths]:  # as `bare`, without its call
        match = names.before(folded, at + 1)
        if match is not None and document.tokens.words[match[0]][0].isupper():
            yield at, OtherForm(Window(document, match[0], at + 1), match[1])


def _in_small_letters(document: Document, names: Phrases[Tokens]) -> Iterator[tuple[int, OtherForm]]:
    """Full names with a surname in small letters of persons whom the text names in full elsewhere."""
    tokens = document.tokens
    surnames = tokens.at(document.layer(find_people).named.keys())
    small = (at for at in surnames if tokens.words[at].islower() and tokens.words[at - 1] not in HYPHEN)
    yield from _ending(document, names, small)


@lru_cache(maxsize=8)
def other_forms(table: OfficeTable) -> Phrases[Tokens]:
    """What the names of `table` are not, by their last token; made once a table."""
    right, written_over = people_index(table).full.meanings, _written_over(table)
    forms: dict[Tokens, Tokens] = {}
    for name, people in right.items():
        if len(name) > len(("given", "surname")) and written_over.isdisjoint(people):
            forms |= {form: people for form in _forms(name) if form not in right}
    return Phrases.of(forms, -1)


def _written_over(table: OfficeTable) -> set[str]:
    """Persons whose names come from another script or have the surname first: there are many ways to write those."""
    offices = (office for office in table.by_office if office.country in written_over())
    return {term.person for office in offices for term in table.by_office[office]}


def _forms(name: Tokens) -> Iterator[Tokens]:
    """A name with two of its words behind the first joined, parted or hyphenated otherwise."""
    for at in range(2, len(name)):
        before, (one, other), after = name[: at - 1], name[at - 1 : at + 1], name[at + 1 :]
        if one == "-" and at > 2 and after == ():
            yield (*before, other)
            yield (*before[:-1], before[-1] + other)
        elif len(one) > 1 and len(other) > 1:
            yield (*before, one + other, *after)
            yield (*before, one, "-", other, *after)
    if _is_double(name[-2], name[-1]):
        yield (name[-2], "-", name[-1])


def _is_double(one: str, other: str) -> bool:
    """Whether the last two words of a name are two surnames, of which the rarer tells who is meant."""
    names = load_person_names()
    is_given, is_listed = one in names.given, other in names.family or other in names.given
    return one in names.family and not is_given and not is_listed and other.isalpha()
