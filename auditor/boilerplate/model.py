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
    """Trees filled up to one depth, so that the children of node n of a level are 2n and 2n + 1 of the next."""

    features: tuple[Array, ...]
    """Per level the feature that each node looks at, tree after tree."""
    thresholds: tuple[Array, ...]
    """Per level the value up to which a node goes to its low child."""
    leaves: Array
    calibrated_from: Array
    """Raw scores in rising order."""
    calibrated_to: Array
    """The share of blocks of such scores that are foreign."""

    @classmethod
    def parse(cls, data: dict[str, Any], names: Sequence[str]) -> Model:
        """The model that data/model.json holds; `names` are those of the features that it will be given, in order."""
        order = np.array([names.index(name) for name in data["features"]])
        return cls(
            tuple(order[features] for features, _ in data["levels"]),
            tuple(np.array(thresholds, dtype=np.float32) for _, thresholds in data["levels"]),
            np.array(data["leaves"]),
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
        high = rows.take(self.features[0], axis=0) > self.thresholds[0][:, None]  # all start at their first node
        node = np.arange(0, 2 * len(high), 2)[:, None] + high
        for feature, threshold in zip(self.features[1:], self.thresholds[1:], strict=True):
            at = (feature * size).take(node)
            at += block
            high = flat.take(at) > threshold.take(node)
            node += node
            node += high
        result: Array = self.leaves.take(node).sum(axis=0)
        return result


@cache
def load_model() -> Model:
    """The shipped model, read once."""
    data = json.loads((files("auditor.boilerplate") / "data" / "model.json").read_text(encoding="utf-8"))
    return Model.parse(data, feature_names())
