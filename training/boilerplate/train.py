"""Trains the block model and writes model.json and odds.txt of auditor/boilerplate/data.

    python training/boilerplate/train.py MIXED.jsonl.xz FULL.jsonl.xz [--out FOLDER] [--scores FILE]

Rows are pages: {"id", "dataset", "source_domain", "title", "blocks": [{"text", "label"}]}, label body, boilerplate or
unsure. Needs the extra `dev` (LightGBM, scikit-learn). CARD.md says which data the shipped model was made from.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import lightgbm
import numpy as np
from material import Cut, Material, read_pages
from mix import UNSURE, read_cut
from odds import Odds, write_odds
from recipe import FOLDS, NEWS_WEIGHT, PARAMETERS, ROUNDS, recipe_hash, rising
from sklearn.linear_model import LogisticRegression

from auditor.boilerplate.features import feature_names, find_features

Array = np.ndarray[Any, np.dtype[Any]]
DATA = Path(__file__).parents[2] / "auditor" / "boilerplate" / "data"
Level = tuple[list[int], list[float]]
"""Of all trees, the nodes at one depth: the feature that each looks at, and the value up to which it goes left."""
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


def collect(cuts: Iterable[Cut], odds_for: Callable[[int], Odds]) -> Blocks:
    """The labelled blocks of cuts of pages, their words weighed by the odds for their page."""
    rows, labels, pages = [], [], []
    for number, page, blocks in cuts:
        document, marks = read_cut(page, blocks)
        if len(marks):
            rows.append(find_features(document, odds_for(number)).values.T)
            labels.append(marks)
            pages.append(np.full(len(marks), number))
    return Blocks(np.concatenate(rows), np.concatenate(labels), np.concatenate(pages))


def fit(blocks: Blocks, news: Array, names: Sequence[str]) -> lightgbm.Booster:
    """Trees for `blocks`; `news` says which pages are news."""
    blocks = blocks.where(blocks.labels != UNSURE)
    weights = np.where(news[blocks.page], NEWS_WEIGHT, 1.0)
    settings = {**PARAMETERS, "monotone_constraints": [rising(name) for name in names]}
    return lightgbm.train(settings, lightgbm.Dataset(blocks.rows, blocks.labels, weight=weights), ROUNDS)


def cross_validate(material: Material, names: Sequence[str]) -> Blocks:
    """The mixed blocks with raw scores for rows, each from trees and odds that saw no page of its domain."""
    parts = []
    for number in range(FOLDS):
        learnt = material.fold != number
        odds_for = material.corpus.cross_fit(learnt, material.inner)
        trees = fit(collect(material.lessons(learnt), odds_for), material.news, names)
        held_out = collect(material.tests(~learnt), odds_for)
        raw = np.asarray(trees.predict(held_out.rows, raw_score=True))
        parts.append(Blocks(raw, held_out.labels, held_out.page))
        print(f"fold {number + 1} of {FOLDS}", file=sys.stderr, flush=True)
    return Blocks(*(np.concatenate([getattr(part, name) for part in parts]) for name in ("rows", "labels", "page")))


def calibrate(scored: Blocks, weights: Array) -> list[list[float]]:
    """Points of the logistic curve from raw score to the share of foreign blocks.

    A curve of steps that follows the data more closely puts blocks that hardly differ on two sides of a threshold.
    """
    known = scored.labels != UNSURE
    curve = LogisticRegression(C=np.inf).fit(scored.rows[known, None], scored.labels[known], weights[known])
    points = np.linspace(*CALIBRATED, CALIBRATION_POINTS)
    return [points.tolist(), np.round(curve.predict_proba(points[:, None])[:, 1], 4).tolist()]


def export(trees: lightgbm.Booster, names: Sequence[str], odds: str, calibration: list[list[float]]) -> dict[str, Any]:
    """The model as data/model.json holds it, its trees filled up to one depth: see `Model`."""
    levels: list[Level] = [([], []) for _ in range(PARAMETERS["max_depth"])]
    leaves = [leaf for tree in trees.dump_model()["tree_info"] for leaf in _fill(tree["tree_structure"], levels)]
    return {
        "recipe": recipe_hash(list(names), odds.encode()),
        "features": names,
        "calibration": calibration,
        "levels": levels,
        "leaves": leaves,
    }


def _fill(node: Mapping[str, Any], levels: Sequence[Level]) -> Iterator[float]:
    """The leaves below a node, those above the last level doubled until they are in it; adds its nodes to `levels`."""
    if not levels:
        yield round(node["leaf_value"], 5)
        return
    leaf = "leaf_value" in node
    features, thresholds = levels[0]
    features.append(0 if leaf else node["split_feature"])
    thresholds.append(0.0 if leaf else float(np.float32(node["threshold"])))
    for child in ("left_child", "right_child"):
        yield from _fill(node if leaf else node[child], levels[1:])


def main() -> None:
    """Train, calibrate and write the model."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("mixed", type=Path)
    parser.add_argument("full", type=Path)
    parser.add_argument("--out", type=Path, default=DATA, help="a folder")
    parser.add_argument("--scores", type=Path, help="where to write the cross-validated raw scores, as .npz")
    args = parser.parse_args()
    material, names = Material(read_pages(args.mixed), read_pages(args.full)), list(feature_names())
    scored = cross_validate(material, names)
    if args.scores:
        np.savez(args.scores, raw=scored.rows, labels=scored.labels, page=scored.page)
    calibration = calibrate(scored, np.where(material.news[scored.page], NEWS_WEIGHT, 1.0))
    corpus, all_pages = material.corpus, material.everything
    odds = write_odds(corpus.fit(all_pages))
    (args.out / "odds.txt").write_text(odds, encoding="utf-8")
    blocks = collect(material.lessons(all_pages), corpus.cross_fit(all_pages, material.inner))
    model = export(fit(blocks, material.news, names), names, odds, calibration)
    text = json.dumps(model, separators=(",", ":")) + "\n"
    (args.out / "model.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
