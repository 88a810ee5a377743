"""Two common words without the space between them: words that no list knows."""

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
    found = (Joined(word, parts) for word in document.layer(find_unknown) for parts in _parts(word)[:1])
    return [each for each in found if not is_listed(each.word)]


def _parts(word: str) -> list[tuple[str, str]]:
    cuts = ((word[:at], word[at:]) for at in range(2, len(word) - 1))
    return [cut for cut in cuts if _stands_apart(*cut) and all(map(_is_common, cut))]


def _stands_apart(first: str, second: str) -> bool:
    return first in words("grammar/begins no compound") or second in words("grammar/ends no compound")


def _is_common(word: str) -> bool:
    count = load_words().counts.get(word)
    return count is not None and count.lower >= COMMON_PAGES
