"""Which names of a text may be names of places: what stands around them decides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from enum import IntEnum
from functools import cache, cached_property
from itertools import chain, pairwise
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.knowledge.gazetteer import Gazetteer, Place
from auditor.mentions.capitals import Capitals, capitals_of, find_capitals
from auditor.text.possessive import bare
from auditor.text.tokens import Tokens
from auditor.vocabulary import words
from auditor.window import Window

AREAS = frozenset({"country", "territory", "region", "division", "short division"})
"""Kinds of places that others lie in."""
PARTIES = frozenset("RDI")
"""As in "a senator (R-Texas)"."""


class Reading(IntEnum):
    """What the surroundings of a name say."""

    PERSON = 0
    EMBEDDED = 1
    """Part of another's name: a paper, a team, a treaty."""
    WEAK = 2
    """May be a place; the article must say more."""
    LIKELY = 3
    CUED = 4
    """Stands where only a place stands."""


class Name(NamedTuple):
    """A name of the gazetteer in a text, by its tokens `first` to `last`, and what it may be."""

    first: int
    last: int
    """Past the end."""
    key: str
    options: Sequence[Place]
    reading: Reading

    @property
    def is_area(self) -> bool:
        """Whether it means a place that others lie in, before a city of its name."""
        return self.options[0].kind in AREAS


UP_TO_TWO = 1 << 1 | 1 << 2
"""The bits of one and of two tokens."""


