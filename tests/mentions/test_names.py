"""Names of titles by their capitals, and whether the text has them in any form."""

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.absent_names import find_absent_names
from auditor.mentions.names import find_body_names, find_title_names, is_acronym


def names(title: str) -> list[str]:
    document = Document(Article(title=title, text="Nothing."))
    return [title[name.span.start : name.span.end] for name in find_title_names(document)]


def absent(title: str, text: str) -> list[str]:
    document = Document(Article(title=title, text=text))
    return [title[name.span.start : name.span.end] for name in find_absent_names(document)]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Minister meets Margaret Collins in harbour", ["Margaret Collins"]),
        ("Minister Meets Margaret Collins at New House", ["Margaret Collins"]),
        ("Collins’s plan for the harbour", ["Collins"]),
        ("Fall in prices worries UNESCO", ["UNESCO"]),
        ("MINISTER MEETS MARGARET COLLINS", []),
        ("Minister says We’re late", []),
        ("Minister meets old keeper of Margaret Collins’s Bakker", ["Margaret Collins", "Bakker"]),
        ("Minister meets old keeper of Margaret, Collins", ["Margaret", "Collins"]),
        ("New LampWorks Board of Harbours", ["LampWorks"]),
        ("Quiet days by the sea", []),
        ("", []),
    ],
)
def test_names_of_a_title(title: str, expected: list[str]) -> None:
    assert names(title) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The works are led by Mrs Collins.",
        "The Collinses have gone.",
        "Margaret Colins spoke first.",
    ],
)
def test_a_surname_or_a_misspelling_is_presence(text: str) -> None:
    assert absent("Board thanks Margaret Collins", text) == []


def test_initials_of_a_full_name_are_presence() -> None:
    assert absent("Staff of the RWBX ask for more", "The Regional Water Board Xanten declined.") == []


def test_another_name_of_a_thing_is_presence() -> None:
    assert absent("Tax cut divides GOP", "Republicans disagreed.") == []


def test_an_article_is_no_word_of_a_name() -> None:
    assert absent("Smit leaves The Lamp Room", "Smit has gone from the mill.") == ["The Lamp Room"]


def test_a_name_that_is_nowhere_is_absent() -> None:
    assert absent("Board thanks Margaret Collins", "Heather Brandt spoke first.") == ["Margaret Collins"]


def test_a_first_word_that_is_the_surname_of_a_holder_is_presence() -> None:
    assert absent("Board thanks Xi Jinping", "Xi spoke first.") == []


@pytest.mark.parametrize(("word", "acronym"), [("UNESCO", True), ("HARBOUR", False), ("U.N.", True), ("Unesco", False)])
def test_an_acronym_has_six_letters_at_most(word: str, acronym: bool) -> None:
    assert is_acronym(word) is acronym


def test_names_of_the_body_have_two_letters_at_least() -> None:
    document = Document(Article(text="They met Xi at the mill of Q Zoutpan."))
    assert list(find_body_names(document)) == ["xi", "zoutpan"]
