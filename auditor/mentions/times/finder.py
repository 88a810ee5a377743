"""Finds every mention of time in one pass over the tokens."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import islice
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.times import forms
from auditor.mentions.times import vocabulary as known
from auditor.mentions.times.time import Grain, Time
from auditor.text.fold import fold
from auditor.text.tokens import Tokens
from auditor.vocabulary import words
from auditor.window import Bounds

YEARS_OF_OUR_TIME = range(1900, 2101)
"""A bare number is a year without a word such as "in" before it only if it is one of these."""


class Reading(NamedTuple):
    """What a pattern matched, and the tokens that it stands among."""

    tokens: Tokens
    first: int
    match: re.Match[str]
    free: int = 0
    """The token behind the time before it."""

    def before(self, steps: int = 1) -> str:
        """The folded token so many steps before it; empty outside."""
        return self.tokens.folded[self.first - steps] if self.first >= steps else ""

    @property
    def follows_time(self) -> bool:
        """Whether a time stands before it, with one token between."""
        return 0 < self.free == self.first - 1

    @property
    def mark_before(self) -> str:
        """The mark or word that touches it from before, if one does."""
        touches = self.first and self.tokens.ends[self.first - 1] == self.match.start()
        return self.before() if touches else ""

    @property
    def character_behind(self) -> str:
        """The character right behind it, if there is one."""
        return self.match.string[self.match.end() : self.match.end() + 1]

    @property
    def leads_to_number(self) -> bool:
        """Whether a number stands behind it, over a space at most."""
        return self.match.string[self.match.end() : self.match.end() + 2].lstrip()[:1].isdigit()

    def has(self, *groups: str) -> bool:
        """Whether one of these parts is there."""
        return any(self.match[group] for group in groups)

    def is_capital(self, group: str) -> bool:
        """Whether the part, if it is there, is written with a capital."""
        start = self.match.start(group)
        return start < 0 or self.tokens.words[bisect_left(self.tokens.starts, start)][0].isupper()


Condition = Callable[[Reading], bool]
Mention = TypeVar("Mention")


def _month_is_capital(reading: Reading) -> bool:
    return reading.is_capital("month")


def _weekday_is_capital(reading: Reading) -> bool:
    return reading.is_capital("weekday")


def _is_sure_month(reading: Reading) -> bool:
    """Whether a word that is a name or a verb too ("may", "April") is a month here."""
    month = reading.match["month"].rstrip(".")
    sure = reading.has("year", "shift", "part") or month not in words("times/ambiguous months")
    return sure or reading.before() in words("times/before a month")


def _opens_with_day(reading: Reading) -> bool:
    """Whether "3 May" is a date: it has a year, an "of" or a weekday, or a word such as "on" before it, or it is
    "3 Sept." with a full stop, but not in "chapter 3 Sept. 5"."""
    if reading.has("year", "weekday") or (reading.match["month"].endswith(".") and not reading.leads_to_number):
        return True
    between = (reading.before(), reading.before(3)) == ("and", "between")
    return between or reading.has("of") or reading.before() in words("times/before a day")


def _is_no_amount(reading: Reading) -> bool:
    return reading.before() not in words("times/before a number")


def _begins_a_number(reading: Reading) -> bool:
    """Whether it is not the tail of another number or of an address: "555-10"."""
    return reading.mark_before not in words("times/number marks")


def _ends_a_number(reading: Reading) -> bool:
    return reading.character_behind not in ("-", "/", "_")


def _is_year(reading: Reading) -> bool:
    """Whether a number of four digits that stands alone is a year."""
    mark, before = reading.mark_before, reading.before()
    if mark in known.DASHES:  # "2009-2012", but not "rooms 1200-1990"
        return reading.follows_time
    if mark == "(" and reading.character_behind in known.DASHES:
        return True
    ours = int(reading.match["year"]) in YEARS_OF_OUR_TIME and (not mark or mark in words("times/opening marks"))
    led = before in words("times/before a year") and reading.before(2) not in known.DASHES  # not "built-in 2500"
    return ours or reading.has("part") or led


@dataclass(frozen=True)
class Form:
    """One way to write a time: the words that it begins with, what it looks like, and what else must hold."""

    openers: tuple[Mapping[str, object], ...]
    written: str
    """A pattern over the folded text."""
    grain: Grain | None = None
    """None where its unit says it."""
    conditions: tuple[Condition, ...] = ()
    offset: int = 0
    """Tokens from its opener back to its first."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The same, compiled where a word that it begins with is met: all of them take some 20 ms."""
        return re.compile(self.written)


