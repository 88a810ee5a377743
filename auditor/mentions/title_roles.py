"""Of whom the text says what the title says of a name."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.knowledge.gazetteer import Gazetteer
from auditor.knowledge.words import load_person_names, load_words
from auditor.mentions.absent_names import find_rivals
from auditor.mentions.aliases import find_initials, other_words
from auditor.mentions.names import (
    MAX_TOKENS,
    BodyName,
    Name,
    find_body_names,
    is_common_capital,
    is_given_name,
    is_known_person,
    is_ordinary,
)
from auditor.mentions.opposites import verb_term
from auditor.mentions.places import context_of
from auditor.mentions.title_body import has_word
from auditor.mentions.title_pairs import is_pair
from auditor.mentions.title_said import find_written, said_beside, said_near, sentences_at, terms_of
from auditor.text.possessive import POSSESSIVES, bare
from auditor.vocabulary import words

PERSON = "person"
PLACE = "place"
OTHER = "other"
MAX_RIVALS = 8
"""Names of the text that may have what the title says, those that stand there most."""
MAX_TIMES = 5
"""Whom a text names more often it is about, too."""
MIN_RIVAL_TIMES = 2
"""Whom a text is about it names again."""
MIN_LETTERS = 3
"""Of a word that is looked for; what is shorter stands anywhere."""
MIN_PEOPLE = 100_000
"""Of a city whose name is taken for the place."""


class Role(NamedTuple):
    """A name of the title that the text has behind its first sentence only, and another that has more of the title."""

    document: Document
    name: Name
    sort: str
    """Of both names: PERSON, PLACE or OTHER."""
    places: Sequence[int]
    """The tokens of the body that have the name."""
    rival: BodyName
    rival_places: Sequence[int]

    @property
    def own(self) -> frozenset[Span]:
        """The sentences that have the name."""
        return sentences_at(self.document, self.places)

    @property
    def others(self) -> frozenset[Span]:
        """The sentences that have the rival."""
        return sentences_at(self.document, self.rival_places)

    @property
    def said_of_own(self) -> float:
        """The share of what the title says beside the name that a sentence with the name says."""
        return said_beside(self.document, self.name, self.own)

    @property
    def said_of_rival(self) -> float:
        """The same of the rival."""
        return said_beside(self.document, self.name, self.others)

    @property
    def near_own(self) -> float:
        """The share of what the title says right beside the name that a sentence with the name says."""
        return said_near(self.document, self.name, self.own)

    @property
    def near_rival(self) -> float:
        """The same of the rival."""
        return said_near(self.document, self.name, self.others)

    @property
    def words_of_own(self) -> int:
        """How many words of the title, even light ones, sentences with the name have and none with the rival."""
        title = {verb_term(word) for word in self.document.title_tokens.folded if len(word) >= MIN_LETTERS}
        own, others = (terms_of(self.document, *sentences) for sentences in (self.own, self.others))
        return len((title & own) - others - set(map(verb_term, self.name.folded)))


def find_roles(document: Document) -> list[Role]:
    """Names of the title that the text has in another part, and one of their sort that it has in theirs."""
    tokens = document.title_tokens
    if len(tokens) > MAX_TOKENS or document.title_text.isupper():
        return []
    if not any(_is_told_later(document, tokens.words[at]) for at in tokens.cased):
        return []
    return [role for name in _names(document) for role in _roles(document, name)]


def _names(document: Document) -> Iterator[Name]:
    """Words of the title with a capital that the text has as names, neighbours together."""
    tokens, named = document.title_tokens, document.layer(find_body_names)
    places = [at for at in tokens.cased if _is_name(tokens.words[at], named)]
    for _, group in groupby(enumerate(places), lambda each: each[1] - each[0]):
        run = [at for _, at in group]
        told = tuple(bare(tokens.words[at]) for at in run)
        yield Name(Span(tokens.starts[run[0]], tokens.starts[run[-1]] + len(told[-1])), told, True)


def _is_name(word: str, named: Mapping[str, BodyName]) -> bool:
    folded = bare(word).lower()
    return word[0].isupper() and folded in named and not is_common_capital(folded)


def _roles(document: Document, name: Name) -> Iterator[Role]:
    """At most one."""
    if _is_told_later(document, name.words[-1]):
        places = find_written(document, name.words[-1])
        sort = _sort(document, name.words[-1], places)
        if sort and not _is_told_otherwise(document, name.words[-1], sort, len(places)):
            yield from _with_rival(document, name, sort, places)


def _is_told_later(document: Document, word: str) -> bool:
    """Whether the text has a word of the title with its capital, but seldom, and not in its first sentence."""
    places = find_written(document, bare(word))
    return 0 < len(places) <= MAX_TIMES and not _opens_text(document, places[0])


def _with_rival(document: Document, name: Name, sort: str, places: Sequence[int]) -> Iterator[Role]:
    """With the rival of whom a sentence says most of what the title says, of several the one that is named most."""
    rivals = {rival: find_written(document, rival.written) for rival in _rivals(document, name, places)}
    alike = {rival: found for rival, found in rivals.items() if _sort(document, rival.written, found) == sort}
    said = {rival: said_beside(document, name, sentences_at(document, found)) for rival, found in alike.items()}
    best = max(said, key=lambda rival: (said[rival], rival.times), default=None)
    if best is not None:
        yield Role(document, name, sort, places, best, alike[best])


def _opens_text(document: Document, place: int) -> bool:
    """Whether a token stands in the first sentence of the body."""
    return document.tokens.starts[place] < document.sentence_at(document.body_start).end


def _sort(document: Document, word: str, places: Sequence[int]) -> str:
    """What the name is whose last word stands at `places`; "" for an ordinary word."""
    if _is_place(document.knowledge.gazetteer, word):
        return PLACE
    if any(_is_surname(document, at) for at in places):
        return PERSON
    return "" if is_ordinary(word.lower()) else OTHER


def _is_place(gazetteer: Gazetteer, word: str) -> bool:
    """Whether a name is that of a people or an area, or of a larger city and of nobody."""
    least = math.inf if is_known_person(word.lower()) else MIN_PEOPLE
    large = (place.kind != "city" or place.population >= least for place in gazetteer.places(word)[:1])
    return word in gazetteer.demonyms or any(large)


def _is_surname(document: Document, place: int) -> bool:
    """Whether what may be a first name stands right before a token."""
    tokens, before = document.tokens, place - 1
    if not is_pair(tokens, place, before) or tokens.words[before].endswith(POSSESSIVES):
        return False
    word, folded = tokens.words[before], tokens.folded[before]
    if not folded.isalpha() or word.isupper() or _is_no_first_name(document, word):
        return False
    return folded in load_person_names().given or folded not in load_words().counts or not is_ordinary(folded)


def _is_no_first_name(document: Document, word: str) -> bool:
    folded = word.lower()
    apart = folded in words("names/titles") | words("titles/shared by places")
    return apart or is_common_capital(folded) or _is_place(document.knowledge.gazetteer, word)


def _is_told_otherwise(document: Document, word: str, sort: str, times: int) -> bool:
    """Whether the text has the name by another word, too, or has only a first name, as it may call anybody."""
    folded = word.lower()
    if sort == PLACE:
        return any(context_of(document).countries[code] > times for code in _countries(document, word))
    spelled_out = word.isupper() and document.layer(find_initials).have(folded)
    return spelled_out or is_given_name(folded) or any(has_word(document, other) for other in other_words(folded))


def _countries(document: Document, word: str) -> set[str]:
    """The country that a name stands for, or whose people."""
    gazetteer = document.knowledge.gazetteer
    found = {place.country for place in gazetteer.places(word)[:1] if place.kind == "country"}
    return found | ({gazetteer.demonyms[word]} if word in gazetteer.demonyms else set())


def _rivals(document: Document, name: Name, places: Collection[int]) -> Iterator[BodyName]:
    """Other names of the text, told again, none of which is a part of the same name."""
    parts = {bare(word).lower() for place in places for word in _beside(document, place)} | set(name.folded)
    others = (each for each in document.layer(find_rivals) if each.written.lower() not in parts)
    return islice((each for each in others if each.times >= MIN_RIVAL_TIMES), MAX_RIVALS)


def _beside(document: Document, place: int) -> Iterator[str]:
    """The words that make one name with the token at `place`."""
    tokens = document.tokens
    return (tokens.words[at] for at in (place - 1, place + 1) if is_pair(tokens, place, at))
