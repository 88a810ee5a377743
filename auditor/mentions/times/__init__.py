"""What a text says of time: dates and periods as mentions, which days they name, and the day of the document."""

from auditor.mentions.times.dated import Dated, find_dated, find_title_dated, find_years, times_beside, years_beside
from auditor.mentions.times.document_date import DocumentDate, find_document_date
from auditor.mentions.times.finder import among, find_times, find_title_times
from auditor.mentions.times.fixed import find_fixed
from auditor.mentions.times.interval import Interval
from auditor.mentions.times.numeric_date import numeric_interval
from auditor.mentions.times.resolution import interval_of
from auditor.mentions.times.tense import Telling, Tense, telling_of
from auditor.mentions.times.time import Grain, Time

__all__ = [
    "Dated",
    "DocumentDate",
    "Grain",
    "Interval",
    "Telling",
    "Tense",
    "Time",
    "among",
    "find_dated",
    "find_document_date",
    "find_fixed",
    "find_times",
    "find_title_dated",
    "find_title_times",
    "find_years",
    "interval_of",
    "numeric_interval",
    "telling_of",
    "times_beside",
    "years_beside",
]
