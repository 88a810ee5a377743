"""What decides the block model besides its data: features, cues, word classes, parameters. Needs no scikit-learn."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files
from typing import Any

DATASETS = frozenset({"scrapinghub", "wcxb", "fundus"})
"""Rows under MIT and CC BY 4.0; no other may train what ships."""
FOLDS = 5
SEED = 7
DRAWS = {"wcxb": 2}
"""Random cuts of each page, by dataset; news pages are fewer and are cut more often."""
NEWS_DRAWS = 5
NEWS_WEIGHT = 2.0
MIN_DOMAINS = 5
"""Sites that a word must stand on to have odds."""
ODDS: dict[str, Any] = {"C": 0.3, "solver": "liblinear", "tol": 1e-3, "max_iter": 200, "random_state": 0}
"""Of scikit-learn's LogisticRegression."""
ROUNDS = 400
PARAMETERS = {
    "objective": "binary",
    "extra_trees": True,
    "learning_rate": 0.08,
    "max_depth": 5,
    "num_leaves": 20,
    "min_data_in_leaf": 100,
    "lambda_l2": 5.0,
    "feature_fraction_bynode": 0.3,
    "seed": 0,
    "deterministic": True,
    "force_row_wise": True,
    "num_threads": 1,
    "verbose": -1,
}
"""Of LightGBM; one thread, so that the sums are made in one order everywhere."""
RISING = frozenset({"cover", "cue", "whole", "like", "credit_chars", "cue_chars"})
"""Columns that may only speak for boilerplate, as may those of the cues (`reported` is the counter-evidence)."""


def rising(feature: str) -> int:
    """1 for a feature of which more may only speak for boilerplate, else 0."""
    return int(feature in RISING or (feature.startswith("cue_") and feature != "cue_reported"))


def recipe_hash(features: list[str], odds: bytes) -> str:
    """A name for everything but the pages that the model was made from; `odds` are those of words, as they ship."""
    digest = hashlib.sha256()
    material = (DRAWS, NEWS_DRAWS, NEWS_WEIGHT, FOLDS, SEED, MIN_DOMAINS, ODDS)
    settings = (features, *material, ROUNDS, PARAMETERS, sorted(RISING))
    digest.update(json.dumps(settings).encode() + odds)
    for name in ("cues.txt", "words.txt"):
        digest.update((files("auditor.boilerplate") / "data" / name).read_bytes())
    return digest.hexdigest()
