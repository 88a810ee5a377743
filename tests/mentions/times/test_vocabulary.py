"""The tables of months and weekdays agree with the calendar."""

import calendar

import pytest

from auditor.mentions.number_words import load_number_words
from auditor.mentions.times.time import Grain
from auditor.mentions.times.vocabulary import (
    ANY_WEEKDAY,
    DAY_SHIFTS,
    DAYS,
    LONG_MONTHS,
    LONG_WEEKDAYS,
    NUMBER_WORDS,
    ORDINALS,
    QUARTER_CODES,
    SEASONS,
    SHIFTS,
    SHORT_MONTHS,
    SHORT_WEEKDAYS,
    UNITS,
    YEARS,
)


@pytest.mark.parametrize("name", [*LONG_MONTHS, *SHORT_MONTHS])
def test_months(name: str) -> None:
    number = (LONG_MONTHS | SHORT_MONTHS)[name]
    assert calendar.month_name[number].lower().startswith(name)


@pytest.mark.parametrize("name", [*LONG_WEEKDAYS, *SHORT_WEEKDAYS])
def test_weekdays(name: str) -> None:
    number = (LONG_WEEKDAYS | SHORT_WEEKDAYS)[name]
    assert calendar.day_name[number].lower()[:3] == name[:3]


def test_all_of_a_year_and_a_week_are_there() -> None:
    assert set(LONG_MONTHS.values()) == set(range(1, 13))
    assert set(LONG_WEEKDAYS.values()) == set(range(7))
    assert set(QUARTER_CODES.values()) == {1, 2, 3, 4}
    assert len(SHORT_MONTHS) == 12
    assert len(SHORT_WEEKDAYS) == 11
    assert set(ANY_WEEKDAY) == {*LONG_WEEKDAYS, *SHORT_WEEKDAYS, *(f"{day}'s" for day in LONG_WEEKDAYS)}


def test_number_words_say_what_those_of_figures_say() -> None:
    assert {"a": 1, "an": 1} | {
        word: number for word, number in load_number_words().cardinals.items() if word in NUMBER_WORDS
    } == {**NUMBER_WORDS}
    assert list(ORDINALS.values()) == [load_number_words().ordinals.get(word, 2) for word in ORDINALS]


def test_which_numbers_are_read_as_days_and_years() -> None:
    assert {number for number in range(1200) if str(number) in DAYS} == set(range(1, 100))
    assert {f"{number:02}" for number in range(10) if f"{number:02}" in DAYS} == {
        f"0{number}" for number in range(1, 10)
    }
    assert all(int(written) == number for written, number in (DAYS | YEARS).items())
    assert ("999" in YEARS, "1000" in YEARS, "2999" in YEARS, "3000" in YEARS) == (False, True, True, False)


def test_seasons_follow_each_other_and_shifts_lead_from_the_past() -> None:
    assert [SEASONS[name] for name in ("spring", "summer", "fall", "autumn", "winter")] == [1, 2, 3, 3, 4]
    assert [SHIFTS[name] for name in ("last", "this", "next")] == [-1, 0, 1]
    assert [DAY_SHIFTS[name] for name in ("yesterday", "today", "tonight", "tomorrow")] == [-1, 0, 0, 1]
    assert set(UNITS.values()) == {*Grain} - {Grain.SEASON}
    assert UNITS["weekend"] is UNITS["week"] is Grain.WEEK
