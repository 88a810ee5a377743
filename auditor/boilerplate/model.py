"""The block model: gradient-boosted trees read from a file and evaluated with numpy."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]

CHUNK_BLOCKS = 512
"""Blocks evaluated at once: bounds the memory that a long text takes."""


@dataclass(frozen=True, slots=True)
class Model:
    """Trees side by side in flat arrays; a leaf points to itself."""

    features: tuple[str, ...]
    depth: int
    roots: Array
    feature: Array
    threshold: Array
    children: Array
    """Two entries a node: where values up to the threshold go, and where the others go."""
    value: Array
    bias: float
    calibration: tuple[Array, Array]
    """Raw scores in rising order, and the share of such blocks that are foreign."""

    @classmethod
    def parse(cls, data: dict[str, Any]) -> Model:
        """The model that data/model.json holds."""
        roots, feature, threshold, children, value = [], [], [], [], []
        for tree in data["trees"]:
            base = len(feature)
            roots.append(base)
            for number, node in enumerate(tree):
                leaf = len(node) == 1
                feature.append(0 if leaf else node[0])
                threshold.append(np.inf if leaf else node[1])
                children += [base + number] * 2 if leaf else [base + node[2], base + node[3]]
                value.append(node[0] if leaf else 0.0)
        return cls(
            tuple(data["features"]),
            data["depth"],
            np.array(roots),
            np.array(feature),
            np.array(threshold, dtype=np.float32),
            np.array(children),
            np.array(value),
            data["bias"],
            (np.array(data["calibration"][0]), np.array(data["calibration"][1])),
        )

    def scores(self, rows: Array) -> Array:
        """Per column of features the probability that the block is foreign, calibrated."""
        chunks = range(0, rows.shape[1], CHUNK_BLOCKS)
        raw = np.concatenate([self._raw(rows[:, start : start + CHUNK_BLOCKS]) for start in chunks])
        result: Array = np.interp(raw, *self.calibration)
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
    return Model.parse(json.loads((files("auditor.boilerplate") / "data" / "model.json").read_text(encoding="utf-8")))
