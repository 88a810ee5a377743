"""What an article and its blocks are written in: English, another language, or what cannot be told."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.text.blank import has_words
from auditor.text.blocks import Block
from auditor.text.languages import (
    ENGLISH,
    MAX_ENGLISH_SHARE,
    Language,
    find_shares,
    load_languages,
    tell_language,
)
from auditor.text.scripts import find_script

SURE_ENGLISH_SHARE = 0.12
"""Share of words that English has alone, among all words and marks, from which on no other language is thought of: of
2,700 English articles 99 in 100 have it, and none has as many function words of another language."""
MIN_BLOCK_WORDS = 10
MIN_BLOCK_LETTERS = 20
"""Words, or characters of scripts that part none, from which on a block in another language is told: shorter ones are
quotations, names and headings. In 8,226 English articles 5 such blocks in Latin letters were told, all rightly."""
MIN_TOLD_WORDS = 30
"""Words from which on a text that is neither English nor told is not taken for English."""


class Passage(NamedTuple):
    """Neighbouring blocks in another language than English."""

    span: Span
    language: Language


@dataclass(frozen=True, slots=True)
class Languages:
    """What an article is written in."""

    main: Language | None
    """What most of it is in; None where it cannot be told."""
    passages: tuple[Passage, ...] = ()
    """Where the article is English, what in it is not, in text order."""

    @property
    def english(self) -> bool:
        """Whether the article is in English, as far as its passages are not."""
        return self.main is not None and self.main.code == ENGLISH.code

    def holds(self, span: Span) -> bool:
        """Whether a passage in another language holds `span` of the text."""
        end = bisect_right(self.passages, span.start, key=lambda passage: passage.span.start)
        return any(passage.span.contains(span) for passage in self.passages[max(0, end - 1) : end])


def find_languages(document: Document) -> Languages:
    """The languages of a document's text; a text too short to tell is taken for English."""
    tokens = document.tokens
    if not has_words(document.text):
        return Languages(None)
    english = tokens.at(load_languages().english)
    foreign = list(_foreign_blocks(document, english))
    sizes: Counter[Language] = Counter()
    for block, language in foreign:
        sizes[language] += block.end - block.start
    if 2 * sizes.total() > len(document.text):
        return Languages(sizes.most_common(1)[0][0])
    if len(english) > SURE_ENGLISH_SHARE * len(tokens):
        return Languages(ENGLISH, tuple(_passages(document, foreign)))
    # What blocks in another language hold of its words says nothing of the others.
    some = find_shares(tokens.counts).english > MAX_ENGLISH_SHARE
    told = None if some and foreign else tell_language(document.text, tokens.counts)
    if some and told is None:
        return Languages(ENGLISH, tuple(_passages(document, foreign)))
    return Languages(told or (ENGLISH if document.words < MIN_TOLD_WORDS else None))


def _foreign_blocks(document: Document, english: Sequence[int]) -> Iterator[tuple[Block, Language]]:
    """The blocks that are told to be in another language; only those with hardly a word of English are looked at.

    `english` are the numbers of the tokens that are function words of English alone.
    """
    tokens = document.tokens
    first = seen = 0
    for block in document.blocks:
        last = bisect_left(tokens.starts, block.end, first)
        before, seen = seen, bisect_left(english, last, seen)
        if seen - before <= MAX_ENGLISH_SHARE * (last - first):
            text = document.text[block.start : block.end]
            told = tell_language(text, Counter(tokens.folded[first:last])) if _is_long(text) else None
            if told:
                yield block, told
        first = last


def _is_long(text: str) -> bool:
    """Whether a block has enough words, or letters of another script, to be told."""
    return len(text) >= MIN_BLOCK_LETTERS and (
        len(text.split(None, MIN_BLOCK_WORDS - 1)) == MIN_BLOCK_WORDS or find_script(text) is not None
    )


def _passages(document: Document, foreign: list[tuple[Block, Language]]) -> Iterator[Passage]:
    """Blocks of one language as passages, where nothing else stands between them."""
    numbers = {block.start: number for number, block in enumerate(document.blocks)}
    placed = enumerate(foreign)
    for (_, language), group in groupby(placed, lambda each: (numbers[each[1][0].start] - each[0], each[1][1])):
        blocks = [block for _, (block, _) in group]
        yield Passage(Span(blocks[0].start, blocks[-1].end), language)
