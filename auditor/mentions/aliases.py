"""Whether two names may be names of the same: by a table of facts, by their letters, or misspelt."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from auditor.document import Document
from auditor.knowledge.words import load_name_aliases
from auditor.vocabulary import words

MIN_PREFIX = 3
"""Letters that a name keeps when it is cut short."""
SLIPS_ALLOWED = ((8, 2), (5, 1))
"""Letters of a name, and how many of them may be wrong or out of place in it."""
MIN_ACRONYM = 3
"""Letters of an acronym that is looked for in lower case, too; two stand next to each other by chance."""
MIN_TERM_WORD = 4
"""Letters of each word of a term in lower case that an acronym stands for."""
MIN_WRITTEN_TOGETHER = 3
"""Words that a name written as one must have to be taken apart; of fewer are "YouTube" and "McDonald"."""
_ROMAN = re.compile(r"[IVX]+\Z")
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z][a-z]+")


class Initials(NamedTuple):
    """What acronyms of a text's names would be made of, a blank wherever no name goes on."""

    names: str
    """Of words with capitals: "dhs" for the Department of Homeland Security, "wwii" for World War II."""
    terms: str
    """Of all words: "cpi" for the consumer price index."""

    def have(self, acronym: str) -> bool:
        """Whether words of the text begin with the letters of `acronym`, folded and without dots."""
        return acronym in self.names or (len(acronym) >= MIN_ACRONYM and acronym in self.terms)


def other_words(folded: str) -> frozenset[str]:
    """The words any of which a text may have instead of `folded`."""
    return load_name_aliases().get(folded, frozenset())


def is_short_for(short: str, name: str) -> bool:
    """Whether `short` is the beginning of `name`."""
    return len(short) >= MIN_PREFIX and name.startswith(short)


def is_misspelt(one: str, other: str) -> bool:
    """Whether two names begin alike and differ by no more letters than a slip of the pen changes."""
    shorter = min(len(one), len(other))
    allowed = next((slips for letters, slips in SLIPS_ALLOWED if shorter >= letters), 0)
    return one[:1] == other[:1] and DamerauLevenshtein.distance(one, other, score_cutoff=allowed) <= allowed


def parts_of(written: str) -> list[str]:
    """The folded words of a name written as one, "HarborBoardWatch"; none of another."""
    parts = [part.lower() for part in _PART.findall(written)]
    return parts if len(parts) >= MIN_WRITTEN_TOGETHER else []


def find_initials(document: Document) -> Initials:
    """The first letters of the words of the text."""
    written = document.tokens.words
    return Initials(_join(_of_name, written), _join(_of_term, written))


def _join(read: Callable[[str], str], written: Sequence[str]) -> str:
    """What `read` makes of the words, each read once."""
    letters = {word: read(word) for word in set(written)}
    return "".join(map(letters.__getitem__, written))


def _of_name(word: str) -> str:
    """What a word of a name gives to its acronym; a small word gives nothing, another word ends the name."""
    if word in words("titles/within names"):
        return ""
    if _ROMAN.match(word) or word.isdigit():
        return word.lower()
    return word[0].lower() if word[0].isupper() else " "


def _of_term(word: str) -> str:
    if word in words("titles/within names"):
        return ""
    return word[0].lower() if len(word) >= MIN_TERM_WORD else " "
