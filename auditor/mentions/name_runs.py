"""Runs of words with capitals: what may be the name of a person, a place, a body or a work, whatever it names."""

from __future__ import annotations

from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.capitals import find_capitals
from auditor.mentions.names import is_ordinary
from auditor.text.possessive import bare
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
    runs: list[NameRun] = []
    for at, word in document.layer(find_capitals).places:
        opens = at in openers or tokens.words[at - 1] in words("names/openers")
        if len(word) == 1 or (opens and is_ordinary(word.lower())):
            continue
        if runs and _joins(tokens, runs[-1], at, openers):
            runs[-1] = NameRun(runs[-1].first, at + 1)
        else:
            runs.append(NameRun(at, at + 1))
    return runs


def _joins(tokens: Tokens, run: NameRun, at: int, openers: frozenset[int]) -> bool:
    """Whether the word with a capital at `at` goes on with `run`."""
    last = tokens.words[run.end - 1]
    if at - run.end > MAX_LINKS or bare(last) != last:
        return False
    between = range(run.end, at + 1)
    return openers.isdisjoint(between) and words("names/links").issuperset(tokens.folded[run.end : at])
