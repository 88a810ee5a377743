"""The days that a page declares for its article, and where; prose, addresses and links are never asked."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice
from typing import Any, NamedTuple

from auditor.ingest.dates import declared_date, iso_date
from auditor.ingest.declared import Declared, value_of
from auditor.ingest.jsonld import Node, text_in
from auditor.ingest.ownership import around, classes, is_own
from auditor.vocabulary import words

MAX_ABOVE = 3
"""Elements around a time of which one may be the byline that it is part of."""
SAME = timedelta(days=1)
"""So far apart two ways to declare one day may be, for the sake of time zones."""


class Day(NamedTuple):
    """A day and where it was declared."""

    day: date
    where: str


def published_day(page: Declared, article: Node, heading: Any) -> Day | None:
    """When the article was published: by its own JSON-LD, else meta elements, else a time of its own.

    `heading` is the element of the article's title, if it has one. Where JSON-LD and meta differ by more than a day,
    the former wins, and `where` names the other.
    """
    plain = [("JSON-LD datePublished", text_in(article, "datePublished")), *_in_meta(page, "metadata/published")]
    first = next(_read(plain), None)
    if first is None:
        return next(_read(_said_otherwise(page, article, heading)), None)
    others = (Day(day, where) for where, value in plain if (day := iso_date(value)) is not None)
    against = next((other for other in others if _differ(first, other)), None)
    return first._replace(where=f"{first.where}, against {against.where} {against.day:%Y-%m-%d}") if against else first


def modified_day(page: Declared, article: Node, heading: Any) -> Day | None:
    """When it was changed last, by the same."""
    return next(_read(_changed(page, article, heading)), None)


def _said_otherwise(page: Declared, article: Node, heading: Any) -> Iterator[tuple[str, str]]:
    """What says less plainly when the article was published."""
    yield from _own(page, heading, "datepublished", "metadata/date classes")
    yield "JSON-LD dateCreated", text_in(article, "dateCreated")
    yield from _in_meta(page, "metadata/dated")


def _changed(page: Declared, article: Node, heading: Any) -> Iterator[tuple[str, str]]:
    yield "JSON-LD dateModified", text_in(article, "dateModified")
    yield from _in_meta(page, "metadata/modified")
    yield from _own(page, heading, "datemodified", "metadata/revision classes")


def _read(said: Iterator[tuple[str, str]] | list[tuple[str, str]]) -> Iterator[Day]:
    """Those that are a day."""
    return (Day(day, where) for where, value in said if value and (day := declared_date(value)) is not None)


def _differ(one: Day, other: Day) -> bool:
    first, second = (date(each.day.year, each.day.month, each.day.day) for each in (one, other))
    return abs(first - second) > SAME


def _in_meta(page: Declared, names: str) -> Iterator[tuple[str, str]]:
    known = words(names)
    return ((f"meta {name}", value) for name, values in page.meta.items() if name in known for value in values)


def _own(page: Declared, heading: Any, item: str, names: str) -> Iterator[tuple[str, str]]:
    """What elements of the article's own say that are marked as `item`, or times that their class or place marks."""
    holders = around(heading)
    marked = ((f"itemprop {item}", element) for element in page.marked.get(item, ()))
    times = (("time", time) for time in page.times if _says(time, item, names, holders))
    return ((where, value_of(each)) for where, each in (*marked, *times) if is_own(each, holders))


def _says(time: Any, item: str, names: str, holders: frozenset[Any]) -> bool:
    """Whether a time is of this kind: by its class, or for the day of publication by its byline, too."""
    named = classes(time)
    revised = bool(named & words("metadata/revision classes")) and not named & words("metadata/date classes")
    if item == "datemodified":
        return revised
    dated = time.get("pubdate") is not None or not named.isdisjoint(words(names))
    above = islice(time.iterancestors(), MAX_ABOVE)
    return dated or (not revised and any(_is_byline(each) or _is_header(each, holders) for each in above))


def _is_header(element: Any, holders: frozenset[Any]) -> bool:
    """Whether it is the header that the title stands in."""
    return element.tag == "header" and element in holders


def _is_byline(element: Any) -> bool:
    return not classes(element).isdisjoint(words("metadata/own lines") | words("metadata/date classes"))
