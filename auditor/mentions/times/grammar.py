"""How times are written: one reader for each kind of word that a time can begin with.

A reader looks at the tokens from an index on and returns the mention that begins there, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from auditor.article import Span
from auditor.mentions.times import vocabulary as words
from auditor.mentions.times.time import Grain, Time
from auditor.text.tokens import Tokens

DOTTED_PARTS = 3
ORDINAL_SECONDS = frozenset({"quarter", "half"})


class Reader:
    """Tokens that may be asked for past either end."""

    def __init__(self, tokens: Tokens) -> None:
        self.words, self.folded = tokens.words, tokens.folded
        self.starts, self.ends = tokens.starts, tokens.ends
        self.size = len(tokens)

    def at(self, index: int) -> str:
        """The folded token, empty outside."""
        return self.folded[index] if 0 <= index < self.size else ""

    def joined(self, index: int) -> bool:
        """Whether nothing stands between this token and the one before."""
        return 0 < index < self.size and self.starts[index] == self.ends[index - 1]

    def capital(self, index: int) -> bool:
        """Whether this token begins with a capital."""
        return self.words[index][0].isupper()

    def span(self, first: int, last: int) -> Span:
        """Where the tokens from `first` to before `last` stand."""
        return Span(self.starts[first], self.ends[last - 1])


def read_month(reader: Reader, index: int) -> Time | None:
    """A date or month: "Sept. 29", "October 7, 2023", "March the 3rd", "May 3-5, 2019", "June of 2018", "July"."""
    if not reader.capital(index):
        return None
    month = words.MONTHS[reader.folded[index]]
    after = _past_full_stop(reader, index)
    day_at = after + 1 if reader.at(after) == "the" else after
    day = _day_number(reader, day_at)
    if day is None or _counts(reader, _past_ending(reader, day_at)):
        return _read_month_alone(reader, index, after)
    last = _past_ending(reader, day_at)
    end_day, last = _end_day(reader, last)
    year, last = _year_after(reader, last)
    found = Time(
        span=reader.span(index, last), first=index, last=last, grain=Grain.DAY, year=year, month=month, day=day,
        end_day=end_day,
    )  # fmt: skip
    return _with_weekday_after(reader, _with_year_shift(reader, found))


def read_number(reader: Reader, index: int) -> Time | None:
    """A date that begins with its day or with digits: "3rd of May 2019", "10-12 June", "10/11/2025"."""
    if reader.at(index + 1) in ("/", "-") and reader.joined(index + 1):
        found = _read_digits(reader, index)
        if found:
            return found
    day, last = words.DAYS[reader.folded[index]], _past_ending(reader, index)
    end_day = None
    if reader.at(last) in words.DASHES and _day_number(reader, last + 1):
        end_day, last = _day_number(reader, last + 1), _past_ending(reader, last + 1)
    of = reader.at(last) == "of"
    month_at = last + 1 if of else last
    month = words.MONTHS.get(reader.at(month_at))
    if month is None or not reader.capital(month_at) or _belongs_to_number(reader, index):
        return None
    last = _past_full_stop(reader, month_at)
    year, past_year = _year_after(reader, last)
    if year is None and (_day_number(reader, last) or not (of or last > month_at + 1 or _before_day(reader, index))):
        return None
    found = Time(
        span=reader.span(index, past_year), first=index, last=past_year, grain=Grain.DAY, year=year, month=month,
        day=day, end_day=end_day,
    )  # fmt: skip
    return _with_weekday_after(reader, _with_year_shift(reader, found))


def read_dotted(reader: Reader, index: int) -> Time | None:
    """A date with full stops, which is one token: "12.10.2025"."""
    parts = reader.folded[index].split(".")
    if (
        len(parts) != DOTTED_PARTS
        or parts[0] not in words.DAYS
        or parts[1] not in words.DAYS
        or parts[2] not in words.YEARS
    ):
        return None
    return Time(span=reader.span(index, index + 1), first=index, last=index + 1, grain=Grain.DAY, odd=True)


def read_weekday(reader: Reader, index: int) -> Time | None:
    """A weekday, with the date that follows it: "Friday", "Sunday, March 27, 2020", "Monday night (Dec. 3)"."""
    if not reader.capital(index):
        return None
    weekday = words.ANY_WEEKDAY[reader.folded[index]]
    short = reader.folded[index] in words.SHORT_WEEKDAYS
    last = _past_full_stop(reader, index) if short else index + 1
    date_at = last + 1 if reader.at(last) in words.DAY_PARTS else last
    if reader.at(date_at) in (",", "("):
        date_at += 1
    if reader.at(date_at) == "the":
        date_at += 1
    dated = _read_day(reader, date_at)
    if dated and dated.day is not None:
        return replace(dated, span=reader.span(index, dated.last), first=index, weekday=weekday)
    if short:
        return None
    return Time(span=reader.span(index, last), first=index, last=last, grain=Grain.DAY, weekday=weekday)


def read_year(reader: Reader, index: int) -> Time | None:
    """A year, a decade or a date in the order of ISO 8601: "in 2018", "the 1990s", "2025-12-18"."""
    year = words.YEARS[reader.folded[index]]
    if reader.at(index + 1) == "s" and reader.joined(index + 1):
        return _period(reader, index, index + 2, Grain.DECADE, year=year) if year % 10 == 0 else None
    if reader.at(index + 1) in ("-", "/") and reader.joined(index + 1):
        found = _read_iso(reader, index)
        if found:
            return found
    return _period(reader, index, index + 1, Grain.YEAR, year=year) if _is_year(reader, index) else None


def read_shifted(reader: Reader, index: int) -> Time | None:
    """What "last", "this" and "next" point at: "last month", "next Tuesday", "this Monday, May 28", "last spring"."""
    shift, word = words.SHIFTS[reader.folded[index]], reader.at(index + 1)
    if word in words.CALENDAR_UNITS:
        return _period(reader, index, index + 2, words.CALENDAR_UNITS[word], shift=shift)
    if word in words.SEASONS:
        return _period(reader, index, index + 2, Grain.SEASON, number=words.SEASONS[word], shift=shift)
    if word in words.WEEKDAYS or word in words.MONTHS:
        inner = read_weekday(reader, index + 1) if word in words.WEEKDAYS else read_month(reader, index + 1)
        if inner:
            return replace(
                inner, span=reader.span(index, inner.last), first=index, shift=shift if inner.year is None else None
            )
    return None


def read_part(reader: Reader, index: int) -> Time | None:
    """The early, mid or late part of a longer period: "mid-October", "late last year", "early in 2024"."""
    inner_at = index + 1
    if reader.at(inner_at) in words.DASHES or reader.at(inner_at) == "in":
        inner_at += 1
    if reader.at(inner_at) == "the":
        inner_at += 1
    reader_of_inner = LONGER.get(reader.at(inner_at))
    inner = reader_of_inner(reader, inner_at) if reader_of_inner else None
    if inner is None or inner.grain < Grain.MONTH:
        return None
    part = words.PARTS[reader.folded[index]]
    return replace(inner, span=reader.span(index, inner.last), first=index, part=part)


def read_season(reader: Reader, index: int) -> Time | None:
    """A season of a year: "spring 2019", "the summer of 2016"."""
    return _of_year(reader, index, index + 1, Grain.SEASON, words.SEASONS[reader.folded[index]])


def read_ordinal(reader: Reader, index: int) -> Time | None:
    """A quarter or half of a year: "the first quarter of 2019", "fourth-quarter 2018", "second half of last year"."""
    unit_at = index + 2 if reader.at(index + 1) in words.DASHES else index + 1
    if reader.at(unit_at) not in ORDINAL_SECONDS:
        return None
    grain = Grain.QUARTER if reader.at(unit_at) == "quarter" else Grain.HALF
    return _of_year(reader, index, unit_at + 1, grain, words.ORDINALS[reader.folded[index]])


def read_quarter_code(reader: Reader, index: int) -> Time | None:
    """A quarter as finance writes it: "Q3 2024"."""
    return _of_year(reader, index, index + 1, Grain.QUARTER, words.QUARTER_CODES[reader.folded[index]])


def read_day_shift(reader: Reader, index: int) -> Time | None:
    """Yesterday, today, tonight or tomorrow."""
    return _period(reader, index, index + 1, Grain.DAY, shift=words.DAY_SHIFTS[reader.folded[index]])


def read_ago(reader: Reader, index: int) -> Time | None:
    """What ends in "ago": "two weeks ago", "a year ago", "10 years ago"; only counts are read, not "some"."""
    unit = words.COUNTED_UNITS.get(reader.at(index - 1))
    count = reader.at(index - 2)
    number = words.NUMBER_WORDS.get(count) or (
        int(count) if count.isdecimal() and len(count) <= YEAR_COUNT_DIGITS else 0
    )
    if unit is None or not number:
        return None
    return _period(reader, index - 2, index + 1, unit, ago=number)


YEAR_COUNT_DIGITS = 3

LONGER: dict[str, Callable[[Reader, int], Time | None]] = {
    **dict.fromkeys(words.MONTHS, read_month),
    **dict.fromkeys(words.YEARS, read_year),
    **dict.fromkeys(words.SHIFTS, read_shifted),
    **dict.fromkeys(words.SEASONS, read_season),
}
"""What can stand after "early", "mid" and "late"."""

READERS: dict[str, Callable[[Reader, int], Time | None]] = {
    **LONGER,
    **dict.fromkeys(words.DAYS, read_number),
    **dict.fromkeys(words.ANY_WEEKDAY, read_weekday),
    **dict.fromkeys(words.PARTS, read_part),
    **dict.fromkeys(words.ORDINALS, read_ordinal),
    **dict.fromkeys(words.QUARTER_CODES, read_quarter_code),
    **dict.fromkeys(words.DAY_SHIFTS, read_day_shift),
    "ago": read_ago,
}
"""The reader for each word that a time can begin with ("ago" apart, which ends one)."""


def _read_day(reader: Reader, index: int) -> Time | None:
    word = reader.at(index)
    if word in words.MONTHS:
        return read_month(reader, index)
    return read_number(reader, index) if word in words.DAYS else None


def _read_month_alone(reader: Reader, index: int, after: int) -> Time | None:
    word = reader.folded[index]
    month = words.MONTHS[word]
    year_at = after + 1 if reader.at(after) in ("of", ",") else after
    if reader.at(year_at) in words.YEARS and not _counts(reader, year_at + 1):
        year = words.YEARS[reader.at(year_at)]
        return _period(reader, index, year_at + 1, Grain.MONTH, year=year, month=month)
    if word in words.AMBIGUOUS_MONTHS and reader.at(index - 1) not in words.word_list("before_month"):
        return None
    return _with_year_shift(reader, _period(reader, index, after, Grain.MONTH, month=month))


def _read_digits(reader: Reader, index: int) -> Time | None:
    """Day, month and year with marks between them: "10/11/2025", "18-Dec-2025"."""
    mark = reader.at(index + 1)
    second, last = reader.at(index + 2), index + 5
    year = reader.at(index + 4)
    if (
        (second not in words.DAYS and second not in words.MONTHS)
        or reader.at(index + 3) != mark
        or not year.isdecimal()
        or len(year) not in (2, 4)
    ):
        return None
    if not all(reader.joined(place) for place in range(index + 2, last)) or _glued(reader, index, last):
        return None
    return Time(span=reader.span(index, last), first=index, last=last, grain=Grain.DAY, odd=True)


def _read_iso(reader: Reader, index: int) -> Time | None:
    month, day, last = reader.at(index + 2), reader.at(index + 4), index + 5
    if month not in words.DAYS or day not in words.DAYS or reader.at(index + 3) != reader.at(index + 1):
        return None
    if not all(reader.joined(place) for place in range(index + 2, last)) or _glued(reader, index, last):
        return None
    if words.DAYS[month] > 12:
        return None
    return Time(
        span=reader.span(index, last), first=index, last=last, grain=Grain.DAY, year=words.YEARS[reader.folded[index]],
        month=words.DAYS[month], day=words.DAYS[day],
    )  # fmt: skip


def _glued(reader: Reader, first: int, last: int) -> bool:
    """Whether the digits go on, as in a telephone number or an address of the web."""
    before, after = reader.at(first - 1), reader.at(last)
    return (reader.joined(first) and before in ("-", "/", "_", ".", "=")) or (
        reader.joined(last) and after in ("-", "/", "_")
    )


def _is_year(reader: Reader, index: int) -> bool:
    """Whether a number of four digits that stands alone is a year."""
    before, after = reader.at(index - 1), reader.at(index + 1)
    if _counts(reader, index + 1) or before in words.word_list("before_number"):
        return False
    if reader.joined(index + 1) and after in ("-", "–", "/") and reader.joined(index + 2):
        return reader.at(index + 2) in words.DAYS or reader.at(index + 2) in words.YEARS or after == "-"
    if reader.joined(index) and before in words.DASHES:
        return reader.at(index - 2) in words.YEARS or reader.at(index - 2) in words.PARTS
    if before in words.word_list("before_year"):
        return True
    return 1900 <= words.YEARS[reader.folded[index]] <= 2100 and not (reader.joined(index) and before not in "(\"'“‘[")


def _of_year(reader: Reader, first: int, last: int, grain: Grain, number: int) -> Time | None:
    """A numbered part of the year that follows; None without one."""
    year_at = last + 1 if reader.at(last) in ("of", ",") else last
    if reader.at(year_at) == "fiscal":
        year_at += 1
    year = words.YEARS.get(reader.at(year_at))
    if year is not None and not _counts(reader, year_at + 1):
        return _period(reader, first, year_at + 1, grain, year=year, number=number)
    shift = words.SHIFTS.get(reader.at(year_at))
    if shift is not None and reader.at(year_at + 1) in ("year", "year's"):
        return _period(reader, first, year_at + 2, grain, number=number, shift=shift)
    return None


def _period(reader: Reader, first: int, last: int, grain: Grain, **parts: int) -> Time:
    return Time(span=reader.span(first, last), first=first, last=last, grain=grain, **parts)  # type: ignore[arg-type]


def _past_full_stop(reader: Reader, index: int) -> int:
    """The index after this word and the full stop of its abbreviation."""
    return (
        index + 2 if reader.at(index + 1) == "." and reader.joined(index + 1) and _short(reader, index) else index + 1
    )


def _short(reader: Reader, index: int) -> bool:
    return len(reader.folded[index]) <= 5 and reader.folded[index] not in ("march", "april", "may", "june", "july")


def _day_number(reader: Reader, index: int) -> int | None:
    return words.DAYS.get(reader.at(index))


def _past_ending(reader: Reader, index: int) -> int:
    """The index after this number and its "st", "nd", "rd" or "th"."""
    return index + 2 if reader.at(index + 1) in words.ORDINAL_ENDINGS and reader.joined(index + 1) else index + 1


def _counts(reader: Reader, index: int) -> bool:
    """Whether the number before `index` counts or measures what stands there."""
    word = reader.at(index)
    if word in words.DASHES and reader.joined(index):
        index, word = index + 1, reader.at(index + 1)
    return word in words.word_list("quantities")


def _end_day(reader: Reader, index: int) -> tuple[int | None, int]:
    """The day after a dash or "and", and the index after it; else None and `index`."""
    day = _day_number(reader, index + 1)
    if day is None or (reader.at(index) not in words.DASHES and reader.at(index) not in ("and", "&", "to", "or")):
        return None, index
    last = _past_ending(reader, index + 1)
    return (None, index) if _counts(reader, last) or reader.at(last) in words.MONTHS else (day, last)


def _year_after(reader: Reader, index: int) -> tuple[int | None, int]:
    """The year after a comma or at once, and the index after it; else None and `index`."""
    year_at = index + 1 if reader.at(index) in (",", "of") else index
    year = words.YEARS.get(reader.at(year_at))
    if year is None or _counts(reader, year_at + 1) or (reader.at(year_at + 1) == "s" and reader.joined(year_at + 1)):
        return None, index
    return year, year_at + 1


def _with_year_shift(reader: Reader, found: Time) -> Time:
    """With "this year" or "last year" after a date that has no year."""
    at = found.last + 1 if reader.at(found.last) == "of" else found.last
    shift = words.SHIFTS.get(reader.at(at))
    if found.year is not None or shift is None or reader.at(at + 1) not in ("year", "year's"):
        return found
    return replace(found, span=reader.span(found.first, at + 2), last=at + 2, shift=shift)


def _with_weekday_after(reader: Reader, found: Time) -> Time:
    """With the weekday of "March 3, 2019, a Sunday" and "March 3 (Sunday)"."""
    mark = reader.at(found.last)
    at = found.last + 2 if reader.at(found.last + 1) == "a" else found.last + 1
    weekday = words.WEEKDAYS.get(reader.at(at))
    bracketed = mark == "(" and reader.at(at + 1) == ")"
    apposed = mark == "," and at == found.last + 2
    if weekday is None or not (bracketed or apposed):
        return found
    last = at + 2 if bracketed else at + 1
    return replace(found, span=reader.span(found.first, last), last=last, weekday=weekday)


def _belongs_to_number(reader: Reader, index: int) -> bool:
    """Whether the number at `index` is the tail of another or an amount."""
    before = reader.at(index - 1)
    return before in words.word_list("before_number") or (reader.joined(index) and before in ("-", "/", ".", "_", "–"))


def _before_day(reader: Reader, index: int) -> bool:
    """Whether the words before open a date: "on 3 May", "between 1 and 3 May"."""
    before = reader.at(index - 1)
    if before == "and":
        return reader.at(index - 2) in words.DAYS and reader.at(index - 3) == "between"
    return before in words.word_list("before_day") or before in words.ANY_WEEKDAY
