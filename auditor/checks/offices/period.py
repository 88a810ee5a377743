"""The day for which a claim is judged, and how sure it is that the article speaks of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from auditor.document import Document
from auditor.knowledge.offices import Term
from auditor.knowledge.parties import Membership
from auditor.mentions.times import find_document_date
from auditor.text.years import is_year

UNDATED_HORIZON = timedelta(days=3 * 365)
"""An undated text whose claims stopped being so longer ago than this is an old text, not a wrong one."""
ARCHIVE_YEARS = 2
"""An undated text that names years, the latest of them this long ago, is an old text too."""


class Reading(NamedTuple):
    """The day that an article is read for."""

    day: date
    grace: timedelta
    """What is let pass at both ends of a term."""
    dated: bool
    """Whether it is the day of publication, and not only the last of which the table knows."""

    def allows(self, row: Term | Membership) -> bool:
        """Whether a term or a membership may have lasted on the day."""
        return row.may_cover(self.day, self.day, self.grace)


def reading_of(document: Document, grace_days: int) -> Reading:
    """How the article is to be read: for its day, where that is known, else for the last day the table knows of.

    A period that the text's own dates leave open is not used: on undated development articles it was wrong too often,
    for years of elections and plans to come pass as years that are over.
    """
    known = document.layer(find_document_date).day
    return Reading(known or document.knowledge.offices.as_of, timedelta(days=grace_days), known is not None)


def is_archive(document: Document, terms: Iterable[Term]) -> bool:
    """Whether a text that speaks of `terms` as of now, or its latest year, is of another time than today."""
    today = document.knowledge.offices.as_of
    over = any(term.end is not None and term.end < today - UNDATED_HORIZON for term in terms)
    years = map(int, filter(is_year, document.tokens.counts))
    latest = max(filter(range(1900, today.year + 1).__contains__, years), default=today.year)
    return over or latest <= today.year - ARCHIVE_YEARS
