"""What an article is written in, and where it has passages in another language."""

import pytest

from auditor.article import Article, Span
from auditor.document import Document
from auditor.mentions.languages import Languages, Passage, find_languages
from auditor.text.languages import ENGLISH


@pytest.mark.parametrize(
    ("span", "held"),
    [
        (Span(9, 12), False),
        (Span(10, 12), True),
        (Span(18, 20), True),
        (Span(18, 21), False),
        (Span(24, 26), False),
        (Span(30, 40), True),
    ],
)
def test_a_passage_holds_what_lies_in_it(span: Span, held: bool) -> None:
    passages = (Passage(Span(10, 20), ENGLISH), Passage(Span(30, 40), ENGLISH))
    assert Languages(ENGLISH, passages).holds(span) is held


def test_an_article_without_passages_holds_nothing() -> None:
    assert not Languages(ENGLISH).holds(Span(0, 3))


@pytest.mark.parametrize(("words", "english"), [(29, True), (30, False)])
def test_a_short_text_in_no_known_language_is_taken_for_english(words: int, english: bool) -> None:
    assert find_languages(Document(Article(text="zezark " * words))).english is english
