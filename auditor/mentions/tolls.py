"""What became of those whom a number counts: "12 people were killed", "kills 12", "12 dead", "toll rises to 12"."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import dropwhile, islice

from auditor.document import Document
from auditor.mentions.number_words import load_number_words
from auditor.mentions.numbers import Number, phrase_of
from auditor.vocabulary import words
from auditor.window import Window

AFTER_REACH = 6
"""Tokens after the counted noun among which its fate is looked for, past the words that lead to it."""
TOLL_REACH = 8
"""Tokens before the figure among which "toll" is looked for."""
SUM_REACH = 14
"""The same for "deaths" or "the number of people killed" before a verb that sums them up."""
COUNTS = frozenset({"count", "label"})
"""Kinds of numbers that count somebody; "in the past year 340 people" reads as the label of a year."""


def toll_of(document: Document, number: Number, field: str = "text") -> str:
    """ "dead", "hurt" or another fate that all had whom a number of the text or title counts, or nothing."""
    fates = fates_of(document, number, field)
    return next(iter(fates)) if len(fates) == 1 else ""


def fates_of(document: Document, number: Number, field: str = "text") -> frozenset[str]:
    """The fates between which a number does not tell: of "12 people were killed or hurt" both."""
    if number.kind not in COUNTS:
        return frozenset()
    phrase = phrase_of(document, number, field)
    if _is_toll(phrase):
        return frozenset({"dead"})
    if number.kind == "label" and not number.noun:
        return frozenset()
    return frozenset(_done_before(phrase)) or frozenset(_said_behind(phrase, number.noun))


def _is_toll(phrase: Window) -> bool:
    """Whether it is where a toll stands: "the toll, he said, was 12", "deaths came to 12", "the lives of 12"."""
    before = phrase.before(SUM_REACH)
    verb, last = ["", "", *before][-2:]
    if "toll" in before[-TOLL_REACH:] or (last == "of" and verb in words("numbers/of the dead")):
        return True
    dead = "numbers/the killed" if verb in words("numbers/rises") else "numbers/deaths"
    return last in words("numbers/stands at") and not words(dead).isdisjoint(before)


def _done_before(phrase: Window) -> Iterator[str]:
    """The fates that verbs before a figure tell: "killed 12", "killed or injured 12"."""
    return _linked(load_number_words().harms.get, phrase.before()[::-1])


def _said_behind(phrase: Window, noun: str) -> Iterator[str]:
    """The fates that the noun and the words behind it tell: "12 dead", "12 people were killed or badly injured"."""
    table = load_number_words()
    after = phrase.after(AFTER_REACH)
    told = [noun, *after] if noun in table.fates else list(dropwhile(table.leads.__contains__, after))
    return _linked(table.fates.get, told)


def _linked(fate_of: Callable[[str], str | None], told: Sequence[str]) -> Iterator[str]:
    """The fate of the first word, and of the one that "or" joins to it, past how it was done."""
    first = fate_of(told[0]) if told else None
    if first:
        yield first
        joined = not words("numbers/joins fates").isdisjoint(told[1:2])
        others = map(fate_of, dropwhile(words("numbers/degrees").__contains__, told[2:])) if joined else iter(())
        yield from filter(None, islice(others, 1))
