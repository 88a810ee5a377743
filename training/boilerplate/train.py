"""Trains the block model and writes auditor/boilerplate/data/model.json.

    python training/boilerplate/train.py MIXED.jsonl.xz FULL.jsonl.xz [--out FILE] [--no-cross-validation]

Rows are pages: {"id", "dataset", "source_domain", "title", "blocks": [{"text", "label"}]}, label body, boilerplate or
unsure. Needs the extra `dev` (LightGBM, scikit-learn). CARD.md says which data the shipped model was made from.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import lzma
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from mix import Row, draws
from recipe import (
    DATASETS,
    DRAWS,
    FOLDS,
    NEWS_DRAWS,
    NEWS_WEIGHT,
    PARAMETERS,
    ROUNDS,
    SEED,
    recipe_hash,
    rising,
)  # fmt: skip
from sklearn.linear_model import LogisticRegression

from auditor import Article
from auditor.boilerplate.features import feature_names, find_features
from auditor.document import Document

Array = np.ndarray[Any, np.dtype[Any]]
MODEL = Path(__file__).parents[2] / "auditor" / "boilerplate" / "data" / "model.json"
LABELS = {"body": 0, "boilerplate": 1}
UNSURE = -1
CALIBRATED = (-8, 8)
"""Raw scores between which the calibration runs."""
CALIBRATION_POINTS = 65


@dataclass(frozen=True, slots=True)
class Blocks:
    """Labelled blocks of many pages; parallel arrays."""

    rows: Array
    labels: Array
    page: Array

    def where(self, mask: Array) -> Blocks:
        """The blocks at which `mask` holds."""
        return Blocks(self.rows[mask], self.labels[mask], self.page[mask])


def read_pages(path: Path) -> list[Row]:
    """The pages of a JSON Lines file that may train what ships."""
    with (lzma.open if path.suffix == ".xz" else open)(path, "rt", encoding="utf-8") as lines:
        return [page for page in map(json.loads, lines) if page["dataset"] in DATASETS]


def label_blocks(page: Row, blocks: Sequence[Row]) -> tuple[Array, Array]:
    """Features and labels of one cut of a page."""
    text = "\n".join(block["text"] for block in blocks)
    document = Document(Article(title=page["title"] or "", text=text, source=page["source_domain"]))
    bounds = np.cumsum([0, *(len(block["text"]) + 1 for block in blocks)])
    labels = []
    for block in document.blocks:
        index = int(np.searchsorted(bounds, block.start, "right")) - 1
        whole = block.end < bounds[index + 1]
        labels.append(LABELS.get(blocks[index]["label"], UNSURE) if whole else UNSURE)
    return find_features(document).values.T, np.array(labels, dtype=np.int8)


def collect(cuts: Iterable[tuple[int, Row, Sequence[Row]]]) -> Blocks:
    """The labelled blocks of cuts of pages: number of the page, the page, its blocks."""
    rows, labels, pages = [], [], []
    for number, page, blocks in cuts:
        if any(block["text"].strip() for block in blocks):
            values, marks = label_blocks(page, blocks)
            rows.append(values)
            labels.append(marks)
            pages.append(np.full(len(marks), number))
    return Blocks(np.concatenate(rows), np.concatenate(labels), np.concatenate(pages))


def fit(blocks: Blocks, news: Array, names: Sequence[str]) -> lightgbm.Booster:
    """Trees for `blocks`; `news` says which pages are news."""
    blocks = blocks.where(blocks.labels != UNSURE)
    weights = np.where(news[blocks.page], NEWS_WEIGHT, 1.0)
    settings = {**PARAMETERS, "monotone_constraints": [rising(name) for name in names]}
    return lightgbm.train(settings, lightgbm.Dataset(blocks.rows, blocks.labels, weight=weights), ROUNDS)


def cross_validate(mixed: Blocks, drawn: Blocks, pages: Sequence[Row], names: Sequence[str]) -> Array:
    """Raw scores of the mixed blocks, each from trees that saw no page of its domain."""
    news = is_news(pages)
    digests = (hashlib.sha1(page["source_domain"].encode(), usedforsecurity=False).hexdigest() for page in pages)
    fold = np.array([int(digest, 16) % FOLDS for digest in digests])
    raw = np.zeros(len(mixed.labels))
    for number in range(FOLDS):
        parts = [part.where(fold[part.page] != number) for part in (mixed, drawn)]
        joined = Blocks(*(np.concatenate([getattr(p, f) for p in parts]) for f in ("rows", "labels", "page")))
        held_out = fold[mixed.page] == number
        raw[held_out] = fit(joined, news, names).predict(mixed.rows[held_out], raw_score=True)
        print(f"fold {number + 1} of {FOLDS}", file=sys.stderr, flush=True)
    return raw


def calibrate(raw: Array, labels: Array, weights: Array) -> list[list[float]]:
    """Points of the logistic curve from raw score to the share of foreign blocks.

    A curve of steps that follows the data more closely puts blocks that hardly differ on two sides of a threshold.
    """
    known = labels != UNSURE
    curve = LogisticRegression(C=np.inf).fit(raw[known, None], labels[known], weights[known])
    points = np.linspace(*CALIBRATED, CALIBRATION_POINTS)
    return [points.tolist(), np.round(curve.predict_proba(points[:, None])[:, 1], 4).tolist()]


def export(trees: lightgbm.Booster, names: Sequence[str], calibration: list[list[float]]) -> dict[str, Any]:
    """The model as data/model.json holds it: a node is [feature, threshold, left, right], a leaf [value]."""
    exported = [_nodes(tree["tree_structure"]) for tree in trees.dump_model()["tree_info"]]
    return {
        "recipe": recipe_hash(list(names)),
        "features": names,
        "depth": max(depth for _, depth in exported),
        "bias": 0.0,
        "calibration": calibration,
        "trees": [nodes for nodes, _ in exported],
    }


def _nodes(root: Mapping[str, Any]) -> tuple[list[list[float]], int]:
    """The nodes of a tree, a parent before its children, and its depth."""
    nodes: list[list[float]] = []

    def add(node: Mapping[str, Any]) -> int:
        if "leaf_value" in node:
            nodes.append([round(node["leaf_value"], 5)])
            return 0
        place = len(nodes)
        nodes.append([node["split_feature"], float(np.float32(node["threshold"]))])
        depths = []
        for child in (node["left_child"], node["right_child"]):
            nodes[place].append(len(nodes))
            depths.append(add(child))
        return 1 + max(depths)

    depth = add(root)
    return nodes, depth


def is_news(pages: Sequence[Row]) -> Array:
    """Which pages are news."""
    return np.array([page["dataset"] != "wcxb" for page in pages])


def main() -> None:
    """Train, calibrate and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mixed", type=Path)
    parser.add_argument("full", type=Path)
    parser.add_argument("--out", type=Path, default=MODEL)
    parser.add_argument("--scores", type=Path, help="where to write the cross-validated raw scores, as .npz")
    args = parser.parse_args()
    pages, whole = read_pages(args.mixed), read_pages(args.full)
    names, news = list(feature_names()), is_news(pages)
    mixed = collect(((n, p, p["blocks"]) for n, p in enumerate(pages)))
    cuts = ((n, p, c) for n, p in enumerate(whole) for c in draws(p, DRAWS.get(p["dataset"], NEWS_DRAWS), SEED) if c)
    drawn = collect(cuts)
    raw = cross_validate(mixed, drawn, pages, names)
    calibration = calibrate(raw, mixed.labels, np.where(news[mixed.page], NEWS_WEIGHT, 1.0))
    joined = Blocks(*(np.concatenate([getattr(p, f) for p in (mixed, drawn)]) for f in ("rows", "labels", "page")))
    model = export(fit(joined, news, names), names, calibration)
    args.out.write_text(json.dumps(model, separators=(",", ":")).replace("]],[[", "]],\n[[") + "\n", encoding="utf-8")
    if args.scores:
        np.savez(args.scores, raw=raw, labels=mixed.labels, page=mixed.page)


if __name__ == "__main__":
    main()
