"""Dates in forms that the grammar finds but does not read, normalised by dateparser one at a time."""

from __future__ import annotations

from datetime import date
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from auditor.article import Article
from auditor.document import Document
from auditor.mentions.times.interval import Interval
from auditor.mentions.times.time import Time
from auditor.mentions.times.vocabulary import word_list

if TYPE_CHECKING:
    from dateparser.date import DateDataParser

REMEMBERED = 4096
MONTH_FIRST, DAY_FIRST = "MDY", "DMY"


def odd_interval(document: Document, time: Time) -> Interval | None:
    """The day of an odd date; from one reading to the other where nothing says which of the digits is the month."""
    text = document.text[time.span.start : time.span.end]
    days = sorted({day for order in date_orders(document.article) if (day := _normalise(text, order))})
    return Interval(days[0], days[-1]) if days else None


def date_orders(article: Article) -> tuple[str, ...]:
    """The orders of day and month that the article's source may use, by its domain."""
    domain = (article.url or "").partition("//")[2].partition("/")[0] or article.source or ""
    ending = domain.rpartition(".")[2].lower()
    if ending in word_list("month_first_domains"):
        return (MONTH_FIRST,)
    return (DAY_FIRST,) if ending in word_list("day_first_domains") else (MONTH_FIRST, DAY_FIRST)


@lru_cache(REMEMBERED)
def _normalise(text: str, order: str) -> date | None:
    found = _parser(order).get_date_data(text)
    return found.date_obj.date() if found.date_obj and found.period == "day" else None


@cache
def _parser(order: str) -> DateDataParser:
    """One parser an order. Importing dateparser takes half a second, so only an odd date brings it in."""
    from dateparser.date import DateDataParser  # noqa: PLC0415 - see above

    settings = {
        "DATE_ORDER": order,
        "PARSERS": ["absolute-time"],
        "PREFER_DATES_FROM": "past",
        "REQUIRE_PARTS": ["day", "month", "year"],
        "STRICT_PARSING": True,
    }
    return DateDataParser(languages=["en"], try_previous_locales=False, settings=settings)
