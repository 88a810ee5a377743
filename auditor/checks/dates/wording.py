"""Days and periods as messages write them."""

from datetime import date

from auditor.mentions.times import Interval
from auditor.mentions.times.interval import months_interval
from auditor.mentions.times.vocabulary import MONTH_NAMES


def spell_day(day: date) -> str:
    """As "March 27, 2020"."""
    return f"{MONTH_NAMES[day.month - 1]} {day.day}, {day.year}"


def spell_interval(found: Interval) -> str:
    """The day, or the first and the last of several."""
    first, last = found
    return spell_day(first) if first == last else f"{spell_day(first)} to {spell_day(last)}"


def spell_when(found: Interval) -> str:
    """As "on March 27, 2020", "in March 2020", "in 2020"; of other periods their last day."""
    first = found.first
    if found == months_interval(first.year, 1, 12):
        return f"in {first.year}"
    if found == months_interval(first.year, first.month):
        return f"in {MONTH_NAMES[first.month - 1]} {first.year}"
    return f"on {spell_day(found.last)}"
