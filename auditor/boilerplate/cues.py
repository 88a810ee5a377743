"""Cues of each kind of boilerplate in a text: how far a block consists of them."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

import numpy as np
from ahocorasick_rs import AhoCorasick

from auditor.boilerplate.characters import Characters
from auditor.text.fold import fold

Array = np.ndarray[Any, np.dtype[Any]]

INSIDE, AT_EDGE, WHOLE = 1, 2, 3
"""How a family's cues stand in a block: somewhere, at its start or end, or as all of it."""
WHOLE_SHARE = 0.75
"""Share of a block's characters from which on cues make up all of it."""
MAX_FAMILIES = 4
"""Families that one cue may belong to."""
COUNTER_FAMILY = "reported"
"""The family of wording that speaks against boilerplate."""


class CueTable(NamedTuple):
    """The cues of data/cues.txt."""

    families: tuple[str, ...]
    phrases: tuple[str, ...]
    automaton: Any
    owners: Array
    """Per phrase its families, padded with -1."""
    whole: Array
    """Beside each entry of `owners`, whether the phrase counts only as the whole block."""


class CueHits(NamedTuple):
    """What cues stand in the blocks of a text."""

    levels: Array
    """Per block and family 0 or how its cues stand there."""
    cover: Array
    """Per block the share of its characters that is cues, at most 1."""
    passages: Array
    """Rows of block, family, start, end, phrase: the cues that count."""

    def family_characters(self, block: int, families: int) -> Array:
        """How many characters the cues of each family have in a block."""
        rows = self.passages[self.passages[:, 0] == block]
        return np.bincount(rows[:, 1], rows[:, 3] - rows[:, 2], families)


@cache
def load_cues() -> CueTable:
    """The table of cues, read once."""
    families: list[str] = []
    found: dict[str, list[tuple[int, bool]]] = {}
    for line in (files("auditor.boilerplate") / "data" / "cues.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            families.append(line[1:-1])
        elif line and not line.startswith("# "):
            whole = line.startswith("= ")
            found.setdefault(fold(line[2:] if whole else line), []).append((len(families) - 1, whole))
    owners = np.full((len(found), MAX_FAMILIES), -1, dtype=np.int64)
    only_whole = np.zeros((len(found), MAX_FAMILIES), dtype=bool)
    for row, entries in enumerate(found.values()):
        for column, (family, whole) in enumerate(dict(reversed(entries)).items()):
            owners[row, column], only_whole[row, column] = family, whole
    return CueTable(tuple(families), tuple(found), AhoCorasick(list(found)), owners, only_whole)


def find_cues(folded: str, characters: Characters) -> CueHits:
    """The cues in the blocks of a text; `folded` is its fold."""
    table = load_cues()
    starts, ends, lengths = characters.starts, characters.ends, characters.lengths
    size = len(table.families)
    matches = table.automaton.find_matches_as_indexes(folded, overlapping=True)
    found = np.array(matches, dtype=np.int64).reshape(-1, 3)
    found = found[characters.whole_words(found[:, 1], found[:, 2])]
    row, column = np.nonzero(table.owners[found[:, 0]] >= 0)
    phrase, start, end = found[row].T
    family, whole = table.owners[phrase, column], table.whole[phrase, column]
    block = characters.owner[start]
    key = block * size + family
    covered = np.bincount(key, end - start, len(starts) * size).reshape(-1, size)
    levels = np.where(covered >= WHOLE_SHARE * lengths[:, None], WHOLE, 0)
    counts = ~whole | (levels[block, family] == WHOLE)
    block, family, start, end, phrase, key = (column[counts] for column in (block, family, start, end, phrase, key))
    edge = (start - starts[block] <= EDGE_CHARACTERS) | (ends[block] - end <= EDGE_CHARACTERS)
    np.maximum.at(levels.reshape(-1), key, np.where(edge, AT_EDGE, INSIDE))
    foreign = family != table.families.index(COUNTER_FAMILY)
    cover = _union(start[foreign], end[foreign], characters) / lengths
    return CueHits(levels, cover, np.stack((block, family, start, end, phrase), axis=1))


EDGE_CHARACTERS = 3
"""Bullets and marks that may stand between a block's edge and its cue."""


def _union(start: Array, end: Array, characters: Characters) -> Array:
    """Per block how many characters lie in any passage."""
    size = len(characters.classes) + 1
    depth = np.cumsum(np.bincount(start, minlength=size) - np.bincount(end, minlength=size))[:-1]
    return np.add.reduceat(depth > 0, characters.starts, dtype=np.int64)
