"""Notes in which a newsroom tells what it had wrong: "An earlier version of this article misspelled the name"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cache

from auditor.article import Span
from auditor.document import Document
from auditor.vocabulary import words
from auditor.window import Window

MAX_SENTENCES = 2
"""A note tells the error in one sentence, and what is right in that or the next."""


def find_corrections(document: Document) -> list[Span]:
    """The sentences of such notes, in order: what stands there is no claim of the article."""
    cues = (Window(document, at, at + 1) for at in document.tokens.at(_cues()))
    notes = (cue for cue in cues if _is_note(cue))
    return sorted({span for note in notes for span in _sentences_from(document, note.span.start)})


@cache
def _cues() -> frozenset[str]:
    return words("corrections/heads") | words("corrections/told")


def _is_note(cue: Window) -> bool:
    """Whether a word heads a note, or says what a version of the article had wrong."""
    if words("corrections/heads").issuperset(cue.words):
        return cue.opens
    return cue.has(words("corrections/what"))


def _sentences_from(document: Document, offset: int) -> Iterator[Span]:
    """The sentence at `offset` and what goes on with it in its block."""
    end = document.blocks[document.block_index_at(offset)].end
    first = bisect_right(document.sentences, offset, key=lambda sentence: sentence.start) - 1
    yield from (each for each in document.sentences[first : first + MAX_SENTENCES] if each.start < end)
