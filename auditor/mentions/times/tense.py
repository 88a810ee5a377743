"""Whether the words around a time tell of it as over or as still to come, and which of them say so."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import Enum
from functools import cache
from itertools import dropwhile, islice, pairwise, takewhile
from typing import NamedTuple

from auditor.document import Document
from auditor.text.tokens import Tokens
from auditor.vocabulary import words
from auditor.window import Window

CLAUSE_REACH = 7
"""A verb of saying so soon after a time is of its clause ("in 2011, the firm said that"), unless a comma follows it."""
REPORT_REACH = 3
"""A verb of saying takes a date as its own over so many tokens: "announced on Sept. 5", not "said the deal closes"."""
PARTICIPLE_REACH = 4
"""Tokens between such a verb and its participle: "wants the old bridge opened"."""
CONDITION_REACH = 4
"""Tokens between "any" and the participle of those that it leaves open: "any claim for milk lodged". The only one of
fresh news is two off; on clean-dev and sources-dev no finding turns on it."""
MIN_LETTERS = 4
"""Of a verb in -ed ("used"): shorter words in -ed are none ("red")."""


class Tense(Enum):
    """How the words of a sentence stand to a time that it names."""

    PAST = "past"
    FUTURE = "future"
    """Still to come, planned, or only thought of."""
    OPEN = "open"
    """The words tell neither."""


class Telling(NamedTuple):
    """What the words say of a time."""

    tense: Tense
    sign: str = "none"
    """By what: "signature" of a post, photo "credit", "deadline" before the time, "verb" before it, "later verb"."""
    at: int = -1
    """The token that says it."""


def telling_of(window: Window) -> Telling:
    """What the words of its sentence say of a time, by the nearest sign that there is; a title tells neither."""
    if window.field == "title":
        return Telling(Tense.OPEN)
    return next((telling for find in SIGNS if (telling := find(window)) is not None), Telling(Tense.OPEN))


def is_past_verb(word: str) -> bool:
    """Whether a folded word is a verb in the past, or a participle, by its form."""
    regular = len(word) >= MIN_LETTERS and word.endswith("ed") and word not in words("times/not past")
    return regular or word in words("times/past forms")


def has_credit(window: Window) -> bool:
    """Whether a photo credit follows, in brackets or with a slash: what a caption dates was seen."""
    return _credit_pattern().match(window.document.folded, window.span.end) is not None


@cache
def _credit_pattern() -> re.Pattern[str]:
    """As ". (Jan de Boer/Reuters)" and ". Jan de Boer/AP", over a few words."""
    named = rf"\b(?:{'|'.join(sorted(words('times/photo credits')))})\b"
    name = r"[^()\n]{0,40}?"
    return re.compile(rf"\s*(?:\.\s*)?\({name}{named}|\s*\.{name}(?:/\s*{named}|{named}\s*/)")


def _signature(window: Window) -> Telling | None:
    """The handle of a post before its date: "— Inn at Lemmer (@inn) June 7, 2020"."""
    mark, _, bracket = ["", "", "", *window.before(3)][-3:]
    return Telling(Tense.PAST, "signature", window.first) if (mark, bracket) == ("@", ")") else None


def _credit(window: Window) -> Telling | None:
    return Telling(Tense.PAST, "credit", window.end) if has_credit(window) else None


def _deadline(window: Window) -> Telling | None:
    """The word before a time that makes it an end to come, or a day that a plan set or gave up: "by", "moved from"."""
    led = window.word_before in words("times/aims") or _is_set(window)
    near = led or words("times/deadlines").intersection(window.before(2))
    moved = window.word_before == "from" and not words("times/rescheduling").isdisjoint(window.before(4))
    return Telling(Tense.FUTURE, "deadline", window.first) if near or moved else None


def _is_set(window: Window) -> bool:
    """Whether a verb has the time for its object: "fixed May 9 for the vote", but not "was fixed May 9", nor "the plan
    proposed May 9 fell"."""
    verb = window._replace(first=window.first - 1, end=window.first)
    behind = next((word for word in window.after(2) if word != ","), "")
    set_by = window.word_before in words("times/setting") and behind in words("times/behind a set day") | {""}
    return set_by and words("times/passive").isdisjoint(_group(verb))


