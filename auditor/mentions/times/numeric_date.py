"""Dates of digits, in forms that say their day and month by a custom only: "10/11/2025", "12.10.2025", "18-Dec-25"."""

from __future__ import annotations

import re
from datetime import date

from auditor.article import Article
from auditor.mentions.times.interval import Interval, find_day
from auditor.mentions.times.vocabulary import MONTHS, YEAR_DIGITS
from auditor.vocabulary import words
from auditor.window import Window

MONTH_FIRST, DAY_FIRST = "MDY", "DMY"
YEARS_BACK, YEARS_AHEAD = 80, 19
"""Which century a year of two digits is read in, around the day of the text. Source: Java's SimpleDateFormat."""
CENTURY = YEARS_BACK + 1 + YEARS_AHEAD
_MARK = re.compile(r"[/.-]")


def numeric_interval(window: Window) -> Interval | None:
    """The day of a numeric date; from one reading to the other where nothing says which of the digits is the month."""
    document, text = window.document, "".join(window.words)
    near = document.article.published_on or document.today
    days = sorted({day for order in date_orders(document.article) if (day := read_day(text, order, near))})
    return Interval(days[0], days[-1]) if days else None


def date_orders(article: Article) -> tuple[str, ...]:
    """The orders of day and month that the article's source may use, by its domain."""
    domain = (article.url or "").partition("//")[2].partition("/")[0] or article.source or ""
    ending = domain.rpartition(".")[2].lower()
    if ending in words("times/month-first domains"):
        return (MONTH_FIRST,)
    return (DAY_FIRST,) if ending in words("times/day-first domains") else (MONTH_FIRST, DAY_FIRST)


def read_day(text: str, order: str, near: date | None) -> date | None:
    """The day that two figures, or a figure and a folded month, and a year name; in the other order if in `order` none.

    A year of two digits is read by `near`, the day of the text; without one it may be of any century.
    """
    first, second, digits = _MARK.split(text)
    year = _read_year(digits, near)
    if year is None:
        return None
    if second in MONTHS:
        return find_day(year, MONTHS[second], int(first))
    other = find_day(year, int(second), int(first))
    usual = find_day(year, int(first), int(second))
    return (usual or other) if order == MONTH_FIRST else (other or usual)


def _read_year(digits: str, near: date | None) -> int | None:
    """The year of four digits, or the one of two that lies within YEARS_BACK and YEARS_AHEAD of `near`."""
    if len(digits) == YEAR_DIGITS:
        return int(digits)
    if near is None:
        return None
    first = near.year - YEARS_BACK
    return first + (int(digits) - first) % CENTURY
