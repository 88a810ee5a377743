"""What stands around each block: its neighbours, its run, the prose before and after it, the text as a whole."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Columns = dict[str, Array]

NEIGHBOURS = (
    "words", "function", "stop", "cue", "whole", "topic", "names_known", "capital", "ours", "repeats", "marked",
    "prose", "colon",
)  # fmt: skip
STEPS = (-2, -1, 1, 2)
WINDOWED = ("cue", "whole", "ours", "marked", "repeats", "stop", "topic", "closing", "odd_self", "odd_you")
WINDOW = 3
RUN_MEANS = ("topic", "names_known", "words", "capital", "cover", "closing")
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
    row_of = {name: row for row, name in enumerate(own)}
    added = values[len(own) :]
    padded = np.full((width, size + 4), -1, dtype=np.float32)
    padded[:, 2:-2] = values[[row_of[name] for name in NEIGHBOURS]]
    for number, step in enumerate(STEPS):
        added[number * width : (number + 1) * width] = padded[:, 2 + step : 2 + step + size]
    added = added[len(STEPS) * width :]
    _position(own, added)
    _runs(own, values, row_of, added[7:])
    windowed = values[[row_of[name] for name in (*WINDOWED, "words")]].astype(np.float64)
    windowed[-1] = windowed[-1] < SHORT_WORDS
    _windows(windowed, added[-len(windowed) :])
    return values


def _windows(values: Array, out: Array) -> None:
    """Per row and block the mean of the block's neighbours up to `WINDOW` away, itself left out."""
    size = values.shape[1]
    total = np.zeros((len(values), size + 1))
    np.cumsum(values, axis=1, out=total[:, 1:])
    index = np.arange(size)
    low, high = np.maximum(0, index - WINDOW), np.minimum(size, index + WINDOW + 1)
    out[:] = (total[:, high] - total[:, low] - values) / np.maximum(1, high - low - 1)


def _runs(own: Columns, values: Array, row_of: dict[str, int], out: Array) -> None:
    """The run of blocks alike in mark and close that a block stands in, and the line above that run."""
    kind = np.where(own["words"] > LONG_WORDS, 4, own["marked"] + 2 * own["stop"])
    begins = np.empty(len(kind), dtype=bool)
    begins[0] = True
    np.not_equal(kind[1:], kind[:-1], out=begins[1:])
    starts = np.flatnonzero(begins)
    run = begins.cumsum() - 1
    size = np.append(starts[1:], len(kind)) - starts
    means = values[[row_of[name] for name in RUN_MEANS]].astype(np.float64)
    above = values[[row_of[name] for name in HEADS]].take(starts - 1, axis=1)
    above[:, 0] = -1
    last = 1 + len(RUN_MEANS)
    out[0] = np.minimum(size, FAR_BLOCKS)[run]
    out[1:last] = (np.add.reduceat(means, starts, axis=1) / size).take(run, axis=1)
    out[last : last + len(HEADS)] = above.take(run, axis=1)


def _position(own: Columns, out: Array) -> None:
    """Where a block stands among the prose of its text."""
    prose = own["prose"]
    size = len(prose)
    index = np.arange(size)
    mass = np.where(prose, np.expm1(own["words"]), 0)
    before = mass.cumsum() - mass
    np.log1p(before, out=out[0], casting="same_kind")
    np.log1p(np.maximum(0, mass.sum() - before - mass), out=out[1], casting="same_kind")
    last = np.maximum.accumulate(np.where(prose, index, -FAR_BLOCKS))
    following = np.minimum.accumulate(np.where(prose, index, size + FAR_BLOCKS)[::-1])[::-1]
    out[2:4] = FAR_BLOCKS
    out[2, 1:] = index[1:] - last[:-1]
    out[3, :-1] = following[1:] - index[:-1]
    out[4] = index
    out[5] = index[::-1]
    np.minimum(out[2:6], FAR_BLOCKS, out=out[2:6])
    out[6] = prose.mean()
