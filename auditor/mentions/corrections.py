"""Notes in which a newsroom tells what it had wrong: "An earlier version of this article misspelled the name"."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from auditor.article import Span
from auditor.document import Document
from auditor.vocabulary import words
from auditor.window import Window

MAX_SENTENCES = 2
"""A note tells the error in one sentence, and what is right in that or the next."""


class Corrections:
    """The sentences of such notes: what stands there is no claim of the article."""

    def __init__(self, spans: list[Span]) -> None:
        self.spans = spans

    def holds(self, span: Span) -> bool:
        """Whether a passage of the text stands in one."""
        at = bisect_right(self.spans, span.start, key=lambda told: told.start) - 1
        return at >= 0 and self.spans[at].end >= span.end


def find_corrections(document: Document) -> Corrections:
    """Those of the text."""
    heads, told = words("corrections/heads"), words("corrections/told")
    cues = (Window(document, at, at + 1) for at in document.tokens.at(heads | told))
    notes = (cue for cue in cues if _is_note(cue))
    return Corrections(sorted({span for note in notes for span in _sentences_from(document, note.span.start)}))


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
