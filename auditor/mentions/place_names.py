"""Which names of a text may be names of places: what stands around them decides."""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from functools import cache
from typing import NamedTuple

from auditor.knowledge.gazetteer import Gazetteer, Place
from auditor.mentions.capitals import Capitals
from auditor.text.possessive import POSSESSIVES, bare
from auditor.text.tokens import Tokens
from auditor.vocabulary import load_lists

_CLOSING = frozenset('.!?:;"“”()[]–—•')
_AREA_KINDS = frozenset({"country", "territory", "region", "supra", "water", "division"})
_BODIES = frozenset(
    {"State", "City", "Government", "Republic", "Kingdom", "County", "People", "Coast", "Gulf", "Strait"}
)
"""Before "of" they name the place itself."""

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
    options: tuple[Place, ...]
    reading: Reading


@cache
def cues() -> dict[str, frozenset[str]]:
    """The word lists of places by section."""
    sections = load_lists("places")
    before = sections["openers"] | sections["time"] | sections["directions"]
    return {**sections, "before a place": before, "persons too": sections["ambiguous"] | sections["given names"]}


UP_TO_TWO = 1 << 1 | 1 << 2
"""The bits of one and of two tokens."""


def find_keys(tokens: Tokens, capitals: Capitals, gazetteer: Gazetteer) -> Iterator[tuple[int, int, str]]:
    """Names and demonyms of the gazetteer as first token, token past the end and key; the longest at each place."""
    lengths = gazetteer.lengths
    end = 0
    for index, word in capitals.among(lengths.keys()):
        if index >= end:
            bits = lengths[word]
            if word != tokens.words[index]:
                bits = (1 << bits.bit_length()) - 1  # names that begin in a possessive are of other lengths
            found = _longest_key(tokens.words, index, bits, gazetteer)
            if found:
                end = found[0]
                yield (index, *found)


@cache
def _counts(bits: int) -> tuple[int, ...]:
    """The numbers whose bits are set, the greatest first."""
    return tuple(count for count in range(bits.bit_length() - 1, 0, -1) if bits >> count & 1)


def _longest_key(words: list[str], first: int, lengths: int, gazetteer: Gazetteer) -> tuple[int, str] | None:
    """The end and the key of the longest name at `first`; in `lengths` the bit of each number of tokens is set."""
    if lengths > UP_TO_TWO and " ".join(words[first : first + 2]) not in gazetteer.beginnings:
        lengths &= UP_TO_TWO
    for count in _counts(lengths):
        last = first + count
        if last <= len(words):
            key = " ".join(words[first:last])
            if gazetteer.has(key):
                return last, key
            if key.endswith(POSSESSIVES) and gazetteer.has(bare(key)):
                return last, bare(key)
    return None


class Surroundings(NamedTuple):
    """The words next to a name; "" where a sentence, a line or the text ends."""

    before: str
    before_that: str
    after: str
    after_that: str


def surroundings(text: str, tokens: Tokens, first: int, last: int, key: str) -> Surroundings:
    """What stands next to the tokens `first` to `last`, which read as `key`."""
    words, starts, ends = tokens.words, tokens.starts, tokens.ends
    before = before_that = after = after_that = ""
    if first and "\n" not in text[ends[first - 1] : starts[first]]:
        before = words[first - 1]
        before_that = words[first - 2] if first > 1 else ""
    possessive = words[last - 1].endswith(POSSESSIVES) and not key.endswith(POSSESSIVES)
    if last < len(words) and not possessive and "\n" not in text[ends[last - 1] : starts[last]]:
        after = words[last]
        after_that = words[last + 1] if last + 1 < len(words) else ""
    return Surroundings(before, before_that, after, after_that)


def judge(key: str, options: tuple[Place, ...], near: Surroundings) -> Reading:
    """What `near` says of the name `key` that may mean `options`."""
    lists = cues()
    place = options[0]
    area = place.kind in _AREA_KINDS and key not in lists["ambiguous"]
    reading = _judge_after(area, near, lists)
    if reading is None:
        reading = _judge_before(area, near, lists)
    if reading is Reading.PERSON and place.well_known and key not in lists["persons too"]:
        reading = Reading.EMBEDDED
    if reading is None:
        weak = key in lists["ambiguous"] or not place.well_known
        reading = Reading.WEAK if weak else Reading.LIKELY
    if reading >= Reading.WEAK and (near.before.lower() in lists["motion"] or near.after in lists["roles"]):
        return Reading.CUED
    return reading


def _judge_after(area: bool, near: Surroundings, lists: dict[str, frozenset[str]]) -> Reading | None:
    after = near.after
    if after == "-":
        return None if area or near.after_that[:1].islower() else Reading.EMBEDDED
    if not after[:1].isupper():
        return Reading.EMBEDDED if not area and after in lists["named after"] else None
    if after in lists["time"] or (after in lists["roles"] and (area or after not in lists["organisations"])):
        return None
    if bare(after) in lists["organisations"]:
        return Reading.EMBEDDED
    return None if area else Reading.PERSON


def _judge_before(area: bool, near: Surroundings, lists: dict[str, frozenset[str]]) -> Reading | None:
    before = near.before
    if before == "of":
        inside = near.before_that in lists["organisations"] and near.before_that not in _BODIES
        return Reading.EMBEDDED if inside else None
    if area:
        return None
    if before == ".":
        word = near.before_that
        return Reading.PERSON if word in lists["titles"] or (len(word) == 1 and word.isupper()) else None
    if before == "-":
        return Reading.EMBEDDED if near.before_that[:1].isupper() and near.before_that not in PARTIES else None
    if (
        not before[:1].isupper()
        or before in lists["openers"]
        or before in lists["time"]
        or before in lists["directions"]
    ):
        return None
    return None if before.endswith(POSSESSIVES) else Reading.PERSON
