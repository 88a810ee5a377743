"""Two common words without the space between them: words that no list knows."""

from collections.abc import Iterator
from functools import cache
from itertools import chain, islice
from typing import NamedTuple

from auditor.document import Document
from auditor.knowledge.words import load_words
from auditor.mentions.misspellings import find_unknown, is_listed
from auditor.vocabulary import words

COMMON_PAGES = 5
"""A part is a word that so many of the counted pages have in lower case: of 32 words of the development articles that
come apart so all were read as slips."""


class Joined(NamedTuple):
    """A word, and the two that it is made of."""

    word: str
    parts: tuple[str, str]


def find_joined_words(document: Document) -> list[Joined]:
    """Those of the text, in any order: one of the parts is a small word, which makes no compounds."""
    found = (Joined(word, parts) for word in document.layer(find_unknown) for parts in islice(_parts(word), 1))
    return [each for each in found if not is_listed(each.word)]


def _parts(word: str) -> Iterator[tuple[str, str]]:
    """The ways to cut a word into a small one and another that is common."""
    ending, opening, longest = _small_words()
    lengths = range(2, longest + 1)
    first = (at for at in lengths if word[:at] in opening)
    last = (-at for at in lengths if word[-at:] in ending)
    cuts = ((word[:at], word[at:]) for at in chain(first, last))
    return (cut for cut in cuts if all(map(_is_common, cut)))


@cache
def _small_words() -> tuple[frozenset[str], frozenset[str], int]:
    """Those that end no compound, those of them that begin none, and the letters of the longest."""
    small = words("grammar/part of no compound")
    return small, small - words("grammar/begins compounds"), max(map(len, small))


def _is_common(word: str) -> bool:
    count = load_words().counts.get(word)
    return count is not None and count.lower >= COMMON_PAGES
