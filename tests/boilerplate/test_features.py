"""The features of a text stay what the shipped model was trained on."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor import Article
from auditor.boilerplate.features import BlockFeatures, feature_names, find_features
from auditor.document import Document

TEXT = """Menu | News | Sport 12
By Ada Writer, Harbour Desk — Updated: 3 May 2024, 9:15 p.m. BST
The council of Port Ellery said on Friday that it would rebuild the harbour wall, which a storm had torn down in March.
“We are not waiting for the next one,” said Mayor Ruth Okafor. “The wall will stand before winter.”
• Ferry to Port Ellery runs again
• Ferry to Port Ellery runs again
Sign up for our newsletter and get the harbour news in your inbox!
(Photo: Lee Marsh/Getty Images)
Okafor, whose council voted 7 to 2, said that the work would cost €4.5 million and that it was asking for state aid.
© 2024 Ellery Post. All rights reserved."""
SUMS = {
    "words": 24.3723, "capital": 5.0221, "n_digit": 1.6941, "cover": 1.8757, "topic": 1.8489,
    "title_share": 1.6879, "repeats": 12.0, "names_known": 1.6667, "cue_photo-credit": 3.0, "w_we": 2.0,
    "run_topic": 1.8489, "words-1": 21.2929, "prose_before": 22.9185, "near_cue": 10.6833,
    "like": 2.0, "closing": 12.0, "head": 8.0, "bracket": 4.0, "tail": 4.0, "tail_capital": 3.5109, "site": 2.8,
}  # fmt: skip
"""Over all blocks, of features from each group."""


def features(text: str, title: str = "Port Ellery rebuilds its harbour wall") -> BlockFeatures:
    return find_features(Document(Article(title=title, text=text, source="ellerypost.example")))


def test_odds_are_those_of_a_blocks_different_words() -> None:
    document = Document(Article(text="Share this, share!\nThe mayor did share it on 12/3.\nOver here"))
    odds = find_features(document, {"share": 2.0, "mayor": -1.0, "#/#": -0.5}).columns["odds"]
    assert odds.tolist() == pytest.approx([2 / 2**0.5, 0.5 / 7**0.5, 0])


def test_the_features_of_a_fixed_text() -> None:
    """A change here asks for a new model, whatever its reason was."""
    sums = dict(zip(feature_names(), features(TEXT).values.sum(axis=1).tolist(), strict=True))
    assert {name: round(sums[name], 4) for name in SUMS} == SUMS


def test_the_features_of_a_fixed_text_as_a_whole() -> None:
    values = features(TEXT).values.astype(np.float64).round(3)
    weights = np.arange(1, values.size + 1).reshape(values.shape)
    assert float((values * weights).sum()) == pytest.approx(1471184, abs=2)


@pytest.mark.parametrize(
    ("lines", "appealing"),
    [
        (("The old mill on the quay",), [False]),
        (("The old mill on the quay", "The old mill on the quay"), [True, True]),
        (("The old mill on the quay.", "The old mill on the quay."), [False, False]),
        (("Our old mill on the quay",), [True]),
        (("See the old mill on the quay",), [True]),
        ((" ".join(["Our", *["old"] * 29]),), [True]),
        ((" ".join(["Our", *["old"] * 30]),), [False]),
    ],
)
def test_what_speaks_as_appeals_do(lines: tuple[str, ...], appealing: list[bool]) -> None:
    assert features("\n".join(lines)).appealing.tolist() == appealing


@pytest.mark.parametrize(
    ("functional", "plain", "prose"), [(5, 15, True), (5, 14, False), (6, 14, True), (5, 16, False), (19, 0, False)]
)
def test_twenty_words_of_which_a_quarter_are_function_words_are_prose(functional: int, plain: int, prose: bool) -> None:
    text = " ".join(["the"] * functional + ["quay"] * plain)
    assert bool(features(text).columns["prose"][0]) is prose


@given(st.text(st.sampled_from("aZ é9.\n•—“\u2003\U0001f600\ud800"), min_size=1, max_size=80))
def test_any_text_has_finite_features(text: str) -> None:
    document = Document(Article(text=text))
    if document.blocks:
        values = find_features(document).values
        assert values.shape == (len(feature_names()), len(document.blocks))
        assert np.isfinite(values).all()


CORNERS = "\n".join(
    [
        "The board of the port of Ellery said on Friday that harbour walls fell, boats sank, nets tore, quays broke, piers bent.",
        "The board met at port Ellery: harbour walls fell, boats sank, nets tore, quays broke, piers bent, masts split, sails rent, ropes.",
        *["Pier 1 opens"] * 8,
        *[f"Boat {number} sails" + " north" * (number % 4) for number in range(3)],
        "The council of Ellery told the harbour board that it would not pay for the wall, and the board said that it would.",
        "One two three four five six seven eight nine ten eleven twelve thirteen: what stands behind a long head of a line",
        "Read (one two three four five six seven eight nine ten eleven twelve thirteen)",
        "It fell. One two three four five six seven eight nine ten eleven twelve thirteen fourteen",
        "The harbour board said that the board of the harbour would ask the council for the wall and for the harbour again.",
        *[f"{word} at the quay gate" for word in ("Nets", "Masts", "Sails", "Ropes", "Piers", "Quays", "Boats")],
        " ".join(["The", "quay"] * 12),
        " ".join(["The", "quay"] * 13),
        *[f"The pier has {word} steps." for word in ("ten", "six", "two", "red", "old")] * 8,
        "Pier 2 opens",
        "one two three four five six seven eight nine ten eleven",
        "one two three four five six seven eight nine ten",
        "elleryharbourpostandchronicleoftheislandssince",
    ]
)


def test_limits_of_features_are_those_of_the_shipped_model() -> None:
    """Each block of the text stands at the limit of some feature: its sum moves if a limit does."""
    source = "elleryharbourpostandchronicleoftheislandssince1884.example"
    article = Article(title="Ellery harbour wall fell down upon port", text=CORNERS, source=source)
    values = find_features(Document(article)).values
    assert values.astype(np.float64).sum() == pytest.approx(14479.956, abs=0.01)


@pytest.mark.parametrize(("size", "appealing"), [(30, True), (31, False)])
def test_a_block_that_appeals_has_thirty_words_at_most(size: int, appealing: bool) -> None:
    assert features(" ".join(["Donate", *["quay"] * (size - 1)])).appealing[0] == appealing
