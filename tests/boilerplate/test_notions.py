"""Phrases are found as whole words, wherever in a text they stand."""

import pytest

from auditor.boilerplate.notions import Phrases

SIGN_UP = Phrases.of({"joining": ["sign up"]})


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("sign up", [(0, 7)]),
        ("sign up for the tides", [(0, 7)]),
        ("the boats sign up", [(10, 17)]),
        ("(sign up)", [(1, 8)]),
        ("resign up", []),
        ("sign upon", []),
        ("2sign up3", []),
    ],
)
def test_phrases_are_whole_words(text: str, places: list[tuple[int, int]]) -> None:
    assert [(start, end) for _, start, end in SIGN_UP.find(text)] == places
