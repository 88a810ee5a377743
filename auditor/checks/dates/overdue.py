"""Days told as still to come that were over when the article was published."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import NamedTuple

from auditor.checks.dates.place import is_own
from auditor.checks.dates.wording import spell_day, spell_interval
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.mentions.times import Dated, Grain, find_dated, find_fixed, interval_of, times_beside
from auditor.mentions.times.tense import is_past_verb
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

REACH = 12
"""Tokens before a time among which the verb that puts it ahead stands: "will reach the small world on"."""
NOT_BEFORE_BARE = ("grammar/prepositions", "grammar/definite", "grammar/indefinite", "dates/before a bare day")
"""Lists of what stands before a day that does not say when something is to be."""
GRAINS = frozenset({Grain.DAY, Grain.MONTH, Grain.YEAR})


class Overdue(NamedTuple):
    """A time that is told as still to come, though it is over."""

    dated: Dated
    published: date
    promise: list[str]
    """The words from "will" or "is to" up to the time."""

    @property
    def window(self) -> Window:
        """Where it stands."""
        return self.dated.window


def propose(document: Document, rule: Rule) -> Iterator[Overdue]:
    """Each day, month or year before that of publication that "will", "is to" or the like leads to."""
    published = document.article.published_on
    if published and not words("dates/promising").isdisjoint(document.tokens.counts):
        for dated in _find_over(document, published):
            promise = _promise(dated.window) or _promise_behind(dated.window)
            if promise:
                yield Overdue(dated, published, promise)


def _find_over(document: Document, published: date) -> Iterator[Dated]:
    """The days, months and years that are over, where what is to happen may lead to them."""
    named = (*document.layer(find_dated), *document.layer(find_fixed))
    over = (dated for dated in named if dated.days.last < published and dated.time.grain in GRAINS)
    return filter(_is_led, over)


def _is_led(dated: Dated) -> bool:
    """Whether "on" or the like stands before a time; a day may stand alone before a mark: "will vote Nov. 12, on"."""
    before, behind = dated.window.word_before, dated.window.word_after
    if before in words("dates/before what is to come"):
        return True
    not_bare = frozenset().union(*map(words, NOT_BEFORE_BARE))
    return dated.time.grain is Grain.DAY and before.isalpha() and before not in not_bare and not behind.isalnum()


def _promise(time: Window) -> list[str]:
    """The words from the nearest "will" or "is to" up to a time; none where none leads to it."""
    before = time.before(REACH)
    at = _find_promise(before, range(len(before) - 1, -1, -1))
    return before[at:] if at is not None else []


def _promise_behind(time: Window) -> list[str]:
    """That word and the one before the time, where the time opens its sentence: "On Feb. 14, the probe will fly"."""
    behind = time.after(REACH)
    opens = time.first - time.sentence.first == 1 and behind[:1] == [","]
    at = _find_promise(behind, range(1, len(behind))) if opens else None
    return [behind[at], *time.before(1)] if at is not None and "," not in behind[1:at] else []


def _find_promise(near: list[str], places: Iterable[int]) -> int | None:
    """The first of these places where a time is put ahead, if nothing before it begins another statement."""
    for at in places:
        if _puts_ahead(near[:at], near[at]):
            return at
        if not _may_follow(near[:at], near[at]):
            return None
    return None


def _puts_ahead(before: list[str], word: str) -> bool:
    """Whether a word is "will" or "opens", the "to" of "is to" and "plans to", or the "due" of "is due"."""
    if word != "to":
        is_set = word in words("dates/set to") and not words("dates/is").isdisjoint(before[-1:])
        return is_set or word in words("dates/will") | words("dates/scheduled")
    planned = not words("dates/set to").isdisjoint(before[-1:])
    bearing = before[-2:-1] if planned else before[-1:]
    return not words("dates/is").isdisjoint(bearing) or not words("dates/plan to").isdisjoint(before[-1:])


def _may_follow(before: list[str], word: str) -> bool:
    """Whether a word may stand between the verb that puts a time ahead and the time: one of no other statement."""
    if word in words("times/other clauses") or word in words("grammar/clause marks"):
        return False
    return not is_past_verb(word) or not words("dates/be").isdisjoint(before[-2:])


def _is_told_of_old(overdue: Overdue) -> bool:
    """Whether its sentence names an earlier time, in which it was still to come."""
    named = [interval_of(time, overdue.published) for time in times_beside(overdue.window)]
    return any(days.last < overdue.dated.days.first for days in filter(None, named))


def tell(overdue: Overdue, rule: Rule) -> Hit:
    """The days that are told, and the day of publication."""
    values = {"date": spell_interval(overdue.dated.days), "other": spell_day(overdue.published)}
    return Hit(rule, overdue.window.span, values=values)


FEATURES = {
    "grain": lambda overdue: overdue.dated.time.grain.name.lower(),
    "days-ago": lambda overdue: (overdue.published - overdue.dated.days.last).days,
    "promise": lambda overdue: frozenset(overdue.promise[:-1]),
    "words-between": lambda overdue: len(overdue.promise) - 1,
    "parted": lambda overdue: "," in overdue.promise[-2:],
    "event": lambda overdue: "".join(overdue.promise[-2:-1]) or "none",
    "told-of-old": _is_told_of_old,
    "own": lambda overdue: is_own(overdue.window),
}
DETECTOR = Detector(propose, tell, FEATURES)
