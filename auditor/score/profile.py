"""What is to be said of one source: its score, its categories, its months, and the passages behind every point."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from auditor.finding import Severity
from auditor.score.article import MAX_LOAD, Charge, Status, charged_points
from auditor.score.source import (
    MIN_WORDS,
    Constants,
    CountedArticle,
    Posterior,
    SourceScore,
    age_weight,
    count_once,
    posterior_of,
    source_score,
)

CATEGORIES = (
    "boilerplate", "title", "geography", "date", "office", "number", "quotation", "language", "metadata", "story",
)  # fmt: skip
"""The topics of rules; a category of a source holds the findings of one."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A flagged passage as a source's page shows it; only `charge` counts."""

    charge: Charge
    field: str = "text"
    start: int = 0
    end: int = 0
    quote: str = ""
    message: str = ""
    evidence: Sequence[Mapping[str, Any]] = ()


@dataclass(frozen=True, slots=True)
class CheckedArticle:
    """One article of a source with what was flagged in it."""

    day: date
    """When it was published, or first seen."""
    words: int
    wording: str
    """The same for all copies of one text."""
    ruleset: str
    passages: Sequence[Passage]
    title: str = ""
    audit: int | str | None = None
    """What the article's report is called."""


@dataclass(frozen=True, slots=True)
class Category:
    """Findings of one topic."""

    topic: str
    findings: int
    per_ten: float
    """Findings per ten articles."""
    typical: float | None
    """The median of all sources; None if there is no other source."""
    share: float
    """Which part of the expected load comes from here, 0 to 1."""
    posterior: Posterior


@dataclass(frozen=True, slots=True)
class Month:
    """The articles of one month on their own."""

    name: str
    """As 2026-11."""
    articles: int
    score: SourceScore | None
    rulesets: tuple[str, ...]
    changed: bool
    """Whether it was judged by other rules than the month before, so that the two do not compare."""


@dataclass(frozen=True, slots=True)
class ChargedPassage:
    """A passage, its article, and the points it costs there."""

    passage: Passage
    article: CheckedArticle
    points: float


@dataclass(frozen=True, slots=True)
class SourceProfile:
    """All that one page says of a source; `score` is None if no article counts."""

    source: str
    articles: int
    first: date | None
    last: date | None
    score: SourceScore | None
    rulesets: tuple[str, ...]
    statuses: Mapping[Status, int]
    """How many passages above advice are in each state."""
    categories: tuple[Category, ...]
    months: tuple[Month, ...]
    passages: tuple[ChargedPassage, ...]
    """Those above advice, by points."""


def profile_source(
    source: str,
    articles: Sequence[CheckedArticle],
    today: date,
    constants: Constants,
    typical: Mapping[str, float] | None = None,
) -> SourceProfile:
    """The profile of `source` on `today`; `typical` is what `typical_rates` says of all sources."""
    days = sorted(article.day for article in articles)
    passages = charge_passages(articles, constants.weights)
    return SourceProfile(
        source=source,
        articles=len(articles),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        score=source_score(count_loads(articles, constants.weights), today, constants),
        rulesets=tuple(sorted({article.ruleset for article in articles})),
        statuses=Counter(charged.passage.charge.status for charged in passages),
        categories=_categories(articles, today, constants, typical or {}),
        months=_months(articles, constants),
        passages=passages,
    )


def count_loads(
    articles: Iterable[CheckedArticle], weights: Mapping[str, float], topic: str | None = None
) -> list[CountedArticle]:
    """The articles with their loads, or with what findings of `topic` add to their loads."""
    return [CountedArticle(_load(a, weights, topic), a.day, a.words, a.wording) for a in articles]


def _load(article: CheckedArticle, weights: Mapping[str, float], topic: str | None) -> float:
    charges = [passage.charge for passage in article.passages]
    points = charged_points(charges, article.words, weights)
    total = sum(sorted(points))
    capped = min(total, MAX_LOAD)
    if topic is None or not total:
        return capped
    return sum(sorted(p for p, c in zip(points, charges, strict=True) if c.topic == topic)) * capped / total


def charge_passages(articles: Iterable[CheckedArticle], weights: Mapping[str, float]) -> tuple[ChargedPassage, ...]:
    """Every passage above advice with its points, dearest first, then newest."""
    charged = []
    for article in articles:
        points = charged_points([passage.charge for passage in article.passages], article.words, weights)
        charged += [
            ChargedPassage(passage, article, cost)
            for passage, cost in zip(article.passages, points, strict=True)
            if passage.charge.severity > Severity.INFO
        ]
    return tuple(
        sorted(charged, key=lambda c: (-c.points, -c.article.day.toordinal(), c.article.title, c.passage.start))
    )


def _categories(
    articles: Sequence[CheckedArticle], today: date, constants: Constants, typical: Mapping[str, float]
) -> tuple[Category, ...]:
    """One category a topic that has findings.

    Each has its part of the prior, so that their expected loads add up to that of the source.
    """
    rates = finding_rates(articles, constants.weights)
    counts = _finding_counts(articles, constants.weights)
    part = Constants(constants.shape / len(CATEGORIES), constants.rate, constants.dispersion, constants.weights)
    posteriors = {}
    for topic in CATEGORIES:
        counted = count_once(count_loads(articles, constants.weights, topic))
        weights = [age_weight(article.day, today) for article in counted]
        posteriors[topic] = posterior_of([article.load for article in counted], weights, part)
    whole = sum(posterior.shape for posterior in posteriors.values())
    return tuple(
        Category(
            topic, counts[topic], rates[topic], typical.get(topic), posteriors[topic].shape / whole, posteriors[topic]
        )
        for topic in CATEGORIES
        if counts[topic]
    )


def _finding_counts(articles: Iterable[CheckedArticle], weights: Mapping[str, float]) -> Counter[str]:
    """Findings that cost points, by topic, in the articles that count."""
    counts: Counter[str] = Counter()
    for charged in charge_passages((a for a in articles if a.words >= MIN_WORDS), weights):
        counts[charged.passage.charge.topic] += charged.points > 0
    return counts


def finding_rates(articles: Sequence[CheckedArticle], weights: Mapping[str, float]) -> dict[str, float]:
    """Findings per ten articles of one source, by topic."""
    total = sum(article.words >= MIN_WORDS for article in articles)
    counts = _finding_counts(articles, weights)
    return {topic: 10 * counts[topic] / total if total else 0.0 for topic in CATEGORIES}


def typical_rates(rates: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The median of all sources, by topic; empty for fewer than two."""
    sources = list(rates)
    return {topic: median(rate[topic] for rate in sources) for topic in CATEGORIES} if len(sources) > 1 else {}


def _months(articles: Iterable[CheckedArticle], constants: Constants) -> tuple[Month, ...]:
    by_month: dict[str, list[CheckedArticle]] = defaultdict(list)
    for article in articles:
        by_month[f"{article.day:%Y-%m}"].append(article)
    months: list[Month] = []
    for name in sorted(by_month):
        found = by_month[name]
        rulesets = tuple(sorted({article.ruleset for article in found}))
        score = source_score(count_loads(found, constants.weights), max(a.day for a in found), constants)
        months.append(Month(name, len(found), score, rulesets, bool(months) and months[-1].rulesets != rulesets))
    return tuple(months)
