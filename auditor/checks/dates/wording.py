"""Days and periods as messages write them."""

from datetime import date

from auditor.mentions.times import Interval
from auditor.mentions.times.vocabulary import MONTH_NAMES


def spell_day(day: date) -> str:
    """As "March 27, 2020"."""
    return f"{MONTH_NAMES[day.month - 1]} {day.day}, {day.year}"


def spell_interval(found: Interval) -> str:
    """The day, or the first and the last of several."""
    first, last = found
    return spell_day(first) if first == last else f"{spell_day(first)} to {spell_day(last)}"