def _verb_before(window: Window) -> Telling | None:
    """What the verb or cue nearest before says; over a comma, a past one gives way to the next."""
    if _opens_clause(window):
        return None
    telling = window.document.layer(find_telling_tokens)
    at = bisect_left(telling, window.first)
    before = telling[bisect_left(telling, window.sentence.first, 0, at) : at]
    outside = takewhile(lambda index: not _is_said_by(window, index), before[::-1])
    nearest = list(islice(_tellings(window, outside), 2))
    parted = nearest and nearest[0].tense is Tense.PAST and "," in window.tokens.folded[nearest[0].at : window.first]
    return nearest[-1 if parted else 0] if nearest else None


def _verb_behind(window: Window) -> Telling | None:
    telling = window.document.layer(find_telling_tokens)
    behind = telling[bisect_left(telling, window.end) : bisect_left(telling, window.sentence.end)]
    found = next(_tellings(window, behind), None)
    return found._replace(sign="later verb") if found else None


SIGNS: Sequence[Callable[[Window], Telling | None]] = (_signature, _credit, _deadline, _verb_before, _verb_behind)
"""The first that finds something tells."""


def find_telling_tokens(document: Document) -> list[int]:
    """The tokens that may tell whether a time is over, in order."""
    tokens = document.tokens
    cues = words("times/ahead") | words("grammar/saying") | words("times/intending") | words("times/ahead of to")
    told = tokens.at({word for word in tokens.counts if word in cues or is_past_verb(word)})
    return [index for index in told if not _is_name(tokens, index) and not _is_attribute(tokens, index)]


def is_planned(window: Window, telling: Telling) -> bool:
    """Whether a word of what is to come stands in its clause.

    If a verb before it tells, words count only up to the next comma; a verb behind it may be of a new clause.
    """
    tokens, clause = window.tokens, window.clause
    end = clause.end
    if telling.sign == "verb":
        end = tokens.first_of({","}, range(window.end, clause.end), clause.end)
    ahead = (at for at in range(clause.first, end) if tokens.folded[at] in words("times/ahead"))
    return any(not _is_name(tokens, at) for at in ahead)


def is_of_other_clause(window: Window, telling: Telling) -> bool:
    """Whether a clause begins between the verb that tells and the time: "passed a bill that raises the wage in May"."""
    return not words("times/other clauses").isdisjoint(_between(window, telling))


def is_of_infinitive(window: Window, telling: Telling) -> bool:
    """Whether an infinitive stands between them: "passed a bill to raise the wage in May", but not
    "moved to Lemmer in May"."""
    written = window.tokens.words[telling.at + 1 : window.first] if telling.sign == "verb" else []
    behind = [after for word, after in pairwise(written) if word == "to"]
    return any(word.isalpha() and word.islower() and word not in words("grammar/definite") for word in behind)


def is_of_present(window: Window, telling: Telling) -> bool:
    """Whether a verb in the present takes the participle that tells, "wants the bridge opened on May 9", or the time
    itself, "who led the strike, is free on May 9"; but not "needs money and was fined on May 9"."""
    return _takes_participle(window, telling) or (telling.sign in ("verb", "later verb") and _is_led_by_present(window))


def _is_led_by_present(window: Window) -> bool:
    """Whether "is" stands before a time in its own clause, and no other verb that tells stands nearer."""
    others = words("times/other clauses") | words("grammar/conjunctions")
    near = takewhile(
        lambda word: word.isalpha() and word not in others and not is_past_verb(word), window.before()[::-1]
    )
    return not words("times/present of be").isdisjoint(near)


def _takes_participle(window: Window, telling: Telling) -> bool:
    if telling.sign != "verb":
        return False
    others = words("times/other clauses") | words("times/passive") | words("grammar/have")
    before = Window(window.document, telling.at, telling.at + 1).before(PARTICIPLE_REACH)[::-1]
    near = takewhile(lambda word: word.isalpha() and word not in others, before)
    return not words("times/with participles").isdisjoint(near)


def _between(window: Window, telling: Telling) -> list[str]:
    return window.tokens.folded[telling.at + 1 : window.first] if telling.sign == "verb" else []


def _is_name(tokens: Tokens, index: int) -> bool:
    """Whether "May" is a month here, and "Will" a man."""
    return tokens.folded[index] in words("times/names too") and tokens.words[index][0].isupper()


