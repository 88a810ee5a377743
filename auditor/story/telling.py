"""What is kept of an article to compare it with others on its event: its sentences with their slots, its claims."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass
from datetime import date

from auditor.article import Span
from auditor.boilerplate.runs import find_boilerplate
from auditor.document import Document
from auditor.mentions.focus import find_focus
from auditor.mentions.prose import find_prose
from auditor.story.claims import Claim, find_story_claims
from auditor.story.slots import Slot, find_slots
from auditor.text.blocks import Block

CAPTIONS = frozenset({"caption", "photo-credit"})
"""Kinds of boilerplate that state facts all the same."""
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


def _sentences(document: Document) -> list[Sentence]:
    slots = find_slots(document)
    found: list[Sentence] = []
    for block in _told_blocks(document):
        first = bisect_left(document.sentences, Span(block.start, block.start))
        last = bisect_left(document.sentences, Span(block.end, block.end))
        for span in document.sentences[first:last]:
            sentence = _sentence(document, span, slots)
            if sentence is not None:
                found.append(sentence)
    return found


def _told_blocks(document: Document) -> list[Block]:
    """The article's own prose and its captions, in order."""
    captions = [
        document.blocks[index]
        for run in document.layer(find_boilerplate).runs
        if run.category in CAPTIONS
        for index in run.blocks
    ]
    return sorted([*document.layer(find_prose), *captions], key=lambda block: block.start)


def _sentence(document: Document, span: Span, slots: list[Slot]) -> Sentence | None:
    tokens = document.tokens
    first, last = bisect_left(tokens.starts, span.start), bisect_left(tokens.starts, span.end)
    places = [at for at in range(first, last) if tokens.folded[at][0].isalnum()]
    if not MIN_WORDS <= len(places) <= MAX_WORDS:
        return None
    begin = bisect_left(slots, first, key=lambda slot: slot.first)
    end = bisect_left(slots, last, key=lambda slot: slot.first)
    inside = tuple(
        slot._replace(first=bisect_left(places, slot.first), last=bisect_left(places, slot.last))
        for slot in slots[begin:end]
        if slot.last <= last
    )
    words = tuple(tokens.folded[at].removesuffix("'s") for at in places)
    return Sentence(span, words, document.text[slice(*span)] if inside else "", inside)
