"""Dates of articles as files give them: ISO, or in the words of a newsroom."""

from __future__ import annotations

from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from auditor.ingest.errors import InputError

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

MAX_CHARACTERS = 60
"""`Wednesday, the 17th of September 2025 at 09:30:00 AM GMT+05:30` has 62; what is longer is no date."""
MONTH_FIRST, DAY_FIRST = "MDY", "DMY"


def parse_date(value: Any, where: str) -> date:
    """The ISO date or date-time in `value`. Raises InputError."""
    if isinstance(value, date):
        return value
    try:
        text = str(value).strip()
        return date.fromisoformat(text) if len(text) <= len("2025-11-01") else datetime.fromisoformat(text)
    except ValueError:
        raise InputError(
            f"{where}: {str(value)[:40]!r} is not an ISO date, as 2025-11-01 or 2025-11-01T09:30Z"
        ) from None


def read_date(value: Any, where: str) -> date:
    """The date or date-time in `value`: ISO, or written out in English with day, month and year.

    Raises InputError for what is no date, and for digits that may be read as two days.
    """
    try:
        return parse_date(value, where)
    except InputError:
        found = {_normalise(str(value).strip(), order) for order in (MONTH_FIRST, DAY_FIRST)}
        if None in found:
            raise
    if len(found) > 1:
        days = " and ".join(sorted(f"{day:%Y-%m-%d}" for day in found if day))
        raise InputError(f"{where}: {value!r} may be {days}; write it as one of them")
    return next(day for day in found if day)


def _normalise(text: str, order: str) -> date | None:
    """A date, or a date-time where `text` has a time; None for what is neither."""
    if len(text) > MAX_CHARACTERS:
        return None
    found = _parser(order).get_date_data(text)
    if found.date_obj is None:
        return None
    return found.date_obj if found.period == "time" else found.date_obj.date()


@cache
def _parser(order: str) -> DateDataParser:
    """One parser an order. Importing dateparser takes half a second, so only a date that is not ISO brings it in."""
    from dateparser.date import DateDataParser  # noqa: PLC0415 - see above

    settings = {
        "DATE_ORDER": order,
        "PARSERS": ["absolute-time"],
        "REQUIRE_PARTS": ["day", "month", "year"],
        "RETURN_TIME_AS_PERIOD": True,
        "STRICT_PARSING": True,
    }
    return DateDataParser(languages=["en"], try_previous_locales=False, settings=settings)
