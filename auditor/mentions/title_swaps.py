"""Words of the title that stand in the text too, but round another name or another number.

A text often has its headline again: in a caption, in a line that was left in it, in its first sentence.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice, takewhile
from operator import eq
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.capitals import is_capitalised
from auditor.mentions.names import MAX_TOKENS, find_title_names, is_common_capital, is_ordinary
from auditor.mentions.numbers import Number, find_numbers, find_title_numbers
from auditor.mentions.title_body import has_name
from auditor.mentions.title_pairs import MAX_PLACES, find_partner, places_in_body
from auditor.text.possessive import bare
from auditor.text.tokens import Tokens
from auditor.window import Bounds

SAME_WORDS = 6
"""So many words of the title, in order, must stand around the other name or number."""
LONGEST = 4
"""Tokens of what stands there."""
AMOUNTS = frozenset({"count", "money", "percent", "measure", "fraction", "age", "label", "year"})


class Swap(NamedTuple):
    """What the title has, and what the text has in the same place."""

    span: Span
    """In `document.title.text`."""
    other: Span
    """In the text."""


def find_swaps(document: Document) -> list[Swap]:
    """The names and numbers of the title that the text has otherwise in the same words, in order."""
    if len(document.title_tokens) > MAX_TOKENS:
        return []
    return sorted([*_swapped_names(document), *_swapped_numbers(document)])


def is_swapped(document: Document, span: Span) -> bool:
    """Whether what the title has at `span` is among what `find_swaps` finds."""
    return any(swap.span.overlaps(span) for swap in document.layer(find_swaps))


def _swapped_numbers(document: Document) -> Iterator[Swap]:
    for number in document.layer(find_title_numbers):
        if number.kind in AMOUNTS:
            others = filter(None, map(partial(_number_at, document), _same_words(document, Bounds(*number.tokens))))
            for other in islice(filter(partial(_differs, number), others), 1):
                yield Swap(number.span, other.span)


def _number_at(document: Document, place: Bounds) -> Number | None:
    """The number of the text that is just these tokens."""
    return document.layer(_numbers_by_tokens).get((place.first, place.end))


def _numbers_by_tokens(document: Document) -> dict[tuple[int, int], Number]:
    return {number.tokens: number for number in document.layer(find_numbers)}


def _differs(number: Number, other: Number) -> bool:
    return other.kind in AMOUNTS and other.value != number.value


def _swapped_names(document: Document) -> Iterator[Swap]:
    for words in _absent_words(document):
        same = (place for place in _same_words(document, words) if _is_name(document, place))
        other = next(same, None) or find_partner(document, words)
        if other:
            yield Swap(_span(document.title_tokens, words), _span(document.tokens, other))


def _absent_words(document: Document) -> Iterator[Bounds]:
    """Words of the title that may be names and that the text has in no form; neighbours together."""
    tokens = document.title_tokens
    named = {word for name in document.layer(find_title_names) for word in name.folded}
    runs: list[Bounds] = []
    for place in tokens.cased:
        if _may_be_name(document, place, named):
            joined = bool(runs) and runs[-1].end == place and _is_joined(tokens, place - 1)
            first = runs.pop().first if joined else place
            runs.append(Bounds(first, place + 1))
    return iter(runs)


def _is_joined(tokens: Tokens, first: int) -> bool:
    """Whether nothing but a space parts a token from the one after it."""
    return tokens.starts[first + 1] == tokens.ends[first] + 1


def _may_be_name(document: Document, place: int, named: set[str]) -> bool:
    """Whether a word of the title with a capital is no ordinary one and stands nowhere in the text."""
    word = bare(document.title_tokens.words[place])
    folded = word.lower()
    nameable = word.isalnum() and (folded in named or not is_ordinary(folded))
    return nameable and word[0].isupper() and not has_name(document, word)


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
        for end in islice(places_in_body(document, right[0]), MAX_PLACES):
            yield from (Bounds(first, end) for first in range(max(0, end - LONGEST), end))
    else:
        for first in islice(places_in_body(document, left[0]), MAX_PLACES):
            ends = range(first + 2, min(first + 2 + LONGEST, len(document.tokens) + 1))
            yield from (Bounds(first + 1, end) for end in ends)


def _common(words: Sequence[str], others: Sequence[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(bool, map(eq, words, others)))


def _is_name(document: Document, place: Bounds) -> bool:
    """Whether all words of a place have capitals and one of them is a name that the title has not."""
    words = [bare(word) for word in document.tokens.words[place.first : place.end]]
    others = [word for word in words if len(word) > 1 and word.lower() not in document.title_tokens.counts]
    return all(map(is_capitalised, words)) and any(map(_is_telling, others))


def _is_telling(word: str) -> bool:
    return not is_ordinary(word.lower()) and not is_common_capital(word.lower())


def _span(tokens: Tokens, place: Bounds) -> Span:
    """Where the tokens stand: with the first half of "S&P", without an owner's ending."""
    first, last = place.first, place.end - 1
    if first > 1 and tokens.words[first - 1] == "&" and tokens.ends[first - 1] == tokens.starts[first]:
        first -= 2
    return Span(tokens.starts[first], tokens.starts[last] + len(bare(tokens.words[last])))
