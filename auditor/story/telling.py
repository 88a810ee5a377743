"""What is kept of an article to compare it with others on its event: its sentences with their slots, its claims."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from auditor.article import Span
from auditor.boilerplate.categories import CAPTIONS
from auditor.boilerplate.runs import find_boilerplate
from auditor.document import Document
from auditor.mentions.focus import find_focus
from auditor.mentions.languages import find_languages
from auditor.mentions.prose import find_prose
from auditor.mentions.times import find_document_date
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
    """The telling of a document; `copy_of` is the key of the article that it repeats.

    What is not English claims nothing here.
    """
    article = document.article
    sentences: tuple[Sentence, ...] = ()
    claims: tuple[Claim, ...] = ()
    nations: Counter[str] = Counter()
    languages = document.layer(find_languages)
    if languages.english or not document.blocks:
        foreign = [document.place("text", passage.span) for passage in languages.passages]
        sentences = tuple(_sentences(document))
        claims = tuple(claim for claim in find_story_claims(document) if not _stands_in(foreign, claim))
        mentions = document.layer(find_focus).mentions
        nations = Counter({nation: len(found) for nation, found in mentions.items()})
    published = document.layer(find_document_date).published
    return Telling(key, article.source or "", published, sentences, claims, nations, copy_of)


def _stands_in(passages: Sequence[Span], claim: Claim) -> bool:
    return claim.field == "text" and any(span.contains(claim.span) for span in passages)


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
                yield _sentence(document, span, words.words[begin:end], [_moved(slot, begin) for slot in inside])


def _told_blocks(document: Document) -> list[Block]:
    """The article's own prose and its captions that are English, in order."""
    languages = document.layer(find_languages)
    captions = [
        document.blocks[index]
        for run in document.layer(find_boilerplate).runs
        if run.category in CAPTIONS
        for index in run.blocks
    ]
    told = [block for block in (*document.layer(find_prose), *captions) if not languages.holds(block.span)]
    return sorted(told, key=lambda block: block.start)


def _moved(slot: Slot, by: int) -> Slot:
    return Slot(slot.first - by, slot.last - by, slot.kind, slot.value, slot.span)


def _sentence(document: Document, span: Span, words: list[str], slots: list[Slot]) -> Sentence:
    """The sentence at `span` with the slots that lie wholly inside, as they stand in the article as it came."""
    inside = tuple(
        slot._replace(span=document.place("text", slot.span))
        for slot in slots
        if slot.last <= len(words) and span.contains(slot.span)
    )
    span = document.place("text", span)
    return Sentence(span, tuple(words), document.given.text[slice(*span)] if inside else "", inside)
