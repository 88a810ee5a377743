"""Stems bring the forms of a word together and keep different words apart."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.text.stems import MIN_STEM, stem


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("offers", "offer"),
        ("talks", "talking"),
        ("pledged", "pledge"),
        ("economies", "economy"),
        ("stabilised", "stabilise"),
        ("norway's", "norway"),
        ("stopped", "stopping"),
        ("workers", "work"),
    ],
)
def test_forms_share_a_stem(one: str, other: str) -> None:
    assert stem(one) == stem(other)


@pytest.mark.parametrize(("one", "other"), [("nation", "native"), ("iran", "iraq"), ("us", "use"), ("red", "ring")])
def test_other_words_do_not(one: str, other: str) -> None:
    assert stem(one) != stem(other)


@given(st.text(min_size=1, max_size=40))
def test_a_stem_is_never_longer_nor_empty(word: str) -> None:
    assert min(len(word), MIN_STEM) <= len(stem(word)) <= len(word)
