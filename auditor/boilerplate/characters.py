"""A text as an array of character classes, and the blocks and words that they form."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any

import numpy as np

from auditor.text.blocks import Block

Array = np.ndarray[Any, np.dtype[Any]]

CLASSES = (
    "other", "lower", "upper", "letter", "digit", "space", "stop", "ask", "exclaim", "comma", "colon", "semicolon",
    "quote", "apostrophe", "bracket", "bar", "dash", "bullet", "money", "at", "hash", "copyright", "ellipsis",
)  # fmt: skip
MARKS = {
    "stop": ".", "ask": "?", "exclaim": "!", "comma": ",", "colon": ":", "semicolon": ";", "quote": "\"“”«»„",
    "apostrophe": "'’‘", "bracket": "()[]{}", "bar": "|/\\›»>→<←▸▶·", "dash": "-–—", "bullet": "•*▪‣◦●■+✓✔★☆",
    "money": "$€£¥₹%", "at": "@", "hash": "#", "copyright": "©®™", "ellipsis": "…",
}  # fmt: skip
CATEGORIES = {
    "Ll": "lower",
    "Lu": "upper",
    "Lt": "upper",
    "Lo": "letter",
    "Lm": "letter",
    "Mn": "letter",
    "Nd": "digit",
}
"""Unicode categories and their class here."""
TABLE_SIZE = 0x3001
"""Code points with a class of their own, all white space among them; the others are other scripts, emoji and such."""
NUMBER = {name: index for index, name in enumerate(CLASSES)}


@cache
def _class_table() -> Array:
    table = np.zeros(TABLE_SIZE + 1, dtype=np.uint8)
    for code in range(TABLE_SIZE):
        char = chr(code)
        name = "space" if char.isspace() else CATEGORIES.get(unicodedata.category(char), "other")
        table[code] = NUMBER[name]
    for name, marks in MARKS.items():
        for mark in marks:
            table[ord(mark)] = NUMBER[name]
    return table


@dataclass(frozen=True)
class Characters:
    """The class of each character of a text, and where its blocks begin and end."""

    classes: Array
    starts: Array
    ends: Array

    @classmethod
    def of(cls, text: str, blocks: Sequence[Block]) -> Characters:
        """The characters of `text`, which has at least one block."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        classes = _class_table()[np.minimum(codes, TABLE_SIZE)]
        bounds = np.array([(block.start, block.end) for block in blocks], dtype=np.int64)
        return cls(classes, bounds[:, 0], bounds[:, 1])

    @cached_property
    def lengths(self) -> Array:
        """Characters of each block."""
        return self.ends - self.starts

    @cached_property
    def in_word(self) -> Array:
        """For each character, and one beyond the last, whether it is a letter or a digit."""
        result = np.zeros(len(self.classes) + 1, dtype=bool)
        np.less(self.classes - np.uint8(NUMBER["lower"]), NUMBER["digit"], out=result[:-1])
        return result

    @cached_property
    def word_starts(self) -> Array:
        """Where the words begin: what white space parts, as `str.split` has it."""
        space = self.classes == NUMBER["space"]
        opens = ~space
        opens[1:] &= space[:-1]
        return np.flatnonzero(opens)

    @cached_property
    def owner(self) -> Array:
        """The block of each character; white space after a block is its own too, that before the first the first's."""
        bounds = np.append(self.starts, len(self.classes))
        bounds[0] = 0
        return np.repeat(np.arange(len(self.starts)), np.diff(bounds))

    def counts(self, where: Array | None = None) -> Array:
        """Per class and block the number of characters, or of those at which `where` holds."""
        keys = self.classes * np.int64(len(self.starts)) + self.owner
        if where is not None:
            keys = keys[where]
        return np.bincount(keys, minlength=len(CLASSES) * len(self.starts)).reshape(len(CLASSES), -1)

    def count(self, where: Array) -> Array:
        """Per block the number of characters at which `where` holds; the last ones may be left out of it."""
        return np.bincount(self.owner[: len(where)][where], minlength=len(self.starts))
