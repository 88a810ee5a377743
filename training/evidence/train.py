"""Fits the weights, cross-validates them over sources, and finds the two scores that untouched news allows."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from sklearn.linear_model import LogisticRegression

from auditor.evidence import Model
from training.evidence.candidate import Kind
from training.evidence.material import FOLDS, Array, Material

SURE = 2000
"""Of so many untouched articles one may be wrongly flagged above advice."""


class Point(NamedTuple):
    """What a threshold finds and what it flags wrongly, cross-validated."""

    threshold: float
    found: int
    """Slips."""
    wrong: int
    """Untouched articles."""


class Trained(NamedTuple):
    """A model and its figures."""

    model: Model
    sure: Point
    worth_a_look: Point
    scores: Array
    """Of each candidate, by weights that saw no article of its source."""


def train(name: str, kind: Kind, material: Material) -> Trained:
    """The weights of all candidates; calibration and thresholds come from the cross-validation."""
    raw = cross_validate(material, kind.strength)
    curve = _fitted(raw[:, None], material.right, np.inf)
    slope, offset = float(curve.coef_[0, 0]), float(curve.intercept_[0])
    scores = _probability(slope * raw + offset + np.log(kind.prevalence / material.share))
    whole = _fitted(material.rows, material.right, kind.strength)
    final = _probability(
        slope * whole.decision_function(material.rows) + offset + np.log(kind.prevalence / material.share)
    )
    look = point_at(material, scores, kind.worth_a_look)
    final, plain = material.above_advice(final), material.above_advice(scores)
    sure = unflagged(max(look.threshold, point_at(material, plain, SURE).threshold), material, final, plain)
    weights = np.round(slope * whole.coef_[0], 4).tolist()
    model = Model(
        name=name,
        bias=round(slope * float(whole.intercept_[0]) + offset, 4),
        share=float(f"{material.share:.4g}"),
        prevalence=kind.prevalence,
        sure=sure.threshold,
        worth_a_look=look.threshold,
        weights=dict(zip(kind.features, weights, strict=True)),
    )
    return Trained(model, sure, look, scores)


def unflagged(floor: float, material: Material, final: Array, scores: Array) -> Point:
    """The point `floor` or, where the `final` weights flag an untouched article there, that just above all of them."""
    worst = float(highest(material, final, right=False).max())
    threshold = max(floor, float(f"{worst * 1.001:.6g}"))
    slips, others = (highest(material, scores, right=right) for right in (True, False))
    return Point(threshold, int((slips >= threshold).sum()), int((others >= threshold).sum()))


def cross_validate(material: Material, strength: float) -> Array:
    """Log odds of each candidate, by weights that saw no article of its source."""
    raw = np.zeros(len(material.right))
    for number in range(FOLDS):
        held_out = material.fold == number
        if held_out.any():
            fitted = _fitted(material.rows[~held_out], material.right[~held_out], strength)
            raw[held_out] = fitted.decision_function(material.rows[held_out])
    return raw


def point_at(material: Material, scores: Array, articles: int) -> Point:
    """The lowest threshold at which no more than 1 in `articles` untouched articles is flagged."""
    best = highest(material, scores, right=False)
    allowed = len(best) // articles
    barred = np.sort(best)[::-1][allowed] if allowed < len(best) else 0.0
    above = scores[scores > barred]
    threshold = float(f"{(barred + (above.min() if above.size else 1.0)) / 2:.6g}")
    slips = highest(material, scores, right=True)
    return Point(threshold, int((slips >= threshold).sum()), int((best >= threshold).sum()))


def highest(material: Material, scores: Array, *, right: bool) -> Array:
    """By article the highest score of its candidates, of those that meet a slip or of the others; 0 if it has none."""
    best = np.zeros(len(material.slips))
    chosen = material.right == right
    np.maximum.at(best, material.article[chosen], scores[chosen])
    return best


def _fitted(rows: Array, right: Array, strength: float) -> LogisticRegression:
    return LogisticRegression(C=strength, max_iter=2000).fit(rows, right)


def _probability(odds: Array) -> Array:
    probability: Array = 1 / (1 + np.exp(-odds))
    return probability
