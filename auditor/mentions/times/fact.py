"""A fact that speaks against the day on which an article is said to have been published."""

from __future__ import annotations

from datetime import date, timedelta
from enum import StrEnum
from typing import NamedTuple

from auditor.knowledge.offices import Term
from auditor.mentions.times.interval import Interval
from auditor.mentions.times.tense import (
    Tense,
    is_of_infinitive,
    is_of_other_clause,
    is_of_present,
    is_planned,
    telling_of,
)
from auditor.vocabulary import words
from auditor.window import Window

ZONES = timedelta(days=2)
"""A day nearer than that may be the same day elsewhere."""
NOTICE_REACH = 3
"""Tokens before a date in which "Updated on" stands."""


class Kind(StrEnum):
    """What speaks against the day."""

    TOLD = "told"
    """Days told as over that come after it."""
    POST = "post"
    """Posts of a network, which its machine has dated later."""
    PROMISED = "promised"
    """Days told as still to come that come before it."""
    OWN_DAY = "own day"
    """A date that the text itself glosses "yesterday", or sets in brackets behind a weekday."""
    LINE = "line"
    """The page's own date line, or the dateline."""
    WEEKDAY = "weekday"
    """Weekdays beside days that have them in another year."""
    OFFICE = "office"
    """Offices that were not yet held, or no more."""


class Fact(NamedTuple):
    """Something that the article could not say on that day."""

    kind: Kind
    window: Window
    days: Interval
    """When it is so."""
    later: bool | None
    """Whether the article must be later than the day given, rather than earlier; None where it may be either."""
    term: Term | None = None
    """The term in office that tells it."""

    @property
    def key(self) -> object:
        """What facts that depend on each other have in common: the same days, but for posts, or the same person."""
        if self.term is not None:
            return self.term.person
        return self.window.span if self.kind is Kind.POST else self.days


class Given(NamedTuple):
    """The days that came with the article."""

    published: date
    revised: date
    """Of the last revision, or of publication without a later one."""

    def is_before(self, days: Interval) -> bool:
        """Whether days begin after the article was published and last revised, wherever that was."""
        return days.first - self.revised >= ZONES


def is_over(window: Window) -> bool:
    """Whether the words plainly tell a time as over: by no verb that may be of a plan."""
    telling = telling_of(window)
    doubtful = telling.sign in ("verb", "later verb") and is_planned(window, telling)
    unclear = any(is_of(window, telling) for is_of in (is_of_other_clause, is_of_infinitive, is_of_present))
    return telling.tense is Tense.PAST and not doubtful and not unclear


def is_notice(window: Window) -> bool:
    """Whether a date tells when the page was revised: then its first day may be right."""
    return not words("dates/notices").isdisjoint(window.before(NOTICE_REACH))
