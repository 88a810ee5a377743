"""Whether what a title names stands in the body: as written, as another word for it, or misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rapidfuzz.distance import DamerauLevenshtein

from auditor.document import Document
from auditor.knowledge.words import load_name_aliases
from auditor.mentions.names import find_body_names, find_initialisms
from auditor.mentions.terms import find_body_terms, term_of

DIRECTIONS = frozenset("north south east west northern southern eastern western".split())
_COMMON_PARTS = DIRECTIONS | frozenset(
    "new san santa los las la el saint st port fort city county united republic democratic people kingdom territory "
    "territories state states island islands lake mount cape bay of the and".split()
)
_SMALL_WORDS = frozenset({"of", "the", "and"})
MIN_PREFIX = 3
MIN_MISSPELT = 5
LONG_NAME = 8
"""A name of so many letters may have two wrong ones, a shorter one of `MIN_MISSPELT` one."""


def has_word(document: Document, folded: str) -> bool:
    """Whether a folded word, a form of it or another word for it stands in the body."""
    counts = document.layer(find_body_terms).counts
    if counts[term_of(folded)]:
        return True
    return any(counts[term_of(alias)] for alias in load_name_aliases().get(folded, ()))


def has_place_name(document: Document, key: str) -> bool:
    """Whether a place's name stands in the body, if only by the word that tells it from others.

    "Antonio" is enough for "San Antonio"; of "South Korea" both words are needed.
    """
    words = [word.lower() for word in key.split() if word[0].isalnum()]
    telling = [word for word in words if word not in _COMMON_PARTS]
    if not telling or words[0] in DIRECTIONS:
        return all(has_word(document, word) for word in words)
    return any(has_word(document, word) for word in telling)


def has_other_name(document: Document, names: Iterable[str]) -> bool:
    """Whether one of `names` stands in the body with all its words."""
    return any(all(has_word(document, word) for word in _all_words(name)) for name in names)


def _all_words(name: str) -> list[str]:
    return [word for word in name.lower().replace("-", " ").split() if word[0].isalnum() and word not in _SMALL_WORDS]


def resembles_body_name(document: Document, folded: str) -> bool:
    """Whether the body has a name that this one is short for, or that it misspells."""
    letters = len(folded)
    if letters < MIN_PREFIX:
        return True
    allowed = 0 if letters < MIN_MISSPELT else 1 if letters < LONG_NAME else 2
    for other in document.layer(find_body_names):
        if other.startswith(folded) or (len(other) > MIN_PREFIX and folded.startswith(other)):
            return True
        if allowed and abs(len(other) - letters) <= allowed and other[0] == folded[0]:
            if DamerauLevenshtein.distance(folded, other, score_cutoff=allowed) <= allowed:
                return True
    return False


def is_spelt_out(document: Document, words: Sequence[str]) -> bool:
    """Whether the body has the words that an abbreviation of capitals stands for."""
    letters = words[0].replace(".", "").lower()
    return len(words) == 1 and letters in document.layer(find_initialisms)
