"""Whether what a title names stands in the body: as written, as another word for it, or misspelt."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.document import Document
from auditor.mentions.aliases import find_initials, is_misspelt, is_short_for, other_words, parts_of
from auditor.mentions.names import find_body_names
from auditor.mentions.places import context_of
from auditor.mentions.terms import find_body_terms, term_of
from auditor.vocabulary import words

MIN_NAME = 3
"""Letters of a name that can be told from others; a shorter one is taken to be there."""


def has_word(document: Document, folded: str) -> bool:
    """Whether a folded word, a form of it or another word for it stands in the body."""
    if not document.body_start and folded in document.tokens.counts:
        return True
    return _has_one_of(document, (folded, *other_words(folded)))


def has_other_words(document: Document, written: str) -> bool:
    """Whether the body has other words for a name: those of a table, or those that its letters stand for."""
    return _is_spelt_out(document, written) or _has_one_of(document, other_words(written.lower()))


def _has_one_of(document: Document, words: Iterable[str]) -> bool:
    body = document.layer(find_body_terms)
    return any(body.count(term_of(word)) for word in words)


def _is_spelt_out(document: Document, written: str) -> bool:
    """Whether the body has the words that an abbreviation in capitals stands for."""
    return written.isupper() and document.layer(find_initials).have(written.replace(".", "").lower())


def nation_times(document: Document, written: str) -> int:
    """How often the body speaks of the country that a name is that of, or whose people it names."""
    gazetteer = document.knowledge.gazetteer
    countries = [place.country for place in gazetteer.places(written)[:1] if place.kind == "country"]
    return context_of(document).countries[gazetteer.demonyms.get(written, "".join(countries))]


def has_name(document: Document, written: str) -> bool:
    """Whether a word of a name stands in the body in any form: in full, by its letters, taken apart or misspelt."""
    folded, parts = written.lower().replace("’", "'"), parts_of(written)
    return (
        has_word(document, folded)
        or _is_spelt_out(document, written)
        or (bool(parts) and all(has_word(document, part) for part in parts))
        or (written in document.knowledge.gazetteer.demonyms and nation_times(document, written) > 0)
        or _resembles_name(document, folded)
    )


def _resembles_name(document: Document, folded: str) -> bool:
    """Whether the body has a name that this one is short for, or that it misspells."""
    if len(folded) < MIN_NAME:
        return True
    return any(
        is_short_for(folded, other)
        or (len(other) > MIN_NAME and is_short_for(other, folded))
        or is_misspelt(folded, other)
        for other in document.layer(find_body_names)
    )


def has_place_name(document: Document, key: str) -> bool:
    """Whether a place's name stands in the body, if only by the word that tells it from others.

    "Antonio" is enough for "San Antonio"; of "South Korea" both words are needed.
    """
    named = _words_of(key)
    telling = [word for word in named if word not in words("titles/shared by places")]
    if not telling or named[0] in words("titles/directions"):
        return all(has_word(document, word) for word in named)
    return any(has_word(document, word) for word in telling)


def has_whole_name(document: Document, name: str) -> bool:
    """Whether all words of a name stand in the body, but for those that any name may have."""
    small = words("titles/within names")
    return all(has_word(document, word) for word in _words_of(name) if word not in small)


def _words_of(name: str) -> list[str]:
    return name.lower().replace("-", " ").split()
