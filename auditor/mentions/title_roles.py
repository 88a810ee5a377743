"""Of whom the text says what the title says of a name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import chain, islice
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.knowledge.words import load_person_names
from auditor.mentions.absent_names import find_rivals
from auditor.mentions.body import opens_body
from auditor.mentions.capitals import is_capitalised
from auditor.mentions.names import BodyName, Name, find_body_names, is_given_name, tells
from auditor.mentions.opposites import verb_term
from auditor.mentions.title_body import has_other_words, nation_times
from auditor.mentions.title_pairs import is_pair, runs_of
from auditor.mentions.title_places import is_place_name
from auditor.mentions.title_said import find_written, said_beside, said_near, sentences_at, terms_of
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

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
    def window(self) -> Window:
        """The name in the title."""
        return Window.of_title(self.document, self.name.span)

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
    names = [] if document.title_text.isupper() else _names(document)
    return [role for role in map(partial(_find_role, document), names) if role]


def _names(document: Document) -> Iterator[Name]:
    """Words of the title with a capital that the text has as names, neighbours together."""
    tokens, named = document.title_tokens, document.layer(find_body_names)
    for run in runs_of(at for at in tokens.cased if _is_name(tokens.words[at], named)):
        told = tuple(map(bare, tokens.words[run.first : run.end]))
        yield Name(Span(tokens.starts[run.first], tokens.starts[run.end - 1] + len(told[-1])), told, True)


def _is_name(word: str, named: Mapping[str, BodyName]) -> bool:
    folded = bare(word).lower()
    return is_capitalised(word) and folded in named and tells(folded)


def _find_role(document: Document, name: Name) -> Role | None:
    """With the rival of whom a sentence says most of what the title says, of several the one that is named most."""
    places = find_written(document, name.words[-1])
    if not places or len(places) > MAX_TIMES or opens_body(document, document.tokens.starts[places[0]]):
        return None
    sort = _sort(document, name.words[-1], places)
    if _is_told_otherwise(document, name.words[-1], sort, len(places)):
        return None
    rivals = ((rival, find_written(document, rival.written)) for rival in _rivals(document, name, places))
    alike = (each for each in rivals if _sort(document, each[0].written, each[1]) == sort)
    roles = (Role(document, name, sort, places, *each) for each in alike)
    return max(roles, key=lambda role: (role.said_of_rival, role.rival.times), default=None)


def _sort(document: Document, word: str, places: Sequence[int]) -> str:
    """What the name is whose last word stands at `places`."""
    if is_place_name(document.knowledge.gazetteer, word):
        return PLACE
    return PERSON if any(_is_surname(document, at) for at in places) else OTHER


def _is_surname(document: Document, place: int) -> bool:
    """Whether what may be a first name stands right before a token."""
    tokens, before = document.tokens, place - 1
    return is_pair(tokens, place, before) and _is_first_name(document, tokens.words[before])


def _is_first_name(document: Document, word: str) -> bool:
    """Whether a word with a capital before a name is neither a title nor a place, nor a word that any name may have."""
    folded = word.lower()
    if folded in _never_first() or not word.isalpha() or is_place_name(document.knowledge.gazetteer, word):
        return False
    return folded in load_person_names().given or folded in document.layer(find_body_names)


@cache
def _never_first() -> frozenset[str]:
    return words("names/titles") | words("titles/shared by places") | words("names/common capitals")


def _is_told_otherwise(document: Document, word: str, sort: str, times: int) -> bool:
    """Whether the text has the name by another word, too, or has only a first name, as it may call anybody."""
    if sort == PLACE:
        return nation_times(document, word) > times
    return is_given_name(word.lower()) or has_other_words(document, word)


def _rivals(document: Document, name: Name, places: Sequence[int]) -> Iterator[BodyName]:
    """Other names of the text, told again, none of which is a part of the same name."""
    beside = (Window(document, place, place + 1).around(1) for place in places)
    parts = {*name.folded, *map(bare, chain.from_iterable(beside))}
    told_again = (each for each in document.layer(find_rivals) if each.times >= MIN_RIVAL_TIMES)
    return islice((each for each in told_again if each.written.lower() not in parts), MAX_RIVALS)
