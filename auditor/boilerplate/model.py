"""The block model: gradient-boosted trees read from a file and evaluated with numpy."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from auditor.boilerplate.features import feature_names

Array = np.ndarray[Any, np.dtype[Any]]
Node = Sequence[float]
"""A node of data/model.json: feature, threshold, number of the low and of the high child; of a leaf its value alone."""

CHUNK_BLOCKS = 512
"""Blocks evaluated at once: bounds the memory that a long text takes."""


@dataclass(frozen=True, slots=True)
class Model:
    """Trees filled up to one depth, so that the children of node n of a level are 2n and 2n + 1 of the next."""

    features: tuple[Array, ...]
    """Per level the feature that each node looks at, tree after tree."""
    thresholds: tuple[Array, ...]
    """Per level the value up to which a node goes to its low child."""
    leaves: Array
    bias: float
    calibrated_from: Array
    """Raw scores in rising order."""
    calibrated_to: Array
    """The share of blocks of such scores that are foreign."""

    @classmethod
    def parse(cls, data: dict[str, Any], names: Sequence[str]) -> Model:
        """The model that data/model.json holds; `names` are those of the features that it will be given, in order."""
        order = [names.index(name) for name in data["features"]]
        levels: list[list[tuple[int, float]]] = [[] for _ in range(data["depth"])]
        leaves = [leaf for tree in data["trees"] for leaf in _fill(tree, 0, levels)]
        return cls(
            tuple(np.array([order[feature] for feature, _ in level]) for level in levels),
            tuple(np.array([threshold for _, threshold in level], dtype=np.float32) for level in levels),
            np.array(leaves),
            data["bias"],
            *(np.array(points) for points in data["calibration"]),
        )

    def scores(self, rows: Array) -> Array:
        """Per column of features the probability that the block is foreign, calibrated."""
        chunks = range(0, rows.shape[1], CHUNK_BLOCKS)
        raw = np.concatenate([self._raw(rows[:, start : start + CHUNK_BLOCKS]) for start in chunks])
        result: Array = np.interp(raw, self.calibrated_from, self.calibrated_to)
        return result

    def _raw(self, rows: Array) -> Array:
        size = rows.shape[1]
        flat, block = rows.ravel(), np.arange(size)
        node = np.repeat(np.arange(len(self.features[0])), size).reshape(-1, size)
        for feature, threshold in zip(self.features, self.thresholds, strict=True):
            at = (feature * size).take(node)
            at += block
            high = flat.take(at) > threshold.take(node)
            node *= 2
            node += high
        result: Array = self.leaves.take(node).sum(axis=0) + self.bias
        return result


def _fill(tree: Sequence[Node], number: int, levels: Sequence[list[tuple[int, float]]]) -> Iterator[float]:
    """The leaves below a node, those above the last level doubled until they are in it; adds its nodes to `levels`."""
    node = tree[number]
    if not levels:
        yield node[0]
        return
    low, high = (number, number) if len(node) == 1 else (int(node[2]), int(node[3]))
    levels[0].append((0, np.inf) if len(node) == 1 else (int(node[0]), node[1]))
    yield from _fill(tree, low, levels[1:])
    yield from _fill(tree, high, levels[1:])


@cache
def load_model() -> Model:
    """The shipped model, read once."""
    data = json.loads((files("auditor.boilerplate") / "data" / "model.json").read_text(encoding="utf-8"))
    return Model.parse(data, feature_names())
