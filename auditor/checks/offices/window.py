"""The days for which a claim is judged, and how sure it is that the article speaks of them."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from auditor.checks.offices.judge import Verdict, Window
from auditor.document import Document
from auditor.mentions.times import find_document_date

UNDATED_HORIZON = timedelta(days=3 * 365)
"""An undated text whose claims stopped being so longer ago than this is an old text, not a wrong one."""
ARCHIVE_YEARS = 2
"""An undated text that names years, the latest of them this long ago, is an old text too."""


class Reading(NamedTuple):
    """A window, and whether the article's date is known rather than assumed to be today's."""

    window: Window
    dated: bool


def reading_of(document: Document, grace_days: int) -> Reading:
    """How the article is to be read: for its day, where that is known, else for the last day the table knows of.

    A window that the text's own dates leave open is not used: on undated development articles it was wrong too often,
    for years of elections and plans to come pass as years that are over.
    """
    known = document.layer(find_document_date).day
    day = known or document.knowledge.offices.as_of
    return Reading(Window(day, day, timedelta(days=grace_days)), known is not None)


def is_archive(document: Document, verdicts: list[Verdict]) -> bool:
    """Whether an undated text is so old that its outdated claims were right when it was written."""
    today = document.knowledge.offices.as_of
    ends = [verdict.reference.end for verdict in verdicts if verdict.reference.end is not None]
    if ends and min(ends) < today - UNDATED_HORIZON:
        return True
    years = [int(w) for w in document.tokens.counts if len(w) == 4 and w.isdecimal() and 1900 <= int(w) <= today.year]
    return bool(years) and max(years) <= today.year - ARCHIVE_YEARS
