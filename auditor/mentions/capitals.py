"""The words of a text that begin with a capital letter: where names are looked for."""

from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from itertools import chain
from typing import NamedTuple

from auditor.document import Document
from auditor.text.possessive import bare
from auditor.text.tokens import Tokens


class Capitals(NamedTuple):
    """Tokens that begin with a capital letter."""

    places: list[tuple[int, str]]
    """Their numbers, and their words without possessive endings."""
    by_word: Mapping[str, Sequence[tuple[int, str]]]
    """The same by those words."""

    @property
    def words(self) -> Set[str]:
        """Those words."""
        return self.by_word.keys()

    def among(self, known: Set[str]) -> list[tuple[int, str]]:
        """The places of words that are `known`: a large table is asked once for each different word."""
        return sorted(chain.from_iterable(map(self.by_word.__getitem__, self.words & known)))


def find_capitals(document: Document) -> Capitals:
    """The capitalised tokens of the text."""
    return capitals_of(document.tokens)


def find_title_capitals(document: Document) -> Capitals:
    """Those of a title of its own field; a title that stands in the text is text."""
    return capitals_of(document.title_tokens) if document.own_title else Capitals([], {})


def is_capitalised(word: str) -> bool:
    """Whether a word begins with a capital letter."""
    return word[0].isupper()


def capitals_of(tokens: Tokens) -> Capitals:
    """The tokens that begin with a capital letter."""
    words = tokens.words
    places = [(index, bare(word)) for index in tokens.cased if (word := words[index])[0].isupper()]
    by_word: defaultdict[str, list[tuple[int, str]]] = defaultdict(list)
    for place in places:
        by_word[place[1]].append(place)
    return Capitals(places, by_word)
