"""What the text tells against the day of publication."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from auditor.checks.dates.place import is_own
from auditor.checks.dates.wording import spell_day, spell_interval
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.prose import PROSE_KINDS
from auditor.mentions.times import (
    Grain,
    Interval,
    Stance,
    Time,
    find_anchor,
    find_times,
    interval_of,
    odd_interval,
    stance_of,
)
from auditor.mentions.times.anchor import find_header, revised_on
from auditor.mentions.times.stance import speaks_of_future
from auditor.rule import Rule

_MONTH_OPENERS = frozenset({"in", "since", "during"})
"""Before a month in which something happened; "the November 2020 election" may be spoken of long before."""
_NOTICES = frozenset({"updated", "update", "modified", "corrected", "revised"})
NOTICE_REACH = 3
SEVERAL = 2
"""Told days after publication from which on the given day of publication is doubted, not each of them."""


def find_after_publication(document: Document, rule: Rule) -> Iterator[Hit]:
    """A day or month after publication that the words tell as over."""
    bound = _bound(document, rule)
    if bound is None:
        return
    told = [pair for pair in _told_after(document, bound) if not _is_notice(document, pair[0])]
    if len({found for _, found in told}) < SEVERAL:
        for time, found in told[:1]:
            yield Hit(rule, time.span, values={"date": spell_interval(found), "other": _spell_published(document)})


def find_stale_publication(document: Document, rule: Rule) -> Iterator[Hit]:
    """The article's own date line, or several days that it tells as over, come after its day of publication."""
    bound = _bound(document, rule)
    if bound is None:
        return
    told = _told_after(document, bound)
    notices = [pair for pair in told if _is_notice(document, pair[0])]
    if notices or len({found for _, found in told}) >= SEVERAL:
        time, latest = max(notices or told, key=lambda pair: pair[1])
        yield Hit(rule, time.span, values={"date": spell_interval(latest), "other": _spell_published(document)})


def find_undated_relatives(document: Document, rule: Rule) -> Iterator[Hit]:
    """The first time that only the day of publication could explain, in an article that has none."""
    if document.layer(find_anchor).known not in ("", "text"):
        return
    for time in document.layer(find_times):
        if _needs_anchor(time):
            yield Hit(rule, time.span)
            return


def _needs_anchor(time: Time) -> bool:
    """Whether it is a weekday, or a day, week, month or year beside the article's own ("today" is often "nowadays")."""
    return time.relative and time.month is None and (time.weekday is not None or bool(time.shift))


def _bound(document: Document, rule: Rule) -> date | None:
    """The last day that the article could tell of: that of its publication or revision, and a grace for time zones."""
    published = document.article.published_on
    if published is None:
        return None
    grace = timedelta(rule.params["grace_days"])
    return min(max(published, revised_on(document) or published), date.max - grace) + grace


def _told_after(document: Document, bound: date) -> list[tuple[Time, Interval]]:
    """Times of a known year that begin after `bound` and are told as over."""
    told = []
    for time in document.layer(find_times):
        found = _dated_from(document, time, bound.year)
        if found is None or found.first <= bound or not is_own(document, time):
            continue
        if _is_notice(document, time) or _is_told(document, time):
            told.append((time, found))
    return told


def _dated_from(document: Document, time: Time, year: int) -> Interval | None:
    """The days of a date or month, if it is of `year` or later by its own words."""
    if time.odd:
        last = document.tokens.folded[time.last - 1].rpartition(".")[2]
        return odd_interval(document, time) if int(last) >= year % 10 ** len(last) else None
    return interval_of(time) if time.month is not None and time.year is not None and time.year >= year else None


def _is_notice(document: Document, time: Time) -> bool:
    """Whether the time is the page's own: in its date line, or right after "Updated on"."""
    before = document.tokens.folded[max(0, time.first - NOTICE_REACH) : time.first]
    return not _NOTICES.isdisjoint(before) or time == document.layer(find_header)


def _is_told(document: Document, time: Time) -> bool:
    """Whether the words speak of `time` as over, or of nothing to come where they name its day."""
    if time.grain > Grain.DAY and _MONTH_OPENERS.isdisjoint(
        document.tokens.folded[max(0, time.first - 1) : time.first]
    ):
        return False
    stance = stance_of(document, time)
    if stance is not Stance.OPEN:
        return stance is Stance.PAST
    block = document.blocks[document.block_index_at(time.span.start)]
    return block.kind in PROSE_KINDS and not speaks_of_future(document, time)


def _spell_published(document: Document) -> str:
    published = document.article.published_on
    return spell_day(published) if published else ""
