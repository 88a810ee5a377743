"""What decides the block model besides its data: features, cues, word classes, parameters. Needs no scikit-learn."""

from __future__ import annotations

import hashlib
import json
from importlib.resources import files

DATASETS = frozenset({"scrapinghub", "wcxb", "fundus"})
"""Rows under MIT and CC BY 4.0; no other may train what ships."""
FOLDS = 5
SEED = 7
DRAWS = {"wcxb": 2}
"""Random cuts of each page, by dataset; news pages are fewer and are cut more often."""
NEWS_DRAWS = 5
NEWS_WEIGHT = 2.0
PARAMETERS = {
    "max_iter": 120,
    "max_leaf_nodes": 24,
    "max_depth": 6,
    "learning_rate": 0.08,
    "min_samples_leaf": 60,
    "l2_regularization": 5.0,
    "max_features": 0.3,
    "early_stopping": False,
    "random_state": 0,
}
LEFT_OUT = frozenset(
    {"whole", "prose", "head_cue"}
    | {f"{name}{step}" for name in ("whole", "prose", "marked", "ours") for step in ("-2", "+2")}
)
"""Columns that gained nothing on the development data."""


def recipe_hash(features: list[str]) -> str:
    """A name for everything but the data that the model `features` were chosen for was made from."""
    digest = hashlib.sha256()
    settings = (features, DRAWS, NEWS_DRAWS, NEWS_WEIGHT, FOLDS, SEED, PARAMETERS, sorted(LEFT_OUT))
    digest.update(json.dumps(settings).encode())
    for name in ("cues.txt", "words.txt"):
        digest.update((files("auditor.boilerplate") / "data" / name).read_bytes())
    return digest.hexdigest()