FORMS = (
    Form((known.YEARS,), forms.ISO, Grain.DAY, (_begins_a_number, _ends_a_number)),
    Form((known.DAYS,), forms.NUMERIC, Grain.DAY, (_begins_a_number, _ends_a_number)),
    Form((known.SHIFTS, known.ANY_WEEKDAY, known.MONTHS), forms.MONTH_FIRST, Grain.DAY,
         (_month_is_capital, _weekday_is_capital)),
    Form((known.ANY_WEEKDAY, known.DAYS), forms.DAY_FIRST, Grain.DAY,
         (_month_is_capital, _weekday_is_capital, _is_no_amount, _begins_a_number, _opens_with_day)),
    Form((known.SHIFTS, known.PARTS, known.MONTHS), forms.MONTH_ALONE, Grain.MONTH,
         (_month_is_capital, _is_sure_month)),
    Form((known.SHIFTS, known.ANY_WEEKDAY), forms.WEEKDAY_ALONE, Grain.DAY, (_weekday_is_capital,)),
    Form((known.YEARS, known.PARTS), forms.DECADE, Grain.DECADE),
    Form((known.YEARS, known.PARTS), forms.YEAR_ALONE, Grain.YEAR, (_is_no_amount, _is_year)),
    Form((known.SHIFTS, known.PARTS), forms.SHIFTED_UNIT),
    Form((known.SHIFTS, known.PARTS), forms.SHIFTED_SEASON, Grain.SEASON),
    Form((known.SEASONS, known.PARTS), forms.SEASON_OF_YEAR, Grain.SEASON),
    Form((known.ORDINALS,), forms.QUARTER),
    Form((known.QUARTER_CODES,), forms.QUARTER_CODE, Grain.QUARTER),
    Form((known.DAY_SHIFTS, {f"{word}'s": 0 for word in known.DAY_SHIFTS}), forms.DAY_SHIFT, Grain.DAY),
    Form(({"ago": 0},), forms.AGO, offset=2),
)  # fmt: skip
"""Of several that fit, the first is taken."""

PARTS_OF_TIME: Mapping[str, tuple[str, Callable[[str], Any]]] = {
    "year": ("year", int),
    "month": ("month", lambda word: known.MONTHS[word.rstrip(".")]),
    "month_number": ("month", int),
    "day": ("day", int),
    "end_day": ("end_day", int),
    "weekday": ("weekday", lambda word: known.ANY_WEEKDAY[word.rstrip(".")]),
    "weekday_in_brackets": ("weekday", known.ANY_WEEKDAY.__getitem__),
    "weekday_apposed": ("weekday", known.ANY_WEEKDAY.__getitem__),
    "season": ("number", known.SEASONS.__getitem__),
    "ordinal": ("number", known.ORDINALS.__getitem__),
    "quarter": ("number", known.QUARTER_CODES.__getitem__),
    "shift": ("shift", known.SHIFTS.__getitem__),
    "year_shift": ("shift", known.SHIFTS.__getitem__),
    "day_shift": ("shift", known.DAY_SHIFTS.__getitem__),
    "ago": ("ago", lambda count: known.NUMBER_WORDS.get(count) or int(count)),
    "unit": ("grain", known.UNITS.__getitem__),
    "part": ("part", str),
    "numeric": ("numeric", bool),
}
"""For each group of a form the part of a time that it gives, and how it is read."""


