"""Statements whose end comes before their beginning."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from itertools import pairwise

from auditor.article import Span
from auditor.checks.dates.words import rule_words
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.times import Grain, Time, find_anchor, find_times, interval_of
from auditor.mentions.times.vocabulary import DASHES, DAYS
from auditor.rule import Rule

_JOINTS = {
    "from": frozenset({"to", "until", "till", "til", "through", "thru"}),
    "between": frozenset({"and", "to"}),
}
"""What joins the ends of a range, by the word that opens it."""
LONGEST_JOINT = 2
"""Tokens between the ends of a range: ", to"."""
LONGEST_SLIP = 14
"""Days by which a range of one month may run backwards; one of more may begin in the month before."""
MOVE_REACH = 12
"""How many words before a range may say that it is a change of plan: "moved the vote from May 17 to May 10"."""
GOVERNOR_REACH = 3
"""How many words may stand between a verb and its date: "died there in"."""


def find_reversed_ranges(document: Document, rule: Rule) -> Iterator[Hit]:
    """A range that ends before it begins: "from 2009 to 2006", "between May 2019 and March 2019"."""
    for first, second in pairwise(document.layer(find_times)):
        opening = _range_opening(document, first, second)
        if opening is not None and _is_reversed(first, second) and not _tells_move(document, first):
            span = Span(document.tokens.starts[opening], second.span.end)
            yield Hit(rule, span, values={"date": _quote(document, first), "other": _quote(document, second)})
    yield from _reversed_days(document, rule)


def _reversed_days(document: Document, rule: Rule) -> Iterator[Hit]:
    """A range of days in one month that ends before it begins: "between 14 and 10 February", "from May 14 to 10"."""
    words = document.tokens.folded
    for time in document.layer(find_times):
        if time.day is None or time.month is None or time.weekday is not None:
            continue
        if time.end_day is not None:
            opening, begin, end, joints = time.first - 1, time.day, time.end_day, words[time.first : time.last]
        else:
            opening, end, joints = time.first - 3, time.day, words[time.first - 1 : time.first]
            begin = DAYS.get(words[time.first - 2], 0) if opening >= 0 else 0
        is_range = opening >= 0 and not _JOINTS.get(words[opening], frozenset()).isdisjoint(joints)
        if is_range and 0 < begin - end <= LONGEST_SLIP and not _is_moved(document, opening):
            span = Span(document.tokens.starts[opening], time.span.end)
            yield Hit(rule, span, values={"date": str(begin), "other": str(end)})


def _range_opening(document: Document, first: Time, second: Time) -> int | None:
    """The token that opens the range of these two, or None if they are none."""
    words = document.tokens.folded
    if second.first - first.last > LONGEST_JOINT:
        return None
    between = [word for word in words[first.last : second.first] if word != ","]
    opening = first.first - 1
    if opening >= 0 and words[opening] in ("the", "about", "around", "roughly", "early", "late"):
        opening -= 1
    if opening < 0 or len(between) != 1:
        return None
    word, joint = words[opening], between[0]
    if joint in _JOINTS.get(word, ()):
        return opening
    bracketed = word == "(" and words[second.last : second.last + 1] == [")"]
    return first.first if bracketed and joint in DASHES else None


def _is_reversed(first: Time, second: Time) -> bool:
    """Whether the second lies wholly before the first; without years only within one month."""
    if first.year is not None and second.year is not None:
        begin, end = interval_of(first), interval_of(second)
        return begin is not None and end is not None and end.last < begin.first
    if first.year is None and second.year is None and first.day is not None and second.day is not None:
        return first.month == second.month and second.day < first.day and first.end_day is None
    return False


def _tells_move(document: Document, first: Time) -> bool:
    """Whether the words before the range say that a date still to come was changed."""
    base = document.layer(find_anchor).day
    if first.grain == Grain.YEAR and base is not None and first.year is not None and first.year < base.year:
        return False
    return _is_moved(document, first.first - 1)


def _is_moved(document: Document, opening: int) -> bool:
    """Whether a range that opens with "from" is one of a change: a word of its sentence before says so."""
    words = document.tokens.folded
    if words[opening] != "from":
        return False
    start = bisect_left(document.tokens.starts, document.sentence_at(document.tokens.starts[opening]).start)
    return not rule_words("moving").isdisjoint(words[max(start, opening + 1 - MOVE_REACH) : opening])


def find_reversed_orders(document: Document, rule: Rule) -> Iterator[Hit]:
    """One statement in which something ended before it began: "opened in 1998 and closed in 1995"."""
    for first, second in pairwise(document.layer(find_times)):
        begin_verb = _governor(document, first, rule_words("beginning"))
        end_verb = _governor(document, second, rule_words("ending"))
        if begin_verb is None or end_verb is None or not _same_subject(document, first.last, end_verb):
            continue
        if _is_reversed(first, second):
            span = Span(document.tokens.starts[begin_verb], second.span.end)
            begin = Evidence("said to have begun", span=first.span, quote=_quote(document, first))
            values = {"date": _quote(document, first), "other": _quote(document, second)}
            yield Hit(rule, span, values=values, evidence=(begin,))


def _governor(document: Document, time: Time, verbs: frozenset[str]) -> int | None:
    """The token of one of `verbs` that `time` belongs to."""
    words = document.tokens.folded
    for index in range(time.first - 1, max(-1, time.first - 2 - GOVERNOR_REACH), -1):
        if words[index] in verbs:
            return index
        if not words[index].isalpha():
            return None
    return None


def _same_subject(document: Document, start: int, end: int) -> bool:
    """Whether only joining words and pronouns stand between a date and the next verb."""
    return end >= start and rule_words("joining").issuperset(document.tokens.folded[start:end])


def _quote(document: Document, time: Time) -> str:
    return document.text[time.span.start : time.span.end]
