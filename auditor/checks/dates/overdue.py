"""Days told as still to come that were over when the article was published."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from auditor.checks.dates.place import is_own
from auditor.checks.dates.wording import spell_day, spell_interval
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.times import Dated, Grain, find_dated, find_document_date, find_fixed, find_times, interval_of
from auditor.mentions.times.tense import is_past_verb
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

REACH = 12
"""Tokens before a time among which the verb that puts it ahead stands: "will reach the small world on"."""
GRAINS = frozenset({Grain.DAY, Grain.MONTH, Grain.YEAR})


class Overdue(NamedTuple):
    """A time that is told as still to come, though it is over."""

    dated: Dated
    published: date
    promise: list[str]
    """The words from behind "will" or "is to" up to the time."""

    @property
    def window(self) -> Window:
        """Where it stands."""
        return self.dated.window


def propose(document: Document, rule: Rule) -> Iterator[Overdue]:
    """Each day, month or year before that of publication that "will", "is to" or the like leads to."""
    published = document.article.published_on
    if published is None or document.tokens.counts.keys().isdisjoint(words("dates/promising")):
        return
    for dated in (*document.layer(find_dated), *document.layer(find_fixed)):
        if dated.days.last < published and dated.time.grain in GRAINS:
            promises = (find(dated.window) for find in (_promise, _promise_behind))
            promise = next((found for found in promises if found is not None), None)
            if promise is not None:
                yield Overdue(dated, published, promise)


def _promise(time: Window) -> list[str] | None:
    """The words from the nearest "will" or "is to" up to a time; None if none leads to it."""
    before = time.before(REACH)
    for at in range(len(before) - 1, -1, -1):
        if _puts_ahead(before[:at], before[at]):
            return before[at + 1 :]
        if not _may_follow(before[:at], before[at]):
            return None
    return None


def _promise_behind(time: Window) -> list[str] | None:
    """The same where the time opens its sentence: "On Feb. 14, the probe will fly by"; the word before the time alone."""
    behind = time.after(REACH)
    if time.first - time.sentence.first != 1 or behind[:1] != [","]:
        return None
    for at, word in enumerate(behind[1:], 1):
        if _puts_ahead(behind[:at], word):
            return time.before(1)
        if word == "," or not _may_follow(behind[:at], word):
            return None
    return None


def _puts_ahead(before: list[str], word: str) -> bool:
    """Whether a word is "will" or "opens", the "to" of "is to", "is scheduled to" and "plans to", or "due" behind "is"."""
    if word != "to":
        is_set = word in words("dates/set to") and not words("dates/is").isdisjoint(before[-1:])
        return is_set or word in words("dates/will") | words("dates/scheduled")
    planned = not words("dates/set to").isdisjoint(before[-1:])
    bearing = before[-2:-1] if planned else before[-1:]
    return not words("dates/is").isdisjoint(bearing) or not words("dates/plan to").isdisjoint(before[-1:])


def _may_follow(before: list[str], word: str) -> bool:
    """Whether a word may stand between a verb that puts a time ahead and the time: no other clause or past verb does."""
    if word in words("times/other clauses") or word in words("grammar/clause marks"):
        return False
    return not is_past_verb(word) or not words("dates/be").isdisjoint(before[-2:])


def _is_told_of_old(overdue: Overdue) -> bool:
    """Whether its sentence names an earlier time, in which it was still to come."""
    first, end = overdue.window.sentence
    times = (time for time in overdue.window.document.layer(find_times) if first <= time.first < end)
    found = (interval_of(time, overdue.published) for time in times if time.first != overdue.window.first)
    return any(days.last < overdue.dated.days.first for days in found if days)


def tell(overdue: Overdue, rule: Rule) -> Hit:
    """The days that are told, and the day of publication."""
    values = {"date": spell_interval(overdue.dated.days), "other": spell_day(overdue.published)}
    return Hit(rule, overdue.window.span, values=values)


FEATURES = {
    "grain": lambda overdue: overdue.dated.time.grain.name.lower(),
    "days-ago": lambda overdue: (overdue.published - overdue.dated.days.last).days,
    "promise": lambda overdue: frozenset(overdue.promise[:-1]),
    "words-between": lambda overdue: len(overdue.promise),
    "parted": lambda overdue: "," in overdue.promise[-2:],
    "event": lambda overdue: "".join(overdue.promise[-2:-1]) or "none",
    "told-of-old": _is_told_of_old,
    "own": lambda overdue: is_own(overdue.window),
}
DETECTOR = Detector(propose, tell, FEATURES)
