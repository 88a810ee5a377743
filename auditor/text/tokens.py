"""Words, numbers and marks of a text, with their places."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from itertools import accumulate, chain, compress
from operator import ne

from auditor.text.fold import fold

# Abbreviations with inner dots are one token ("U.S."), so are numbers with separators ("1,200.5") and words
# with an apostrophe ("Gaza’s"); a hyphen stands alone ("US", "-", "led"). Combining marks belong to their letter.
# The first two alternatives read nothing else than the others would, only faster: most words and marks of English.
# A space before a token is taken with it: the engine starts a search less a token.
_TOKEN = re.compile(
    r"( ?)([A-Za-z]{2,}+(?=[ ,.\n])"
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
    _counts: dict[str, int] | None = field(default=None, init=False, repr=False, compare=False)
    _places: defaultdict[str, list[int]] | None = field(default=None, init=False, repr=False, compare=False)
    _cased: list[int] | None = field(default=None, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each folded word stands here, by first occurrence; made once."""
        if self._counts is None:
            self._counts = Counter(self.folded)
        return self._counts

    @property
    def cased(self) -> list[int]:
        """The numbers of the tokens that folding changes: words with capitals, and curly marks; made once."""
        if self._cased is None:
            self._cased = list(compress(range(len(self.words)), map(ne, self.words, self.folded)))
        return self._cased

    def at(self, words: Set[str]) -> list[int]:
        """The numbers of the tokens that read one of `words` when folded, in order; quick where there is none."""
        there = self.counts.keys() & words
        if not there:
            return []
        if self._places is None:
            self._places = defaultdict(list)
            for place, word in enumerate(self.folded):
                self._places[word].append(place)
        return sorted(chain.from_iterable(map(self._places.__getitem__, there)))


def find_tokens(text: str) -> Tokens:
    """The tokens of `text`."""
    parts = _TOKEN.split(text)  # gap, space, token, gap, ..., space, token, gap
    words = parts[2::3]
    folded = fold("\n".join(words)).split("\n") if words else []
    ends = list(accumulate(map(len, parts)))
    return Tokens(words, folded, ends[1:-1:3], ends[2::3])
