"""The words of a text that begin with a capital letter: where names are looked for."""

from collections.abc import Set

from auditor.document import Document
from auditor.text.tokens import Tokens

POSSESSIVES = ("'s", "’s")


def find_capitals(document: Document) -> list[tuple[int, str]]:
    """The capitalised tokens of the text."""
    return capitals_of(document.tokens)


def capitals_of(tokens: Tokens) -> list[tuple[int, str]]:
    """The tokens that begin with a capital letter: their numbers, and their words without possessive endings."""
    words = tokens.words
    return [
        (index, word[:-2] if word.endswith(POSSESSIVES) else word)
        for index in tokens.cased
        if (word := words[index])[0].isupper()
    ]


def among(capitals: list[tuple[int, str]], known: Set[str]) -> list[tuple[int, str]]:
    """Those of `capitals` whose word is `known`: a large table is asked once for each different word."""
    there = {word for _, word in capitals} & known
    return [capital for capital in capitals if capital[1] in there]


def bare(word: str) -> str:
    """`word` without a possessive ending."""
    return word[:-2] if word.endswith(POSSESSIVES) else word
