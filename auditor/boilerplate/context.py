"""What stands around each block: its neighbours, its run, the prose before and after it, the text as a whole."""

from __future__ import annotations

from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
Columns = dict[str, Array]

NEIGHBOURS = (
    "words", "function", "stop", "cue", "whole", "topic", "names_known", "capital", "ours", "repeats", "marked", "prose",
    "colon",
)  # fmt: skip
STEPS = (-2, -1, 1, 2)
WINDOWED = ("cue", "whole", "ours", "marked", "repeats", "stop", "topic")
WINDOW = 3
RUN_MEANS = ("topic", "names_known", "words", "capital", "cover")
HEADS = ("cue", "colon", "words", "cue_related-links", "stop")
SHORT_WORDS = np.log1p(10)
LONG_WORDS = np.log1p(25)
"""Longer blocks are runs of their own."""
FAR_BLOCKS = 30
"""Distances are counted up to this many blocks."""


def around(own: Columns) -> Columns:
    """What each block's surroundings show, from what each block shows itself."""
    size = len(own["words"])
    base = np.array([own[name] for name in NEIGHBOURS], dtype=np.float32)
    padded = np.full((len(NEIGHBOURS), size + 4), -1, dtype=np.float32)
    padded[:, 2:-2] = base
    columns: Columns = {}
    for step in STEPS:
        for name, row in zip(NEIGHBOURS, padded[:, 2 + step : 2 + step + size], strict=True):
            columns[f"{name}{step:+d}"] = row
    columns |= _position(own)
    columns |= _runs(own)
    values = np.array([*(own[name] for name in WINDOWED), own["words"] < SHORT_WORDS], dtype=np.float64)
    return columns | {f"near_{name}": row for name, row in zip((*WINDOWED, "short"), _windows(values), strict=True)}


def _windows(values: Array) -> Array:
    """Per row and block the mean of the block's neighbours up to `WINDOW` away, itself left out."""
    size = values.shape[1]
    total = np.zeros((len(values), size + 1))
    np.cumsum(values, axis=1, out=total[:, 1:])
    index = np.arange(size)
    low, high = np.maximum(0, index - WINDOW), np.minimum(size, index + WINDOW + 1)
    result: Array = (total[:, high] - total[:, low] - values) / np.maximum(1, high - low - 1)
    return result


def _runs(own: Columns) -> Columns:
    """The run of blocks alike in mark and close that a block stands in, and the line above that run."""
    kind = np.where(own["words"] > LONG_WORDS, 4, own["marked"] + 2 * own["stop"])
    begins = np.append(True, kind[1:] != kind[:-1])
    starts = np.flatnonzero(begins)
    run = np.cumsum(begins) - 1
    size = np.diff(np.append(starts, len(kind)))
    head, has_head = np.maximum(0, starts - 1)[run], starts[run] > 0
    means = np.add.reduceat(np.array([own[name] for name in RUN_MEANS], dtype=np.float64), starts, axis=1) / size
    columns: Columns = {"run": np.minimum(size, FAR_BLOCKS)[run]}
    columns |= {f"run_{name}": row for name, row in zip(RUN_MEANS, means[:, run], strict=True)}
    return columns | {f"head_{name}": np.where(has_head, own[name][head], -1) for name in HEADS}


def _position(own: Columns) -> Columns:
    """Where a block stands among the prose of its text."""
    prose = own["prose"]
    size = len(prose)
    index = np.arange(size)
    mass = np.where(prose, np.expm1(own["words"]), 0)
    before = np.cumsum(mass) - mass
    last = np.append(-FAR_BLOCKS, np.maximum.accumulate(np.where(prose, index, -FAR_BLOCKS))[:-1])
    following = np.minimum.accumulate(np.where(prose, index, size + FAR_BLOCKS)[::-1])[::-1]
    following = np.append(following[1:], size + FAR_BLOCKS)
    return {
        "prose_before": np.log1p(before),
        "prose_after": np.log1p(np.maximum(0, mass.sum() - before - mass)),
        "since_prose": np.minimum(index - last, FAR_BLOCKS),
        "until_prose": np.minimum(following - index, FAR_BLOCKS),
        "from_start": np.minimum(index, FAR_BLOCKS),
        "from_end": np.minimum(size - 1 - index, FAR_BLOCKS),
        "prose_share": np.full(size, prose.mean()),
    }
