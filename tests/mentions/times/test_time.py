"""What a time says by itself."""

import pytest

from auditor import Article
from auditor.document import Document
from auditor.mentions.times import Time, find_times


def time_of(words: str) -> Time:
    (time,) = find_times(Document(Article(text=f"It was {words}, he said.")))
    return time


@pytest.mark.parametrize(
    ("words", "told"), [("in 2019", True), ("in May 2019", True), ("in the 1990s", False), ("in May", False)]
)
def test_a_year_and_its_parts_are_of_a_year(words: str, told: bool) -> None:
    assert time_of(words).of_a_year is told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("last year", True),
        ("a year ago", True),
        ("last May", True),
        ("last spring", True),
        ("two years ago", False),
        ("this year", False),
        ("last month", False),
    ],
)
def test_what_is_of_last_year(words: str, told: bool) -> None:
    assert time_of(words).is_of_last_year is told


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("on Friday", True),
        ("yesterday", True),
        ("last year", True),
        ("last decade", False),
        ("last May", False),
        ("on May 3", False),
    ],
)
def test_what_needs_the_day_of_the_document(words: str, told: bool) -> None:
    assert time_of(words).needs_document_date is told
