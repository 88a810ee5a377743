"""The score of an article: what it promises, for any findings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.finding import Severity
from auditor.score.article import (
    MAX_LOAD,
    POINTS,
    Charge,
    Status,
    article_load,
    article_score,
    charged_points,
    rule_weight,
)

RULES = ["office/a", "office/b", "geography/a", "title/a", "boilerplate/a", "quotation/a", "metadata/a"]
CHARGES = st.builds(
    Charge, st.sampled_from(RULES), st.sampled_from(Severity), st.sampled_from(Status), st.booleans(), st.booleans()
)
LISTS = st.lists(CHARGES, max_size=8)
WORDS = st.integers(0, 5_000)
WEIGHTS = st.dictionaries(st.sampled_from(RULES), st.floats(0, 1))


def open_charge(severity: Severity = Severity.MAJOR, rule: str = "office/a") -> Charge:
    return Charge(rule, severity)


@given(LISTS, CHARGES, WORDS, WEIGHTS)
def test_one_more_finding_never_raises_a_score(
    charges: list[Charge], more: Charge, words: int, weights: dict[str, float]
) -> None:
    assert article_score([*charges, more], words, weights) <= article_score(charges, words, weights)


@given(LISTS.flatmap(lambda charges: st.tuples(st.just(charges), st.permutations(charges))), WORDS, WEIGHTS)
def test_order_does_not_matter(lists: tuple[list[Charge], list[Charge]], words: int, weights: dict[str, float]) -> None:
    assert article_score(lists[0], words, weights) == article_score(lists[1], words, weights)


@given(st.lists(CHARGES, min_size=1, max_size=8), WORDS, WEIGHTS)
def test_dismissing_never_lowers_a_score(charges: list[Charge], words: int, weights: dict[str, float]) -> None:
    first = charges[0]
    dismissed = Charge(first.rule, first.severity, Status.DISMISSED, first.quoted, first.extracted)
    assert article_score([dismissed, *charges[1:]], words, weights) >= article_score(charges, words, weights)


@given(LISTS, st.integers(0, 500), WEIGHTS)
def test_articles_up_to_500_words_bear_their_findings_whole(
    charges: list[Charge], words: int, weights: dict[str, float]
) -> None:
    assert article_score(charges, words, weights) == article_score(charges, 500, weights)


@given(LISTS, WORDS, WEIGHTS)
def test_points_of_findings_add_up(charges: list[Charge], words: int, weights: dict[str, float]) -> None:
    points = charged_points(charges, words, weights)
    assert len(points) == len(charges)
    assert min(sum(points), MAX_LOAD) == pytest.approx(article_load(charges, words, weights))


@given(CHARGES, st.integers(1, 30), WORDS, WEIGHTS)
def test_copies_of_one_defect_cost_twice_at_most(
    charge: Charge, copies: int, words: int, weights: dict[str, float]
) -> None:
    assert article_load([charge] * copies, words, weights) <= 2 * article_load([charge], words, weights)


def test_clean_article_has_100() -> None:
    assert article_score([], 400) == 100


@pytest.mark.parametrize(("severity", "load"), [(s, POINTS[s] / 2) for s in Severity])
def test_undecided_findings_count_half(severity: Severity, load: float) -> None:
    assert article_load([open_charge(severity)], 400, {}) == load


@pytest.mark.parametrize(
    ("status", "load"),
    [(Status.ACCEPTED, 8), (Status.CORRECTED, 4), (Status.DISMISSED, 0), (Status.FIXED, 0), (Status.OPEN, 6)],
)
def test_status(status: Status, load: float) -> None:
    assert article_load([Charge("office/a", Severity.MAJOR, status)], 400, {"office/a": 0.75}) == load


def test_ten_points_halve_the_score() -> None:
    assert article_score([Charge("title/a", Severity.CRITICAL)], 400) == 50


def test_quoted_words_are_their_speakers() -> None:
    assert article_score([Charge("office/a", Severity.CRITICAL, Status.ACCEPTED, quoted=True)], 400) == 100
    assert article_score([Charge("quotation/a", Severity.CRITICAL, Status.ACCEPTED, quoted=True)], 400) == 25


def test_remains_of_a_page_are_charged_to_who_cut_the_text_out() -> None:
    assert article_score([Charge("boilerplate/a", Severity.MAJOR, extracted=True)], 400) == 100
    assert article_score([Charge("office/a", Severity.MAJOR, extracted=True)], 400) < 100


def test_length_dilutes_findings_in_running_text_only() -> None:
    text, title = [open_charge(rule="office/a")], [open_charge(rule="title/a")]
    assert article_load(text, 1_000, {}) == article_load(text, 500, {}) / 2
    assert article_load(text, 2_000, {}) == article_load(text, 50_000, {}) == article_load(text, 500, {}) / 4
    assert article_load(title, 2_000, {}) == article_load(title, 500, {})


def test_load_is_capped() -> None:
    assert article_load([Charge(rule, Severity.CRITICAL, Status.ACCEPTED) for rule in RULES], 400, {}) == MAX_LOAD


@pytest.mark.parametrize(
    ("accepted", "dismissed", "weight"),
    [(0, 0, 0.5), (19, 0, 0.5), (20, 0, 21 / 22), (0, 1, 0), (3, 3, 0.5), (9, 11, 0), (15, 5, 16 / 22)],
)
def test_weight_of_a_rule(accepted: int, dismissed: int, weight: float) -> None:
    assert rule_weight(accepted, dismissed) == pytest.approx(weight)


@given(st.integers(0, 200), st.integers(0, 200))
def test_a_dismissal_never_makes_a_rule_weigh_more(accepted: int, dismissed: int) -> None:
    before, after = rule_weight(accepted, dismissed), rule_weight(accepted, dismissed + 1)
    assert after <= before or (accepted + dismissed + 1 == 20 and accepted > dismissed)
