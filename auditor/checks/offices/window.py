"""The days for which a claim is judged, and how sure it is that the article speaks of them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from auditor.checks.offices.judge import Verdict, Window
from auditor.document import Document
from auditor.mentions.times import Anchor, find_anchor

UNDATED_HORIZON = timedelta(days=3 * 365)
"""An undated text whose claims stopped being so longer ago than this is an old text, not a wrong one."""
ARCHIVE_YEARS = 2
"""An undated text that names years, the latest of them this long ago, is an old text too."""


class Reading(NamedTuple):
    """A window, and whether the article's date is known rather than assumed to be today's."""

    window: Window
    dated: bool


def readings_of(document: Document, grace_days: int) -> list[Reading]:
    """How the article may be read, the surest first: by its date, or by its own words and then as of today."""
    anchor = document.layer(find_anchor)
    grace = timedelta(days=grace_days)
    if anchor.exact:
        return [Reading(Window(anchor.earliest, anchor.latest, grace), True)]
    today = document.knowledge.offices.as_of
    readings = [Reading(Window(today, today, grace), False)]
    if anchor.earliest > date.min:
        readings.insert(
            0, Reading(Window(anchor.earliest, max(anchor.earliest, min(anchor.latest, today)), grace), True)
        )
    return readings


def is_archive(document: Document, verdicts: list[Verdict]) -> bool:
    """Whether an undated text is so old that its outdated claims were right when it was written."""
    today = document.knowledge.offices.as_of
    ends = [verdict.reference.end for verdict in verdicts if verdict.reference.end is not None]
    if ends and min(ends) < today - UNDATED_HORIZON:
        return True
    years = [int(w) for w in document.tokens.folded if len(w) == 4 and w.isdecimal() and 1900 <= int(w) <= today.year]
    return bool(years) and max(years) <= today.year - ARCHIVE_YEARS


def published_year(document: Document) -> int:
    """The year that the words of the text are read in."""
    anchor: Anchor = document.layer(find_anchor)
    return anchor.earliest.year if anchor.earliest > date.min else document.knowledge.offices.as_of.year
