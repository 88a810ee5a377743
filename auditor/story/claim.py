"""One thing that an article says and another may say otherwise, and the sentence that says it."""

from __future__ import annotations

from bisect import bisect_left
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.prose import find_prose

SENTENCE_REACH = 500
"""Characters on either side of a passage; longer sentences are lists and tables."""


class Claim(NamedTuple):
    """One thing that an article says and another may say otherwise."""

    kind: str
    """office, administration, number, strength, status, quotation, name or day."""
    subject: str
    """Of what: a person's key, a country's code, the concept of a noun, an actor and what it does, a speaker."""
    value: tuple[str, ...]
    """See the finder of each kind."""
    field: str
    span: Span
    shown: str
    """The passage as written."""
    sentence: Span
    quote: str
    """The sentence as written."""
    context: frozenset[str] = frozenset()
    """Concepts of the sentence, for a number."""
    predicate: frozenset[str] = frozenset()
    """Those of the words that follow the counted noun: what the things do, or what is done to them."""


def make_claim(document: Document, what: tuple[str, str, tuple[str, ...]], field: str, span: Span) -> Claim:
    """The claim that `what` (kind, subject and value) is said at `span`; it stands in the article as it came."""
    kind, subject, value = what
    text = document.given.field(field)
    sentence = document.place(field, sentence_around(document, field, span))
    span = document.place(field, span)
    return Claim(kind, subject, value, field, span, text[slice(*span)], sentence, text[slice(*sentence)])


def sentence_around(document: Document, field: str, span: Span) -> Span:
    """The sentence of a passage, or what of it lies near; without a bound, tables take quadratic time."""
    whole = Span(0, len(document.article.title)) if field == "title" else document.sentence_at(span.start)
    start, end = min(whole.start, span.start), max(whole.end, span.end)
    return Span(max(start, span.start - SENTENCE_REACH), min(end, span.end + SENTENCE_REACH))


def in_reach(document: Document, span: Span) -> bool:
    """Whether `span` lies in the title line or in the article's own prose."""
    if document.title is not None and document.title.field == "text" and document.title.span.contains(span):
        return True
    prose = document.layer(find_prose)
    index = bisect_left(prose, span.end, key=lambda block: block.end)
    return index < len(prose) and prose[index].start <= span.start
