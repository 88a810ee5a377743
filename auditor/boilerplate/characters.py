"""A text as an array of character classes, and the blocks and words that they form."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from auditor.text.blocks import Block

Array = np.ndarray[Any, np.dtype[Any]]

MARKS = {
    "stop": ".", "ask": "?", "exclaim": "!", "comma": ",", "colon": ":", "semicolon": ";", "quote": "\"“”«»„",
    "apostrophe": "'’‘", "bracket": "()[]{}", "bar": "|/\\›»>→<←▸▶·", "dash": "-–—", "bullet": "•*▪‣◦●■+✓✔★☆",
    "money": "$€£¥₹%", "at": "@", "hash": "#", "copyright": "©®™", "ellipsis": "…",
}  # fmt: skip
CLASSES = ("other", "lower", "upper", "letter", "digit", "space", *MARKS)
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


@dataclass(frozen=True, slots=True)
class Characters:
    """The class of each character of a text, and where its blocks begin and end."""

    classes: Array
    space: Array
    """For each character whether it is white space."""
    in_word: Array
    """For each character, and one beyond the last, whether it is a letter or a digit."""
    starts: Array
    ends: Array
    lengths: Array
    """Characters of each block."""
    bounds: Array
    """For each block its first character, and one more: white space after a block is its own, that before the first
    the first's."""
    word_starts: Array
    """Where the words begin: what white space parts, as `str.split` has it."""

    @classmethod
    def of(cls, text: str, blocks: Sequence[Block]) -> Characters:
        """The characters of `text`, which has at least one block."""
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)
        classes = _class_table().take(codes, mode="clip")
        starts, ends = np.array([block[:2] for block in blocks], dtype=np.int64).T
        bounds = np.concatenate((starts, (len(classes),)))
        bounds[0] = 0
        space = classes == NUMBER["space"]
        opens = ~space
        opens[1:] &= space[:-1]
        in_word = np.zeros(len(classes) + 1, dtype=bool)
        np.less(classes - np.uint8(NUMBER["lower"]), NUMBER["digit"], out=in_word[:-1])
        return cls(classes, space, in_word, starts, ends, ends - starts, bounds, opens.nonzero()[0])

    def count(self, where: Array) -> Array:
        """Per block the number of characters at which `where` holds; the last ones may be left out of it."""
        return self.count_at(where.nonzero()[0])

    def count_at(self, offsets: Array) -> Array:
        """Per block how many of `offsets`, which rise, stand in it."""
        places = offsets.searchsorted(self.bounds)
        result: Array = places[1:] - places[:-1]
        return result

    def count_marks(self) -> Array:
        """Per class and block the number of characters, letters and white space left out."""
        size = len(self.starts)
        letterless = self.classes - np.uint8(NUMBER["lower"]) > NUMBER["letter"] - NUMBER["lower"]
        offsets = (letterless & ~self.space).nonzero()[0]
        keys = self.classes.take(offsets) * np.int64(size)
        keys += np.arange(size).repeat(self.count_at(offsets))
        return np.bincount(keys, minlength=len(CLASSES) * size).reshape(len(CLASSES), size)
