"""Whether the words around a time speak of it as over or as still to come."""

from __future__ import annotations

from bisect import bisect_left
from enum import Enum

from auditor.document import Document
from auditor.mentions.times.time import Time
from auditor.mentions.times.vocabulary import word_list

_NOT_YET = frozenset({"be", "is", "are", "get", "gets", "am"})
"""Before a participle: "to be held", "is held"."""
_DEADLINE = frozenset({"by", "through", "thru"})
"""Before a time, or before an article and a time: "by the end of 2030"."""
_AHEAD = frozenset({("set", "to"), ("set", "for"), ("likely", "to"), ("sure", "to"), ("about", "to")})
_OPENING = frozenset({"in", "on", "since", "during", "back", "again", "then"})
_CLAUSE_MARKS = frozenset({"who", "which", "but", "because", "where", "when", "—", "–", ";", ":", "“", '"', "«"})
CLAUSE_REACH = 7
"""A verb of saying so soon after a time is of its clause ("in 2011, the firm said that"), unless a comma follows it."""
CREDIT_REACH = 6
"""How many tokens after a date a photo credit may stand: "Oct. 12, 2020. (Brian Snyder/Reuters)"."""
REPORT_REACH = 3
"""A verb of saying takes a date as its own over so many tokens: "announced on Sept. 5", not "said the deal closes"."""
SENTENCE_REACH = 80
"""Tokens on either side that are read of a longer sentence: lists and tables are no clause."""


class Stance(Enum):
    """How the words of a sentence stand to a time that it names."""

    PAST = "past"
    FUTURE = "future"
    OPEN = "open"
    """The words tell neither."""


def stance_of(document: Document, time: Time) -> Stance:
    """What the verb or cue nearest before `time` says, else the nearest after it, within the sentence."""
    words = document.tokens.folded
    start, end = sentence_tokens(document, time)
    if _is_signature(words, time.first) or has_credit(words, time.last):
        return Stance.PAST
    telling = document.layer(find_telling)
    at = bisect_left(telling, time.first)
    before = telling[bisect_left(telling, start, 0, at) : at]
    stance = None if _opens_clause(words, time.first) else _stance_before(words, before, start, time.first)
    if stance is not None:
        return stance
    later = telling[bisect_left(telling, time.last) : bisect_left(telling, end)]
    after = (_stance_at(words, index, time.first) for index in later)
    return next((stance for stance in after if stance is not None), Stance.OPEN)


def find_telling(document: Document) -> list[int]:
    """The tokens that may tell whether a time is over, in order."""
    cues = word_list("future") | word_list("saying") | {first for first, _ in _AHEAD}
    return document.tokens.at({word for word in document.tokens.counts if word in cues or is_past_verb(word)})


def speaks_of_future(document: Document, time: Time) -> bool:
    """Whether any word of the sentence of `time` speaks of what is to come."""
    start, end = sentence_tokens(document, time)
    return not word_list("future").isdisjoint(document.tokens.folded[start:end])


def sentence_tokens(document: Document, time: Time) -> tuple[int, int]:
    """First token, and the one after the last, of the sentence around `time`, or of its nearest part if it is long."""
    starts, span = document.tokens.starts, document.sentence_at(time.span.start)
    start = max(bisect_left(starts, span.start), time.first - SENTENCE_REACH)
    return start, min(bisect_left(starts, span.end), time.last + SENTENCE_REACH)


def is_past_verb(word: str) -> bool:
    """Whether a folded word is a verb in the past, or a participle, by its form."""
    return word in word_list("past") or (len(word) > 4 and word.endswith("ed") and word not in word_list("not_past"))


def _opens_clause(words: list[str], first: int) -> bool:
    """Whether a new clause begins with the time: "who in 2014 led", "— in May, she said"."""
    opener = first - 1
    while opener > 0 and words[opener] in _OPENING:
        opener -= 1
    return 0 <= opener < first - 1 and words[opener] in _CLAUSE_MARKS


def _stance_before(words: list[str], telling: list[int], start: int, first: int) -> Stance | None:
    """What the tokens `telling` say of the time at `first` behind them: the nearest, unless a comma parts a past one
    from it; the sentence begins at `start`."""
    if start < first and _looks_ahead(words, start, first):
        return Stance.FUTURE
    weak: Stance | None = None
    for index in reversed(telling):
        stance = _stance_at(words, index, first)
        if stance is Stance.PAST and weak is None and "," in words[index + 1 : first]:
            weak = stance
        elif stance is not None:
            return stance
    return weak


def _stance_at(words: list[str], index: int, first: int) -> Stance | None:
    """What the word at `index` says of a time that begins at `first`, or stands before it; None if nothing."""
    word = words[index]
    if word in word_list("future") or tuple(words[index : index + 2]) in _AHEAD:
        return Stance.FUTURE
    if word in word_list("saying"):
        between = words[index + 1 : first]
        if "to" in between:
            return Stance.FUTURE
        if index > first:
            return Stance.PAST if index - first <= CLAUSE_REACH and words[index + 1 : index + 2] != [","] else None
        return Stance.PAST if len(between) <= REPORT_REACH and "that" not in between else None
    if is_past_verb(word):
        return Stance.FUTURE if not _NOT_YET.isdisjoint(words[max(0, index - 2) : index]) else Stance.PAST
    return None


def _looks_ahead(words: list[str], start: int, first: int) -> bool:
    """Whether the word right before the time makes it an end still to come, or a plan: "the year to June 30"."""
    deadline = not _DEADLINE.isdisjoint(words[max(start, first - 2) : first])
    return deadline or words[first - 1] == "to" or _is_rescheduled(words, first)


def _is_rescheduled(words: list[str], first: int) -> bool:
    """Whether the time is one that a plan gave up: "moved from May 17"."""
    return words[first - 1] == "from" and not word_list("rescheduling").isdisjoint(words[max(0, first - 4) : first])


def _is_signature(words: list[str], first: int) -> bool:
    """Whether the time dates a post on a social network: "— Name (@name) June 7, 2020"."""
    return words[first - 1 : first] == [")"] and "@" in words[max(0, first - 6) : first]


def has_credit(words: list[str], last: int) -> bool:
    """Whether a photo credit follows the time that ends before token `last`: what a caption dates was seen."""
    after = words[last : last + CREDIT_REACH + 1]
    if not after or after[0] not in (".", "("):
        return False
    named = [index for index, word in enumerate(after) if word in word_list("credits")]
    return any("/" in after[max(0, index - 1) : index + 2] or "(" in after[:index] for index in named)
