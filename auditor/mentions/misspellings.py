"""Words that no list knows: slips of the keys and of the ear, and two words without the space between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import chain, pairwise
from typing import NamedTuple

from rapidfuzz.distance import Prefix
from spellchecker import SpellChecker

from auditor.document import Document
from auditor.knowledge.words import load_words
from auditor.mentions.spellings import load_spellings
from auditor.text.near import MAX_LETTERS, Near
from auditor.vocabulary import words

MIN_LETTERS = 6
"""Of shorter words too many are near to another: read on development articles, every second was no slip."""
MAX_TIMES = 3
"""A word that stands more often is one that the writer means."""
MIN_STEM = 5
"""Letters of a stem that only a dictionary has: in shorter ones slips end by chance."""
COMMON_PAGES = 2
"""A word that so many of the counted pages have in lower case is one that writers mean: of 36 flags on development
articles that 5 pages would not give 29 were right, as "forseeable"."""
JOINED_PAGES = 5
"""The same of a word that stands without a space beside a small one: of 32 words of the development articles that come
apart so all were read as slips."""
COMPOUND_PAGES = 10
MIN_COMPOUND_PART = 4
"""What makes two words a compound: pages that have each, and letters. Of the 32,180 words of 11,500 articles that the
word table lacks five come apart so that no dictionary has and that are near to a word, as "driveaway": none was a slip.
With parts of three letters slips came apart too ("artice", "spokeman")."""
VOWELS = frozenset("aeiouy")
KEYS = "qwertyuiop asdfghjkl zxcvbnm qaz wsx edc rfv tgb yhn ujm"
"""Rows of keys, and columns."""
TRANSATLANTIC = frozenset({("s", "z"), ("z", "s")})
"""Letters that differ across the Atlantic, and lie side by side on the keys too."""

AMERICAN = {
    **{"our": "or", "centre": "center", "fibre": "fiber", "ise": "ize", "isi": "izi", "isa": "iza", "yse": "yze"},
    **{"ogue": "og", "ae": "e", "oe": "e", "lled": "led", "lling": "ling", "ller": "ler"},
}
_TWICE = re.compile(r"([a-z]{2,4})\1")
_THRICE = re.compile(r"(.)\1\1")
_BRITISH = re.compile("|".join(AMERICAN))


class Misspelling(NamedTuple):
    """A word that stands seldom, and what it should be: the common one that it is near to, or the two in it."""

    word: str
    right: str
    slip: str
    """How they differ: "swapped" or "doubled" letters, a letter "left out" or "put in", a "vowel" or a "key" beside, or
    some letters "twice"; two words are "joined"."""


def find_misspellings(document: Document) -> list[Misspelling]:
    """Those of the text, in any order."""
    return _unlisted(map(read_misspelling, document.layer(find_unknown)))


def find_joined_words(document: Document) -> list[Misspelling]:
    """Those of the text that are two words, in any order."""
    return _unlisted(map(_read_joined, document.layer(find_unknown)))


def _unlisted(found: Iterable[Misspelling | None]) -> list[Misspelling]:
    """Those that no dictionary has; it is asked last, as to load it takes long."""
    return [each for each in found if each and not is_listed(each.word)]


def find_unknown(document: Document) -> list[str]:
    """The words of the text that few pages have, and that stand seldom here, in small letters at least once."""
    known, counts = load_words().counts, document.tokens.counts
    unknown = document.tokens.distinct.difference(known).intersection(document.tokens.words)
    long = (word for word in unknown if MIN_LETTERS <= len(word) <= MAX_LETTERS and counts[word] <= MAX_TIMES)
    return sorted(word for word in long if word.isascii() and word.isalpha())


def read_misspelling(word: str) -> Misspelling | None:
    """A word that no list knows, with the commonest that it may be a slip of; None if there is none."""
    pages = load_words().counts
    near = sorted(_common().near(word), key=lambda known: -pages[known].lower)
    slips = ((right, slip_of(word, right)) for right in near)
    return next((Misspelling(word, right, slip) for right, slip in slips if slip), None) or _read_twice(word)


def _read_twice(word: str) -> Misspelling | None:
    """The word that one with some letters twice in a row has them once in, as "reprepresent"."""
    rests = (word[: twice.start(1)] + word[twice.end(1) :] for twice in _TWICE.finditer(word))
    return next((Misspelling(word, rest, "twice") for rest in rests if _is_common(rest)), None)


def _read_joined(word: str) -> Misspelling | None:
    """A word that no list knows, with the two that it is made of; None if it is not."""
    small, opening = words("grammar/part of no compound"), words("grammar/begins compounds")
    parted = [(word[:at], word[at:]) for at in range(2, len(word) - 1)]
    for one, other in parted:
        if (other in small or (one in small and one not in opening)) and _are_common(one, other):
            return Misspelling(word, f"{one} {other}", "joined")
    return None


def _are_common(one: str, other: str) -> bool:
    """Whether both stand on pages enough to be two words, of which one is small and makes no compounds."""
    pages = load_words()
    return min(pages.count(one).lower, pages.count(other).lower) >= JOINED_PAGES


def _is_common(word: str) -> bool:
    return load_words().count(word).lower >= COMMON_PAGES and len(word) >= MIN_LETTERS


@cache
def _common() -> Near:
    return Near(filter(_is_common, load_words().counts))


@cache
def _dictionary() -> SpellChecker:
    """The word list of a spelling checker; loaded where a word needs it, which few articles have."""
    return SpellChecker(language="en", distance=1)


def dictionary_count(word: str) -> int:
    """How often the texts that the word list was made from have a folded word; 0 for one that it lacks."""
    return int(_dictionary().word_frequency.dictionary.get(word, 0))


def is_listed(word: str) -> bool:
    """Whether a dictionary has it, in the spelling of either side of the Atlantic."""
    if word in load_spellings():
        return True
    american = _BRITISH.sub(lambda match: AMERICAN[match.group()], word)
    return bool(_dictionary().known([word, american]))


def slip_of(word: str, right: str) -> str:
    """How `word`, one letter off `right`, came about; "" where it begins or ends otherwise, or as no slip does."""
    if word[0] != right[0] or word[-1] != right[-1]:
        return ""
    if len(word) == len(right):
        return _changed(word, right)
    short, long = sorted((word, right), key=len)
    at = Prefix.similarity(long, short)
    if long[at] == long[at - 1]:
        return "doubled"
    return "put in" if word == long else "left out"


def _changed(word: str, right: str) -> str:
    """How letters came to stand for others: two that are swapped, or one, by the ear or by the key beside it."""
    at = Prefix.similarity(word, right)
    changed = word[at], right[at]
    if word[at + 1 :] != right[at + 1 :]:
        return "swapped"
    if VOWELS.issuperset(changed):
        return "vowel"
    return "key" if changed in _neighbouring_keys() else ""


@cache
def _neighbouring_keys() -> frozenset[tuple[str, str]]:
    """Pairs of letters whose keys lie beside each other."""
    beside = {pair for row in KEYS.split() for pair in pairwise(row)}
    return frozenset(beside | {(two, one) for one, two in beside}) - TRANSATLANTIC


def is_doubled_within(word: str, right: str) -> bool:
    """Whether the letter that `word` has twice, and `right` once, is its stem's or its ending's, as in "appointee".

    Where stem and ending meet slips double a letter, as in "possiblly", and no word has one three times in a row.
    """
    at = Prefix.similarity(word, right)
    if len(word) < len(right) or _THRICE.search(word):
        return False
    kept = (word.removesuffix(ending) for ending in words("affixes/endings") if word.endswith(ending))
    apart = [stem for stem in kept if len(stem) >= MIN_STEM and len(stem) != at]
    return bool(_dictionary().known([*apart, *(f"{stem}e" for stem in apart)]))


def is_derived(word: str) -> bool:
    """Whether it is made of a known word by an ending or a beginning."""
    parts = {word, *_rests(word)}
    stems = chain.from_iterable(map(_stems, parts))
    if not load_words().counts.keys().isdisjoint({*parts - {word}, *stems}):
        return True
    made = chain(_rests(word), _stems(word))
    return bool(_dictionary().known([stem for stem in made if len(stem) >= MIN_STEM]))


def is_compound(word: str) -> bool:
    """Whether it is made of two common words, neither of them short."""
    pages = load_words()
    parted = ((word[:at], word[at:]) for at in range(MIN_COMPOUND_PART, len(word) - MIN_COMPOUND_PART + 1))
    return any(min(pages.count(one).lower, pages.count(other).lower) >= COMPOUND_PAGES for one, other in parted)


def _stems(word: str) -> Iterator[str]:
    """What may be left of a word without its ending, or with that of its singular."""
    if word.endswith("men"):
        yield f"{word.removesuffix('men')}man"
    for ending in words("affixes/endings"):
        if word.endswith(ending):
            stem = word.removesuffix(ending)
            yield from (stem, f"{stem}e")
            if stem.endswith("i"):
                yield f"{stem[:-1]}y"
            if stem[-1:] == stem[-2:-1]:
                yield stem[:-1]


def _rests(word: str) -> Iterator[str]:
    return (word.removeprefix(beginning) for beginning in words("affixes/beginnings") if word.startswith(beginning))
