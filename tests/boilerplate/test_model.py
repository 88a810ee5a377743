"""The shipped model is what the training script writes, and is read the same way everywhere."""

import importlib.util
import json
from importlib.resources import files
from pathlib import Path
from types import ModuleType

import numpy as np

from auditor.article import Article
from auditor.boilerplate.cues import load_cues
from auditor.boilerplate.features import feature_names, find_features, load_odds
from auditor.boilerplate.model import CHUNK_BLOCKS, Model, load_model
from auditor.document import Document
from auditor.text.fold import fold

ROOT = Path(__file__).parents[2]
SHIPPED = files("auditor.boilerplate") / "data"
DATA = json.loads((SHIPPED / "model.json").read_text(encoding="utf-8"))


def recipe() -> ModuleType:
    spec = importlib.util.spec_from_file_location("recipe", ROOT / "training" / "boilerplate" / "recipe.py")
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_model_was_made_by_this_recipe() -> None:
    """Features, cues, word classes, odds of words and parameters are those that the model was trained with."""
    assert DATA["features"] == list(feature_names())
    assert DATA["recipe"] == recipe().recipe_hash(DATA["features"], (SHIPPED / "odds.txt").read_bytes())


def test_cues_that_came_later_are_none_of_the_models_features() -> None:
    line = "The chairman asked whether to put up a paywall."
    features = find_features(Document(Article(text=line)))
    assert features.value("cover", 0) == 0
    assert features.cues.cover.tolist() == [len("put up a paywall")]


def test_trees_are_walked_as_written() -> None:
    data = {
        "features": ["b"], "calibration": [[-20, 20], [-20, 20]], "leaves": [-1.0, -1.0, 2.0, 4.0, 8.0, 8.0, 8.0, 8.0],
        "levels": [[[0, 0], [1.0, 0.0]], [[0, 0, 0, 0], [0.0, 3.0, 0.0, 0.0]]],
    }  # fmt: skip
    model = Model.parse(data, ["a", "b"])
    rows = np.array([[9, 9, 9], [1.0, 3.0, 3.5]], dtype=np.float32)
    assert model.scores(rows).tolist() == [7.0, 10.0, 12.0]


def test_scores_are_probabilities_and_long_texts_are_read_in_pieces() -> None:
    rows = np.tile(
        np.random.default_rng(1).normal(size=(len(feature_names()), 7)).astype(np.float32), (1, CHUNK_BLOCKS // 3)
    )
    scores = load_model().scores(rows)
    assert ((scores >= 0) & (scores <= 1)).all()
    assert np.array_equal(scores[:7], scores[-7:])


def test_calibration_rises() -> None:
    scores, shares = DATA["calibration"]
    assert scores == sorted(scores)
    assert shares == sorted(shares)


def test_the_odds_of_words_are_in_hundredths_and_each_word_has_them_once() -> None:
    lines = (SHIPPED / "odds.txt").read_text(encoding="utf-8").splitlines()
    words = [word for line in lines for word in line.split(" ")[1:]]
    assert len(words) == len(set(words)) == len(load_odds())
    assert all(word and word == fold(word) and not any(map(str.isdecimal, word)) for word in words)
    values = [float(line.partition(" ")[0]) for line in lines]
    assert values == sorted(set(values)) and 0 not in values
    assert load_odds()["newsletter"] > 0 > load_odds()["said"]


def test_cues_come_in_families() -> None:
    assert {"navigation", "donation-appeal", "reported"} <= set(load_cues().families)
