"""Which numbers of a text bear out one of its title, to the last one that does and the first one that does not."""

from fractions import Fraction

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.number_fit import (
    add_up_to,
    bears_out,
    count_same,
    is_share,
    is_within,
    may_both_hold,
    times_apart,
)
from auditor.mentions.numbers import Number, find_numbers


def number(text: str) -> Number:
    """The one number of a text."""
    (found,) = find_numbers(Document(Article(text=text)))
    return found


@pytest.mark.parametrize(
    ("titled", "told", "other"),
    [
        ("over 100 boats", "125 boats", "94 boats"),
        ("under 100 boats", "80 boats", "79 boats"),
        ("up to 100 boats", "80 boats", "79 boats"),
        ("nearly 100 boats", "80 boats", "79 boats"),
        ("about 1000 boats", "900 boats", "899 boats"),
        ("600 boats", "551 boats", "549 boats"),
        ("80 boats", "80 boats", "75 boats"),
        ("2.5 million boats", "2,499,000 boats", "2,390,000 boats"),
        ("2 days", "48 hours", "30 hours"),
        ("100 boats", "96 boats", "94 boats"),
        ("80 miles", "80.4 miles", "81 miles"),
        ("1 boat", "1 boat", "0 boats"),
        ("80.8%", "80.8%", "four out of five boats"),
        ("80%", "four out of five boats", "three out of five boats"),
        ("four out of five boats", "80%", "79%"),
    ],
)
def test_what_bears_a_number_out(titled: str, told: str, other: str) -> None:
    assert bears_out(number(titled), number(told))
    assert not bears_out(number(titled), number(other))


@pytest.mark.parametrize(
    ("bounded", "least", "most"),
    [
        ("over 1000 boats", 1000, 1250),
        ("at least 1000 boats", 1000, 1250),
        ("under 1000 boats", 800, 1000),
        ("up to 1000 boats", 800, 1000),
        ("nearly 1000 boats", 800, 1000),
        ("about 1000 boats", 900, 1100),
        ("1000 boats", 1000, 1000),
    ],
)
def test_where_a_bounded_number_lies(bounded: str, least: int, most: int) -> None:
    within = [value for value in range(1, 2000) if is_within(number(bounded), Fraction(value))]
    assert (within[0], within[-1]) == (least, most)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("20 boats", "30 boats", True),
        ("20 boats", "200 boats", True),
        ("20 boats", "201 boats", False),
        ("20 boats", "30 ships", False),
        ("2 boats", "1 boat", False),
        ("20 boats", "2 boats", True),
        ("20 miles", "30 miles", True),
        ("20 miles", "30 days", False),
    ],
)
def test_what_counts_the_same(one: str, other: str, same: bool) -> None:
    assert count_same(number(one), number(other)) is same


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        ("over 40 boats", "46 boats", True),
        ("at least 12 boats", "13 boats", True),
        ("over 40 boats", "36 boats", False),
        ("nearly 40 boats", "36 boats", True),
        ("40 boats", "46 boats", False),
    ],
)
def test_numbers_that_may_both_hold(one: str, other: str, both: bool) -> None:
    assert may_both_hold(number(one), number(other)) is both


def test_how_many_times_one_number_is_another() -> None:
    assert times_apart(number("20 boats"), number("50 boats")) == 2.5
    assert times_apart(number("0 boats"), number("50 boats")) == float("inf")


@pytest.mark.parametrize(
    ("titled", "parts", "made"),
    [
        ("30 boats", ["10 boats", "20 boats"], True),
        ("30 boats", ["10 boats", "21 boats"], False),
        ("30 boats", ["50 boats", "20 boats"], True),
        ("30 boats", ["10 boats", "20 miles"], False),
        ("30 boats", ["5 boats", "10 boats", "15 ships"], True),
        ("30 boats", ["30 boats", "4 boats"], False),
        ("30 boats", ["5 boats", "6 boats", "9 boats", "10 boats"], False),
        ("30%", ["10%", "20%"], True),
        ("30%", ["10%", "15%", "5%"], False),
    ],
)
def test_what_adds_up(titled: str, parts: list[str], made: bool) -> None:
    assert add_up_to(number(titled), list(map(number, parts))) is made


@pytest.mark.parametrize(
    ("titled", "share"),
    [("80%", True), ("81%", False), ("80.8%", False), ("four out of five boats", True), ("80 boats", False)],
)
def test_shares(titled: str, share: bool) -> None:
    assert is_share(number(titled), [(number("160 boats"), number("200 boats"))]) is share


def test_nothing_is_no_share_of_nothing() -> None:
    assert not is_share(number("25%"), [(number("0 boats"), number("0 boats"))])
