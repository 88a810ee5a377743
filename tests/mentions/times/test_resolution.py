"""What a mention means in an article of one day."""

from dataclasses import replace
from datetime import date

import pytest

from auditor import Article
from auditor.document import Document
from auditor.mentions.times import Interval, find_times, interval_of, numeric_interval

BASE = date(2025, 12, 20)  # a Saturday


def meaning(words: str) -> Interval | None:
    (time,) = find_times(Document(Article(text=f"It was in {words}, he said.")))
    return interval_of(time, BASE)


@pytest.mark.parametrize(
    ("words", "first", "last"),
    [
        ("Sept. 29", "2025-09-29", "2025-09-29"),
        ("Sept. 29 last year", "2024-09-29", "2024-09-29"),
        ("March 12", "2026-03-12", "2026-03-12"),
        ("October", "2025-10-01", "2025-10-31"),
        ("last October", "2024-10-01", "2024-10-31"),
        ("2025", "2025-01-01", "2025-12-31"),
        ("the 1990s", "1990-01-01", "1999-12-31"),
        ("Q3 2024", "2024-07-01", "2024-09-30"),
        ("the second half of last year", "2024-07-01", "2024-12-31"),
        ("spring 2024", "2024-03-01", "2024-06-30"),
        ("winter 2024", "2023-12-01", "2025-03-31"),
        ("last month", "2025-11-01", "2025-11-30"),
        ("next year", "2026-01-01", "2026-12-31"),
        ("last quarter", "2025-07-01", "2025-09-30"),
        ("this decade", "2020-01-01", "2029-12-31"),
        ("yesterday", "2025-12-19", "2025-12-19"),
        ("two days ago", "2025-12-18", "2025-12-18"),
        ("three weeks ago", "2025-11-26", "2025-12-02"),
        ("last week", "2025-12-07", "2025-12-14"),
        ("two months ago", "2025-10-05", "2025-11-04"),
        ("mid 2024", "2024-03-01", "2024-11-01"),
        ("Sunday", "2025-12-14", "2025-12-21"),
        ("Tuesday", "2025-12-16", "2025-12-23"),
        ("last Tuesday", "2025-12-07", "2025-12-19"),
        ("next Tuesday", "2025-12-21", "2026-01-02"),
        ("Saturday", "2025-12-20", "2025-12-20"),
        ("next week", "2025-12-21", "2025-12-28"),
        ("Q1 2024", "2024-01-01", "2024-03-31"),
        ("Q4 2024", "2024-10-01", "2024-12-31"),
        ("the first half of 2024", "2024-01-01", "2024-06-30"),
        ("next month", "2026-01-01", "2026-01-31"),
        ("next quarter", "2026-01-01", "2026-03-31"),
        ("last decade", "2010-01-01", "2019-12-31"),
        ("two years ago", "2023-06-23", "2024-06-17"),
        ("June 20", "2026-06-20", "2026-06-20"),
        ("June 21", "2025-06-21", "2025-06-21"),
        ("tomorrow", "2025-12-21", "2025-12-21"),
    ],
)
def test_period(words: str, first: str, last: str) -> None:
    assert meaning(words) == (date.fromisoformat(first), date.fromisoformat(last))


def test_parts_lie_inside_their_period() -> None:
    whole, early, late = (meaning(words) for words in ("2024", "early 2024", "late 2024"))
    assert whole and early and late
    assert (early.first, late.last) == whole
    assert early.last < whole.last
    assert late.first > whole.first


@pytest.mark.parametrize("words", ["Feb. 30", "Sept. 31", "Feb. 29, 2023"])
def test_a_day_that_is_not_means_nothing(words: str) -> None:
    assert meaning(words) is None


def test_a_time_names_a_day_in_a_year() -> None:
    leap, range_, weekday = find_times(Document(Article(text="It was on Feb. 29, from May 3-5, and on a Monday.")))
    assert [leap.day_in(2023), leap.day_in(2024)] == [None, date(2024, 2, 29)]
    assert [range_.day_in(2023), range_.end_in(2023), leap.end_in(2024)] == [date(2023, 5, 3), date(2023, 5, 5), None]
    assert weekday.day_in(2023) is None


def test_nothing_relative_without_a_day() -> None:
    (time,) = find_times(Document(Article(text="It was last month.")))
    assert interval_of(time) is None


@pytest.mark.parametrize(
    ("words", "url", "first", "last"),
    [
        ("10/11/2025", None, "2025-10-11", "2025-11-10"),
        ("10/11/2025", "https://news.example.co.uk/a", "2025-11-10", "2025-11-10"),
        ("10/11/2025", "https://news.example.gov/a", "2025-10-11", "2025-10-11"),
        ("18-Dec-2025", None, "2025-12-18", "2025-12-18"),
        ("25.10.2025", None, "2025-10-25", "2025-10-25"),
        ("18/12/25", None, "2025-12-18", "2025-12-18"),
        ("18/12/44", None, "2044-12-18", "2044-12-18"),
        ("18/12/45", None, "1945-12-18", "1945-12-18"),
        ("10/11/68", "https://news.example.co.uk/a", "1968-11-10", "1968-11-10"),
        ("7/31/02", "https://news.example.co.uk/a", "2002-07-31", "2002-07-31"),
        ("5/sept/1998", None, "1998-09-05", "1998-09-05"),
    ],
)
def test_numeric_dates(words: str, url: str | None, first: str, last: str) -> None:
    article = Article(text=f"It was on {words}, he said.", url=url)
    days = (date.fromisoformat(first), date.fromisoformat(last))
    for document in (
        Document(replace(article, published=date(2025, 6, 1)), today=date(2061, 6, 1)),
        Document(article, today=date(2025, 6, 1)),
    ):
        (time,) = find_times(document)
        assert interval_of(time, BASE) is None
        assert numeric_interval(time.window(document)) == days


def test_a_year_of_two_digits_means_nothing_where_no_day_is_known() -> None:
    document = Document(Article(text="It was on 18/12/25, not on 18/12/2024, he said."))
    short, long = find_times(document)
    assert numeric_interval(short.window(document)) is None
    assert numeric_interval(long.window(document)) == (date(2024, 12, 18), date(2024, 12, 18))


@pytest.mark.parametrize("words", ["34/9/28", "31.02.2025", "33/March/2009"])
def test_numeric_dates_of_no_day(words: str) -> None:
    document = Document(Article(text=f"It was on {words}, he said."))
    (time,) = find_times(document)
    assert numeric_interval(time.window(document)) is None


@pytest.mark.parametrize(
    ("source", "first"), [("news.example.gov", "2025-10-11"), ("news.example.co.uk", "2025-11-10")]
)
def test_a_source_without_address_says_the_order_of_digits(source: str, first: str) -> None:
    document = Document(Article(text="It was on 10/11/2025, he said.", source=source))
    (time,) = find_times(document)
    assert numeric_interval(time.window(document)) == (date.fromisoformat(first), date.fromisoformat(first))


@pytest.mark.parametrize(
    ("base", "told"),
    [
        (date(100, 12, 31), False),
        (date(101, 1, 1), True),
        (date(9899, 12, 31), True),
        (date(9900, 1, 1), False),
    ],
)
def test_near_the_ends_of_the_calendar_nothing_is_said(base: date, told: bool) -> None:
    (time,) = find_times(Document(Article(text="It was shut yesterday, he said.")))
    assert (interval_of(time, base) is not None) is told
