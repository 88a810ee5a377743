"""Counts of years that do not come out: anniversaries, distances and ages beside the year they count from."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from auditor.article import Span
from auditor.checks.dates.words import rule_words
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.times import Grain, Time, find_anchor, find_times, interval_of
from auditor.mentions.times.stance import sentence_tokens
from auditor.mentions.times.vocabulary import ORDINAL_ENDINGS
from auditor.rule import Rule
from auditor.text.counted import counted

ORDINAL_WORDS = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
    "tenth": 10, "fifteenth": 15, "twentieth": 20, "thirtieth": 30, "fortieth": 40, "fiftieth": 50, "hundredth": 100,
}  # fmt: skip
EVENT_REACH = 12
"""How many tokens after "anniversary of" may stand before the event's year."""
TIMES_AROUND = 5
"""How many times on either side can belong to the same statement."""
NEAR_DAYS = 45
"""A sentence that names a day this near to publication speaks of an anniversary that is being kept."""
ROUNDING = 10
"""A count of years may be rounded by a tenth of itself: "20 years ago" of 1998 in 2017."""
LONGEST_COUNT = 4
"""Digits of an ordinal."""
MIN_AGE, MAX_AGE = 5, 120


def find_wrong_counts(document: Document, rule: Rule) -> Iterator[Hit]:
    """Anniversaries, distances and ages that do not agree with the year beside them."""
    base = document.layer(find_anchor).day
    if base is None:
        return
    times = document.layer(find_times)
    if "anniversary" in document.folded:
        yield from _anniversaries(document, rule, times, base)
    yield from _distances(document, rule, times, base)
    if "born" in document.folded:
        yield from _ages(document, rule, times, base)


def _anniversaries(document: Document, rule: Rule, times: list[Time], base: date) -> Iterator[Hit]:
    words = document.tokens.folded
    for place, time in enumerate(times):
        if time.year is None or time.grain > Grain.YEAR:
            continue
        start, end = sentence_tokens(document, time)
        number, first = _anniversary_before(words, max(start, time.first - EVENT_REACH), time.first)
        around = times[max(0, place - TIMES_AROUND) : place] + times[place + 1 : place + 1 + TIMES_AROUND]
        others = [other for other in around if start <= other.first < end]
        if not number or number == base.year - time.year or not _is_kept_now(others, base):
            continue
        yield _hit(document, rule, Span(document.tokens.starts[first], time.span.end), time, base)


def _anniversary_before(words: list[str], start: int, end: int) -> tuple[int, int]:
    """The number of the last "10th anniversary of" between two tokens, and its first token; zero if there is none."""
    for index in range(end - 2, max(start, 2) - 1, -1):
        if words[index] == "anniversary" and words[index + 1] == "of":
            number, ending = words[index - 2 : index]
            if ending in ORDINAL_ENDINGS and number.isdecimal() and len(number) <= LONGEST_COUNT:
                return int(number), index - 2
            return ORDINAL_WORDS.get(ending, 0), index - 1
    return 0, 0


def _is_kept_now(others: list[Time], base: date) -> bool:
    """Whether the sentence names a day near publication, and no other year."""
    if any(other.year is not None or (other.grain >= Grain.YEAR and other.shift != 0) for other in others):
        return False
    found = [interval_of(other, base) for other in others]
    return any(f is not None and f.days <= NEAR_DAYS and abs((f.first - base).days) <= NEAR_DAYS for f in found)


def _distances(document: Document, rule: Rule, times: list[Time], base: date) -> Iterator[Hit]:
    """Years ago beside the year itself: "10 years ago, in 2005"."""
    words = document.tokens.folded
    for first, second in pairwise(times):
        ago, dated = (first, second) if first.ago is not None else (second, first)
        if ago.ago is None or ago.grain != Grain.YEAR or dated.year is None or dated.grain > Grain.YEAR:
            continue
        if not {",", "(", "in", "on", "-", "–", "—"}.issuperset(words[first.last : second.first]):
            continue
        if abs(base.year - dated.year - ago.ago) > max(1, ago.ago // ROUNDING):
            yield _hit(document, rule, Span(first.span.start, second.span.end), dated, base)


def _ages(document: Document, rule: Rule, times: list[Time], base: date) -> Iterator[Hit]:
    """An age beside the year of birth: "De Boer, 45, was born in 1962"."""
    words = document.tokens.folded
    for time in times:
        if time.year is None or time.grain > Grain.YEAR or words[max(0, time.first - 2) : time.first] not in _BORN:
            continue
        start, end = sentence_tokens(document, time)
        ages = [index for index in range(start + 1, end - 1) if _is_age(words, index)]
        if len(ages) != 1 or not rule_words("not_age").isdisjoint(words[start:end]):
            continue
        years = base.year - time.year
        if int(words[ages[0]]) not in (years - 1, years):
            first, last = sorted((Span(document.tokens.starts[ages[0]], document.tokens.ends[ages[0]]), time.span))
            yield _hit(document, rule, Span(first.start, last.end), time, base)


_BORN = (["born", "in"], ["born", "on"])


def _is_age(words: list[str], index: int) -> bool:
    """Whether the token is an age: "De Boer, 45,", "aged 45"."""
    word = words[index]
    if not word.isdecimal() or not MIN_AGE <= int(word[:3]) <= MAX_AGE or len(word) > 3:
        return False
    return (words[index - 1] == "," and words[index + 1] == ",") or words[index - 1] in ("aged", "age")


def _hit(document: Document, rule: Rule, span: Span, time: Time, base: date) -> Hit:
    years = base.year - (time.year or 0)
    apart = f"{counted(abs(years), 'year')} {'after' if years < 0 else 'before'}"
    return Hit(rule, span, values={"date": str(time.year), "expected": apart, "other": str(base.year)})