def _by_opener() -> Mapping[str, Sequence[Form]]:
    table: dict[str, list[Form]] = defaultdict(list)
    for form in FORMS:
        for word in frozenset().union(*form.openers):
            table[word].append(form)
    return table


_BY_OPENER = _by_opener()
_FOLLOWERS = {
    **dict.fromkeys(known.SHIFTS, words("times/behind a shift") | known.ANY_WEEKDAY.keys() | known.MONTHS.keys()),
    **dict.fromkeys(known.DAYS, words("times/behind a day") | known.MONTHS.keys()),
    **dict.fromkeys(known.ORDINALS, words("times/behind an ordinal")),
}
"""For openers that stand everywhere, what must follow: most are passed by without a pattern."""


def find_times(document: Document) -> list[Time]:
    """The times that the text mentions, in order; none overlaps another."""
    return read_times(document.folded, document.tokens)


def among(times: Sequence[Mention], tokens: Bounds) -> Sequence[Mention]:
    """Those of some times, or of times with their days, in text order, that begin within these tokens."""
    first = bisect_left(times, tokens.first, key=attrgetter("first"))
    return times[first : bisect_left(times, tokens.end, first, key=attrgetter("first"))]


def find_title_times(document: Document) -> list[Time]:
    """The times that the title mentions, in order; their offsets count in `document.title.text`."""
    return read_times(fold(document.title_text), document.title_tokens)


def read_times(folded: str, tokens: Tokens) -> list[Time]:
    """The times that a folded text of these tokens mentions, in order; none overlaps another."""
    found: list[Time] = []
    for index in tokens.at(_BY_OPENER.keys()):
        free = found[-1].last if found else 0
        if index >= free and _may_open(tokens.folded, index):
            found += islice(_readings(folded, tokens, index, free), 1)
    dotted = [Reading(tokens, bisect_left(tokens.starts, match.start()), match) for match in _dotted(folded)]
    return sorted(found + [_time(each, Grain.DAY) for each in dotted], key=attrgetter("first")) if dotted else found


def _may_open(folded: Sequence[str], index: int) -> bool:
    followers = _FOLLOWERS.get(folded[index])
    return followers is None or not followers.isdisjoint(folded[index + 1 : index + 2])


def _dotted(folded: str) -> Iterator[re.Match[str]]:
    """Dates with full stops, which are one token; quick where there is none."""
    return re.finditer(forms.DOTTED, folded) if ".19" in folded or ".20" in folded else iter(())


def _readings(folded: str, tokens: Tokens, index: int, free: int) -> Iterator[Time]:
    """What can be read at the opener `index`, no earlier than from the token `free` on; the best first."""
    for form in _BY_OPENER[tokens.folded[index]]:
        first = index - form.offset
        match = form.pattern.match(folded, tokens.starts[first]) if first >= free else None
        if match is not None:
            reading = Reading(tokens, first, match, free)
            if all(holds(reading) for holds in form.conditions):
                yield _time(reading, form.grain)


def _time(reading: Reading, grain: Grain | None) -> Time:
    match = reading.match
    parts: dict[str, Any] = {"grain": grain}
    parts |= {name: read(match[group]) for group, name, read in _parts_of(match.re) if match[group]}
    if parts.get("year") is not None:
        parts.pop("shift", None)  # "this May 3, 2019" says which year
    last = bisect_left(reading.tokens.starts, match.end())
    return Time(span=Span(match.start(), match.end()), first=reading.first, last=last, **parts)


@cache
def _parts_of(pattern: re.Pattern[str]) -> Sequence[tuple[int, str, Callable[[str], Any]]]:
    """Which groups of a pattern give which parts of a time."""
    return [(at, *PARTS_OF_TIME[group]) for group, at in pattern.groupindex.items() if group in PARTS_OF_TIME]
