"""A mention of time as the text puts it, before anything says which days it means."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.times.interval import find_day
from auditor.window import Window


class Grain(IntEnum):
    """How long the period is that a mention names."""

    DAY = 1
    WEEK = 2
    MONTH = 3
    QUARTER = 4
    SEASON = 5
    HALF = 6
    YEAR = 7
    DECADE = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Time:
    """One mention; what the text leaves out is None.

    A calendar date has some of `year`, `month`, `day`, `weekday`; `day` is as written and may be impossible.
    """

    span: Span
    first: int
    """Index of its first token."""
    last: int
    """Index of the token after it."""
    grain: Grain
    year: int | None = None
    month: int | None = None
    day: int | None = None
    end_day: int | None = None
    """The second day of "May 3-5" or "May 3 and 5"."""
    weekday: int | None = None
    """Monday is 0."""
    number: int = 0
    """Which quarter, half or season (spring is 1) of the year; 0 for other times."""
    shift: int | None = None
    """Periods of `grain` from the article's own, as -1 in "last month"; with a month or a season, years."""
    ago: int = 0
    """Periods of `grain` before the article's day, counted and rounded, as in "two weeks ago"."""
    part: str = ""
    """"early", "mid" or "late"."""
    numeric: bool = False
    """In digits that only a custom gives a meaning, which `numeric_interval` knows."""

    @property
    def complete(self) -> bool:
        """Whether it names one day of one year."""
        return self.year is not None and self.day is not None

    @property
    def is_weekday(self) -> bool:
        """Whether it is a weekday without a date."""
        return self.weekday is not None and self.day is None

    @property
    def has_weekday(self) -> bool:
        """Whether it is a day of a month beside its weekday."""
        return None not in (self.weekday, self.day)

    @property
    def is_open(self) -> bool:
        """Whether it is one such day, and leaves its year open."""
        return self.has_weekday and (self.year, self.end_day) == (None, None)

    @property
    def of_a_year(self) -> bool:
        """Whether it is a year, or a part of a year that it names."""
        return self.year is not None and self.grain <= Grain.YEAR

    @property
    def is_of_last_year(self) -> bool:
        """Whether it is the year before the article's own, or a month or season of it: "last year", "a year ago"."""
        of_year = self.grain is Grain.YEAR or self.month is not None or self.number > 0
        return of_year and (self.shift == -1 or (self.grain is Grain.YEAR and self.ago == 1))

    @property
    def needs_document_date(self) -> bool:
        """Whether it is a weekday, or a day, week, month or year beside the article's own, without a date."""
        dated = self.year or self.month or self.grain >= Grain.DECADE
        return not dated and (self.weekday is not None or bool(self.shift))

    def day_in(self, year: int) -> date | None:
        """The day that it names in a year; None if it names none, or none of the calendar."""
        return find_day(year, self.month or 0, self.day or 0)

    def end_in(self, year: int) -> date | None:
        """The second of two days, in a year."""
        return find_day(year, self.month or 0, self.end_day or 0)

    def window(self, document: Document) -> Window:
        """Where it stands among the tokens of the text."""
        return Window(document, self.first, self.last)
