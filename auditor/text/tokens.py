"""Words, numbers and marks of a text, with their places."""

import re
from dataclasses import dataclass

# Abbreviations with inner dots are one token ("U.S."), so are numbers with separators ("1,200.5") and words
# with an apostrophe ("Gaza’s"); a hyphen stands alone ("US", "-", "led"). Combining marks belong to their letter.
# The first alternative reads no other words than the third would, only faster: most words of English.
_TOKEN = re.compile(
    r"[A-Za-z]{2,}+(?=[ ,.\n])"
    r"|(?:[A-Za-z]\.){2,}"
    r"|\d+(?:[.,:]\d+)*"
    r"|[^\W\d_][\w\u0300-\u036f]*(?:['’][^\W\d_]+)*"
    r"|[^\s\w]|\w"
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


def find_tokens(text: str, folded: str) -> Tokens:
    """The tokens of `text`; `folded` is its fold."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    return Tokens(
        [text[start:end] for start, end in spans],
        [folded[start:end] for start, end in spans],
        [start for start, _ in spans],
        [end for _, end in spans],
    )
