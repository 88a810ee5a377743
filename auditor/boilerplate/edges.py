"""How blocks begin and end: what stands before a first colon, in a last bracket, after the last sentence."""

from __future__ import annotations

from typing import Any

import numpy as np

from auditor.boilerplate.characters import NUMBER, Characters
from auditor.boilerplate.words import Words

Array = np.ndarray[Any, np.dtype[Any]]
Columns = dict[str, Array]

MAX_EDGE_WORDS = 12
"""Longer beginnings and ends are no labels, credits or names."""
MAX_LIKE = 6
STRAIGHT, CURLY = (0x22, 0x27), (0x2018, 0x2019, 0x201C, 0x201D)
"""Quotes and apostrophes as typewriters and as printers have them."""


def find_edges(characters: Characters, words: Words, breaks: Array) -> Columns:
    """What the edges of each block show; `breaks` says at which characters a sentence ends within a block."""
    classes, starts, ends = characters.classes, characters.starts, characters.ends
    word_starts = characters.word_starts
    last = len(word_starts)
    bounds = np.append(words.first, last)

    def words_at(offsets: Array) -> Array:
        """How many words of the text begin before each offset."""
        index: Array = np.searchsorted(word_starts, offsets)
        return index

    colon = _first(np.flatnonzero(classes == NUMBER["colon"]), starts, ends)
    opened = _last(np.flatnonzero(classes == NUMBER["bracket"]), starts, ends - 1)
    broken = _last(np.flatnonzero(breaks), starts, ends)
    head = words_at(colon) - words.first
    bracket = bounds[1:] - words_at(opened)
    after = bounds[1:] - words_at(broken + 1)
    capitals = np.append(0, words.upper.cumsum())
    tail_from = np.minimum(words_at(broken + 1), bounds[1:])
    closed = classes[ends - 1] == NUMBER["bracket"]
    return {
        "head": np.where(colon < ends, np.minimum(head, MAX_EDGE_WORDS), 0),
        "bracket": np.where(closed & (opened >= starts), np.minimum(bracket, MAX_EDGE_WORDS), 0),
        "tail": np.where(broken >= starts, np.minimum(after, MAX_EDGE_WORDS), 0),
        "tail_capital": (capitals[bounds[1:]] - capitals[tail_from]) / np.maximum(1, bounds[1:] - tail_from),
    }


def _first(offsets: Array, starts: Array, ends: Array) -> Array:
    """Per block the first of `offsets` in it, or its end."""
    index = np.searchsorted(offsets, starts)
    result: Array = np.minimum(np.append(offsets, ends[-1]).take(index), ends)
    return result


def _last(offsets: Array, starts: Array, ends: Array) -> Array:
    """Per block the last of `offsets` before its end, or less than its start."""
    index = np.searchsorted(offsets, ends)
    return np.append(-1, offsets).take(index)


def find_likeness(words: Words) -> Columns:
    """How far a block's words stand in the same order elsewhere, and how many blocks end in the same two words."""
    ids, block, size = words.ids, words.block, len(words.first)
    span = len(words.vocabulary) + 1
    pairs = ids[:-1] * span + ids[1:]
    whole = block[2:] == block[:-2]
    triples = (pairs[:-1] * span + ids[2:])[whole]
    owner = block[2:][whole]
    order = triples.argsort(kind="stable")
    ordered = triples[order]
    same = ordered[1:] == ordered[:-1]
    again = np.zeros(len(triples), dtype=bool)
    again[order[1:][same]] = True
    again[order[:-1][same]] = True
    shared = np.bincount(owner[again], minlength=size)
    last = words.first + words.per_block - 1
    closing = np.where(words.per_block > 2, ids[last - 1] * span + ids[last], -1 - np.arange(size))
    _, place, counts = np.unique(closing, return_inverse=True, return_counts=True)
    return {
        "like": shared / np.maximum(1, words.per_block - 2),
        "closing": np.minimum(counts[place], MAX_LIKE),
    }
