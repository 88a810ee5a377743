"""How words begin to be spoken."""

import pytest

from auditor.mentions.sound import begins_with_vowel

VOWEL = (
    "apple onerous Onega honest heirloom hour uninsured unidentified umbrella usher MP FBI F EU MPs mRNA 8 80th 8.1 11 18 18,000 "
    "iPhone AIDS Oslo Élan 800 11.5 M.B.A. IRS"
)
CONSONANT = (
    "lamp university unicorn unidirectional Unix European one onetime Onewheel Ouija useful UN USDA US UNESCO GOP CIA U 1 7 100 110 "
    "1.8 Honduran yacht Ukrainian Utah Xanadu wage"
)
UNKNOWN = "historic hotel herb NASA SWAT AAA NYC Xbox Nguyen Mbeki Ypres 0 0.5 1,800 1100 1870 mph Mi8 llama Uber Rs Rs. MoU MoDs LinkedIn NATO's RESTful NATOed UX MO"


@pytest.mark.parametrize("word", VOWEL.split())
def test_words_that_begin_with_a_vowel(word: str) -> None:
    assert begins_with_vowel(word) is True


@pytest.mark.parametrize("word", CONSONANT.split())
def test_words_that_begin_with_a_consonant(word: str) -> None:
    assert begins_with_vowel(word) is False


@pytest.mark.parametrize("word", UNKNOWN.split())
def test_words_that_are_spoken_in_two_ways_or_not_at_all(word: str) -> None:
    assert begins_with_vowel(word) is None
