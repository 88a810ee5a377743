"""Words, numbers and marks of a text, with their places."""

import re
from dataclasses import dataclass
from itertools import accumulate

from auditor.text.fold import fold

# Abbreviations with inner dots are one token ("U.S."), so are numbers with separators ("1,200.5") and words
# with an apostrophe ("Gaza’s"); a hyphen stands alone ("US", "-", "led"). Combining marks belong to their letter.
# The first two alternatives read nothing else than the others would, only faster: most words and marks of English.
_TOKEN = re.compile(
    r"([A-Za-z]{2,}+(?=[ ,.\n])"
    r"|[,.“”\"]"
    r"|(?:[A-Za-z]\.){2,}"
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_][\w\u0300-\u036f]*(?:['’][^\W\d_]+)*"
    r"|[^\s\w]|\w)"
)


@dataclass(frozen=True, slots=True)
class Tokens:
    """Parallel lists, one entry a token, in text order."""

    words: list[str]
    """As written."""
    folded: list[str]
    """Folded; the same length as `words`, each entry the same length as its word."""
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)


def find_tokens(text: str) -> Tokens:
    """The tokens of `text`."""
    parts = _TOKEN.split(text)  # gap, token, gap, ..., token, gap
    words = parts[1::2]
    folded = fold("\n".join(words)).split("\n") if words else []
    ends = list(accumulate(map(len, parts)))
    return Tokens(words, folded, ends[:-1:2], ends[1::2])
