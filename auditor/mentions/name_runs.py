"""Runs of words with capitals: what may be the name of a person, a place, a body or a work, whatever it names."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import repeat
from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.capitals import find_capitals
from auditor.mentions.names import is_ordinary
from auditor.text.possessive import POSSESSIVES, bare
from auditor.text.tokens import Tokens
from auditor.vocabulary import words
from auditor.window import Window, find_first_tokens

MAX_LINKS = 2
"""Words without a capital that may stand within a name: "Bank of the West"."""


class NameRun(NamedTuple):
    """Words with capitals side by side in one sentence, from token `first` to before `end`, links between them too."""

    first: int
    end: int

    def window(self, document: Document) -> Window:
        """The run, and what stands around it."""
        return Window(document, self.first, self.end)

    def words(self, tokens: Tokens) -> tuple[str, ...]:
        """Its words as written, the last without a possessive ending."""
        return (*tokens.words[self.first : self.end - 1], bare(tokens.words[self.end - 1]))


def find_name_runs(document: Document) -> list[NameRun]:
    """The runs of the text in order; single letters, and ordinary words that only open their
    sentence, belong to none."""
    tokens, openers = document.tokens, frozenset(document.layer(find_first_tokens))
    runs: list[tuple[int, int]] = []
    for at in _named(document, openers):
        if runs and at - runs[-1][1] <= MAX_LINKS and _joins(tokens, runs[-1][1], at, openers):
            runs[-1] = runs[-1][0], at + 1
        else:
            runs.append((at, at + 1))
    return list(map(tuple.__new__, repeat(NameRun), runs))  # what NameRun._make does, in half the time


def _named(document: Document, openers: frozenset[int]) -> Iterator[int]:
    """The tokens with a capital that tells something."""
    written, marks = document.tokens.words, words("names/openers")
    for at, word in document.layer(find_capitals).places:
        opens = at in openers or written[at - 1] in marks
        if len(word) > 1 and not (opens and is_ordinary(word.lower())):
            yield at


def _joins(tokens: Tokens, end: int, at: int, openers: frozenset[int]) -> bool:
    """Whether the word with a capital at `at` goes on with the run that ends before token `end`."""
    if tokens.words[end - 1].endswith(POSSESSIVES) or not openers.isdisjoint(range(end, at + 1)):
        return False
    return end == at or words("names/links").issuperset(tokens.folded[end:at])