def _is_attribute(tokens: Tokens, index: int) -> bool:
    """Whether a participle says of what kind a thing is, not what was done: "the rented boat", "storm-damaged", but
    not "co-wrote"."""
    lead = tokens.folded[max(0, index - 2) : index]
    hyphened = not words("grammar/hyphens").isdisjoint(lead[-1:])
    if hyphened and words("times/prefixes of verbs").isdisjoint(lead[:1]):
        return _is_glued(tokens, index)
    first = index - len(lead) * hyphened
    led = not words("grammar/articles").isdisjoint(tokens.folded[first - 1 : first])
    return led and not _is_glued(tokens, first - 1) and is_past_verb(tokens.folded[index])


def _is_glued(tokens: Tokens, index: int) -> bool:
    """Whether a token touches the one before it, as the "A" of "Vitamin-A" does."""
    return tokens.ends[index - 1] == tokens.starts[index]  # never of the first token, behind the last one


def _opens_clause(window: Window) -> bool:
    """Whether a new clause begins with the time: "who in 2014 led", "— in May, she said", ", and on May 3, he will"."""
    before = window.before()[::-1]
    led = list(dropwhile(lambda word: word in words("times/clause openings"), before))
    if led[:2] == ["and", ","] and len(led) < len(before) and window.word_after == ",":
        return True
    return len(led) < len(before) and not words("times/clause starts").isdisjoint(led[:1])


def _tellings(window: Window, tokens: Iterable[int]) -> Iterator[Telling]:
    for index in tokens:
        tense = _tense_at(window, index)
        if tense is not None:
            yield Telling(tense, "verb", index)


def _tense_at(window: Window, index: int) -> Tense | None:
    """What the word at `index` says of the time; None if nothing."""
    folded = window.tokens.folded
    word = folded[index]
    if word in words("times/ahead of to"):
        return Tense.FUTURE if folded[index + 1 : index + 2] in (["to"], ["for"]) else None
    if word in words("times/ahead"):
        return Tense.FUTURE
    verb = Window(window.document, index, index + 1)
    tense = Tense.FUTURE if _is_of_any(verb) else _tense_of_verb(frozenset(_group(verb)))
    if tense is Tense.PAST and word in words("grammar/saying") | words("times/intending"):
        return _tense_of_saying(window, index)
    return tense


def _is_said_by(window: Window, index: int) -> bool:
    """Whether the verb at `index` says what the time stands in: then no verb before it tells of the time."""
    spoken = window.tokens.folded[index] in words("times/speaking")
    return spoken and "," not in window.tokens.folded[index + 1 : window.first] and _tense_at(window, index) is None


def _tense_of_saying(window: Window, index: int) -> Tense | None:
    """What is said may be of any time: the verb takes a date as its own only if it stands near."""
    folded = window.tokens.folded
    if index > window.first:
        near = index - window.first <= CLAUSE_REACH and folded[index + 1 : index + 2] != [","]
        return Tense.PAST if near else None
    between = folded[index + 1 : window.first]
    if "to" in between:
        return Tense.FUTURE
    return Tense.PAST if len(between) <= REPORT_REACH and "that" not in between else None


def _is_of_any(verb: Window) -> bool:
    """Whether a participle says which are meant, if there are any: "any claim lodged by May", but not "any claim that
    was lodged"."""
    others = words("times/other clauses") | words("times/verb group")
    before = verb.before(CONDITION_REACH)[::-1]
    near = takewhile(lambda word: word.isalpha() and word not in others and not is_past_verb(word), before)
    return not words("times/if there are any").isdisjoint(near)


def _tense_of_verb(group: frozenset[str]) -> Tense:
    """The tense of a past form or participle with these words right before it."""
    if not group.isdisjoint(words("grammar/modals")):
        return Tense.FUTURE
    planned = group.isdisjoint(words("grammar/have")) and not group.isdisjoint(words("times/not yet"))
    return Tense.FUTURE if planned else Tense.PAST


def _group(verb: Window) -> Iterator[str]:
    """The auxiliaries, "to" and adverbs right before a verb."""
    return takewhile(lambda word: word in words("times/verb group") or word.endswith("ly"), verb.before()[::-1])
