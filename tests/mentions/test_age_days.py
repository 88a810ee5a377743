"""On which days an age is told, and how old somebody is on them."""

from datetime import date

import pytest

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.age_days import ages_on, days_of
from auditor.mentions.ages import find_ages, find_births
from auditor.mentions.times import Interval

MAY = Interval(date(1950, 5, 1), date(1950, 5, 31))
YEAR = Interval(date(1950, 1, 1), date(1950, 12, 31))
TODAY = date(2020, 6, 15)


def day(year: int, month: int, day: int) -> Interval:
    return Interval(date(year, month, day), date(year, month, day))


@pytest.mark.parametrize(
    ("born", "on", "ages"),
    [
        (day(1950, 5, 3), day(2020, 5, 2), [69]),
        (day(1950, 5, 3), day(2020, 5, 3), [70]),
        (day(1950, 5, 3), day(2020, 4, 30), [69]),
        (day(1950, 5, 3), Interval(date(2020, 1, 1), date(2020, 12, 31)), [69, 70]),
        (MAY, day(2020, 5, 15), [69, 70]),
        (MAY, day(2020, 5, 31), [70]),
        (YEAR, day(2020, 6, 15), [69, 70]),
        (YEAR, day(2020, 12, 31), [70]),
    ],
)
def test_how_old_somebody_may_be(born: Interval, on: Interval, ages: list[int]) -> None:
    assert list(ages_on(born, on)) == ages


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("Nils Edda, born in 1950, is 69.", date(2020, 6, 14), TODAY),
        ("Nils Edda, who was born in 1950, left. Edda turned 70.", date(2019, 6, 15), TODAY),
        ("Nils Edda was born in 1950. He kept his 70th birthday.", date(2020, 3, 17), date(2020, 9, 13)),
        ("Nils Edda has died. He was 69. Edda was born in 1950.", date(2020, 3, 17), TODAY),
        ("Nils Edda died in 2001, aged 50. He was born in 1950.", date(2001, 1, 1), date(2001, 12, 31)),
        ("Nils Edda (1950-2001), who died at 50, sang.", date(2001, 1, 1), date(2001, 12, 31)),
    ],
)
def test_when_an_age_is_told(text: str, first: date, last: date) -> None:
    document = Document(Article(text=text, published=TODAY))
    (age,), (birth,) = find_ages(document), find_births(document)
    assert days_of(age, birth) == Interval(first, last)


@pytest.mark.parametrize(("year", "told"), [(101, False), (102, True), (9898, True), (9899, False)])
def test_at_the_ends_of_the_calendar_no_days_are_told(year: int, told: bool) -> None:
    document = Document(Article(text="Nils Edda, born in 1950, is 69.", published=date(year, 6, 15)))
    (age,), (birth,) = find_ages(document), find_births(document)
    assert (days_of(age, birth) is not None) is told
