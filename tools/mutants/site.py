"""A place where something decides, and what it may be changed into."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

SHOWN_CHARACTERS = 60
"""Of what is changed."""


class Change(NamedTuple):
    """The characters from `start` to `end` of a file, and what stands there instead."""

    start: int
    end: int
    put: str
    what: str
    """In a reader's words, as `4 -> 5`."""


class Site(NamedTuple):
    """One constant or guard; to change it is to make one of `changes`."""

    kind: str
    """number, comparison, condition, word or guard."""
    path: str
    """Relative to the tree."""
    changes: tuple[Change, ...]


class Mutant(NamedTuple):
    """A tree in which one thing was changed."""

    path: str
    line: int
    change: Change

    def applied(self, text: str) -> str:
        """`text`, the content of the file, with the change made."""
        return text[: self.change.start] + self.change.put + text[self.change.end :]

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.change.what}"


def without_one(spans: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """What to cut for each of several entries with commas between: it and the comma behind, of the last that before."""
    for (start, _), (following, _) in pairwise(spans):
        yield start, following
    yield spans[-2][1], spans[-1][1]
