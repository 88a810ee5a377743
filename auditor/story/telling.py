"""What is kept of an article to compare it with others on its event: its sentences with their slots, its claims."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from auditor.article import Span
from auditor.boilerplate.categories import CAPTIONS
from auditor.boilerplate.runs import find_boilerplate
from auditor.document import Document
from auditor.mentions.focus import find_focus
from auditor.mentions.prose import find_prose
from auditor.story.claim import Claim
from auditor.story.claims import find_story_claims
from auditor.story.slots import Slot, find_slots
from auditor.text.blocks import Block

MIN_WORDS = 5
MAX_WORDS = 80
"""Longer sentences are lists and tables; comparing two takes time in the square of their length."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the article's own prose."""

    span: Span
    words: tuple[str, ...]
    """Folded, without marks and possessive endings."""
    quote: str
    """As written; empty if there is no slot."""
    slots: tuple[Slot, ...]
    """What it says of numbers, days, places, persons and offices; places count in `words`."""


@dataclass(frozen=True, slots=True)
class Telling:
    """One article of a story; nothing of its document is kept."""

    key: str
    source: str
    published: date | None
    sentences: tuple[Sentence, ...]
    claims: tuple[Claim, ...]
    nations: Counter[str]
    """How often the article names each nation."""
    copy_of: str | None = None
    """The article of the story that this one repeats."""

    @property
    def voice(self) -> str:
        """The key of the text that speaks here: copies are one voice."""
        return self.copy_of or self.key


def make_telling(document: Document, key: str, copy_of: str | None = None) -> Telling:
    """The telling of a document; `copy_of` is the key of the article that it repeats."""
    sentences = tuple(_sentences(document))
    claims = tuple(find_story_claims(document))
    article = document.article
    focus = document.layer(find_focus)
    return Telling(
        key,
        article.source or "",
        article.published_on,
        sentences,
        claims,
        Counter({nation: len(found) for nation, found in focus.mentions.items()}),
        copy_of,
    )


class _Words(NamedTuple):
    """The words of a text, marks left out."""

    tokens: list[int]
    """Which token each is."""
    starts: list[int]
    words: list[str]


def _words_of(document: Document) -> _Words:
    tokens = document.tokens
    places = [at for at, word in enumerate(tokens.folded) if word[0].isalnum()]
    words = [tokens.folded[at].removesuffix("'s") for at in places]
    return _Words(places, [tokens.starts[at] for at in places], words)


def _sentences(document: Document) -> Iterator[Sentence]:
    words = _words_of(document)
    slots = [
        Slot(bisect_left(words.tokens, first), bisect_left(words.tokens, last), kind, value, span)
        for first, last, kind, value, span in find_slots(document)
    ]
    firsts = [slot.first for slot in slots]
    for block in _told_blocks(document):
        first = bisect_left(document.sentences, Span(block.start, block.start))
        last = bisect_left(document.sentences, Span(block.end, block.end))
        for span in document.sentences[first:last]:
            begin, end = bisect_left(words.starts, span.start), bisect_left(words.starts, span.end)
            if MIN_WORDS <= end - begin <= MAX_WORDS:
                inside = slots[bisect_left(firsts, begin) : bisect_left(firsts, end)]
                yield _sentence(document.text, span, words.words[begin:end], [_moved(slot, begin) for slot in inside])


def _told_blocks(document: Document) -> list[Block]:
    """The article's own prose and its captions, in order."""
    captions = [
        document.blocks[index]
        for run in document.layer(find_boilerplate).runs
        if run.category in CAPTIONS
        for index in run.blocks
    ]
    return sorted([*document.layer(find_prose), *captions], key=lambda block: block.start)


def _moved(slot: Slot, by: int) -> Slot:
    return Slot(slot.first - by, slot.last - by, slot.kind, slot.value, slot.span)


def _sentence(text: str, span: Span, words: list[str], slots: list[Slot]) -> Sentence:
    """The sentence at `span` with the slots that lie wholly inside."""
    inside = tuple(slot for slot in slots if slot.last <= len(words) and span.contains(slot.span))
    return Sentence(span, tuple(words), text[slice(*span)] if inside else "", inside)
