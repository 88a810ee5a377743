"""The block model: gradient-boosted trees read from a file and evaluated with numpy."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from auditor.boilerplate.features import feature_names

Array = np.ndarray[Any, np.dtype[Any]]

CHUNK_BLOCKS = 512
"""Blocks evaluated at once: bounds the memory that a long text takes."""


@dataclass(frozen=True, slots=True)
class Model:
    """Trees side by side in flat arrays; a leaf points to itself."""

    depth: int
    roots: Array
    feature: Array
    threshold: Array
    children: Array
    """Two entries a node: where values up to the threshold go, and where the others go."""
    value: Array
    bias: float
    calibrated_from: Array
    """Raw scores in rising order."""
    calibrated_to: Array
    """The share of blocks of such scores that are foreign."""

    @classmethod
    def parse(cls, data: dict[str, Any], names: Sequence[str]) -> Model:
        """The model that data/model.json holds; `names` are those of the features that it will be given, in order."""
        order = [names.index(name) for name in data["features"]]
        nodes: list[tuple[int, float, int, int, float]] = []
        roots = []
        for tree in data["trees"]:
            base = len(nodes)
            roots.append(base)
            for number, node in enumerate(tree):
                if len(node) == 1:
                    nodes.append((0, np.inf, base + number, base + number, node[0]))
                else:
                    nodes.append((order[node[0]], node[1], base + node[2], base + node[3], 0.0))
        feature, threshold, low, high, value = (np.array(column) for column in zip(*nodes, strict=True))
        children = np.stack((low, high), axis=1).ravel()
        scores, shares = (np.array(points) for points in data["calibration"])
        return cls(
            data["depth"], np.array(roots), feature, threshold.astype(np.float32), children, value, data["bias"], scores, shares
        )

    def scores(self, rows: Array) -> Array:
        """Per column of features the probability that the block is foreign, calibrated."""
        chunks = range(0, rows.shape[1], CHUNK_BLOCKS)
        raw = np.concatenate([self._raw(rows[:, start : start + CHUNK_BLOCKS]) for start in chunks])
        result: Array = np.interp(raw, self.calibrated_from, self.calibrated_to)
        return result

    def _raw(self, rows: Array) -> Array:
        size = rows.shape[1]
        flat, block = rows.ravel(), np.arange(size)[:, None]
        node = np.broadcast_to(self.roots, (size, len(self.roots)))
        for _ in range(self.depth):
            right = flat[self.feature[node] * size + block] > self.threshold[node]
            node = self.children[2 * node + right]
        result: Array = self.value[node].sum(axis=1) + self.bias
        return result


@cache
def load_model() -> Model:
    """The shipped model, read once."""
    data = json.loads((files("auditor.boilerplate") / "data" / "model.json").read_text(encoding="utf-8"))
    return Model.parse(data, feature_names())
