"""Words of the title that stand in the text too, but round another name or another number.

A text often has its headline again: in a caption, in a line that was left in it, in its first sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import takewhile
from operator import eq
from typing import NamedTuple

from auditor.document import Document
from auditor.mentions.body import places_in_body
from auditor.mentions.capitals import is_capitalised
from auditor.mentions.names import find_title_names, is_ordinary, tells
from auditor.mentions.numbers import Number, find_numbers, find_title_numbers, window_of
from auditor.mentions.title_body import has_name
from auditor.mentions.title_pairs import MAX_PLACES, find_partner, runs_of
from auditor.text.possessive import bare
from auditor.window import Bounds, Window

SAME_WORDS = 6
"""So many words of the title, in order, must stand around the other name or number."""
LONGEST = 4
"""Tokens of what stands there."""
AMOUNTS = frozenset({"count", "money", "percent", "measure", "fraction", "age", "label", "year"})


class Swap(NamedTuple):
    """What the title has, and what the text has in the same place."""

    window: Window
    told: Window


def find_swaps(document: Document) -> list[Swap]:
    """The names and numbers of the title that the text has otherwise in the same words, in order."""
    return sorted([*_swapped_names(document), *_swapped_numbers(document)], key=lambda swap: swap.window.first)


def is_swapped(window: Window) -> bool:
    """Whether what the title has there is among what `find_swaps` finds."""
    swaps = window.document.layer(find_swaps)
    return any(swap.window.first < window.end and window.first < swap.window.end for swap in swaps)


def _swapped_numbers(document: Document) -> Iterator[Swap]:
    for number in document.layer(find_title_numbers):
        places = _same_words(document, Bounds(*number.tokens)) if number.kind in AMOUNTS else ()
        others = (document.layer(_amounts_by_tokens).get(place) for place in places)
        told = [each for each in others if each]
        if told and all(each.value != number.value for each in told):
            yield Swap(window_of(document, number, "title"), window_of(document, told[0]))


def _amounts_by_tokens(document: Document) -> dict[tuple[int, int], Number]:
    return {number.tokens: number for number in document.layer(find_numbers) if number.kind in AMOUNTS}


def _swapped_names(document: Document) -> Iterator[Swap]:
    for words in _absent_words(document):
        same = (place for place in _same_words(document, words) if _is_name(document, place))
        other = next(same, None) or find_partner(document, words)
        if other:
            yield Swap(_whole(Window(document, *words, "title")), _whole(Window(document, *other)))


def _absent_words(document: Document) -> Iterator[Bounds]:
    """Words of the title that may be names and that the text has in no form; neighbours together."""
    named = {word for name in document.layer(find_title_names) for word in name.folded}
    return runs_of(place for place in document.title_tokens.cased if _may_be_name(document, place, named))


def _may_be_name(document: Document, place: int, named: set[str]) -> bool:
    """Whether a word of the title with a capital is no ordinary one and stands nowhere in the text."""
    word = bare(document.title_tokens.words[place])
    nameable = word.isalnum() and (word.lower() in named or not is_ordinary(word.lower()))
    return nameable and is_capitalised(word) and not has_name(document, word)


def _same_words(document: Document, words: Bounds) -> Iterator[Bounds]:
    """The places of the text with SAME_WORDS words of the title around them that the title has around `words`."""
    title, body = document.title_tokens.folded, document.tokens.folded
    left, right = title[: words.first][::-1], title[words.end :]
    for first, end in _gaps(document, left, right):
        before = _common(left, body[max(0, first - len(left)) : first][::-1])
        after = _common(right, body[end : end + len(right)])
        bordered = (before or not left) and (after or not right)
        if bordered and before + after >= SAME_WORDS:
            yield Bounds(first, end)


def _gaps(document: Document, left: Sequence[str], right: Sequence[str]) -> Iterator[Bounds]:
    """Where something may stand in the text beside the next word of the title, on the side where it has more."""
    if len(left) + len(right) < SAME_WORDS:
        return
    if len(right) >= len(left):
        for end in places_in_body(document, {right[0]})[:MAX_PLACES]:
            yield from (Bounds(first, end) for first in range(max(0, end - LONGEST), end))
    else:
        for before in places_in_body(document, {left[0]})[:MAX_PLACES]:
            ends = range(before + 2, min(before + 2 + LONGEST, len(document.tokens) + 1))
            yield from (Bounds(before + 1, end) for end in ends)


def _common(words: Sequence[str], others: Sequence[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(bool, map(eq, words, others)))


def _is_name(document: Document, place: Bounds) -> bool:
    """Whether all words of a place have capitals and one of them is a name that the title has not."""
    words = [bare(word) for word in document.tokens.words[place.first : place.end]]
    others = [word.lower() for word in words if len(word) > 1 and word.lower() not in document.title_tokens.counts]
    return all(map(is_capitalised, words)) and any(map(tells, others))


def _whole(window: Window) -> Window:
    """The passage with the first half of a name such as "S&P"."""
    return window._replace(first=max(0, window.first - 2)) if window.touching[0] == "&" else window
