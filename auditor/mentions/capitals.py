"""The words of a text that begin with a capital letter: where names are looked for."""

from collections.abc import Set
from typing import NamedTuple

from auditor.document import Document
from auditor.text.possessive import bare
from auditor.text.tokens import Tokens


class Capitals(NamedTuple):
    """Tokens that begin with a capital letter."""

    places: list[tuple[int, str]]
    """Their numbers, and their words without possessive endings."""
    words: set[str]
    """Those words."""

    def among(self, known: Set[str]) -> list[tuple[int, str]]:
        """The places of words that are `known`: a large table is asked once for each different word."""
        there = self.words & known
        return [place for place in self.places if place[1] in there] if there else []


def find_capitals(document: Document) -> Capitals:
    """The capitalised tokens of the text."""
    return capitals_of(document.tokens)


def find_title_capitals(document: Document) -> Capitals:
    """Those of a title of its own field; a title that stands in the text is text."""
    return capitals_of(document.title_tokens) if document.own_title else Capitals([], set())


def is_capitalised(word: str) -> bool:
    """Whether a word begins with a capital letter."""
    return word[0].isupper()


def capitals_of(tokens: Tokens) -> Capitals:
    """The tokens that begin with a capital letter."""
    words = tokens.words
    places = [(index, bare(word)) for index in tokens.cased if (word := words[index])[0].isupper()]
    return Capitals(places, {word for _, word in places})
