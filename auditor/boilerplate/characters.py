"""A text as arrays of characters, and the blocks they belong to."""

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
TABLE_SIZE = 0x3000
"""Code points with a class of their own; those above are letters of other scripts, emoji and the like."""
NUMBER = {name: index for index, name in enumerate(CLASSES)}


@cache
def _class_table() -> Array:
    table = np.zeros(TABLE_SIZE + 1, dtype=np.uint8)
    for code in range(TABLE_SIZE):
        table[code] = NUMBER[_class_of(chr(code))]
    for name, marks in MARKS.items():
        for mark in marks:
            table[ord(mark)] = NUMBER[name]
    return table


def _class_of(char: str) -> str:
    category = unicodedata.category(char)
    if char.isspace():
        return "space"
    names = {"Ll": "lower", "Lu": "upper", "Lt": "upper", "Lo": "letter", "Lm": "letter", "Mn": "letter", "Nd": "digit"}
    return names.get(category, "other")


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
    def owner(self) -> Array:
        """For each character the block it stands in; in a gap, the one before."""
        marks = np.zeros(len(self.classes), dtype=np.int64)
        marks[self.starts[1:]] = 1
        return np.cumsum(marks)

    @cached_property
    def in_word(self) -> Array:
        """For each character, and one beyond the last, whether it is a letter or a digit."""
        return np.append((self.classes >= NUMBER["lower"]) & (self.classes <= NUMBER["digit"]), False)

    @cached_property
    def counts(self) -> Array:
        """Per block and class the number of characters; gaps after a block count for its white space."""
        size = len(CLASSES)
        return np.bincount(self.owner * size + self.classes, minlength=len(self.starts) * size).reshape(-1, size)

    def count(self, where: Array) -> Array:
        """Per block the number of characters at which `where` holds."""
        return np.add.reduceat(where, self.starts, dtype=np.int64)

    def whole_words(self, start: Array, end: Array) -> Array:
        """Which of the passages neither begin nor end inside a word."""
        word = self.in_word
        return ~((word[start - 1] & word[start]) | (word[end] & word[end - 1]))
