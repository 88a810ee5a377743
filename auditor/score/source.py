"""Article loads to the score of a source, with its interval and what the evidence is worth.

The mean load of a source has a gamma posterior: a prior from all sources, and the source's own loads, older ones
discounted, scaled by how much loads of one source scatter.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from auditor.score.article import HALVING_LOAD, load_score
from auditor.score.gamma import gamma_cdf, gamma_quantile
from auditor.text.counted import plural

HALF_LIFE_DAYS = 180
MIN_WORDS = 120
"""Shorter articles are not counted: many clean briefs would say little and weigh much."""
INTERVAL = (0.05, 0.95)
BANDS = ((90.0, "few"), (75.0, "some"), (50.0, "many"), (0.0, "very many"))
"""Lowest score of a band, and how many findings it stands for."""
MIN_EFFECTIVE_ARTICLES = 10
MIN_TOTAL_WORDS = 5_000
MIN_DAYS = 30
MAX_INTERVAL_POINTS = 25
MIN_BAND_PROBABILITY = 0.8
MIN_SOURCES_TO_FIT = 20
MIN_VARIANCE = 0.02
"""Least variance between sources, as a share of the squared mean: sources are never taken for all alike."""
MIN_DISPERSION = 0.1


@dataclass(frozen=True, slots=True)
class Constants:
    """What a score is measured by; frozen for each version of the rules, so that scores stay comparable."""

    shape: float = 0.9
    rate: float = 0.3
    """Shape and rate of the gamma prior; these stand until MIN_SOURCES_TO_FIT sources were seen: mean load 3."""
    dispersion: float = 6.0
    """Variance of article loads within a source, as a multiple of their mean."""
    weights: Mapping[str, float] = field(default_factory=dict)
    """Weights of rules that editors decided on; see `rule_weight`."""


@dataclass(frozen=True, slots=True)
class CountedArticle:
    """One article of a source as its score sees it."""

    load: float
    day: date
    """When it was published, or first seen."""
    words: int
    wording: str
    """The same for all copies of one text."""


@dataclass(frozen=True, slots=True)
class Posterior:
    """What is known of a mean load: a gamma distribution."""

    shape: float
    rate: float

    @property
    def score(self) -> float:
        """The score of the mean."""
        return load_score(self.shape / self.rate)

    @property
    def interval(self) -> tuple[float, float]:
        """The scores that hold the true one with 90 % probability."""
        best, worst = (gamma_quantile(p, self.shape) / self.rate for p in INTERVAL)
        return load_score(worst), load_score(best)

    def probability(self, low: float, high: float) -> float:
        """How probable a score from `low` to `high` is; `low` may be 0."""
        return self._below(low) - (self._below(high) if high < 100 else 0.0)

    def _below(self, score: float) -> float:
        """The probability of a load that gives at least `score`."""
        return 1.0 if score <= 0 else gamma_cdf(self.rate * score_load(score), self.shape)


@dataclass(frozen=True, slots=True)
class SourceScore:
    """The score of one source; `grade` or `lacking` is set, never both."""

    posterior: Posterior
    score: float
    low: float
    high: float
    articles: int
    """Articles counted, copies once."""
    effective: float
    """How many fresh articles would tell as much."""
    words: int
    grade: str | None
    """How many findings to expect: few, some, many, very many."""
    lacking: str | None
    """Why there is no grade."""


def score_load(score: float) -> float:
    """The load that has `score`, above 0: the inverse of `load_score`."""

    return HALVING_LOAD * math.log2(100 / score)


def source_score(articles: Iterable[CountedArticle], today: date, constants: Constants) -> SourceScore | None:
    """The score of a source by its articles, in any order; None if none counts."""
    counted = count_once(articles)
    if not counted:
        return None
    weights = [age_weight(article.day, today) for article in counted]
    posterior = posterior_of([article.load for article in counted], weights, constants)
    low, high = posterior.interval
    lacking = _lacking(posterior, effective_articles(weights), counted)
    return SourceScore(
        posterior=posterior,
        score=posterior.score,
        low=low,
        high=high,
        articles=len(counted),
        effective=effective_articles(weights),
        words=sum(article.words for article in counted),
        grade=None if lacking else _band(posterior.score)[2],
        lacking=lacking,
    )


def count_once(articles: Iterable[CountedArticle]) -> list[CountedArticle]:
    """The articles that are long enough, in order of their wording.

    Copies of one text are one article with their mean load, of the day when the first of them appeared.
    """
    copies: dict[str, list[CountedArticle]] = defaultdict(list)
    for article in articles:
        if article.words >= MIN_WORDS:
            copies[article.wording].append(article)
    return [_merge(copies[wording]) for wording in sorted(copies)]


def _merge(copies: Sequence[CountedArticle]) -> CountedArticle:
    load = sum(sorted(copy.load for copy in copies)) / len(copies)
    words = max(copy.words for copy in copies)
    return CountedArticle(load, min(copy.day for copy in copies), words, copies[0].wording)


def age_weight(day: date, today: date) -> float:
    """How much an article of `day` counts: halved every HALF_LIFE_DAYS."""
    return float(2 ** (-max(0, (today - day).days) / HALF_LIFE_DAYS))


def effective_articles(weights: Sequence[float]) -> float:
    """How many articles of full weight tell as much."""
    return sum(sorted(weights)) ** 2 / sum(sorted(weight * weight for weight in weights))


def posterior_of(loads: Sequence[float], weights: Sequence[float], constants: Constants) -> Posterior:
    """The prior moved by `loads`, each as much as its weight."""
    total = sum(sorted(weight * load for weight, load in zip(weights, loads, strict=True)))
    return Posterior(
        constants.shape + total / constants.dispersion, constants.rate + sum(sorted(weights)) / constants.dispersion
    )


def _band(score: float) -> tuple[float, float, str]:
    """Lower and upper score of the band that `score` is in, and its name."""
    index = next(n for n, (lower, _) in enumerate(BANDS) if score >= lower)
    lower, name = BANDS[index]
    return lower, BANDS[index - 1][0] if index else 100.0, name


def _lacking(posterior: Posterior, effective: float, counted: Sequence[CountedArticle]) -> str | None:
    """What is missing for a grade, as a sentence; None if nothing is."""
    words = sum(article.words for article in counted)
    days = [article.day for article in counted]
    if effective < MIN_EFFECTIVE_ARTICLES:
        return f"Not enough evidence ({_floor(effective)} of {MIN_EFFECTIVE_ARTICLES} articles)"
    if words < MIN_TOTAL_WORDS:
        return f"Not enough evidence ({words:,} of {MIN_TOTAL_WORDS:,} words)"
    span = (max(days) - min(days)).days + 1
    if span <= MIN_DAYS and len({(day.year, day.month) for day in days}) < 2:
        days_told = f"{span} {plural('day', span)}"
        return f"Not enough evidence (articles of {days_told}; {MIN_DAYS} days or two months are needed)"
    low, high = posterior.interval
    if high - low > MAX_INTERVAL_POINTS:
        points = math.ceil(high - low)
        return f"Not enough evidence (the interval is {points} points wide; {MAX_INTERVAL_POINTS} at most)"
    lower, upper, name = _band(posterior.score)
    probability = posterior.probability(lower, upper)
    if probability < MIN_BAND_PROBABILITY:
        percent = int(100 * probability)
        return f"Not enough evidence ({name!r} is {percent}% probable; {MIN_BAND_PROBABILITY:.0%} is needed)"
    return None


def _floor(value: float) -> int:
    """`value` cut to whole articles; a hair below one, from rounding, is one."""
    return int(value + 1e-9)


def fit_constants(sources: Iterable[Sequence[float]], weights: Mapping[str, float]) -> Constants:
    """Constants measured on the article loads of many sources, by moments.

    Under MIN_SOURCES_TO_FIT sources, or without any findings, only `weights` are new.
    """
    loads = [source for source in sources if source]
    articles = sum(map(len, loads))
    mean = sum(map(sum, loads)) / articles if articles else 0.0
    if len(loads) < MIN_SOURCES_TO_FIT or not mean:
        return Constants(weights=weights)
    dispersion = _dispersion(loads)
    between = sum(len(source) * (sum(source) / len(source) - mean) ** 2 for source in loads) / articles
    variance = max(between - dispersion * mean * len(loads) / articles, MIN_VARIANCE * mean**2)
    return Constants(mean**2 / variance, mean / variance, dispersion, weights)


def _dispersion(loads: Sequence[Sequence[float]]) -> float:
    """Variance over mean of article loads within their sources, pooled."""
    scatter = degrees = 0.0
    for source in loads:
        mean = sum(source) / len(source)
        if len(source) > 1 and mean:
            scatter += sum((load - mean) ** 2 for load in source) / mean
            degrees += len(source) - 1
    return max(scatter / degrees, MIN_DISPERSION) if degrees else Constants().dispersion
