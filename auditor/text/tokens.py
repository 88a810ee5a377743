"""Words, numbers and marks of a text, with their places."""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from itertools import accumulate, chain, compress
from operator import ne, sub

from auditor.text.fold import fold

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
    _places: defaultdict[str, list[int]] | None = field(default=None, init=False, repr=False, compare=False)
    _counts: dict[str, int] | None = field(default=None, init=False, repr=False, compare=False)
    _cased: list[int] | None = field(default=None, init=False, repr=False, compare=False)

    def __len__(self) -> int:
        return len(self.words)

    @property
    def places(self) -> Mapping[str, Sequence[int]]:
        """The numbers of the tokens that read each folded word, by first occurrence; made once."""
        if self._places is None:
            self._places = defaultdict(list)
            for number, word in enumerate(self.folded):
                self._places[word].append(number)
            self._places.default_factory = None
        return self._places

    @property
    def counts(self) -> Mapping[str, int]:
        """How often each folded word stands here, by first occurrence; made once."""
        if self._counts is None:
            self._counts = {word: len(numbers) for word, numbers in self.places.items()}
        return self._counts

    @property
    def lone(self) -> list[int]:
        """The numbers of the tokens that read as no other does when folded."""
        return [numbers[0] for numbers in self.places.values() if len(numbers) == 1]

    @property
    def cased(self) -> list[int]:
        """The numbers of the tokens that folding changes: words with capitals, and curly marks; made once."""
        if self._cased is None:
            self._cased = list(compress(range(len(self.words)), map(ne, self.words, self.folded)))
        return self._cased

    def at(self, words: Set[str]) -> list[int]:
        """The numbers of the tokens that read one of `words` when folded, in order; quick where there is none."""
        places = self.places
        few = len(words) < len(places)
        there = words & places.keys() if few else filter(words.__contains__, places)
        return sorted(chain.from_iterable(map(places.__getitem__, there)))


def find_tokens(text: str) -> Tokens:
    """The tokens of `text`."""
    pieces = _PIECE.findall(text.rstrip())  # spaces that no token follows would be read from each of them on
    words = list(map(str.lstrip, pieces))
    folded = fold("\n".join(words)).split("\n") if words else []
    ends = list(accumulate(map(len, pieces)))
    return Tokens(words, folded, list(map(sub, ends, map(len, words))), ends)
