"""Words of a text that nearly spell the name of a place or a people, and are not it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from functools import cache
from itertools import chain, takewhile
from typing import NamedTuple

from auditor.document import Document
from auditor.knowledge.gazetteer import Place
from auditor.knowledge.near_places import (
    ENGLISH_COUNTRIES,
    MIN_LETTERS,
    MIN_LETTERS_OF_PART,
    NearName,
    letters_of,
    load_near_places,
)
from auditor.knowledge.words import load_person_names, load_words
from auditor.mentions.capitals import find_capitals, is_capitalised
from auditor.mentions.place_names import AREAS, Name, find_names
from auditor.mentions.place_pairs import in_lower_case, place_of_dateline
from auditor.mentions.places import within
from auditor.text.near import respellings
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

MAX_WORDS = 3
"""Of a name before that of its area."""


class NearPlace(NamedTuple):
    """Words that nearly spell a name."""

    window: Window
    key: str
    """The name as the gazetteer has it."""
    meant: Place
    """What it means; of a people, their country."""
    word: str
    """The word that is off, as written."""
    mentions: Sequence[int]
    """The tokens that read like it."""

    @property
    def name(self) -> str:
        """The name as texts write it."""
        return self.key.replace(" - ", "-").replace(" . ", ". ")

    @property
    def own(self) -> str:
        """What the word is itself, if anything: see `NearPlaces.lookalikes`."""
        return load_near_places().lookalikes.get(letters_of(self.word), "")

    @property
    def named(self) -> bool:
        """Whether the text has the name as the gazetteer does, or is dated from there."""
        document = self.window.document
        is_there = self.key in document.layer(find_capitals).words or self.key in document.layer(find_names).keys
        return is_there or self.is_dateline

    @property
    def is_dateline(self) -> bool:
        """Whether the text is dated from there."""
        dateline = self.window.document.layer(place_of_dateline)
        return dateline is not None and dateline.name == self.name


def find_near_places(document: Document) -> Iterator[NearPlace]:
    """Words near to a word of a well-known name, with the other words of the name beside them."""
    near = {word: found for word in _unsettled(document) if (found := load_near_places().near(letters_of(word)))}
    places = document.layer(find_capitals).among(near.keys())
    mentions: dict[str, list[int]] = defaultdict(list)
    for at, word in places:
        mentions[word].append(at)
    gazetteer = document.knowledge.gazetteer
    for at, word in places:
        there = [name for name in near[word] if _stands(_window(document, at, name), name)]
        for name in sorted(there, key=lambda name: -len(name.words))[:1]:
            options = gazetteer.places(name.key) or [gazetteer.country(gazetteer.demonyms[name.key])]
            yield NearPlace(_window(document, at, name), name.key, options[0], word, mentions[word])


def _unsettled(document: Document) -> set[str]:
    """The words that may be a slip: surnames left out, and words in capitals but for those of the dateline."""
    odd = _odd_words(document)
    found = {word for word in odd if word[1:].islower()}
    return (found - _surnames(document, found)) | (words_of_dateline(document) & odd)


def _odd_words(document: Document) -> set[str]:
    """The words with a capital that no table has, or that are known to be near to a name."""
    known, lookalikes, counts = document.knowledge.gazetteer.lengths, load_near_places().lookalikes, load_words().counts
    long = [word for word in document.layer(find_capitals).words if len(word) >= MIN_LETTERS_OF_PART]
    unknown = {word for word in long if word not in known and word.lower() not in counts}
    return unknown.union(word for word in long if word.lower() in lookalikes)


def words_of_dateline(document: Document) -> frozenset[str]:
    """The words in which the dateline names its place."""
    return frozenset(Window.over(document, document.dateline.place).written if document.dateline else ())


def _surnames(document: Document, among: Set[str]) -> set[str]:
    """Those of `among` that stand behind a given name."""
    written, given = document.tokens.words, _given_names()
    return {word for at, word in document.layer(find_capitals).among(among) if written[at - 1] in given}


@cache
def _given_names() -> frozenset[str]:
    """Given names as they are written, without such as open a sentence."""
    return frozenset(map(str.capitalize, load_person_names().given)) - words("places/openers")


def _window(document: Document, at: int, name: NearName) -> Window:
    """The tokens around the word at `at` that are as many as those of the name."""
    first = max(0, at - name.at)
    return Window(document, first, first + len(name.words))


def _stands(window: Window, name: NearName) -> bool:
    """Whether the other words of the name stand around the one that is off, and all together are no longer name."""
    written = _as_in_text(window)
    others = (*written[: name.at], *written[name.at + 1 :])
    return others == name.others and not (others and window.document.knowledge.gazetteer.has(" ".join(written)))


def _as_in_text(window: Window) -> list[str]:
    """Its words, without possessive endings; words in capitals, as a dateline has them, as a text has them."""
    written = list(map(bare, window.written))
    name = " ".join(written)
    return in_lower_case(name).split() if name.isupper() else written


def find_near_cities(document: Document) -> Iterator[NearPlace]:
    """Names before an area that has no city of that name, but one of nearly the same.

    Only in English-speaking countries: the names of others have several spellings.
    """
    for area in _behind_commas(document):
        areas = [option for option in area.options if option.kind in AREAS and option.country in ENGLISH_COUNTRIES]
        window = _name_before(Window(document, area.first - 1, area.first))
        city = _near_city(window, areas) if areas and window.words else None
        if city:
            yield NearPlace(window, city.name, city, max(_as_in_text(window), key=len), (window.first,))


def _behind_commas(document: Document) -> list[Name]:
    """The names that stand behind a comma."""
    written = document.tokens.words
    return [name for name in document.layer(find_names).names if name.first and written[name.first - 1] == ","]


def _name_before(comma: Window) -> Window:
    """The words with capitals right before a comma, without such as only open a sentence; none if they are too many."""
    before = comma.before(MAX_WORDS + 2, written=True)
    count = sum(word not in words("places/openers") for word in takewhile(is_capitalised, reversed(before)))
    return Window(comma.document, comma.first - count if count <= MAX_WORDS else comma.first, comma.first)


def _near_city(name: Window, areas: Sequence[Place]) -> Place | None:
    """The largest city of the areas whose name is near to `name`, and no shorter form of it; none if that is too short,
    has a word of the language, or is the name of a city of the areas."""
    written, gazetteer = _as_in_text(name), name.document.knowledge.gazetteer
    key, longest = " ".join(written), max(written, key=len)
    is_name = gazetteer.has(key) or longest.lower() not in load_words().counts
    if len(longest) < MIN_LETTERS or not is_name or within(gazetteer.places(key), areas):
        return None
    near = (known for known in respellings(key) & gazetteer.lengths.keys() if not key.startswith(known))
    places = within(list(chain.from_iterable(map(gazetteer.places, near))), areas)
    return max(places, key=lambda place: (place.population, place.name), default=None)
