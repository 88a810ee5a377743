"""Whether what a title names stands in the body: as written, as another word for it, or misspelt."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files

from rapidfuzz.distance import DamerauLevenshtein

from auditor.document import Document
from auditor.knowledge.words import load_name_aliases
from auditor.mentions.names import find_body_names, find_initialisms
from auditor.mentions.terms import find_body_terms, term_of

_SMALL_WORDS = frozenset({"of", "the", "and"})
MIN_PREFIX = 3
MIN_MISSPELT = 5
LONG_NAME = 8
"""A name of so many letters may have two wrong ones, a shorter one of `MIN_MISSPELT` one."""


@cache
def _place_parts() -> tuple[frozenset[str], frozenset[str]]:
    """Directions, and all words that many names of places share."""
    text = (files("auditor.mentions") / "data" / "place-parts.txt").read_text(encoding="utf-8")
    directions, _, common = text.partition("[directions]")[2].partition("[common]")
    return frozenset(directions.split()), frozenset(directions.split() + common.split())


def has_word(document: Document, folded: str) -> bool:
    """Whether a folded word, a form of it or another word for it stands in the body."""
    body = document.layer(find_body_terms)
    if body.count(term_of(folded)):
        return True
    return any(body.count(term_of(alias)) for alias in load_name_aliases().get(folded, ()))


def has_place_name(document: Document, key: str) -> bool:
    """Whether a place's name stands in the body, if only by the word that tells it from others.

    "Antonio" is enough for "San Antonio"; of "South Korea" both words are needed.
    """
    words = [word.lower() for word in key.split() if word[0].isalnum()]
    directions, common = _place_parts()
    telling = [word for word in words if word not in common]
    if not telling or words[0] in directions:
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
    near = False
    for other in document.layer(find_body_names):
        if other.startswith(folded) or (len(other) > MIN_PREFIX and folded.startswith(other)):
            return True
        if allowed and other[0] == folded[0] and abs(len(other) - letters) <= allowed:
            near = near or DamerauLevenshtein.distance(folded, other, score_cutoff=allowed) <= allowed
    return near


def is_spelt_out(document: Document, words: Sequence[str]) -> bool:
    """Whether the body has the words that an abbreviation of capitals stands for."""
    letters = words[0].replace(".", "").lower()
    return len(words) == 1 and letters in document.layer(find_initialisms)
