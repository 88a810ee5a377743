"""The figures of a sentence that may belong together: those that can be added, and what stands between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from auditor.document import Document
from auditor.mentions.numbers import Number, find_prose_numbers, phrase_of
from auditor.vocabulary import words
from auditor.window import find_sentence_bounds

MAX_ITEM = 12
"""Tokens from one part to the next, with what is said of the first and whose the second is."""
NOWHERE = -2
"""A place that no token follows."""
OPENING = 2
"""Tokens before a figure that opens a sentence as "the other 16" or "that makes 21" does."""


def find_figures(document: Document) -> list[list[Number]]:
    """The figures of each sentence that has two or more that are no year, day, age or rank, in order.

    A sentence that opens with "the other 16" or "that makes 21" goes on with the one before it.
    """
    bounds, sentences = document.layer(find_sentence_bounds), dict[int, list[Number]]()
    first = end = 0
    for joined in _without_dates(document.layer(find_prose_numbers)):
        number = _apart(document, joined, end) if joined.joined else joined
        end = number.tokens[1]
        here = bounds[number.tokens[0]].first
        first = first if _opening(document, number) in words("sums/goes on from before") else here
        sentences.setdefault(first, []).append(number)
    return [figures for figures in sentences.values() if len(figures) > 1]


def _opening(document: Document, number: Number) -> str:
    """The words before a figure, in full where they are no more than open its sentence."""
    return " ".join(phrase_of(document, number).before(OPENING + 1))


def _without_dates(numbers: Iterable[Number]) -> Iterator[Number]:
    """Those that may be added, or break a list; the 10 of "May 7 and 10" is a day as well."""
    dated, passed_over = NOWHERE, words("sums/passed over")
    for number in numbers:
        follows = number.tokens[0] - dated == 1 and not number.noun
        if number.kind == "date" or follows:
            dated = number.tokens[1]
        elif number.kind not in passed_over:
            yield number


def _apart(document: Document, number: Number, end: int) -> Number:
    """One side of "18 of 36 games" as a figure of its own; `end` is where the one before it ends."""
    tokens = document.tokens.folded
    if tokens[number.tokens[1] : number.tokens[1] + 1] == ["of"]:
        return number._replace(joined=False, noun="", noun_span=None)
    return number._replace(joined=tokens[end : number.tokens[0]] != ["of"])


def is_rest(document: Document, number: Number) -> bool:
    """Whether it is all that is left of a whole: "the other 16", "the remaining 16", "the rest, 16"."""
    before = [word for word in phrase_of(document, number).before(3) if word != ","]
    return " ".join(before[-2:]) in words("sums/the rest")


def between(document: Document, one: Number, other: Number) -> list[str]:
    """The words between two figures with what they count; no more than an item of a list may have, and one."""
    end = other.phrase[0]
    return document.tokens.folded[max(one.phrase[1], end - MAX_ITEM - 1) : end]


def is_part(number: Number) -> bool:
    """Whether it is an amount that stands for itself, no end of a range."""
    return number.kind in words("sums/added") and not number.joined
