"""Words of a text that nearly spell the name of a place or a people, and are not it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import cache
from itertools import pairwise, takewhile
from typing import NamedTuple

from auditor.document import Document
from auditor.knowledge.gazetteer import Gazetteer, Place
from auditor.knowledge.near_places import (
    ENGLISH_COUNTRIES,
    MIN_LETTERS,
    MIN_LETTERS_OF_PART,
    OWN,
    NearName,
    letters_of,
    load_near_places,
)
from auditor.knowledge.words import load_person_names, load_words
from auditor.mentions.capitals import find_capitals, is_capitalised
from auditor.mentions.place_names import Name, find_name_tokens, find_names
from auditor.mentions.place_pairs import in_lower_case, place_of_dateline
from auditor.mentions.places import AREAS, within
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
        dateline = place_of_dateline(document)
        is_there = self.key in document.layer(find_capitals).words or self.key in document.layer(find_name_tokens).keys
        return is_there or (dateline is not None and dateline.name == self.name)


def find_near_places(document: Document) -> Iterator[NearPlace]:
    """Words near to a word of a well-known name, with the other words of the name beside them."""
    near = {word: found for word in _unsettled(document) if (found := load_near_places().near(letters_of(word)))}
    places = document.layer(find_capitals).among(near.keys()) if near else []
    mentions: dict[str, list[int]] = defaultdict(list)
    for at, word in places:
        mentions[word].append(at)
    for at, word in places:
        yield from (_near(*pair, mentions[word]) for pair in _longest(document, at, near[word]))


def _longest(document: Document, at: int, names: Iterable[NearName]) -> list[tuple[Window, NearName]]:
    """The longest of the names that stand around the word at `at`, if any."""
    windows = ((Window(document, at - name.at, at - name.at + len(name.words)), name) for name in names)
    there = [(window, name) for window, name in windows if _stands(window, name)]
    return sorted(there, key=lambda pair: -len(pair[1].words))[:1]


def _unsettled(document: Document) -> set[str]:
    """The words with a capital that no table has, or that are known to be near to a name; surnames left out."""
    known, lookalikes, counts = document.knowledge.gazetteer.lengths, load_near_places().lookalikes, load_words().counts
    long = ((word, word.lower()) for word in document.layer(find_capitals).words if len(word) >= MIN_LETTERS_OF_PART)
    odd = [word for word, folded in long if folded in lookalikes or (word not in known and folded not in counts)]
    found = {word for word in odd if word[1:].islower()}
    return (found - _surnames(document, found)).union(words_of_dateline(document).intersection(odd))


def words_of_dateline(document: Document) -> frozenset[str]:
    """The words in which the dateline names its place."""
    if document.dateline is None:
        return frozenset()
    window = Window.over(document, document.dateline.place)
    return frozenset(window.tokens.words[window.first : window.end])


def _surnames(document: Document, among: Set[str]) -> set[str]:
    """Those of `among` that stand behind a given name."""
    written, given = document.tokens.words, load_person_names().given
    places = document.layer(find_capitals).among(among)
    before = ((word, written[at - 1]) for at, word in places if at)
    names = ((word, name) for word, name in before if name[0].isupper() and name not in words("places/openers"))
    return {word for word, name in names if name.lower() in given}


def _stands(window: Window, name: NearName) -> bool:
    """Whether the other words of the name stand around the one that is off, and all together are no name themselves."""
    written = _as_in_text([bare(word) for word in window.tokens.words[max(window.first, 0) : window.end]])
    others = (*written[: name.at], *written[name.at + 1 :])
    return others == name.others and not window.document.knowledge.gazetteer.has(" ".join(written))


def _near(window: Window, name: NearName, mentions: Sequence[int] = ()) -> NearPlace:
    at = window.first + name.at
    meant = _meaning(window.document.knowledge.gazetteer, name.key)
    return NearPlace(window, name.key, meant, bare(window.tokens.words[at]), mentions or (at,))


def _meaning(gazetteer: Gazetteer, key: str) -> Place:
    options = gazetteer.places(key)
    return options[0] if options else gazetteer.country(gazetteer.demonyms[key])


def find_near_sites(document: Document) -> Iterator[NearPlace]:
    """Names before "Bridge", "Airport" and the like that are near to that of the city which the text is dated from."""
    places, written, dateline = load_near_places(), document.tokens.words, place_of_dateline(document)
    if dateline is None:
        return
    for at in document.tokens.at(words("places/sites")):
        for first in range(max(at - 2, 0), at):
            near = places.near(written[first].lower()) if _is_small_name(written[first], document) else []
            found = [_near(Window(document, first, first + 1), name) for name in near]
            yield from (each for each in found if each.name == dateline.name)


def _is_small_name(word: str, document: Document) -> bool:
    """Whether a word with a capital is a name or a word itself, but not one that everybody knows as a place."""
    is_own = word[0].isupper() and load_near_places().lookalikes.get(word.lower()) == OWN
    return is_own and not any(place.well_known for place in document.knowledge.gazetteer.places(word))


def find_near_areas(document: Document) -> Iterator[NearPlace]:
    """Names behind a city and a comma that mean nothing in which it lies, and are near to that of an area in which it
    does: "Yerevan, Arminia"."""
    found, places = document.layer(find_names), load_near_places()
    for number, (city, area) in enumerate(pairwise(found.names)):
        if area.key.lower() in places.lookalikes and found.is_pair(number) and not within(city.options, area.options):
            window = Window(document, area.first, area.last)
            near = [_near(window, name) for name in places.near(area.key.lower())]
            yield from (each for each in near if within(city.options[:1], [each.meant]))


class Area(NamedTuple):
    """What may be the area of the city before it."""

    first: int
    """Its first token, with a comma before it."""
    options: Sequence[Place]


def find_near_cities(document: Document) -> Iterator[NearPlace]:
    """Names before an area that has no city of that name, but one of nearly the same."""
    for area in (*_unsettled_areas(document), *_abbreviated_areas(document)):
        window = _name_before(Window(document, area.first - 1, area.first))
        written = _as_in_text(window.tokens.words[window.first : window.end])
        city = _near_city(written, area.options, document.knowledge.gazetteer) if written else None
        if city:
            yield NearPlace(window, city.name, city, max(written, key=len), (window.first,))


def _as_in_text(written: Sequence[str]) -> list[str]:
    """Words in capitals, as a dateline has them, as a text has them."""
    name = " ".join(written)
    return in_lower_case(name).split() if name.isupper() else [*written]


def _name_before(comma: Window) -> Window:
    """The words with capitals right before a comma, without such as only open a sentence; none if they are too many."""
    before = comma.before(MAX_WORDS + 2, written=True)
    name = list(takewhile(is_capitalised, reversed(before)))
    count = len(name) - (bool(name) and name[-1] in words("places/openers"))
    return Window(comma.document, comma.first - count if count <= MAX_WORDS else comma.first, comma.first)


def _unsettled_areas(document: Document) -> Iterator[Area]:
    """Areas with a comma before them that no city of theirs stands before, nor the name of something larger."""
    found, cities = document.layer(find_names), document.layer(find_name_tokens).by_last
    for area in found.names:
        if area.first > 1 and found.tokens.words[area.first - 1] == "," and _is_area(area):
            city = cities.get(area.first - 1)
            if city is None or (city.options[0].kind == "city" and not within(city.options, area.options)):
                yield Area(area.first, area.options)


def _is_area(name: Name) -> bool:
    return any(option.kind in AREAS for option in name.options)


def _abbreviated_areas(document: Document) -> Iterator[Area]:
    """Abbreviations of states behind a comma that no known name stands before."""
    shorts, written = document.knowledge.gazetteer.short_divisions, document.tokens.words
    by_first = document.layer(find_name_tokens).by_first
    for at, word in document.layer(find_capitals).among(_first_words(document.knowledge.gazetteer)):
        key = f"{word} ." if f"{word} ." in shorts else word
        if at > 1 and written[at - 1] == "," and at not in by_first and key in shorts:
            yield Area(at, shorts[key])


@cache
def _first_words(gazetteer: Gazetteer) -> frozenset[str]:
    """The first words of abbreviations of states."""
    return frozenset(key.partition(" ")[0] for key in gazetteer.short_divisions)


def _near_city(written: Sequence[str], areas: Sequence[Place], gazetteer: Gazetteer) -> Place | None:
    """The largest city of the areas whose name is near to the words; none if they are too short, words of the language,
    or the name of a city of the areas."""
    key, longest = " ".join(written), max(written, key=len)
    is_name = gazetteer.has(key) or longest.lower() not in load_words().counts
    if len(longest) < MIN_LETTERS or not is_name or within(gazetteer.places(key), areas):
        return None
    cities = within(list(_cities_near(key, gazetteer)), areas)
    return max(cities, key=lambda city: (city.population, city.name), default=None)


def _cities_near(key: str, gazetteer: Gazetteer) -> Iterator[Place]:
    """Cities of English-speaking countries whose names a key is a slip off, and no longer form of."""
    for spelled in respellings(key) & gazetteer.lengths.keys():
        cities = (option for option in gazetteer.places(spelled) if option.kind == "city")
        if not key.startswith(spelled):
            yield from (city for city in cities if city.country in ENGLISH_COUNTRIES)