def find_keys(tokens: Tokens, capitals: Capitals, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """Names and demonyms of the gazetteer as first token, token past the end and key; the longest at each place."""
    end = 0
    for index, word in capitals.among(gazetteer.lengths.keys()):
        if index >= end:
            bits = gazetteer.lengths[word]
            if word != tokens.words[index]:
                bits = (1 << bits.bit_length()) - 1  # names that begin in a possessive are of other lengths
            key = _longest_key(tokens.words, index, bits, gazetteer)
            if key:
                end = index + key.count(" ") + 1
                yield index, end, key


@cache
def _counts(bits: int) -> tuple[int, ...]:
    """The numbers whose bits are set, the greatest first."""
    return tuple(count for count in range(bits.bit_length() - 1, 0, -1) if bits >> count & 1)


def _longest_key(written: list[str], first: int, lengths: int, gazetteer: Gazetteer) -> str:
    """The key of the longest name at `first`, or ""; in `lengths` the bit of each number of tokens is set."""
    if lengths > UP_TO_TWO and " ".join(written[first : first + 2]) not in gazetteer.beginnings:
        lengths &= UP_TO_TWO
    for count in _counts(lengths):
        key = " ".join(written[first : first + count])
        if gazetteer.has(key):
            return key
        owner = bare(key)
        if owner != key and gazetteer.has(owner):
            return owner
    return ""


JOINTS: Mapping[str, Callable[[str], bool]] = {
    "of": lambda word: word in words("places/organisations") and word not in words("places/bodies"),
    ".": lambda word: word in words("places/titles") or (len(word) == 1 and word.isalpha()),
    "-": lambda word: word[:1].isupper() and word not in PARTIES,
}
"""What joins a name to the word before it, and whether both are one name then: "Bank of", "Mr. ", "Mercedes-"."""
OFFICES = frozenset({"office", "body"})
"""Kinds of words behind the name of a place that is meant itself."""

OF_AREAS = {"alone": Reading.LIKELY, "organisation": Reading.EMBEDDED, "of": Reading.EMBEDDED}
OF_CITIES = {
    **OF_AREAS,
    "alone": Reading.WEAK,
    "body": Reading.EMBEDDED,
    "event": Reading.EMBEDDED,
    "-": Reading.EMBEDDED,
    "name": Reading.PERSON,
    ".": Reading.PERSON,
}
OF_NAMESAKES = {**OF_CITIES, "alone": Reading.LIKELY}
OF_GREAT_CITIES = {**OF_NAMESAKES, "name": Reading.EMBEDDED, ".": Reading.EMBEDDED}
"""What the word behind a name, or else the one before it, makes of the name of an area, of a city, and of a city that
everybody knows: of one that persons are called after, and of one that nobody is."""


def judge(window: Window, key: str, place: Place) -> Reading:
    """What stands around the name `key`, most likely that of `place`, says of it."""
    readings, behind = _readings(key, place), kind_behind(window, key)
    reading = readings.get(behind)
    if reading is None:
        reading = readings.get(kind_before(window), readings["alone"])
    if reading < Reading.WEAK:
        return reading
    return Reading.CUED if behind in OFFICES or window.word_before in words("places/motion") else reading


def _readings(key: str, place: Place) -> Mapping[str, Reading]:
    """The table that holds for the name."""
    if key in words("places/ambiguous") or not place.well_known:
        return OF_CITIES
    if place.kind != "city":
        return OF_AREAS
    return OF_NAMESAKES if key in words("places/given names") else OF_GREAT_CITIES


def kind_behind(window: Window, key: str) -> str:
    """What the word behind the name makes of it: a key of the tables above, or another; "" behind a possessive."""
    last = window.tokens.words[window.end - 1]
    is_possessive = bare(last) != last and bare(key) == key
    word, then, *_ = (*window.after(2, written=True), "", "")
    if is_possessive or (word == "-" and then[:1].islower()):
        return ""
    return _kinds_behind().get(bare(word), "name" if word[:1].isupper() else "")


@cache
def _kinds_behind() -> Mapping[str, str]:
    """What words behind a name make of it; where a word is of two lists the later holds."""
    organisations, roles = words("places/organisations"), words("places/roles")
    kinds = {
        "event": words("places/named after"),
        "organisation": organisations,
        "office": roles,
        "body": roles & organisations,
        "time": words("places/time"),
        "-": frozenset("-"),
    }
    return {word: kind for kind, listed in kinds.items() for word in listed}


def kind_before(window: Window) -> str:
    """What the two words before the name make of it: a key of the tables above, or ""."""
    earlier, word = ("", "", *window.before(2, written=True))[-2:]
    if word in JOINTS:
        return word if JOINTS[word](earlier) else ""
    named = word != word.lower()  # within it where characters of a broken mark stick to a name
    return "name" if named and bare(word) == word and word not in _plain_before() else ""


@cache
def _plain_before() -> frozenset[str]:
    """Capitalised words that are no part of the name behind them."""
    return words("places/openers") | words("places/time") | words("places/directions")


class Demonym(NamedTuple):
    """An adjective or noun that names a nation, as "French" or "Iraqis"."""

    span: Span
    first: int
    last: int
    key: str
    country: str


class Names:
    """Names of the gazetteer in a text, whether places are meant or not, in text order, and by where they stand."""

    def __init__(self, tokens: Tokens) -> None:
        self.tokens = tokens
        self.names: list[Name] = []
        self.demonyms: list[Demonym] = []

    @cached_property
    def by_first(self) -> Mapping[int, Name]:
        """By their first token."""
        return {name.first: name for name in self.names}

    @cached_property
    def by_last(self) -> Mapping[int, Name]:
        """By the token behind them."""
        return {name.last: name for name in self.names}

    @cached_property
    def keys(self) -> Set[str]:
        """As what the gazetteer has them."""
        return {name.key for name in self.names}

    def read_as(self, reading: Reading) -> Set[str]:
        """The keys of those that somewhere have that reading."""
        return {name.key for name in self.names if name.reading is reading}

    def behind_comma(self, end: int) -> Name | None:
        """The name behind a comma that is token `end`: the area of "Lyon, France"."""
        return self.by_first.get(end + 1) if self.tokens.words[end : end + 1] == [","] else None

    def before_comma(self, first: int) -> Name | None:
        """The name before a comma that stands before token `first`: the city of "Lyon, France"."""
        return self.by_last.get(first - 1) if self.tokens.words[first - 1 : first] == [","] else None

    def placed(self) -> Iterator[tuple[Name, Name]]:
        """Pairs parted by a comma, or by words for a part, too: "Lyon, in the east of France"."""
        for name, area in pairwise(self.names):
            between = self.tokens.folded[name.last : area.first]
            if between[:2] in ([","], [",", "in"]) and words("places/part of an area").issuperset(between[2:]):
                yield name, area


def find_names(document: Document) -> Names:
    """Names of places and demonyms of the text."""
    return _find_names(document, "text")


def find_title_names(document: Document) -> Names:
    """Those of the title; offsets count in `document.title.text`."""
    return _find_names(document, "title")


def _find_names(document: Document, field: str) -> Names:
    """Names and demonyms of the text or of the title."""
    in_text, gazetteer = field == "text", document.knowledge.gazetteer
    tokens = document.tokens if in_text else document.title_tokens
    capitals = document.layer(find_capitals) if in_text else capitals_of(tokens)
    found = Names(tokens)
    for first, last, key in find_keys(tokens, capitals, gazetteer):
        window = Window(document, first, last, field)
        options = _options(window, key, found.names[-1:], gazetteer)
        if options:
            found.names.append(Name(first, last, key, options, judge(window, key, options[0])))
        elif key in gazetteer.demonyms:
            found.demonyms.append(Demonym(span_of(tokens, first, last, key), first, last, key, gazetteer.demonyms[key]))
    return found


def _options(window: Window, key: str, last: Sequence[Name], gazetteer: Gazetteer) -> Sequence[Place]:
    """What `key` may mean there, behind the `last` name; no town called like a nation's people, as Canadian, Texas."""
    options = () if gazetteer.is_people(key) else gazetteer.places(key)
    if key not in gazetteer.short_divisions or _may_be_short(window, key, last):
        return options
    return [option for option in options if option.kind != "short division"]


def _may_be_short(window: Window, key: str, last: Sequence[Name]) -> bool:
    """Whether an abbreviation of a state may stand there: behind a place and a comma, or a party, as in "R-Texas".

    The place need be no known one where the abbreviation has a stop: "MD" and "OK" are other things, too.
    """
    earlier, joint = ("", "", *window.before(2, written=True))[-2:]
    if joint == ",":
        return (earlier[:1].isupper() and "." in key) or window.first - 1 in [name.last for name in last]
    return joint == "-" and earlier in PARTIES


def find_demonyms(document: Document) -> list[Demonym]:
    """The demonyms of the text alone, in text order."""
    return document.layer(find_names).demonyms


def may_name(document: Document, keys: Set[str]) -> bool:
    """Whether the text has one of `keys`, a place or not: far quicker than `find_places`."""
    return not keys.isdisjoint(document.layer(find_names).keys)


def may_name_often(document: Document, least: int) -> bool:
    """Whether the text may name a country other than the United States so often, whichever places its names mean."""
    found = document.layer(find_names)
    codes: dict[str, set[str]] = {}
    for name in found.names:
        codes.setdefault(name.key, set()).update(*(option.countries for option in name.options))
    named = chain.from_iterable(codes[name.key] for name in found.names)
    times = Counter(chain(named, (demonym.country for demonym in found.demonyms)))
    del times["US"]
    return max(times.values(), default=0) >= least


def span_of(tokens: Tokens, first: int, last: int, key: str) -> Span:
    """Where `key` stands, without a possessive ending."""
    return Span(tokens.starts[first], tokens.starts[last - 1] + len(key.rpartition(" ")[2]))
