"""Dates of articles: ISO, or written out; what may be two days is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.ingest.dates import parse_date, read_date
from auditor.ingest.errors import InputError


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-11-01", date(2025, 11, 1)),
        ("2025-11-01T09:30Z", datetime(2025, 11, 1, 9, 30, tzinfo=UTC)),
        ("March 3, 2025", date(2025, 3, 3)),
        ("Wednesday, September 17th, 2025", date(2025, 9, 17)),
        ("Tue, 4 Mar 2025 10:11:12 +0530", datetime(2025, 3, 4, 10, 11, 12, tzinfo=timezone(timedelta(hours=5.5)))),
        ("31.12.2024", date(2024, 12, 31)),
        ("13/3/2025", date(2025, 3, 13)),
        ("5/5/2025", date(2025, 5, 5)),
    ],
)
def test_dates_as_files_have_them(text: str, day: date) -> None:
    assert read_date(text, "row") == day


@pytest.mark.parametrize("text", ["", "yesterday", "09:30", "March 2025", "2025", "31 June 2025", "x" * 10_000])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=r"row: .* is not an ISO date"):
        read_date(text, "row")


def test_digits_that_may_be_two_days_are_refused() -> None:
    with pytest.raises(InputError, match="may be 2025-03-04 and 2025-04-03"):
        read_date("4/3/2025", "row")


def test_the_api_takes_iso_only() -> None:
    with pytest.raises(InputError):
        parse_date("March 3, 2025", "published")


@given(st.text(max_size=80))
def test_nothing_but_input_errors(text: str) -> None:
    try:
        assert isinstance(read_date(text, "row"), date)
    except InputError as error:
        assert str(error).startswith("row: ")
