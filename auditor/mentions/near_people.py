"""Written names that the table of office holders does not have, though they are near to one that it has."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, pairwise
from typing import NamedTuple

from auditor.document import Document
from auditor.knowledge.name_forms import letters_of
from auditor.knowledge.offices import OfficeTable
from auditor.mentions.capitals import Capitals, capitals_of, find_capitals
from auditor.mentions.name_distance import FAR, Name, given_off, is_form, letters_off, reads_alike, surname_off
from auditor.mentions.name_index import NameIndex, name_index, telling_surnames, words_behind
from auditor.mentions.names import is_unknown_name
from auditor.mentions.people import People, find_people, find_title_people, people_index, plain_tokens, tokens_of
from auditor.mentions.written_names import WrittenNames, name_links
from auditor.text.fold import without_accents
from auditor.text.possessive import bare
from auditor.text.tokens import Tokens

GIVEN, SURNAME, CAPITALS = "first name", "surname", "capitals"
"""In which part a name may differ."""
MAX_APART = 4
"""Tokens from a first name to the surname that are looked at before the name is read: "Ursula von der Leyen"."""
PARTS: Mapping[str, Callable[[Name, Name], int]] = {GIVEN: given_off, SURNAME: surname_off}
"""How far a part of a written name is off that of a known one."""


class NearPerson(NamedTuple):
    """A written name, and who of the table may be meant."""

    field: str
    first: int
    last: int
    """Past its last token."""
    written: Name
    people: tuple[str, ...]
    """Keys of all persons of the name that it is near to."""
    part: str
    """What differs."""
    letters: int
    """How many letters it is off; FAR for another first name altogether."""


class NearPart(NamedTuple):
    """Known names that a written one is near to, the part that differs, and how many letters it is off."""

    names: Sequence[Name]
    part: str
    letters: int


def find_near_people(document: Document) -> list[NearPerson]:
    """Those of the text and of a title of its own field, in order."""
    people, table = document.layer(find_people), document.knowledge.offices
    text = _Field(table, "text", document.text, document.tokens, document.layer(find_capitals), people)
    if document.own_title is None:
        return _find_in(text)
    tokens, people = document.title_tokens, document.layer(find_title_people)
    title = _Field(table, "title", document.title_text, tokens, capitals_of(tokens), people)
    return [*_find_in(title), *_find_in(text)]


@dataclass(frozen=True)
class _Field:
    """One field of a document, and what the table is asked for."""

    table: OfficeTable
    name: str
    text: str
    tokens: Tokens
    capitals: Capitals
    people: People

    @cached_property
    def names(self) -> WrittenNames:
        """How far its names go; made only where one may be near."""
        taken = tokens_of(self.people.by_first.values())
        return WrittenNames(self.text, self.tokens, taken, self.name == "title")

    @cached_property
    def folded(self) -> list[str]:
        """Its words as the index has them, without accents."""
        return plain_tokens(self.tokens)

    @cached_property
    def pairs(self) -> list[tuple[int, int]]:
        """Tokens with capitals that stand side by side, or with nothing between them but what may stand in a name."""
        written, between = self.tokens.words, name_links()
        pairs = pairwise([at for at, word in self.capitals.places if len(word) > 1])
        near = [(one, other) for one, other in pairs if other - one <= MAX_APART]
        return [(one, other) for one, other in near if between.issuperset(written[one + 1 : other])]

    def near(self, first: int, last: int, people: Iterable[str], part: str, letters: int) -> NearPerson:
        """The name of tokens `first` to before `last`."""
        return NearPerson(self.name, first, last, self.names.name(first, last), tuple(people), part, letters)

    def is_known(self, written: Name, known: Iterable[Name]) -> bool:
        """Whether a written name is another form of one of the known ones."""
        people = name_index(self.table).people
        return any(is_form(written, name, self.countries(*people[name])) for name in known)

    def countries(self, *people: str) -> frozenset[str]:
        """Those in which these people held an office."""
        return frozenset(term.office.country for person in people for term in self.table.by_person[person])


def _find_in(field: _Field) -> list[NearPerson]:
    """Those of one field; where two ways find one name, the nearer."""
    index = name_index(field.table)
    near = sorted(chain(_levelled(field, index), _in_pairs(field, index)), key=lambda each: -each.letters)
    found = {each.last: each for each in near}
    return [found[last] for last in sorted(found)]


def _levelled(field: _Field, index: NameIndex) -> Iterator[NearPerson]:
    """Persons of the table whose surname has lost the capital inside: "Macdonald" for "MacDonald"."""
    for at, _ in field.capitals.among(index.levelled):
        mention = field.people.by_last.get(at + 1)
        if mention is not None:
            yield field.near(mention.first, mention.last, mention.people, CAPITALS, 1)


def _in_pairs(field: _Field, index: NameIndex) -> Iterator[NearPerson]:
    """Names of two words or more, and lone ones behind an office."""
    written, surnames, named = field.tokens.words, field.people.surnames, field.people.by_first
    for before, at in field.pairs:
        if at in surnames:
            yield from _before_surname(field, before, at, index)
        elif written[before] in index.title_words and field.name == "text":
            yield from _alone(field, at, index)
        if without_accents(written[before]) in index.given and before not in named:
            yield from _behind_given(field, before)


def _before_surname(field: _Field, given: int, at: int, index: NameIndex) -> Iterator[NearPerson]:
    """A known surname behind a first name near to one of theirs, or behind an office and another first name."""
    known, word = index.by_surname.get(letters_of(field.people.surnames[at]), ()), field.folded[given]
    if any(letters_off(word, name[0]) < FAR for name in known if name[0][0] == word[0]):
        yield from _nearest(field, field.names.first(at), at + 1, known, GIVEN)
    elif known and field.names.is_word(given) and _is_behind_title(field.tokens, given, index):
        yield from _unknown(field, field.names.first(at), at + 1, known, NearPart(known, GIVEN, FAR))


def _is_behind_title(tokens: Tokens, at: int, index: NameIndex) -> bool:
    """Whether words for an office end right before token `at`."""
    end = at - (tokens.folded[at - 1] == ".")
    known = end > 0 and tokens.folded[end - 1] in index.titles.lengths
    return known and index.titles.before(tokens.folded, end) is not None


def _nearest(field: _Field, first: int, end: int, known: Sequence[Name], part: str) -> Iterator[NearPerson]:
    """Everybody of the names that a written one is nearest to; nobody if it is a form of a known one."""
    written = field.names.name(first, end)
    offs = {name: PARTS[part](written, name) for name in known} if len(written) > 1 else {}
    letters = min(offs.values(), default=FAR)
    if 0 < letters < FAR:
        nearest = [name for name in known if offs[name] == letters]
        yield from _unknown(field, first, end, known, NearPart(nearest, part, letters))


def _unknown(field: _Field, first: int, end: int, known: Sequence[Name], near: NearPart) -> Iterator[NearPerson]:
    """Everybody of the names that a written one is near to, if it ends there and is a form of no known one."""
    if not field.names.goes_on(end - 1) and not field.is_known(field.names.name(first, end), known):
        people = name_index(field.table).people
        everybody = dict.fromkeys(person for name in near.names for person in people[name])
        yield field.near(first, end, everybody, near.part, near.letters)


def _behind_given(field: _Field, at: int) -> Iterator[NearPerson]:
    """A surname near to one that goes with the known first name before it."""
    known = sorted(set(_names_near(field, at, field.folded[at])))
    if known and field.names.begins(at):
        yield from _nearest(field, at, field.names.end(at), known, SURNAME)


def _names_near(field: _Field, at: int, given: str) -> Iterator[Name]:
    """Known names with the first name at token `at` and a word near to one behind it."""
    tokens, known = field.tokens, words_behind(field.table, given)
    for behind in range(at + 1, min(len(tokens), at + 1 + MAX_APART)):
        written = tokens.words[behind]
        if written[0].isupper():
            word = bare(field.folded[behind])
            yield from (name for other, name in known.get(word[0], ()) if 0 < letters_off(word, other) < FAR)
        elif written not in name_links():
            return


def _alone(field: _Field, at: int, index: NameIndex) -> Iterator[NearPerson]:
    """A surname alone behind an office, near to one that somebody has and nobody's as it stands."""
    if field.names.is_alone(at) and _is_behind_title(field.tokens, at, index):
        people = list(_of_surname_near(field, "".join(field.names.name(at, at + 1))))
        if people:
            yield field.near(at, at + 1, people, SURNAME, 1)


def _of_surname_near(field: _Field, surname: str) -> Iterator[str]:
    """Everybody whose surname is a letter off an unknown one, and not another way to write it over."""
    known = telling_surnames(field.table).get(surname[:1], ()) if is_unknown_name(surname) else ()
    for name in (each for each in known if letters_off(surname, each) == 1):
        for person in people_index(field.table).bare[name]:
            if not reads_alike(surname, name, field.countries(person)):
                yield person
