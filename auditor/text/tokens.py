"""Words, numbers and marks of a text, with their places."""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cached_property
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


@dataclass
class Tokens:
    """Parallel lists, one entry a token, in text order; nobody changes them."""

    words: list[str]
    """As written."""
    folded: list[str]
    """Folded; the same length as `words`, each entry the same length as its word."""
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    @cached_property
    def places(self) -> Mapping[str, list[int]]:
        """For each folded word, by first occurrence, the numbers of its tokens."""
        places: dict[str, list[int]] = {}
        for at, word in enumerate(self.folded):
            if word in places:
                places[word].append(at)
            else:
                places[word] = [at]
        return places

    @cached_property
    def counts(self) -> Mapping[str, int]:
        """How often each folded word stands here, by first occurrence."""
        return dict(zip(self.places, map(len, self.places.values()), strict=True))

    @cached_property
    def distinct(self) -> frozenset[str]:
        """The folded words. A word list is held against these: of two sets Python reads the smaller."""
        return frozenset(self.places)

    @property
    def lone(self) -> list[int]:
        """The numbers of the tokens that read as no other does when folded."""
        return [self.places[word][0] for word, times in self.counts.items() if times == 1]

    @cached_property
    def cased(self) -> list[int]:
        """The numbers of the tokens that folding changes: words with capitals, and curly marks."""
        return list(compress(range(len(self.words)), map(ne, self.words, self.folded)))

    def first_of(self, words: Set[str], among: Iterable[int], default: int) -> int:
        """The first of the tokens `among` that reads one of `words` when folded; `default` if none does."""
        return next((at for at in among if self.folded[at] in words), default)

    def at(self, words: Set[str]) -> list[int]:
        """The numbers of the tokens that read one of `words` when folded, in order; quick where there is none."""
        return sorted(chain.from_iterable(map(self.places.__getitem__, self.distinct & words)))


def find_tokens(text: str) -> Tokens:
    """The tokens of `text`."""
    pieces = _PIECE.findall(text.rstrip())  # spaces that no token follows would be read from each of them on
    words = list(map(str.lstrip, pieces))
    folded = fold("\n".join(words)).split("\n") if words else []
    ends = list(accumulate(map(len, pieces)))
    return Tokens(words, folded, list(map(sub, ends, map(len, words))), ends)
