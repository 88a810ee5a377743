"""What puts a time ahead: "will", "is to" and "scheduled" before it, or behind one that opens its sentence."""

from __future__ import annotations

from collections.abc import Iterable

from auditor.mentions.times.dated import Dated
from auditor.mentions.times.tense import is_past_verb
from auditor.mentions.times.time import Grain
from auditor.vocabulary import words
from auditor.window import Window

REACH = 12
"""Tokens before a time among which the verb that puts it ahead stands: "will reach the small world on"."""
NOT_BEFORE_BARE = ("grammar/prepositions", "grammar/definite", "grammar/indefinite", "dates/before a bare day")
"""Lists of what stands before a day that does not say when something is to be."""


def promise_of(dated: Dated) -> list[str]:
    """The words from what puts a time ahead up to the time; none where nothing does."""
    return _promise_before(dated.window) or _promise_behind(dated.window)


def is_led(dated: Dated) -> bool:
    """Whether "on" or the like stands before a time; a day may stand alone before a mark: "will vote Nov. 12, on"."""
    before, behind = dated.window.word_before, dated.window.word_after
    if before in words("dates/before what is to come"):
        return True
    not_bare = frozenset().union(*map(words, NOT_BEFORE_BARE))
    return dated.time.grain is Grain.DAY and before.isalpha() and before not in not_bare and not behind.isalnum()


def _promise_before(time: Window) -> list[str]:
    """The words from the nearest "will" or "is to" up to a time; none where none leads to it."""
    before = time.before(REACH)
    at = _find_promise(before, range(len(before) - 1, -1, -1))
    return before[at:] if at is not None else []


def _promise_behind(time: Window) -> list[str]:
    """That word and the one before the time, where the time opens its sentence: "On Feb. 14, the probe will fly"."""
    behind = time.after(REACH)
    opens = time.first - time.sentence.first == 1 and behind[:1] == [","]
    at = _find_promise(behind, range(1, len(behind))) if opens else None
    return [behind[at], *time.before(1)] if at is not None else []


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
