"""How times are written: patterns over the folded text, each from the first word of a time to its last.

The names of their groups are those of `auditor.mentions.times.finder.PARTS_OF_TIME`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import groupby

from auditor.mentions.times import vocabulary as known
from auditor.vocabulary import words

WORD_END = r"(?!\w|'\w)"
NUMBER_END = r"(?!\d|[.,:]\d)"


def _one_of(entries: Iterable[str]) -> str:
    """One of these words, whole; of marks too. They are grouped by their first letter: most are ruled out at once."""
    groups = groupby(sorted(entries, key=lambda entry: (entry[0], -len(entry), entry)), key=lambda entry: entry[0])
    return "(?:" + "|".join(re.escape(first) + _rests(list(group)) for first, group in groups) + ")"


def _rests(entries: Sequence[str]) -> str:
    """How entries of one first letter go on: marks, and words, which end there."""
    marks, rests = ([re.escape(e[1:]) for e in entries if e[-1].isalpha() is whole] for whole in (False, True))
    return "(?:" + "|".join([*marks, *([f"(?:{'|'.join(rests)}){WORD_END}"] if rests else [])]) + ")"


NOT_COUNTED = rf"(?!(?:[-–—]\s*|\s*){_one_of(words('times/quantities'))})"
"""Behind a number: it counts nothing, as it does in "May 31 people"."""
_NUMBER = r"(?:0?[1-9]|[1-9]\d)" + NUMBER_END
_ENDING = r"(?:(?:st|nd|rd|th)(?!\w))?"
_CALENDAR_UNITS = "week|weekend|month|quarter|year|decade"
_LONG_WEEKDAY = rf"(?:{'|'.join(known.LONG_WEEKDAYS)})(?:'s)?{WORD_END}"

SHIFT = rf"(?P<shift>{_one_of(known.SHIFTS)})\s+"
PART = rf"(?P<part>{_one_of(known.PARTS)})\s*(?:[-–—]\s*|in\s+)?(?:the\s+)?"
MONTH = rf"(?P<month>{_one_of(known.SHORT_MONTHS)}\.?+|{_one_of(known.LONG_MONTHS)})"
WEEKDAY = rf"(?P<weekday>{_one_of(known.SHORT_WEEKDAYS)}\.?+|{_LONG_WEEKDAY})"
DAY = rf"(?P<day>{_NUMBER}){_ENDING}"
END_DAY = rf"(?P<end_day>{_NUMBER}){_ENDING}"
YEAR = rf"(?P<year>[12]\d{{3}}){NUMBER_END}(?!s(?!\w)){NOT_COUNTED}"
SEASON = rf"(?P<season>{_one_of(known.SEASONS)})"
ORDINAL = rf"(?P<ordinal>{_one_of(known.ORDINALS)})"
CALENDAR_UNIT = rf"(?P<unit>{_CALENDAR_UNITS})(?:'s)?{WORD_END}"
COUNTED_UNIT = rf"(?P<unit>day|{_CALENDAR_UNITS})s?{WORD_END}"

_OTHER_YEAR = rf"(?P<year_shift>{_one_of(known.SHIFTS)})\s+year(?:'s)?{WORD_END}"
_YEAR_OF_DAY = rf"(?:\s*(?:,\s*|of\s+)?{YEAR}|\s+(?:of\s+)?{_OTHER_YEAR})?"
_YEAR_OF_PERIOD = rf"\s*(?:,\s*|of\s+)?(?:fiscal\s+)?(?:{YEAR}|{_OTHER_YEAR})"
_WEEKDAY_BEFORE = rf"(?:{WEEKDAY}(?:\s+(?:morning|noon|afternoon|evening|night){WORD_END})?\s*(?:[,(]\s*)?(?:the\s+)?)?"
_WEEKDAY_BEHIND = (
    rf"(?:\s*\(\s*(?P<weekday_in_brackets>{_LONG_WEEKDAY})\s*\)|\s*,\s*a\s+(?P<weekday_apposed>{_LONG_WEEKDAY}))?"
)
_NO_DAY = rf"(?!\s*(?:the\s+)?{_NUMBER}{_ENDING}{NOT_COUNTED})"

MONTH_FIRST = (
    rf"(?:{SHIFT})?{_WEEKDAY_BEFORE}{MONTH}\s*(?:the\s+)?{DAY}{NOT_COUNTED}"
    rf"(?:\s*(?:[-–—]|(?:and|to|or)\s|&)\s*{END_DAY}{NOT_COUNTED}(?!\s*{_one_of(known.MONTHS)}))?"
    rf"{_YEAR_OF_DAY}{_WEEKDAY_BEHIND}"
)
"""As "Sept. 29", "Sunday, March 27, 2020", "this Monday, May 28", "May 3-5, 2019", "July 8, 2021, a Sunday"."""
DAY_FIRST = (
    rf"(?:{SHIFT})?{_WEEKDAY_BEFORE}{DAY}(?:\s*[-–—]\s*{END_DAY})?\s*(?P<of>of\s+)?{MONTH}"
    rf"{_YEAR_OF_DAY}{_WEEKDAY_BEHIND}"
)
"""As "3rd of May 2019", "10-12 June", "on 3 May"."""
MONTH_ALONE = rf"(?:{PART})?(?:{SHIFT})?{MONTH}{_NO_DAY}(?:\s*(?:,\s*|of\s+)?{YEAR}|\s+(?:of\s+)?{_OTHER_YEAR})?"
"""As "June of 2018", "mid-October", "last May"."""
WEEKDAY_ALONE = rf"(?:{SHIFT})?(?P<weekday>{_LONG_WEEKDAY})"
ISO = r"(?P<year>[12]\d{3})(?P<mark>[-/])(?P<month_number>0?[1-9]|1[0-2])(?P=mark)(?P<day>0?[1-9]|[1-9]\d)" + NUMBER_END
"""As "2025-12-18"."""
NUMERIC = (
    rf"(?P<numeric>(?:0?[1-9]|[1-9]\d)(?P<mark>[-/])(?:(?:0?[1-9]|[1-9]\d)|{_one_of(known.MONTHS)})(?P=mark)"
    rf"(?:\d{{4}}|\d\d)){NUMBER_END}"
)
"""As "10/11/2025", "18-Dec-25"."""
DOTTED = rf"(?<![\w.,:])(?P<numeric>(?:0?[1-9]|[1-9]\d)\.(?:0?[1-9]|[1-9]\d)\.[12]\d{{3}}){NUMBER_END}"
"""As "12.10.2025"."""
DECADE = r"(?:" + PART + r")?(?P<year>[12]\d\d0)s(?!\w)"
YEAR_ALONE = rf"(?:{PART})?{YEAR}(?![–/](?=\w)(?!(?:0?[1-9]|[1-9]\d|[12]\d{{3}}){NUMBER_END}))"
SHIFTED_UNIT = rf"(?:{PART})?{SHIFT}{CALENDAR_UNIT}"
SHIFTED_SEASON = rf"(?:{PART})?{SHIFT}{SEASON}"
SEASON_OF_YEAR = rf"(?:{PART})?{SEASON}{_YEAR_OF_PERIOD}"
QUARTER = rf"{ORDINAL}\s*(?:[-–—]\s*)?(?P<unit>quarter|half){WORD_END}{_YEAR_OF_PERIOD}"
"""As "the first quarter of 2019", "fourth-quarter 2018", "second half of last year"."""
QUARTER_CODE = rf"(?P<quarter>q[1-4]){WORD_END}{_YEAR_OF_PERIOD}"
DAY_SHIFT = rf"(?P<day_shift>{'|'.join(known.DAY_SHIFTS)})(?:'s)?{WORD_END}"
AGO = rf"(?P<ago>\d{{1,3}}|{_one_of(known.NUMBER_WORDS)})\s+{COUNTED_UNIT}\s+ago{WORD_END}"
"""As "two weeks ago"; only counts are read, not "some"."""
