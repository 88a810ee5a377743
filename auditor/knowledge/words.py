"""How common English words are on the pages of news sites and blogs, and which words are names of people."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat
from typing import NamedTuple


class WordCount(NamedTuple):
    """On how many pages a word stands, and on how many of them in lower case."""

    pages: int
    lower: int

    @property
    def lower_share(self) -> float:
        """The share of its pages that have it in lower case; 0 for a word on none."""
        return self.lower / max(1, self.pages)


NOWHERE = WordCount(0, 0)


@dataclass(frozen=True, slots=True)
class Words:
    """The word table; `pages` is the number of pages that were counted."""

    pages: int
    counts: Mapping[str, WordCount]

    def count(self, folded: str) -> WordCount:
        """That of a word; NOWHERE for one that the table lacks."""
        return self.counts.get(folded, NOWHERE)


@dataclass(frozen=True, slots=True)
class PersonNames:
    """Given names and surnames of people, in lower case."""

    given: frozenset[str]
    family: frozenset[str]


@cache
def load_words() -> Words:
    """The words that stand on two of the counted pages or more. The head of the data file names the source."""
    head, *rows = (line for line in _lines("words.tsv") if not line.startswith("# "))
    cells = "\t".join(rows).split("\t")  # all at once: twice as fast as line by line
    numbers = zip(map(int, cells[1::3]), map(int, cells[2::3]), strict=True)
    counts = map(tuple.__new__, repeat(WordCount), numbers)  # what WordCount._make does, in half the time
    return Words(int(head.split("\t")[1]), dict(zip(cells[::3], counts, strict=True)))


@cache
def load_person_names() -> PersonNames:
    """The commoner names of people in the United States. The head of the data file names the source."""
    return PersonNames(_words("first-names.txt"), _words("surnames.txt"))


def _words(name: str) -> frozenset[str]:
    return frozenset(" ".join(line for line in _lines(name) if not line.startswith("#")).split())


def _lines(name: str) -> list[str]:
    return (files("auditor.knowledge") / "data" / name).read_text(encoding="utf-8").splitlines()


@cache
def load_name_aliases() -> dict[str, frozenset[str]]:
    """Words that stand for a name, by the name in lower case."""
    rows = (line.split("\t") for line in _lines("name-aliases.tsv") if not line.startswith("#"))
    return {name: frozenset(others.split()) for name, others in rows}
