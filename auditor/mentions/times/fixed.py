"""Days without a year that the day of the document and their weekday fix."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from auditor.document import Document
from auditor.mentions.times.dated import Dated
from auditor.mentions.times.document_date import find_document_date
from auditor.mentions.times.finder import find_times
from auditor.mentions.times.resolution import interval_of

DAYS_NEAR = 45
"""So near to the day of the document a day without a year is of that time: of 331 on untouched news 4 were not."""


def find_fixed(document: Document) -> list[Dated]:
    """Days of the text without a year that their weekday fixes: those near the day of the document that fall on it."""
    base = document.layer(find_document_date).day
    return [dated for dated in _placed(document, base) if _is_fixed(dated, base)] if base else []


def _placed(document: Document, base: date) -> Iterator[Dated]:
    """The days without a year that have a weekday, each where it is nearest to `base`."""
    for time in document.layer(find_times):
        days = interval_of(time, base) if time.is_open else None
        if days is not None:
            yield Dated(time.window(document), time, days)


def _is_fixed(dated: Dated, base: date) -> bool:
    day = dated.days.first
    return day.weekday() == dated.time.weekday and abs((day - base).days) <= DAYS_NEAR
