"""Words of the title that stand in the text too, but round another name or another number.

A text often has its headline again: in a caption, in a line that was left in it, in its first sentence. And a name of
two words, or one with a number, is the same name everywhere: "NTT Docomo", "S&P 500", "Mike Rowe".
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from itertools import islice, takewhile
from operator import eq
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.names import (
    MAX_TOKENS,
    find_body_names,
    find_title_names,
    is_common_capital,
    is_given_name,
    is_ordinary,
    strip_possessive,
)
from auditor.mentions.numbers import find_numbers, find_title_numbers
from auditor.mentions.title_body import has_word, is_spelt_out, resembles_body_name
from auditor.text.tokens import Tokens

SAME_WORDS = 6
"""So many words of the title, in order, must stand around the other name or number."""
LONGEST = 4
"""Tokens of what stands there."""
MAX_PLACES = 20
"""Places of one word in the text that are looked at."""
USUAL = 3
"""A word that so often, and always, stands next to one and the same name belongs to that name."""
OFTEN = 3
"""A person is named so often in a text that tells of them."""
AMOUNTS = frozenset({"count", "money", "percent", "measure", "fraction", "age", "label", "year"})
_ARTICLES = frozenset({"the", "a", "an"})
_Range = tuple[int, int]
"""The first token and the one after the last."""


class Swap(NamedTuple):
    """What the title has, and what the text has in the same place."""

    span: Span
    """In `document.title.text`."""
    other: Span
    """In the text."""


def find_swaps(document: Document) -> list[Swap]:
    """The names and numbers of the title that the text has otherwise in the same words, in order."""
    if document.title is None or len(document.title_tokens) > MAX_TOKENS:
        return []
    return sorted([*_swapped_names(document), *_swapped_numbers(document)])


def is_swapped(document: Document, span: Span) -> bool:
    """Whether what the title has at `span` is among what `find_swaps` finds."""
    return any(swap.span.start < span.end and span.start < swap.span.end for swap in document.layer(find_swaps))


def _swapped_numbers(document: Document) -> Iterator[Swap]:
    titled = [number for number in document.layer(find_title_numbers) if number.kind in AMOUNTS]
    by_tokens = {number.tokens: number for number in document.layer(find_numbers)} if titled else {}
    for number in titled:
        for place in _same_words(document, number.tokens):
            other = by_tokens.get(place)
            if other and other.kind in AMOUNTS and other.value != number.value:
                yield Swap(number.span, other.span)
                break


def _swapped_names(document: Document) -> Iterator[Swap]:
    tokens = document.title_tokens
    for words in _absent_words(document):
        other = next((place for place in _same_words(document, words) if _is_name(document, place)), None)
        other = other or _usual_neighbour(document, words)
        if other:
            yield Swap(_span(tokens, words), _span(document.tokens, other))


def _absent_words(document: Document) -> Iterator[_Range]:
    """Words of the title that may be names and that the text has in no form; neighbours together."""
    tokens = document.title_tokens
    run: list[int] = []
    named = {word for name in document.layer(find_title_names) for word in name.folded}
    for index, word in enumerate(tokens.words):
        if run and not (index == run[-1] + 1 and _is_joined(tokens, run[-1])):
            yield run[0], run[-1] + 1
            run = []
        folded = strip_possessive(word).lower()
        nameable = word[0].isupper() and folded.isalnum() and (folded in named or not is_ordinary(folded))
        if nameable and _is_absent(document, folded):
            run.append(index)
    if run:
        yield run[0], run[-1] + 1


def _is_absent(document: Document, word: str) -> bool:
    known = has_word(document, word) or is_spelt_out(document, [word]) or resembles_body_name(document, word)
    return len(word) > 1 and not known


def _same_words(document: Document, words: _Range) -> Iterator[_Range]:
    """The places of the text with SAME_WORDS words of the title around them that the title has around `words`."""
    title, body = document.title_tokens.folded, document.tokens.folded
    left, right = title[: words[0]], title[words[1] :]
    if len(left) + len(right) < SAME_WORDS:
        return
    if len(right) >= len(left):
        for place in _places(document, right[0]):
            after = _common(right, body[place : place + len(right)])
            for first in range(max(0, place - LONGEST), place):
                before = _common(left[::-1], body[max(0, first - len(left)) : first][::-1])
                if before + after >= SAME_WORDS and (before or not left):
                    yield first, place
    else:
        for place in _places(document, left[-1]):
            before = _common(left[::-1], body[max(0, place + 1 - len(left)) : place + 1][::-1])
            for end in range(place + 2, min(place + 2 + LONGEST, len(body) + 1)):
                after = _common(right, body[end : end + len(right)])
                if before + after >= SAME_WORDS and (after or not right):
                    yield place + 1, end


def _places(document: Document, word: str) -> Iterator[int]:
    tokens = document.tokens
    places = (place for place in tokens.at({word}) if tokens.starts[place] >= document.body_start)
    return islice(places, MAX_PLACES)


def _common(words: Sequence[str], others: Sequence[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(bool, map(eq, words, others)))


def _is_name(document: Document, place: _Range) -> bool:
    """Whether all words of a place have capitals and one of them is a name that the title has not."""
    words = [strip_possessive(word) for word in document.tokens.words[place[0] : place[1]]]
    titled = document.title_tokens.counts
    other = any(_is_telling(word) and word.lower() not in titled for word in words)
    return other and all(word[0].isupper() for word in words)


def _is_telling(word: str) -> bool:
    folded = word.lower()
    return len(word) > 1 and not is_ordinary(folded) and not is_common_capital(folded)


def _usual_neighbour(document: Document, words: _Range) -> _Range | None:
    """The word of the text that always stands where the title has `words`, beside the same word of the same name."""
    tokens = document.title_tokens
    if words[1] - words[0] > 1:
        return None
    for step in (-1, 1):
        beside = words[0] + step
        if 0 <= beside < len(tokens) and _is_joined(tokens, min(beside, words[0])) and _binds(tokens.words[beside]):
            other = _always_beside(document, tokens.words[words[0]], tokens.words[beside], -step)
            if other is not None:
                return other, other + 1
    return None


def _is_joined(tokens: Tokens, first: int) -> bool:
    """Whether nothing but a space parts a token from the one after it."""
    return tokens.starts[first + 1] == tokens.ends[first] + 1


def _binds(word: str) -> bool:
    """Whether a word may be half of a name."""
    return (word[0].isupper() or word.isdigit()) and word.lower() not in _ARTICLES


def _always_beside(document: Document, titled: str, word: str, step: int) -> int | None:
    """The first token that stands `step` from `word` in the text, if the same name always does and not `titled`."""
    tokens = document.tokens
    found: dict[str, list[int]] = {}
    alone = 0
    for place in _places(document, word.lower()):
        other = place + step
        if _is_pair(tokens, place, other) and tokens.words[place][0] == word[0]:
            found.setdefault(_plain(tokens.words[other]), []).append(other)
        else:
            alone += 1
    if len(found) != 1:
        return None
    ((name, places),) = found.items()
    known = document.layer(find_body_names).get(name)
    fixed = len(places) >= USUAL and not alone
    person = step > 0 and is_given_name(word.lower()) and known is not None and known.times >= OFTEN
    both_given = is_given_name(name) and is_given_name(titled.lower())
    return places[0] if (fixed or person) and not both_given and name != _plain(titled) else None


def _is_pair(tokens: Tokens, place: int, other: int) -> bool:
    """Whether both tokens may be one name."""
    return 0 <= other < len(tokens) and _is_joined(tokens, min(place, other)) and _binds(tokens.words[other])


def _plain(word: str) -> str:
    """`word` in lower case, without accents and an owner's ending."""
    letters = unicodedata.normalize("NFKD", strip_possessive(word).lower())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _span(tokens: Tokens, place: _Range) -> Span:
    """Where the tokens stand: with the first half of "S&P", without an owner's ending."""
    first, last = place[0], place[1] - 1
    if first > 1 and tokens.words[first - 1] == "&" and tokens.ends[first - 1] == tokens.starts[first]:
        first -= 2
    return Span(tokens.starts[first], tokens.starts[last] + len(strip_possessive(tokens.words[last])))
