"""The profile of a source: categories that add up, months with breaks, the passages behind every point."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.finding import TOPICS, Severity
from auditor.score.article import Charge, Status, article_load
from auditor.score.profile import (
    CheckedArticle,
    Passage,
    SourceProfile,
    charge_passages,
    count_loads,
    finding_rates,
    profile_source,
    typical_rates,
)
from auditor.score.source import Constants

TODAY = date(2026, 11, 22)
PASSAGES = st.builds(
    lambda rule, severity, status: Passage(Charge(rule, severity, status)),
    st.sampled_from([f"{topic}/rule" for topic in TOPICS]), st.sampled_from(Severity), st.sampled_from(Status),
)  # fmt: skip
ARTICLES = st.lists(
    st.builds(
        lambda age, words, wording, passages: CheckedArticle(
            TODAY - timedelta(days=age), words, str(wording), "r", passages
        ),
        st.integers(0, 400), st.integers(0, 2_000), st.integers(0, 20), st.lists(PASSAGES, max_size=6),
    ),
    max_size=8,
)  # fmt: skip


def checked(*passages: Passage, **changes: Any) -> CheckedArticle:
    values: dict[str, Any] = {"day": TODAY, "words": 500, "wording": "w", "ruleset": "r", "passages": passages}
    return CheckedArticle(**(values | changes))


def major(rule: str = "office/a", status: Status = Status.OPEN) -> Passage:
    return Passage(Charge(rule, Severity.MAJOR, status))


def profile(*articles: CheckedArticle, **typical: float) -> SourceProfile:
    return profile_source("example.org", articles, TODAY, Constants(), typical)


@given(ARTICLES)
def test_categories_add_up_to_the_source(articles: list[CheckedArticle]) -> None:
    made = profile(*articles)
    if made.score is None:
        return
    mean = made.score.posterior.shape / made.score.posterior.rate
    parts = [category.posterior.shape / category.posterior.rate for category in made.categories]
    rest = (len(TOPICS) - len(parts)) * (Constants().shape / len(TOPICS)) / made.score.posterior.rate
    assert sum(parts) + rest == pytest.approx(mean)
    assert sum(category.share for category in made.categories) <= 1 + 1e-9


@given(ARTICLES)
def test_every_point_has_its_passage(articles: list[CheckedArticle]) -> None:
    charged = charge_passages(articles, {})
    for article in articles:
        points = sum(c.points for c in charged if c.article is article)
        load = article_load([passage.charge for passage in article.passages], article.words, {})
        repeats = sum(other is article for other in articles)
        assert min(points / repeats, 40) == pytest.approx(load)


def test_counts() -> None:
    made = profile(
        checked(major(), major("title/a"), wording="1"),
        checked(major(status=Status.DISMISSED), wording="2", day=TODAY - timedelta(days=9)),
        office=3.0,
    )
    assert (made.articles, made.first, made.last) == (2, TODAY - timedelta(days=9), TODAY)
    assert made.statuses == {Status.OPEN: 2, Status.DISMISSED: 1}
    assert [(c.topic, c.findings, c.per_ten, c.typical) for c in made.categories] == [
        ("title", 1, 5, None),
        ("office", 1, 5, 3.0),
    ]
    assert [charged.points for charged in made.passages] == [4, 4, 0]


def test_advice_is_not_listed() -> None:
    assert profile(checked(Passage(Charge("metadata/a", Severity.INFO)))).passages == ()


def test_months_break_where_the_rules_change() -> None:
    days = [date(2026, 8, 5), date(2026, 9, 5), date(2026, 10, 5), date(2026, 10, 6)]
    rulesets = ["r1", "r1", "r1", "r2"]
    articles = [checked(day=d, ruleset=r, wording=str(d)) for d, r in zip(days, rulesets, strict=True)]
    months = profile(*articles).months
    assert [(m.name, m.articles, m.changed) for m in months] == [
        ("2026-08", 1, False),
        ("2026-09", 1, False),
        ("2026-10", 2, True),
    ]
    assert months[2].rulesets == ("r1", "r2")


def test_a_source_without_articles() -> None:
    made = profile()
    assert (made.score, made.first, made.months, made.passages) == (None, None, (), ())


def test_typical_rates_are_medians_of_several_sources() -> None:
    rates = [finding_rates([checked(*[major()] * n)], {}) for n in (0, 1, 5)]
    assert typical_rates(rates)["office"] == 10
    assert typical_rates(rates[:1]) == {}


def test_a_wrong_day_costs_one_article_of_its_source_and_day() -> None:
    day = Passage(Charge("metadata/date-contradicted", Severity.MODERATE))
    other = TODAY - timedelta(days=1)
    articles = [checked(day, wording="b"), checked(day, major(), wording="a"), checked(day, wording="c", day=other)]
    made = profile(*articles)
    costs = {(c.article.wording, c.passage.charge.rule): c.points for c in made.passages}
    assert costs["b", "metadata/date-contradicted"] == 0
    assert costs["a", "metadata/date-contradicted"] == costs["c", "metadata/date-contradicted"] > 0
    assert costs["a", "office/a"] > 0
    assert made.contradicted_days == {other: 1, TODAY: 2}


def test_what_was_not_judged_is_no_evidence() -> None:
    judged = [checked(major(), wording=str(n), day=TODAY - timedelta(days=9 * n)) for n in range(12)]
    left_out = [checked(major("title/b"), wording=f"x{n}", judged=False, ruleset="other") for n in range(3)]
    alone, together = profile(*judged), profile(*judged, *left_out)
    assert (together.articles, together.unjudged, alone.unjudged) == (15, 3, 0)
    for name in ("score", "first", "last", "rulesets", "statuses", "categories", "months", "passages"):
        assert getattr(together, name) == getattr(alone, name), name
    assert count_loads([*judged, *left_out], {}) == count_loads(judged, {})
    assert finding_rates([*judged, *left_out], {}) == finding_rates(judged, {})


def test_a_source_of_which_nothing_was_judged_has_no_score() -> None:
    made = profile(checked(major(), judged=False))
    assert (made.articles, made.unjudged, made.score, made.first, made.months) == (1, 1, None, None, ())
