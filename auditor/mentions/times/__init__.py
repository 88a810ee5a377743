"""What a text says of time: dates and periods as mentions, their meaning as intervals, and the article's own day."""

from auditor.mentions.times.anchor import Anchor, find_anchor
from auditor.mentions.times.finder import find_times
from auditor.mentions.times.interval import Interval
from auditor.mentions.times.meaning import interval_of
from auditor.mentions.times.odd import odd_interval
from auditor.mentions.times.stance import Stance, stance_of
from auditor.mentions.times.time import Grain, Time

__all__ = [
    "Anchor",
    "Grain",
    "Interval",
    "Stance",
    "Time",
    "find_anchor",
    "find_times",
    "interval_of",
    "odd_interval",
    "stance_of",
]
