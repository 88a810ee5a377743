"""Sentences in which a publisher speaks to its readers, and captions with a credit, told by their wording alone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from auditor.article import Span
from auditor.boilerplate.notions import OPENING, NotionTable, Row, load_notions
from auditor.document import Document
from auditor.text.credits import MAX_CREDIT_CHARACTERS, credit_start

SHORT_WORDS = 15
MAX_WORDS, MAX_CHARACTERS = 40, 400
"""Longer sentences tell more than what a publisher asks of its readers."""
MIN_CAPTION_WORDS, MAX_CAPTION_WORDS, MAX_CAPTION_CHARACTERS = 3, 80, 800
"""Words of a caption, at least those before its credit, and its characters."""
LISTED = "list item"
"""The kind of block that is no caption: "* Wicking shirt (men's / women's)"."""
PICTURE = "picture"
"""The notion of a picture and of who has its rights."""
REPORTED = "reported"
"""The notion of wording by which somebody's words are reported."""
CLOSING = {"(": ")", "[": "]"}
MAX_BRACKETED = 200
"""Characters behind its first sentence in which a bracket is looked for that closes."""
KEPT_SETS = 1 << 12
MAX_MARKS = 20
"""Characters before a notion that opens its sentence: marks, brackets and spaces."""
_MARKS = re.compile(r"[^\w@©]*")
_CLAUSE = re.compile(r"(?:^|[,;:.!?()\[\]|>–—-] ?)[^\w]*(?:(?:please|then|just|simply|also|or|and|now) )?([a-z-]+)")
"""The first word of a clause, where an order has its verb."""


class Told(NamedTuple):
    """A sentence of a publisher's own."""

    block: int
    span: Span
    kind: str
    row: Row
    """What tells it."""


def find_notions(document: Document) -> list[tuple[str, int, int]]:
    """Notion, start and end of all wording in a document by which publishers speak to their readers."""
    return list(load_notions().anywhere.find(document.folded))


def find_told(document: Document) -> list[Told]:
    """The sentences of a document in which its publisher speaks to the readers, in text order."""
    found: dict[Span, set[str]] = {}
    for notion, start, end in document.layer(find_notions):
        if notion == PICTURE:
            continue
        sentence = document.sentence_at(start)
        if end <= sentence.end <= sentence.start + MAX_CHARACTERS:
            found.setdefault(sentence, set()).update(_placed(document.folded, sentence.start, notion, start))
    told = []
    for span in sorted(found):
        rows = _rows(frozenset(found[span]))
        row = _find_row(document, span, found[span], rows) if rows else None
        if row:
            told.append(Told(document.block_index_at(span.start), _closed(document, span), row.kind, row))
    return told


def find_captioned(document: Document) -> list[int]:
    """The blocks of a document that are captions ending in their pictures' credit, in order."""
    starts = [start for notion, start, _ in document.layer(find_notions) if notion == PICTURE]
    return sorted(
        {index for start in starts if _is_captioned(document, index := document.block_index_at(start), start)}
    )


def _is_captioned(document: Document, index: int, start: int) -> bool:
    """Whether a block is a caption with a credit, of which the word at `start` is one."""
    first, last, kind = document.blocks[index]
    if kind == LISTED or start < last - MAX_CREDIT_CHARACTERS or last - first > MAX_CAPTION_CHARACTERS:
        return False
    text = document.text[first:last]
    credit = credit_start(text) if text.count(" ") < MAX_CAPTION_WORDS else None
    return credit is not None and len(text[:credit].split()) >= MIN_CAPTION_WORDS


def _placed(folded: str, first: int, notion: str, start: int) -> tuple[str, ...]:
    """A notion as the sentence that begins at `first` has it: opening it or not."""
    opens = start - first <= MAX_MARKS and _MARKS.fullmatch(folded, first, start)
    return (notion, OPENING + notion) if opens else (notion,)


@lru_cache(KEPT_SETS)
def _rows(notions: frozenset[str]) -> Sequence[Row]:
    """The rows that a sentence with some notions may be told by."""
    return [row for row in load_notions().rows if row.sought <= notions]


def _find_row(document: Document, span: Span, notions: set[str], rows: Sequence[Row]) -> Row | None:
    """The first of some rows that tells a sentence, if one does; `notions` are those that stand in it."""
    table, sentence = load_notions(), document.folded[span.start : span.end]
    words = sentence.count(" ") + 1
    if words > MAX_WORDS:
        return None
    here = notions | _manner(sentence, words, table)
    for notion, start, _ in table.beside.find(sentence):
        here.update(_placed(sentence, 0, notion, start))
    if '"' in sentence or document.quotation_at(span.start) is not None:
        here.add(REPORTED)
    own = [row for row in rows if row.anyhow or REPORTED not in here]
    return next((row for row in own if row.needed <= here and row.barred.isdisjoint(here)), None)


def is_reported(document: Document, span: Span) -> bool:
    """Whether a sentence says that somebody spoke or would not."""
    found = load_notions().beside.find(document.folded[span.start : span.end])
    return REPORTED in {notion for notion, _, _ in found}


def _manner(sentence: str, words: int, table: NotionTable) -> set[str]:
    """How a sentence is made: as an order or a question, short, or with no full stop."""
    firsts = _CLAUSE.findall(sentence)
    held = {
        "order": not table.orders.isdisjoint(firsts),
        "^order": bool(firsts) and firsts[0] in table.orders,
        "question": sentence.endswith("?") or "? " in sentence,
        "short": words <= SHORT_WORDS,
        "open": not sentence.rstrip("\"')]").endswith((".", "…")),
    }
    return {name for name, holds in held.items() if holds}


def _closed(document: Document, span: Span) -> Span:
    """A sentence and, where a bracket opens it, what stands before the one that closes it in the same block."""
    closing = CLOSING.get(document.text[span.start])
    if closing is None or closing in document.text[span.start : span.end]:
        return span
    block = document.blocks[document.block_index_at(span.start)]
    end = document.text.find(closing, span.end, min(block.end, span.end + MAX_BRACKETED))
    return Span(span.start, end + 1) if end >= 0 else span
