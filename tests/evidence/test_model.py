"""Weights are read strictly, and what they add up to is a probability for the newsroom."""

import math
from importlib.resources import files

import pytest

from auditor.evidence import EvidenceError, Model, load_model

LINES = {
    "bias": "-2", "share": "0.5", "prevalence": "0.005", "sure": "0.9", "worth_a_look": "0.1",
    "same_noun": "3", "in_series": "-1.5",
}  # fmt: skip


def text(**changes: str) -> str:
    return "# Set on the articles of a test.\n\n" + "".join(f"{k}\t{v}\n" for k, v in {**LINES, **changes}.items())


MODEL = Model.parse("made", text())


def log_odds(probability: float) -> float:
    return math.log(probability / (1 - probability))


def test_a_file_is_read() -> None:
    weights = {"same_noun": 3.0, "in_series": -1.5}
    assert Model.parse("made", text()) == Model("made", -2, 0.5, 0.005, 0.9, 0.1, weights)


def test_features_add_their_weights_to_the_odds_that_news_has() -> None:
    """One error for each 200 articles, not for each two: a hundred times less."""
    assert log_odds(MODEL.score({})) == pytest.approx(-2 - math.log(100))
    assert log_odds(MODEL.score({"same_noun": True, "in_series": 2.0})) == pytest.approx(-2 - math.log(100) + 3 - 3)


def test_what_is_left_out_is_nothing() -> None:
    assert MODEL.score({"same_noun": 1}) == MODEL.score({"same_noun": True, "in_series": False})
    assert MODEL.points({"in_series": False}) == []


def test_points_tell_what_weighs_most_first() -> None:
    assert MODEL.points({"in_series": True, "same_noun": 0.75}) == [("same_noun", 2.25), ("in_series", -1.5)]


@pytest.mark.parametrize("value", [1e6, -1e6])
def test_a_score_stays_a_probability(value: float) -> None:
    assert MODEL.score({"same_noun": value}) == pytest.approx(float(value > 0))


@pytest.mark.parametrize("call", [MODEL.score, MODEL.points])
def test_a_feature_without_weight_is_refused(call: object) -> None:
    assert callable(call)
    with pytest.raises(KeyError, match=r"made\.tsv has no weight for same_now; it has in_series, same_noun"):
        call({"same_now": True})


@pytest.mark.parametrize(
    ("broken", "said"),
    [
        (text(same_noun="high"), "made.tsv:8: same_noun needs a number, not 'high'"),
        (text(same_noun="nan"), "made.tsv:8: same_noun needs a number that has an end, not nan"),
        (text(prevalence="0"), "made.tsv:5: prevalence is more than 0 and at most 1, not 0"),
        (text(sure="1.5"), "made.tsv:6: sure is more than 0 and at most 1, not 1.5"),
        (text() + "bias\t1\n", "made.tsv:10: bias stands here a second time; each name has one row"),
        (text() + "same_noun 3\n", "made.tsv:10: a row is a name, a tab and a number, not 'same_noun 3'"),
        (text().replace("share\t0.5\n", ""), "made.tsv: there is no row share; it needs all of bias, share, "),
    ],
)
def test_a_broken_file_is_refused_with_its_line(broken: str, said: str) -> None:
    with pytest.raises(EvidenceError) as refused:
        Model.parse("made", broken)
    assert said in str(refused.value)


def test_every_shipped_file_is_read() -> None:
    shipped = files("auditor.evidence") / "data"
    for path in shipped.iterdir():
        model = load_model(path.name.removesuffix(".tsv"))
        assert model.worth_a_look <= model.sure
        assert load_model(model.name, frozenset(model.weights)) == model
        with pytest.raises(KeyError, match="has no weight for unheard_of"):
            load_model(model.name, frozenset(model.weights) | {"unheard_of"})
        with pytest.raises(KeyError, match="which the kind does not give; train it anew"):
            load_model(model.name, frozenset(list(model.weights)[1:]))
