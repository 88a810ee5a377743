"""What the text tells against the day of publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from auditor.checks.dates.wording import spell_day, spell_interval
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.prose import PROSE_KINDS
from auditor.mentions.times import Grain, Interval, Stance, Time, find_anchor, find_times, interval_of, stance_of
from auditor.mentions.times.anchor import find_header
from auditor.mentions.times.stance import speaks_of_future
from auditor.rule import Rule

_MONTH_OPENERS = frozenset({"in", "since", "during"})
"""Before a month in which something happened; "the November 2020 election" may be spoken of long before."""
SEVERAL = 2
"""Told days after publication from which on the given day of publication is doubted, not each of them."""


def find_after_publication(document: Document, rule: Rule) -> Iterator[Hit]:
    """A day or month after publication that the words tell as over."""
    bound = _bound(document, rule)
    if bound is None:
        return
    told = _told_after(document, bound)
    if len({found for _, found in told}) < SEVERAL:
        for time, found in told:
            yield Hit(rule, time.span, values={"date": spell_interval(found), "other": _spell_published(document)})


def find_stale_publication(document: Document, rule: Rule) -> Iterator[Hit]:
    """The article's own date line, or several days that it tells as over, come after its day of publication."""
    bound = _bound(document, rule)
    if bound is None:
        return
    told = _told_after(document, bound)
    header = find_header(document)
    found = interval_of(header) if header else None
    if header and found and found.first > bound:
        yield Hit(rule, header.span, values={"date": spell_interval(found), "other": _spell_published(document)})
    elif len({found for _, found in told}) >= SEVERAL:
        time, latest = max(told, key=lambda pair: pair[1])
        yield Hit(rule, time.span, values={"date": spell_interval(latest), "other": _spell_published(document)})


def find_undated_relatives(document: Document, rule: Rule) -> Iterator[Hit]:
    """The first time that only the day of publication could explain, in an article that has none."""
    if document.layer(find_anchor).known not in ("", "text"):
        return
    for time in document.layer(find_times):
        if time.relative and time.month is None and time.grain <= Grain.YEAR:
            yield Hit(rule, time.span)
            return


def _bound(document: Document, rule: Rule) -> date | None:
    """The last day that the article could tell of: that of its publication or revision, and a grace for time zones."""
    article = document.article
    published = article.published_on
    if published is None:
        return None
    revised = article.modified.date() if isinstance(article.modified, datetime) else article.modified
    return max(published, revised or published) + timedelta(rule.params["grace_days"])


def _told_after(document: Document, bound: date) -> list[tuple[Time, Interval]]:
    """Times of a known year that begin after `bound` and are told as over."""
    header = find_header(document)
    told = []
    for time in document.layer(find_times):
        if time.year is None or time.year < bound.year or time.month is None or time == header:
            continue
        found = interval_of(time)
        if found and found.first > bound and _is_told(document, time):
            told.append((time, found))
    return told


def _is_told(document: Document, time: Time) -> bool:
    """Whether the words speak of `time` as over, or of nothing to come where they name its day."""
    if time.day is None and document.tokens.folded[time.first - 1] not in _MONTH_OPENERS:
        return False
    stance = stance_of(document, time)
    if stance is not Stance.OPEN:
        return stance is Stance.PAST
    block = document.blocks[document.block_index_at(time.span.start)]
    return block.kind in PROSE_KINDS and not speaks_of_future(document, time)


def _spell_published(document: Document) -> str:
    published = document.article.published_on
    return spell_day(published) if published else ""
