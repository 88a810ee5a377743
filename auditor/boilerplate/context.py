"""What stands around each block: its neighbours, its run, the prose before and after it, the text as a whole."""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Columns = dict[str, Array]

NEIGHBOURS = (
    "words", "function", "stop", "cue", "whole", "topic", "names_known", "capital", "ours", "repeats", "marked",
    "prose", "colon", "odds",
)  # fmt: skip
STEPS = (-2, -1, 1, 2)
WINDOWED = ("cue", "whole", "ours", "marked", "repeats", "stop", "topic", "closing", "odd_self", "odd_you", "odds")
WINDOW = 3
RUN_MEANS = ("topic", "names_known", "words", "capital", "cover", "closing", "odds")
HEADS = ("cue", "colon", "words", "cue_related-links", "stop", "w_list")
SHORT_WORDS = np.log1p(10)
LONG_WORDS = np.log1p(25)
"""Longer blocks are runs of their own."""
FAR_BLOCKS = 30
"""Distances are counted up to this many blocks."""


SURROUNDINGS = (
    *(f"{name}{step:+d}" for step in STEPS for name in NEIGHBOURS),
    "prose_before", "prose_after", "since_prose", "until_prose", "from_start", "from_end", "prose_share", "run",
    *(f"run_{name}" for name in RUN_MEANS),
    *(f"head_{name}" for name in HEADS),
    *(f"near_{name}" for name in (*WINDOWED, "short")),
)  # fmt: skip
"""The names of what `around` adds, in its order."""


def around(own: Columns) -> Array:
    """What blocks show themselves, `own`, and what their surroundings show: a row a feature, a column a block."""
    size, width = len(own["words"]), len(NEIGHBOURS)
    values = np.empty((len(own) + len(SURROUNDINGS), size), dtype=np.float32)
    np.concatenate(tuple(own.values()), out=values[: len(own)].reshape(-1), casting="unsafe")
    rows = _rows(tuple(own))
    added = values[len(own) :]
    padded = np.full((width, size + 4), -1, dtype=np.float32)
    padded[:, 2:-2] = values.take(rows.neighbours, axis=0)
    for number, step in enumerate(STEPS):
        added[number * width : (number + 1) * width] = padded[:, 2 + step : 2 + step + size]
    added = added[len(STEPS) * width :]
    _position(own, added)
    _runs(own, values.take(rows.means, axis=0), values.take(rows.heads, axis=0), added[7:])
    windowed = values.take(rows.windowed, axis=0).astype(np.float64)
    windowed[-1] = windowed[-1] < SHORT_WORDS
    _windows(windowed, added[-len(windowed) :])
    return values


class Rows(NamedTuple):
    """The rows of what blocks show themselves that their surroundings are made from."""

    neighbours: Array
    means: Array
    heads: Array
    windowed: Array


@cache
def _rows(names: tuple[str, ...]) -> Rows:
    """The rows of features that are listed as `names`."""
    row_of = {name: row for row, name in enumerate(names)}
    wanted = (NEIGHBOURS, RUN_MEANS, HEADS, (*WINDOWED, "words"))
    return Rows(*(np.array([row_of[name] for name in group]) for group in wanted))


def _windows(values: Array, out: Array) -> None:
    """Per row and block the mean of the block's neighbours up to `WINDOW` away, itself left out."""
    size = values.shape[1]
    total = np.zeros((len(values), size + 2 * WINDOW + 1))
    values.cumsum(axis=1, out=total[:, WINDOW + 1 : WINDOW + 1 + size])
    total[:, WINDOW + 1 + size :] = total[:, WINDOW + size : WINDOW + size + 1]
    index = np.arange(size)
    count = np.minimum(index, WINDOW) + np.minimum(index[::-1], WINDOW)
    total = total[:, 2 * WINDOW + 1 :] - total[:, :size]
    total -= values
    np.divide(total, np.maximum(1, count), out=out, casting="same_kind")


def _runs(own: Columns, means: Array, heads: Array, out: Array) -> None:
    """The run of blocks alike in mark and close that a block stands in, and the line above that run."""
    kind = np.where(own["words"] > LONG_WORDS, 4, own["marked"] + 2 * own["stop"])
    begins = np.empty(len(kind), dtype=bool)
    begins[0] = True
    np.not_equal(kind[1:], kind[:-1], out=begins[1:])
    starts = begins.nonzero()[0]
    size = np.concatenate((starts[1:], (len(kind),)))
    size -= starts
    above = heads.take(starts - 1, axis=1)
    above[:, 0] = -1
    last = 1 + len(RUN_MEANS)
    out[0] = np.minimum(size, FAR_BLOCKS).repeat(size)
    out[1:last] = (np.add.reduceat(means, starts, axis=1, dtype=np.float64) / size).repeat(size, axis=1)
    out[last : last + len(HEADS)] = above.repeat(size, axis=1)


def _position(own: Columns, out: Array) -> None:
    """Where a block stands among the prose of its text."""
    prose = own["prose"]
    size = len(prose)
    index = np.arange(size)
    mass = np.where(prose, np.expm1(own["words"]), 0)
    through = mass.cumsum()
    before = through - mass
    np.log1p(before, out=out[0], casting="same_kind")
    np.log1p(np.maximum(0, mass.sum() - before - mass), out=out[1], casting="same_kind")
    out[2:4] = FAR_BLOCKS
    last = np.maximum.accumulate(np.where(prose, index, -FAR_BLOCKS))
    following = np.minimum.accumulate(np.where(prose, index, size + FAR_BLOCKS)[::-1])[::-1]
    np.subtract(index[1:], last[:-1], out=out[2, 1:], casting="unsafe")
    np.subtract(following[1:], index[:-1], out=out[3, :-1], casting="unsafe")
    out[4] = index
    out[5] = index[::-1]
    np.minimum(out[2:6], FAR_BLOCKS, out=out[2:6])
    out[6] = np.count_nonzero(prose) / size
