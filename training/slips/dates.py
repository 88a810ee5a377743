"""Slips in dates and years."""

from __future__ import annotations

import re
from calendar import day_name, monthrange
from collections.abc import Iterator
from datetime import date

from auditor.article import Article
from training.slips.pool import Pool
from training.slips.slip import Site, site

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTH = (
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan\.|Feb\.|Aug\.|Sept\.|Oct\.|Nov\.|Dec\.)"
)
_YEAR = r"(?:1[6-9]|20)\d\d"
_DAY = rf"{_MONTH} (?P<day>\d{{1,2}})(?!\d|[:.]\d)"
DAY_OF_MONTH = re.compile(rf"\b{_DAY}")
WHOLE_DATE = re.compile(rf"\b{_DAY}, (?P<year>{_YEAR})\b")
WEEKDAY_DATE = re.compile(rf"\b(?P<weekday>{'|'.join(day_name)}),? {_DAY}(?:, (?P<year>{_YEAR})\b)?")
RANGE = re.compile(
    rf"\b(?:[Bb]etween (?P<b1>{_YEAR}) and (?P<b2>{_YEAR})|[Ff]rom (?P<f1>{_YEAR}) to (?P<f2>{_YEAR}))\b(?!s)"
)
IN_YEAR = re.compile(rf"\b(?:[Ii]n|[Ss]ince|[Dd]uring) (?P<year>{_YEAR})\b(?!s|-)")
SAME_YEAR_DAYS = 45
"""A date without its year means the nearest one, but only so near to the publication."""
RECENT_YEARS = 30
FUTURE_DAYS = 30
MAX_FUTURE_YEARS = 3
LAST_YEAR = 2200
"""What is later is no year that anybody writes."""
LAST_DAY = 35
"""The highest day that a slip puts into a date."""


def range_reversed(article: Article, _: Pool) -> Iterator[Site]:
    """A span of years told backwards: "from 2013 to 2011"."""
    for match in RANGE.finditer(article.text):
        first, last = (year for year in match.groups() if year)
        if first < last:
            words = match.group()
            yield site(match, [words.replace(last, "*").replace(first, last).replace("*", first)])


def weekday_date(article: Article, _: Pool) -> Iterator[Site]:
    """Another weekday beside a date that has its own."""
    for match in WEEKDAY_DATE.finditer(article.text):
        day = _date(match, match["year"]) if match["year"] else _nearest(match, article.published_on)
        if day and day_name[day.weekday()] == match["weekday"]:
            yield site(match, list(day_name), "weekday")


def date_after_pub(article: Article, _: Pool) -> Iterator[Site]:
    """A day that is over, in a year that has not come when the article appears."""
    published = article.published_on or date.min
    for match in WHOLE_DATE.finditer(article.text):
        day = _date(match, match["year"])
        if day and day <= published:
            years = range(published.year, published.year + MAX_FUTURE_YEARS + 1)
            moved = (_date(match, str(year)) for year in years)
            later = [str(day.year) for day in moved if day and (day - published).days > FUTURE_DAYS]
            yield site(match, later, "year")


def year_future(article: Article, _: Pool) -> Iterator[Site]:
    """A past year with a digit changed or two exchanged, so that it lies ahead."""
    for match, published in _recent_years(article):
        choices = [year for year in _mistyped(match["year"]) if published + 2 <= int(year) < LAST_YEAR]
        yield site(match, choices, "year")


def year_century(article: Article, _: Pool) -> Iterator[Site]:
    """A recent year, a century or two too early."""
    for match, _published in _recent_years(article):
        year = int(match["year"])
        yield site(match, [str(year - years) for years in (100, 200) if year - years >= 1800], "year")


def impossible_date(article: Article, _: Pool) -> Iterator[Site]:
    """A day that its month does not have."""
    for match in DAY_OF_MONTH.finditer(article.text):
        longest = monthrange(2000, _month(match))[1]
        if 1 <= int(match["day"]) <= longest:
            yield site(match, [str(day) for day in range(longest + 1, LAST_DAY + 1)], "day")


def _recent_years(article: Article) -> Iterator[tuple[re.Match[str], int]]:
    """Years that were not long ago when the article appeared, and the year of that."""
    if article.published_on:
        now = article.published_on.year
        years = IN_YEAR.finditer(article.text)
        yield from ((match, now) for match in years if now - RECENT_YEARS <= int(match["year"]) <= now)


def _mistyped(year: str) -> Iterator[str]:
    for place in range(1, 4):
        yield from (f"{year[:place]}{digit}{year[place + 1 :]}" for digit in "0123456789")
        yield year[: place - 1] + year[place] + year[place - 1] + year[place + 1 :]


def _month(match: re.Match[str]) -> int:
    return MONTHS.index(match["month"][:3]) + 1


def _date(match: re.Match[str], year: str) -> date | None:
    try:
        return date(int(year), _month(match), int(match["day"]))
    except ValueError:
        return None


def _nearest(match: re.Match[str], published: date | None) -> date | None:
    if published is None:
        return None
    days = [_date(match, str(published.year + offset)) for offset in (-1, 0, 1)]
    near = [day for day in days if day and abs((day - published).days) <= SAME_YEAR_DAYS]
    return near[0] if near else None
