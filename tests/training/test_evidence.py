"""Weights are learnt back from candidates that were made by them; thresholds and files say what they promise."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from auditor.article import Span
from auditor.document import Document
from auditor.evidence import Model, load_model
from training.evidence.candidate import Candidate, Kind
from training.evidence.card import card, data_file
from training.evidence.kinds import KINDS
from training.evidence.material import FOLDS, Material, collect
from training.evidence.train import cross_validate, point_at, train
from training.slips.dates import DAY_OF_MONTH
from training.slips.generate import KINDS as SLIPS
from training.slips.slip import Row

TRUE = {"spoken_for": 2.0, "spoken_against": -1.5, "idle": 0.0}
BIAS = -1.0


def none(_: Document) -> list[Candidate]:
    return []


def material(count: int) -> Material:
    """Candidates by chance, right as the true weights have it; each of an article of its own, all with a slip."""
    chance = np.random.default_rng(7)
    rows = chance.integers(0, 2, (count, len(TRUE))).astype(float)
    odds = BIAS + rows @ np.array(list(TRUE.values()))
    right = chance.random(count) < 1 / (1 + np.exp(-odds))
    numbers = np.arange(count)
    return Material(rows, right, numbers, numbers % FOLDS, ["made"] * count, numbers < 0)


def test_weights_are_learnt_back() -> None:
    model = train("made", Kind(("made",), tuple(TRUE), none, 1.0, "made so"), material(20_000)).model
    assert model.weights == pytest.approx(TRUE, abs=0.15)
    assert model.bias == pytest.approx(BIAS, abs=0.15)
    odds = BIAS + TRUE["spoken_for"]
    assert model.score({"spoken_for": True}) == pytest.approx(1 / (1 + np.exp(-odds)), abs=0.03)


def test_no_article_is_scored_by_weights_that_saw_its_source() -> None:
    """The one feature tells slips in four parts, and the opposite in the fifth: there it is believed all the same."""
    numbers = np.arange(1000)
    folds = numbers % FOLDS
    rows = (numbers // FOLDS % 2).astype(float)[:, None]
    right = (rows[:, 0] == 1) ^ (folds == 0)
    raw = cross_validate(Material(rows, right, numbers, folds, ["made"] * 1000, numbers < 0), 1.0)
    odd_part = folds == 0
    assert raw[odd_part & (rows[:, 0] == 1)].min() > 0 > raw[odd_part & (rows[:, 0] == 0)].max()


@pytest.mark.parametrize(("articles", "wrong"), [(2000, 2), (200, 20), (10**9, 0)])
def test_a_threshold_flags_no_more_than_it_may(articles: int, wrong: int) -> None:
    """4,000 untouched articles with two candidates each, and a slip in each that scores somewhat higher."""
    count = 4000
    scores = np.random.default_rng(3).random(3 * count) * 0.8
    right = np.arange(3 * count) >= 2 * count
    scores[right] += 0.2
    made = Material(
        np.zeros((3 * count, 1)), right, np.arange(3 * count) % count, np.zeros(count), ["made"] * count, scores < 0
    )
    point = point_at(made, scores, articles)
    assert point.wrong == wrong
    assert point.found == (scores[right] >= point.threshold).sum() > 0


def days(document: Document) -> Iterator[Candidate]:
    for match in DAY_OF_MONTH.finditer(document.text):
        features = {"beyond": int(match["day"]) > 30, "even": int(match["day"]) % 2 == 0}
        yield Candidate(Span(*match.span()), "text", features)


DAYS = Kind(("impossible_date",), ("beyond", "even"), days, 1 / 1000, "assumed: this is a test")
ROWS: list[Row] = [
    {
        "id": f"row-{n}",
        "title": "",
        "text": f"They met on April {1 + n % 30} and {n} of them came.",
        "source": f"s{n % 9}",
    }
    for n in range(400)
]


def test_a_kind_is_trained_from_articles_to_file_and_card() -> None:
    made = collect(DAYS, [*ROWS, {"id": "bare", "title": "", "text": "It rained."}], 1)
    assert (made.right.sum(), (~made.right).sum()) == (400, 400)
    assert made.share == 400 / 401
    parts = {row["source"]: made.folds[number] for number, row in enumerate(ROWS)}
    assert [parts[row["source"]] for row in ROWS] == made.folds[:400].tolist()
    trained = train("days", DAYS, made)
    assert (trained.sure.found, trained.sure.wrong) == (400, 0)
    assert trained.model.weights["beyond"] > 4 * abs(trained.model.weights["even"])
    text = data_file(DAYS, trained.model, ["made"], ROWS)
    assert Model.parse("days", text) == trained.model
    assert text.startswith("# Written by `python -m training.evidence days`; ")
    lines = card(DAYS, made, trained, ["made"], ["none"]).splitlines()
    assert "- Candidates: 400 in the untouched articles, 400 that meet a slip." in lines
    assert "| impossible_date | 400 | 400 | 400 | 400 |" in lines


def test_a_feature_that_the_kind_does_not_name_is_refused() -> None:
    with pytest.raises(KeyError, match="a candidate has even, which is none of the kind's features"):
        collect(DAYS._replace(features=("beyond",)), ROWS[:1], 1)


@pytest.mark.parametrize("name", KINDS)
def test_a_shipped_file_weighs_what_its_kind_tells_of(name: str) -> None:
    kind = KINDS[name]
    model = load_model(name, frozenset(kind.features))
    assert model.prevalence == kind.prevalence
    assert set(kind.slips) <= set(SLIPS)


def test_the_command_writes_the_file_and_the_card(tmp_path: Path) -> None:
    """An article with an error of its own is not learnt from, and the card says that the error is met."""
    text = (
        "The board lent {n} boats in spring. In the harbour people wondered.\n\nIt will lend {m} boats again, it said."
    )
    rows = [
        {"id": f"a{n}", "title": "Boats", "text": text.format(n=3214 + 10 * n, m=3214 + 10 * n)} for n in range(60)
    ] + [
        {"id": f"b{n}", "title": "Boats", "text": f"It lent {4434 + n} oars.\n\nLater it sold {4834 + n} old sails."}
        for n in range(30)
    ]
    spoilt = {"id": "spoilt", "title": "Boats", "text": text.format(n=5614, m=5814)}
    start = spoilt["text"].index("5814")
    error = {"article": "spoilt", "field": "text", "start": start, "end": start + 4, "kind": "number"}
    articles, natural = tmp_path / "articles.jsonl", tmp_path / "natural.jsonl"
    articles.write_text("".join(json.dumps(row) + "\n" for row in [*rows, spoilt]), encoding="utf-8")
    natural.write_text(json.dumps(error) + "\n", encoding="utf-8")
    command = [sys.executable, "-m", "training.evidence", "number-conflict", str(articles), "--natural", str(natural)]
    done = subprocess.run(
        [*command, "--data", str(tmp_path), "--cards", str(tmp_path)],
        capture_output=True, text=True, check=True, cwd=Path(__file__).parents[2],
    )  # fmt: skip
    assert (tmp_path / "number-conflict.md").read_text(encoding="utf-8") == done.stdout
    assert "- Articles: 90 of articles, as they were published." in done.stdout
    assert "Natural errors, never learnt from: 1 in these articles, 1 of them met by a candidate." in done.stdout
    written = (tmp_path / "number-conflict.tsv").read_text(encoding="utf-8")
    assert Model.parse("number-conflict", written).weights["words_beside"] > 0
