"""One day of the month that two articles put on different weekdays."""

from __future__ import annotations

from datetime import date
from itertools import chain, islice

from auditor.checks.stories.dispute import Comparison, Dispute, lacks_majority, pair
from auditor.checks.stories.told import MATTER, Story, Told, find_values, group_by
from auditor.mentions.times.interval import ONE_CALENDAR_SINCE

MAX_CLAIMS = 8
"""Of one article about one day; an article has two, a list of anniversaries more."""


def _days(story: Story) -> list[Told]:
    """What an article says of each day: every year and weekday once, and not more than MAX_CLAIMS of them."""
    days = group_by(find_values(story, "day"), MATTER).values()
    return list(chain.from_iterable(islice(claims, MAX_CLAIMS) for claims in days))


def _is_same_weekday(one: Told, other: Told) -> bool:
    """Whether both name the same weekday."""
    return one.claim.value[1] == other.claim.value[1]


def _loses(dispute: Dispute[Told]) -> bool:
    """Whether the calendar refutes the weekday; without a year, whether no more voices have it than another."""
    named, weekday = dispute.mine.claim.value
    years = [named, *(other.claim.value[0] for other in dispute.against)]
    known = _weekday(next(filter(None, years), ""), dispute.mine.claim.subject)
    return lacks_majority(dispute) if known is None else weekday != known


def _weekday(year: str, subject: str) -> str | None:
    """The weekday of a day, "0" for Monday; None without a year in which all count alike, or without such a day."""
    month, day = map(int, subject.split("-"))
    try:
        return str(date(int(year), month, day).weekday()) if int(year or 0) >= ONE_CALENDAR_SINCE else None
    except ValueError:
        return None


DAYS = Comparison(
    propose=lambda story: pair(_days(story)),
    excuses={  # a copy that has another weekday than its original is judged, too
        "one article": lambda one, other: one.telling.key == other.telling.key,
        "in two years": lambda one, other: len({one.claim.value[0], other.claim.value[0]} - {""}) > 1,
        "the same": _is_same_weekday,
    },
    agree=_is_same_weekday,
    loses=_loses,
)
