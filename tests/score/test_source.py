"""The score of a source: what it promises, and whether its interval holds what it should."""

from __future__ import annotations

import math
import random
import statistics
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.stats import gamma

from auditor.score.article import MAX_LOAD, POINTS
from auditor.score.source import (
    MIN_WORDS,
    Constants,
    CountedArticle,
    fit_constants,
    posterior_of,
    source_score,
)

TODAY = date(2026, 11, 22)
ARTICLES = st.lists(
    st.builds(
        lambda load, age, words, wording: CountedArticle(load, TODAY - timedelta(days=age), words, f"w{wording}"),
        st.floats(0, MAX_LOAD), st.integers(0, 900), st.integers(0, 2_000), st.integers(0, 10**6),
    ),
    max_size=15,
    unique_by=lambda article: article.wording,
)  # fmt: skip
COUNTED = ARTICLES.filter(lambda articles: any(a.words >= MIN_WORDS for a in articles))


def articles(*loads: float, every: int = 0, words: int = 600) -> list[CountedArticle]:
    """Articles of TODAY, or one each `every` days back."""
    return [CountedArticle(load, TODAY - timedelta(days=every * n), words, str(n)) for n, load in enumerate(loads)]


def score_of(found: list[CountedArticle], today: date = TODAY) -> float:
    score = source_score(found, today, Constants())
    assert score is not None
    return score.score


@given(COUNTED, st.floats(0, 40))
def test_a_heavier_article_never_raises_the_score(found: list[CountedArticle], more: float) -> None:
    first = found[0]
    heavier = CountedArticle(first.load + more, first.day, first.words, first.wording)
    assert score_of([heavier, *found[1:]]) <= score_of(found)


@given(COUNTED.flatmap(lambda found: st.tuples(st.just(found), st.permutations(found))))
def test_order_does_not_matter(lists: tuple[list[CountedArticle], list[CountedArticle]]) -> None:
    assert source_score(lists[0], TODAY, Constants()) == source_score(lists[1], TODAY, Constants())


@given(COUNTED, st.integers(1, 4), st.integers(0, 300))
def test_copies_change_nothing(found: list[CountedArticle], copies: int, later: int) -> None:
    first = found[0]
    day = min(first.day + timedelta(days=later), TODAY)
    again = [CountedArticle(first.load, day, first.words, first.wording)] * copies
    once, many = source_score(found, TODAY, Constants()), source_score(found + again, TODAY, Constants())
    assert once is not None
    assert many is not None
    assert many.score == pytest.approx(once.score)
    assert many.effective == pytest.approx(once.effective)
    assert (many.articles, many.words) == (once.articles, once.words)


@given(COUNTED)
def test_mean_load_is_between_prior_and_what_was_seen(found: list[CountedArticle]) -> None:
    score = source_score(found, TODAY, Constants())
    assert score is not None
    counted = [(a.load, 2 ** (-(TODAY - a.day).days / 180)) for a in found if a.words >= MIN_WORDS]
    seen = sum(load * weight for load, weight in counted) / sum(weight for _, weight in counted)
    mean = score.posterior.shape / score.posterior.rate
    assert min(3, seen) - 1e-9 <= mean <= max(3, seen) + 1e-9
    assert score.low <= score.score <= score.high


@given(COUNTED, st.integers(1, 2_000))
def test_old_evidence_moves_to_the_prior_and_widens(found: list[CountedArticle], days: int) -> None:
    now = source_score(found, TODAY, Constants())
    later = source_score(found, TODAY + timedelta(days=days), Constants())
    assert now is not None
    assert later is not None
    means = [score.posterior.shape / score.posterior.rate for score in (now, later)]
    assert abs(means[1] - 3) <= abs(means[0] - 3) + 1e-9
    spread = [math.sqrt(score.posterior.shape) / score.posterior.shape for score in (now, later)]
    assert spread[1] >= spread[0] - 1e-12


@given(COUNTED)
def test_same_articles_same_bytes(found: list[CountedArticle]) -> None:
    assert repr(source_score(found, TODAY, Constants())) == repr(source_score(list(found), TODAY, Constants()))


@given(COUNTED)
@settings(max_examples=50)
def test_interval_is_that_of_scipy(found: list[CountedArticle]) -> None:
    score = source_score(found, TODAY, Constants())
    assert score is not None
    known = gamma(score.posterior.shape, scale=1 / score.posterior.rate)
    expected = [100 * 2 ** (-load / 10) for load in (known.ppf(0.95), known.ppf(0.05))]
    assert [score.low, score.high] == pytest.approx(expected, rel=1e-9)


