"""Slips that make a common word one that no list knows."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.misspellings import (
    find_joined_words,
    find_misspellings,
    find_unknown,
    is_compound,
    is_derived,
    is_doubled_within,
    slip_of,
)


@pytest.mark.parametrize(
    ("word", "right", "slip"),
    [
        ("recieve", "receive", "swapped"),
        ("occured", "occurred", "doubled"),
        ("annnounced", "announced", "doubled"),
        ("goverment", "government", "left out"),
        ("similiar", "similar", "put in"),
        ("catagory", "category", "vowel"),
        ("comsumption", "consumption", "key"),
        ("hravest", "harvest", "swapped"),
        ("harvwst", "harvest", "key"),
        ("harvect", "harvest", ""),
        ("organise", "organize", ""),
        ("harvests", "harvest", ""),
        ("arvest", "harvest", ""),
    ],
)
def test_how_a_word_came_about(word: str, right: str, slip: str) -> None:
    assert slip_of(word, right) == slip


@pytest.mark.parametrize(
    ("word", "right", "within"),
    [
        ("promotees", "promotes", True),
        ("snuggly", "snugly", True),
        ("possiblly", "possibly", False),
        ("guaranteee", "guarantee", False),
        ("targetted", "targeted", False),
        ("occured", "occurred", False),
    ],
)
def test_letters_that_stand_twice_in_a_stem_or_an_ending(word: str, right: str, within: bool) -> None:
    assert is_doubled_within(word, right) == within


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a lamp for the goverment", {"goverment": "government"}),
        ("a goverment, the goverment, no goverment", {"goverment": "government"}),
        ("a goverment, the goverment, no goverment, one goverment", {}),
        ("an organisation of harbours in favour of it", {}),
        ("a centrepiece that she anglicises for coeliac keepers", {}),
        ("a comcommittee of evidedence", {"comcommittee": "committee", "evidedence": "evidence"}),
        ("the Goverment of a goverment, and the Recieve", {"goverment": "government"}),
        ("a gouverment3 of the_goverment", {}),
        ("tbe lamp", {}),
        ("a pasport", {"pasport": "passport"}),
        ("an aquariuum", {}),
        ("a goverénment", {}),
        ("a zezezark lamp", {}),
    ],
)
def test_what_stands_seldom_and_is_in_no_list(text: str, found: dict[str, str]) -> None:
    document = Document(Article(text=text))
    assert {each.word: each.right for each in find_misspellings(document)} == found


@pytest.mark.parametrize(
    ("word", "found"), [("thebakery", ["the bakery"]), ("thehammer", ["the hammer"]), ("thekidney", [])]
)
def test_both_of_two_words_stand_on_pages_enough(word: str, found: list[str]) -> None:
    assert [each.right for each in find_joined_words(Document(Article(text=f"They saw {word}.")))] == found


def test_two_words_without_a_space() -> None:
    letters = "the" + "a" * 28
    document = Document(Article(text=f"the lamp ofthe mill, a boatand, wherethe mill is; onstream {letters}"))
    assert letters not in document.layer(find_unknown)
    assert letters[:-1] in find_unknown(Document(Article(text=letters[:-1])))
    assert {each.word: each.right for each in find_joined_words(document)} == {"wherethe": "where the"}


@pytest.mark.parametrize(
    "word",
    [
        "defunding",
        "tradies",
        "hardass",
        "murkiest",
        "unpainted",
        "improvers",
        "likable",
        "reloaders",
        "confiners",
        "shrifts",
        "unacorn",
        "acornish",
    ],
)
def test_derived_words(word: str) -> None:
    assert is_derived(word)


@pytest.mark.parametrize(
    ("word", "compound"),
    [
        ("driveaway", True),
        ("backlist", True),
        ("listback", True),
        ("spokeman", False),
        ("artice", False),
        ("zezelist", False),
    ],
)
def test_words_made_of_two(word: str, compound: bool) -> None:
    assert is_compound(word) is compound


@pytest.mark.parametrize(
    "word", ["goverment", "recieve", "similiar", "entites", "zezying", "abutting", "unadze", "agogly"]
)
def test_words_made_of_no_other(word: str) -> None:
    assert not is_derived(word)
