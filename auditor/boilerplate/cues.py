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
EDGE_CHARACTERS = 3
"""Bullets and marks that may stand between a block's edge and its cue."""
MAX_LABEL_CHARACTERS = 60
"""Longer blocks are no row of labels."""
COUNTER_FAMILY = "reported"
"""The family of wording that speaks against boilerplate."""


class CueTable(NamedTuple):
    """The cues of data/cues.txt."""

    families: tuple[str, ...]
    phrases: tuple[str, ...]
    anywhere: Any
    """Automaton of the cues that count anywhere; its patterns are the first of `phrases`."""
    labels: Any
    """Automaton of those that count only as the whole block; its patterns are the last of `phrases`."""
    owners: Array
    """Per phrase its families, padded with -1."""
    labels_from: int
    """Number of the first phrase of `labels`."""
    sure: Array
    """Per phrase whether it stands in no report."""


class CueHits(NamedTuple):
    """What cues stand in the blocks of a text."""

    levels: Array
    """Per block and family 0 or how its cues stand there."""
    cover: Array
    """Per block the number of its characters that are cues."""
    sure: Array
    """Per block whether it holds a cue that stands in no report."""
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
    anywhere: dict[str, list[int]] = {}
    labels: dict[str, list[int]] = {}
    sure: set[str] = set()
    for line in (files("auditor.boilerplate") / "data" / "cues.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            families.append(line[1:-1])
        elif line and not line.startswith("# "):
            cues, phrase = (labels, line[2:]) if line.startswith("= ") else (anywhere, line.removeprefix("! "))
            cues.setdefault(fold(phrase), []).append(len(families) - 1)
            if line.startswith("! "):
                sure.add(fold(phrase))
    owners = np.full((len(anywhere) + len(labels), MAX_FAMILIES), -1, dtype=np.int64)
    for row, entries in enumerate((*anywhere.values(), *labels.values())):
        owners[row, : len(entries)] = entries
    phrases = (*anywhere, *labels)
    automata = AhoCorasick(list(anywhere)), AhoCorasick(list(labels))
    is_sure = np.array([phrase in sure for phrase in phrases])
    return CueTable(tuple(families), phrases, *automata, owners, len(anywhere), is_sure)


def find_cues(folded: str, characters: Characters) -> CueHits:
    """The cues in the blocks of a text; `folded` is its fold."""
    table = load_cues()
    starts, ends, lengths = characters.starts, characters.ends, characters.lengths
    size = len(table.families)
    found = np.array(_matches(folded, characters, table), dtype=np.int64).reshape(-1, 3)
    found = found[characters.whole_words(found[:, 1], found[:, 2])]
    owners = table.owners[found[:, 0]]
    row, column = np.nonzero(owners >= 0)
    family = owners[row, column]
    phrase, start, end = found[row].T
    block = characters.block_at(start)
    key = block * size + family
    covered = np.bincount(key, end - start, len(starts) * size).reshape(-1, size)
    levels = np.where(covered >= WHOLE_SHARE * lengths[:, None], WHOLE, 0)
    counts = (phrase < table.labels_from) | (levels[block, family] == WHOLE)
    passages = np.stack((block, family, start, end, phrase), axis=1)[counts]
    block, family, start, end, _ = passages.T
    edge = (start - starts[block] <= EDGE_CHARACTERS) | (ends[block] - end <= EDGE_CHARACTERS)
    np.maximum.at(levels.reshape(-1), key[counts], np.where(edge, AT_EDGE, INSIDE))
    foreign = family != table.families.index(COUNTER_FAMILY)
    sure = np.bincount(block, table.sure[passages[:, 4]], len(starts)) > 0
    return CueHits(levels, _union(start[foreign], end[foreign], characters), sure, passages)


def _matches(folded: str, characters: Characters, table: CueTable) -> list[tuple[int, int, int]]:
    """Phrase, start and end of every cue; of labels only in blocks that are short enough to be made of them."""
    found = list(table.anywhere.find_matches_as_indexes(folded, overlapping=True))
    shift = table.labels_from
    for index in np.flatnonzero(characters.lengths <= MAX_LABEL_CHARACTERS).tolist():
        start, end = int(characters.starts[index]), int(characters.ends[index])
        for phrase, first, last in table.labels.find_matches_as_indexes(folded[start:end], overlapping=True):
            found.append((phrase + shift, first + start, last + start))
    return found


def _union(start: Array, end: Array, characters: Characters) -> Array:
    """Per block how many characters lie in any passage."""
    size = len(characters.classes) + 1
    depth = np.cumsum(np.bincount(start, minlength=size) - np.bincount(end, minlength=size))[:-1]
    return characters.count(depth > 0)
