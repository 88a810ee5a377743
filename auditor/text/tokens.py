"""Words, numbers and marks of a text, with their places."""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from itertools import accumulate, compress, count
from operator import ne, sub
from typing import Any

import numpy as np

from auditor.text.fold import fold

Array = np.ndarray[Any, np.dtype[Any]]

# Abbreviations with inner dots are one token ("U.S."), so are numbers with separators ("1,200.5") and words
# with an apostrophe ("Gaza’s"); a hyphen stands alone ("US", "-", "led"). Combining marks belong to their letter.
# The first two alternatives read nothing else than the others would, only faster: most words and marks of English.
# White space before a token is taken with it: no search is begun in vain, and all pieces together are the text.
_PIECE = re.compile(
    r"\s*+(?:[A-Za-z]{2,}+(?=[ ,.\n])"
    r"|[,.“”\"]"
    r"|(?:[A-Za-z]\.){2,}"
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_][\w\u0300-\u036f]*(?:['’][^\W\d_]+)*"
    r"|[^\s\w]|\w)"
)


@dataclass(slots=True)
class Tokens:
    """Parallel lists, one entry a token, in text order; nobody changes them."""

    words: list[str]
    """As written."""
    folded: list[str]
    """Folded; the same length as `words`, each entry the same length as its word."""
    starts: list[int]
    ends: list[int]
    _first: dict[str, int] = field(default_factory=dict, init=False, repr=False, compare=False)
    """The number of the token where each folded word stands first."""
    _alike: Array | None = field(default=None, init=False, repr=False, compare=False)
    _counts: dict[str, int] | None = field(default=None, init=False, repr=False, compare=False)
    _cased: list[int] | None = field(default=None, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def alike(self) -> Array:
        """For each token the number of the first that reads the same when folded; made once."""
        if self._alike is None:
            firsts = map(self._first.setdefault, self.folded, count())
            self._alike = np.fromiter(firsts, np.int64, len(self.folded))
        return self._alike

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each folded word stands here, by first occurrence; made once."""
        if self._counts is None:
            times = np.bincount(self.alike)
            self._counts = dict(zip(self._first, times[times > 0].tolist(), strict=True))
        return self._counts

    @property
    def lone(self) -> list[int]:
        """The numbers of the tokens that read as no other does when folded."""
        return np.flatnonzero(np.bincount(self.alike).take(self.alike) == 1).tolist() if self.folded else []

    @property
    def cased(self) -> list[int]:
        """The numbers of the tokens that folding changes: words with capitals, and curly marks; made once."""
        if self._cased is None:
            self._cased = list(compress(range(len(self.words)), map(ne, self.words, self.folded)))
        return self._cased

    def first_of(self, words: Set[str], among: Iterable[int], default: int) -> int:
        """The first of the tokens `among` that reads one of `words` when folded; `default` if none does."""
        return next((at for at in among if self.folded[at] in words), default)

    def at(self, words: Set[str]) -> list[int]:
        """The numbers of the tokens that read one of `words` when folded, in order; quick where there is none."""
        there = self.counts.keys() & words
        if not there:
            return []
        wanted = np.zeros(len(self.folded), dtype=bool)
        wanted[[self._first[word] for word in there]] = True
        return np.flatnonzero(wanted.take(self.alike)).tolist()


def find_tokens(text: str) -> Tokens:
    """The tokens of `text`."""
    pieces = _PIECE.findall(text.rstrip())  # spaces that no token follows would be read from each of them on
    words = list(map(str.lstrip, pieces))
    folded = fold("\n".join(words)).split("\n") if words else []
    ends = list(accumulate(map(len, pieces)))
    return Tokens(words, folded, list(map(sub, ends, map(len, words))), ends)