def test_worked_example() -> None:
    """The loads of the five seeds read by hand, as one source."""
    score = source_score(articles(19.6, 5.2, 12.6, 1.8, 5.25), TODAY, Constants())
    assert score is not None
    assert [round(value) for value in (score.score, score.low, score.high)] == [60, 44, 77]
    assert (score.effective, score.grade) == (5, None)
    assert score.lacking == "Not enough evidence (5 of 10 articles)"


def test_no_article_no_score() -> None:
    assert source_score([], TODAY, Constants()) is None
    assert source_score(articles(5, words=119), TODAY, Constants()) is None


def test_many_clean_articles_are_graded() -> None:
    score = source_score(articles(*[0.0] * 40, every=1), TODAY, Constants())
    assert score is not None
    assert (score.grade, score.lacking) == ("few", None)
    assert score.low > 95


@pytest.mark.parametrize(
    ("found", "lacking"),
    [
        (articles(*[0] * 9, every=1), "Not enough evidence (8 of 10 articles)"),
        (articles(*[0] * 12, every=4, words=200), "Not enough evidence (2,400 of 5,000 words)"),
        (articles(*[0] * 12, every=1), "Not enough evidence (articles of 12 days; 30 days or two months are needed)"),
    ],
)
def test_what_is_lacking(found: list[CountedArticle], lacking: str) -> None:
    score = source_score(found, TODAY, Constants())
    assert score is not None
    assert score.grade is None
    assert score.lacking == lacking


def test_no_grade_when_articles_of_one_source_scatter() -> None:
    score = source_score(articles(*[0, 10] * 6, every=3), TODAY, Constants(dispersion=12))
    assert score is not None
    assert (
        score.lacking
        == f"Not enough evidence (the interval is {math.ceil(score.high - score.low)} points wide; 25 at most)"
    )


def test_no_grade_between_two_bands() -> None:
    score = source_score(articles(*[1.4] * 60, every=1), TODAY, Constants(dispersion=1.0))
    assert score is not None
    assert score.lacking is not None
    assert "probable; 80% is needed" in score.lacking


@given(st.floats(0.1, 50), st.floats(0.1, 50))
def test_bands_share_all_probability(shape: float, rate: float) -> None:
    posterior = posterior_of([], [], Constants(shape, rate))
    bands = [(90, 100), (75, 90), (50, 75), (0, 50)]
    assert sum(posterior.probability(low, high) for low, high in bands) == pytest.approx(1)


def test_constants_are_measured_from_twenty_sources_on() -> None:
    chance = random.Random(7)
    sources = [[chance.gammavariate(1, 4) for _ in range(30)] for _ in range(20)]
    assert fit_constants(sources[:19], {"a": 1.0}) == Constants(weights={"a": 1.0})
    fitted = fit_constants(sources, {})
    assert fitted.shape / fitted.rate == pytest.approx(statistics.mean(load for source in sources for load in source))
    assert fitted.dispersion == pytest.approx(4, rel=0.2)
    assert fit_constants([[0.0] * 5] * 30, {}) == Constants()
    assert fit_constants([[float(n + 1)] for n in range(30)], {}).dispersion == Constants().dispersion


SEVERITIES = list(POINTS.values())[1:]
SHARES = [0.5, 0.3, 0.17, 0.03]
"""How often a finding is minor, moderate, major, critical in the simulation."""


def simulated_loads(chance: random.Random, rate: float, count: int, *, clumped: bool) -> list[float]:
    """Loads of articles with `rate` findings on average; clumped: some articles have many, most have none."""
    loads = []
    for _ in range(count):
        mean = rate * (chance.expovariate(1) if clumped else 1)
        findings, product = 0, chance.random()
        while product > math.exp(-mean):
            findings += 1
            product *= chance.random()
        loads.append(min(MAX_LOAD, sum(chance.choices(SEVERITIES, SHARES, k=findings))))
    return loads


@pytest.mark.parametrize("clumped", [False, True])
@pytest.mark.parametrize("count", [3, 10, 30])
def test_nine_intervals_in_ten_hold_the_truth(count: int, clumped: bool) -> None:
    chance = random.Random(count)
    points = sum(share * severity for share, severity in zip(SHARES, SEVERITIES, strict=True))
    held = 0
    for _ in range(4):
        rates = [chance.gammavariate(1.2, 0.35 / 1.2) for _ in range(120)]
        loads = [simulated_loads(chance, rate, count, clumped=clumped) for rate in rates]
        constants = fit_constants(loads, {})
        for rate, found in zip(rates, loads, strict=True):
            low, high = posterior_of(found, [1.0] * count, constants).interval
            held += low <= 100 * 2 ** (-rate * points / 10) <= high
    assert 0.84 <= held / 480 <= 0.95
