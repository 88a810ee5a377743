"""What is to be said of one source: its score, its categories, its months, and the passages behind every point."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Any

from auditor.finding import TOPICS, Severity
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

DAY_RULE = "metadata/date-contradicted"
"""The rule that tells of a wrong day of publication: many articles of a source may have one, as a placeholder."""


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
    judged: bool = True
    """Whether it was judged as a whole; what was not is no evidence and counts nowhere."""


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
    unjudged: int
    """How many of them were not judged as a whole; nothing else here speaks of these."""
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
    contradicted_days: Mapping[date, int]
    """Days that articles are dated on and cannot be of, with how many are."""


def profile_source(
    source: str,
    articles: Sequence[CheckedArticle],
    today: date,
    constants: Constants,
    typical: Mapping[str, float] | None = None,
) -> SourceProfile:
    """The profile of `source` on `today`; `typical` is what `typical_rates` says of all sources."""
    judged = [article for article in articles if article.judged]
    days = sorted(article.day for article in judged)
    costed = _cost(articles, constants.weights)
    passages = _charge_passages(costed)
    return SourceProfile(
        source=source,
        articles=len(articles),
        unjudged=len(articles) - len(judged),
        first=days[0] if days else None,
        last=days[-1] if days else None,
        score=source_score((one.count() for one in costed), today, constants),
        rulesets=tuple(sorted({article.ruleset for article in judged})),
        statuses=Counter(charged.passage.charge.status for charged in passages),
        categories=_categories(costed, today, constants, typical or {}),
        months=_months(costed, constants),
        passages=passages,
        contradicted_days=_contradicted_days(judged),
    )


@dataclass(frozen=True, slots=True)
class _Costed:
    """An article and what each of its passages costs."""

    article: CheckedArticle
    points: Sequence[float]

    def passages(self) -> Iterator[tuple[Passage, float]]:
        """Each passage with its points."""
        return zip(self.article.passages, self.points, strict=True)

    def count(self, topic: str | None = None) -> CountedArticle:
        """The article with its load, or with the part of it that findings of `topic` make."""
        article, total = self.article, sum(sorted(self.points))
        load = min(total, MAX_LOAD)
        if topic is not None and total:
            load *= sum(sorted(cost for passage, cost in self.passages() if passage.charge.topic == topic)) / total
        return CountedArticle(load, article.day, article.words, article.wording)


def _cost(articles: Iterable[CheckedArticle], weights: Mapping[str, float]) -> list[_Costed]:
    listed = [article for article in articles if article.judged]
    charged = _charged_once(listed)
    return [_Costed(article, _points(article, weights, charged)) for article in listed]


def _points(article: CheckedArticle, weights: Mapping[str, float], charged: Mapping[date, str]) -> list[float]:
    """What each passage of an article costs; a wrong day costs one article of the source and day only."""
    points = charged_points([passage.charge for passage in article.passages], article.words, weights)
    free = charged.get(article.day, article.wording) != article.wording
    return [0.0 if free and _is_of_day(each) else cost for each, cost in zip(article.passages, points, strict=True)]


def _charged_once(articles: Iterable[CheckedArticle]) -> dict[date, str]:
    """The wording of the article that each contradicted day costs: a placeholder is one fault, not hundreds."""
    charged: dict[date, str] = {}
    for article in articles:
        if any(map(_is_of_day, article.passages)):
            charged[article.day] = min(article.wording, charged.get(article.day, article.wording))
    return charged


def _is_of_day(passage: Passage) -> bool:
    return passage.charge.rule == DAY_RULE


def _contradicted_days(articles: Iterable[CheckedArticle]) -> dict[date, int]:
    """How many articles each day is given to that their own facts contradict, in the order of days."""
    days = Counter(article.day for article in articles if any(map(_is_of_day, article.passages)))
    return dict(sorted(days.items()))


def count_loads(articles: Iterable[CheckedArticle], weights: Mapping[str, float]) -> list[CountedArticle]:
    """The articles that were judged, with their loads."""
    return [costed.count() for costed in _cost(articles, weights)]


def charge_passages(articles: Iterable[CheckedArticle], weights: Mapping[str, float]) -> tuple[ChargedPassage, ...]:
    """Every passage above advice with its points, dearest first, then newest."""
    return _charge_passages(_cost(articles, weights))


def _charge_passages(articles: Iterable[_Costed]) -> tuple[ChargedPassage, ...]:
    charged = [
        ChargedPassage(passage, costed.article, points)
        for costed in articles
        for passage, points in costed.passages()
        if passage.charge.severity > Severity.INFO
    ]
    return tuple(
        sorted(charged, key=lambda c: (-c.points, -c.article.day.toordinal(), c.article.title, c.passage.start))
    )


def _categories(
    articles: Sequence[_Costed], today: date, constants: Constants, typical: Mapping[str, float]
) -> tuple[Category, ...]:
    """One category a topic that has findings.

    Each has its part of the prior, so that their expected loads add up to that of the source.
    """
    counts, rates = _finding_counts(articles), _finding_rates(articles)
    part = Constants(constants.shape / len(TOPICS), constants.rate, constants.dispersion, constants.weights)
    posteriors = {topic: _topic_posterior(articles, topic, today, part) for topic in TOPICS if counts[topic]}
    whole = sum(p.shape for p in posteriors.values()) + part.shape * (len(TOPICS) - len(posteriors))
    return tuple(
        Category(topic, counts[topic], rates[topic], typical.get(topic), posterior.shape / whole, posterior)
        for topic, posterior in posteriors.items()
    )


def _topic_posterior(articles: Iterable[_Costed], topic: str, today: date, part: Constants) -> Posterior:
    counted = count_once(costed.count(topic) for costed in articles)
    weights = [age_weight(article.day, today) for article in counted]
    return posterior_of([article.load for article in counted], weights, part)


def _finding_counts(articles: Iterable[_Costed]) -> Counter[str]:
    """Findings that cost points, by topic, in the articles that count."""
    return Counter(
        passage.charge.topic
        for costed in articles
        if costed.article.words >= MIN_WORDS
        for passage, points in costed.passages()
        if points > 0
    )


def _finding_rates(articles: Sequence[_Costed]) -> dict[str, float]:
    total = sum(costed.article.words >= MIN_WORDS for costed in articles)
    counts = _finding_counts(articles)
    return {topic: 10 * counts[topic] / total if total else 0.0 for topic in TOPICS}


def finding_rates(articles: Iterable[CheckedArticle], weights: Mapping[str, float]) -> dict[str, float]:
    """Findings per ten articles of one source, by topic."""
    return _finding_rates(_cost(articles, weights))


def typical_rates(rates: Iterable[Mapping[str, float]]) -> dict[str, float]:
    """The median of all sources, by topic; empty for fewer than two."""
    sources = list(rates)
    return {topic: median(rate[topic] for rate in sources) for topic in TOPICS} if len(sources) > 1 else {}


def _months(articles: Iterable[_Costed], constants: Constants) -> tuple[Month, ...]:
    by_month: dict[str, list[_Costed]] = defaultdict(list)
    for costed in articles:
        by_month[f"{costed.article.day:%Y-%m}"].append(costed)
    months: list[Month] = []
    for name in sorted(by_month):
        found = by_month[name]
        rulesets = tuple(sorted({costed.article.ruleset for costed in found}))
        last = max(costed.article.day for costed in found)
        score = source_score((costed.count() for costed in found), last, constants)
        months.append(Month(name, len(found), score, rulesets, bool(months) and months[-1].rulesets != rulesets))
    return tuple(months)
