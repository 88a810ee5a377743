"""Dates of articles as files give them: ISO, or in the words of a newsroom."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from auditor.ingest.errors import InputError
from auditor.vocabulary import words

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

MAX_CHARACTERS = 60
"""`Wednesday, the 17th of September 2025 at 09:30:00 AM GMT+05:30` has 62; what is longer is no date."""
MONTH_FIRST, DAY_FIRST = "MDY", "DMY"
FIRST_YEAR, LAST_YEAR = 1900, 2099
"""Years in which a page was published: of a day outside its program did not know better."""
_YEAR_FIRST = re.compile(r"(\d{4})/(\d\d)/(\d\d)")
_SPACE_BEFORE_ZONE = re.compile(r"\s+(?=(?:[+-]\d\d:?\d\d|Z)\Z)")
_ZERO_ZONE = re.compile(r"\s*(?:GMT|UTC)\Z")
_MAIL = re.compile(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d")


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
    """The date or date-time in `value`: ISO, as in an e-mail, or written out in English with day, month and year.

    Raises InputError for what is no date, and for digits that may be read as two days.
    """
    text = str(value).strip()
    quick = iso_date(value) or _mail_date(text)
    return quick if quick is not None else _spelt_date(value, text, where)


def _spelt_date(value: Any, text: str, where: str) -> date:
    found = {_normalise(text, order) for order in (MONTH_FIRST, DAY_FIRST)}
    if None in found:
        return parse_date(value, where)  # which says what would be right
    if len(found) > 1:
        days = " and ".join(sorted(f"{day:%Y-%m-%d}" for day in found if day))
        raise InputError(f"{where}: {value!r} may be {days}; write it as one of them")
    return next(day for day in found if day)


def iso_date(value: Any) -> date | None:
    """The date in `value` if it is ISO, or nearly: with slashes, or a space before the time zone; else None."""
    try:
        return parse_date(value, "date")
    except InputError:
        text = _ZERO_ZONE.sub("Z", str(value)[:MAX_CHARACTERS].strip())
        text = _SPACE_BEFORE_ZONE.sub("", _YEAR_FIRST.sub(r"\1-\2-\3", text))
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        return None


def _mail_date(text: str) -> datetime | None:
    """The date-time of an e-mail's or a feed's head: "Tue, 4 Mar 2025 10:11:12 +0530"."""
    if len(text) > MAX_CHARACTERS or _MAIL.match(text) is None:
        return None
    try:
        return parsedate_to_datetime(text)
    except (ValueError, OverflowError):
        return None


def is_placeholder(day: date) -> bool:
    """Whether a program wrote the first day of its calendar for one that it did not have; 2000 only at midnight."""
    if isinstance(day, datetime) and day.isoformat()[:19] == "2000-01-01T00:00:00":
        return True
    return day.isoformat()[:10] in words("metadata/no day")


def declared_date(value: Any) -> date | None:
    """The date that a page declares in `value`; None for what is no date, a placeholder, or of no year of pages."""
    try:
        day = read_date(value, "date")
    except InputError:
        return None
    return day if FIRST_YEAR <= day.year <= LAST_YEAR and not is_placeholder(day) else None


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
