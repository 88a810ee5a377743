"""Logistic regression over named features, read from a data file and calibrated for the newsroom."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from importlib.resources import files
from typing import NamedTuple

Features = Mapping[str, float]
"""What speaks for and against a candidate, by name; a truth counts 1, and what is left out 0."""
SETTINGS = ("bias", "share", "prevalence", "sure", "worth_a_look")
"""Rows of a file that are no feature: the fields of Model."""
MAX_ODDS = 500.0
"""Log odds beyond which a probability is 0 or 1 to the last bit that counts; `exp` overflows at 710."""


class EvidenceError(ValueError):
    """A file of weights that cannot be used; the message says file, line and what would be right."""


class Model(NamedTuple):
    """The weights of one kind, as training/evidence wrote them."""

    name: str
    bias: float
    """Log odds of a candidate of which nothing is known, among the candidates that it was trained on."""
    share: float
    """Errors put in while it was trained, for each untouched article."""
    prevalence: float
    """Errors of the kind in an article of untouched news."""
    sure: float
    """The score at which 1 in 2,000 untouched articles is wrongly flagged."""
    worth_a_look: float
    """The score at which 1 in 200 is, or as few as the card of the kind says."""
    weights: Mapping[str, float]
    """Log odds that each feature adds, for a value of 1."""

    @classmethod
    def parse(cls, name: str, text: str) -> Model:
        """The model of a file's text. Raises EvidenceError where a row is missing, doubled or no number."""
        values: dict[str, float] = {}
        for line, key, cell in _rows(name, text):
            if key in values:
                raise EvidenceError(f"{line}: {key} stands here a second time; each name has one row")
            values[key] = _number(line, key, cell)
        if missing := [key for key in SETTINGS if key not in values]:
            raise EvidenceError(f"{name}.tsv: there is no row {missing[0]}; it needs all of {', '.join(SETTINGS)}")
        settings = {key: values.pop(key) for key in SETTINGS}
        return cls(name=name, weights=values, **settings)

    def score(self, features: Features) -> float:
        """How probable it is, from 0 to 1, that the candidate is an error, where errors are as rare as in news.

        Raises KeyError for a feature that has no weight.
        """
        for_news = math.log(self.prevalence / self.share)
        odds = self.bias + for_news + math.fsum(points for _, points in self.points(features))
        return 1 / (1 + math.exp(-max(-MAX_ODDS, min(MAX_ODDS, odds))))

    def points(self, features: Features) -> list[tuple[str, float]]:
        """Each feature that says something and the log odds that it adds, what weighs most first.

        Raises KeyError for a feature that has no weight.
        """
        self.check_features(features.keys())
        points = [(name, self.weights[name] * value) for name, value in features.items() if value]
        return sorted(points, key=lambda point: (-abs(point[1]), point[0]))

    def check_features(self, names: Collection[str]) -> None:
        """Raise KeyError unless each of `names` has a weight."""
        if unknown := sorted(set(names) - self.weights.keys()):
            known = ", ".join(sorted(self.weights))
            raise KeyError(f"{self.name}.tsv has no weight for {', '.join(unknown)}; it has {known}")


@cache
def load_model(name: str, features: frozenset[str] | None = None) -> Model:
    """The shipped model of `data/<name>.tsv`, read once; `features` are all those that its kind can give.

    Raises EvidenceError for a file that cannot be used, and KeyError where file and kind differ in their features.
    """
    path = files("auditor.evidence") / "data" / f"{name}.tsv"
    model = Model.parse(name, path.read_text(encoding="utf-8"))
    if features is not None:
        model.check_features(features)
        if idle := sorted(model.weights.keys() - features):
            raise KeyError(f"{name}.tsv weighs {', '.join(idle)}, which the kind does not give; train it anew")
    return model


def _rows(name: str, text: str) -> Iterator[tuple[str, str, str]]:
    """Where each row stands, its name and its number as written; lines that begin with # are comments."""
    for number, line in enumerate(text.splitlines(), 1):
        if line and not line.startswith("#"):
            key, tab, cell = line.partition("\t")
            if not (key and tab):
                raise EvidenceError(f"{name}.tsv:{number}: a row is a name, a tab and a number, not {line!r}")
            yield f"{name}.tsv:{number}", key, cell


def _number(line: str, key: str, cell: str) -> float:
    try:
        value = float(cell)
    except ValueError:
        raise EvidenceError(f"{line}: {key} needs a number, not {cell!r}") from None
    if not math.isfinite(value):
        raise EvidenceError(f"{line}: {key} needs a number that has an end, not {cell}")
    if key in SETTINGS[1:] and not 0 < value <= 1:
        raise EvidenceError(f"{line}: {key} is more than 0 and at most 1, not {cell}")
    return value
