"""Forms find the figures of a sentence that are worded as they say, and no others."""

from dataclasses import replace

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.forms import FormError, compile_form, find_worded
from auditor.ruleset import load_rules

MARGIN = load_rules()["number/margin-differs"]


def worded(text: str, form: str) -> list[list[object]]:
    """The values of the figures that a form names, wherever `text` has it."""
    rule = replace(MARGIN, params={"forms": [form], "colours": ["red", "blue"]})
    found = find_worded(Document(Article(text=text)), rule)
    return [[figures[at].value for at in places.values()] for figures, places in found]


@pytest.mark.parametrize(
    ("form", "found"),
    [
        ("<a> and <b>", [[40, 9]]),
        ("<a> and|, <b>", [[12, 40], [40, 9]]),
        ("<a:boat> , <b>", [[12, 40]]),
        ("<a:count|money> , <b:{sums/kinds of people}>", [[12, 40]]),
        ("<a:money> , <b>", []),
        ("<a> _ the <b~:count> to <c~>", [[9, 2, 3]]),
        ("<a> _ the <b:count> to <c~>", []),
        ("<a> _* to <b~>", []),
        ("<a> of? the <b~>", []),
        ("<a> in? of? the <b~>", [[9, 2]]),
        ("<a> {sums/in places}+ the <b~>", [[9, 2]]),
        ("^ boats|they had <a>", [[12]]),
        ("^ had <a>", []),
        ("they {colours} <a>", []),
        ("<a~:bare> to <b~:bare>", []),
        ("<a~:mill> to <b~:mill> .", [[2, 3]]),
    ],
)
def test_what_a_form_finds(form: str, found: list[list[int]]) -> None:
    assert worded("They had 12 boats, 40 men and 9 women in the 2 to 3 mills.", form) == found


def test_a_list_of_the_rule_stands_in_braces() -> None:
    assert worded("Of red 12 and 4, blue 9 and 5 came.", "{colours} <a>") == [[12], [9]]


@pytest.mark.parametrize(("words", "found"), [(12, [[12, 9]]), (13, [])])
def test_few_words_are_passed_over(words: int, found: list[list[int]]) -> None:
    assert worded(f"They had 12 boats {'now ' * words}9 men and 4 women.", "<a> _* <b:man>") == found


def test_what_ends_a_list_is_not_passed_over() -> None:
    assert worded("They had 12 boats (of oak 9 men and 4 women.", "<a> _* <b:man>") == []
    assert worded("They had 12 boats (of oak 9 men and 4 women.", "<a> ( _* <b:man>") == [[12, 9]]


def test_a_sentence_of_two_figures_has_no_form() -> None:
    assert worded("They had 12 boats and 9 men.", "<a> and <b>") == []


def test_half_a_character_is_read() -> None:
    assert worded("They had 12 b\ud800ats, 9 men and 4 women.", "<a> and <b>") == [[9, 4]]


@pytest.mark.parametrize("form", ["<a", "<a> {b", "<a> ??", "<a> > <b>"])
def test_what_is_no_form_is_refused(form: str) -> None:
    with pytest.raises(FormError, match="is no part of a form"):
        compile_form(form)
