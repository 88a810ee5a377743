"""Names of authors out of the lines that carry them: bylines, and fields of feeds with addresses in them."""

from __future__ import annotations

import re
from email.utils import parseaddr

MAX_CHARACTERS = 300
"""A longer line is no byline."""
_BY = re.compile(r"\s*by[\s:]+", re.IGNORECASE)
_AND = re.compile(r"\s+(?:and|&)\s+|\s*;\s*", re.IGNORECASE)


def byline_names(line: str) -> list[str]:
    """The names in a byline, as two in `By Milo Brandt and Ida Fenn`.

    What follows a name behind a comma or in brackets is a title; before an `and` commas part names: `Milo Brandt, Ida
    Fenn and Ben Ashe`.
    """
    line = _BY.sub("", " ".join(line.split()), count=1) if _BY.match(line) else " ".join(line.split())
    if len(line) > MAX_CHARACTERS:
        return []
    names, last = _AND.split(line)[:-1], _AND.split(line)[-1]
    listed = [each for part in names for each in part.split(",")]
    bare = (name.partition("(")[0].strip() for name in [*listed, last.partition(",")[0]])
    return [name for name in bare if name]


def author_names(text: str) -> list[str]:
    """The names in a field that may have an address: `Milo Brandt <m@a.example>`, `m@a.example (Milo Brandt)`."""
    if "@" not in text:
        return byline_names(text)
    name = parseaddr(text[:MAX_CHARACTERS])[0].strip()
    return [name] if name and "@" not in name else []
