"""The text below its title: what of its sentences, words, numbers and times is not the title itself."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence, Set
from typing import Protocol, TypeVar

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.numbers import Number, find_numbers
from auditor.mentions.times import Time, find_document_date, find_times


class _Mention(Protocol):
    @property
    def span(self) -> Span: ...


Mention = TypeVar("Mention", bound=_Mention)


def find_body_numbers(document: Document) -> Sequence[Number]:
    """The numbers below the title, in order."""
    return below_title(document, document.layer(find_numbers))


def find_body_times(document: Document) -> Sequence[Time]:
    """The times below the title, in order."""
    return below_title(document, document.layer(find_times))


def below_title(document: Document, mentions: Sequence[Mention]) -> Sequence[Mention]:
    """Those of `mentions` of the text, which are in order, that stand below the title."""
    return mentions[bisect_left(mentions, document.body_start, key=lambda mention: mention.span.start) :]


def body_tokens(document: Document) -> range:
    """The tokens below the title."""
    return range(bisect_left(document.tokens.starts, document.body_start), len(document.tokens))


def places_in_body(document: Document, wanted: Set[str]) -> Sequence[int]:
    """The tokens below the title that read one of `wanted` when folded, in order."""
    places = document.tokens.at(wanted)
    return places[bisect_left(places, body_tokens(document).start) :] if places else places


def find_years_since(document: Document) -> frozenset[int]:
    """How many years lie between each year that the text names and the article's own, if that is known."""
    day = document.layer(find_document_date).day
    return frozenset(day.year - time.year for time in document.layer(find_times) if day and time.year)


def first_sentences(document: Document, count: int) -> Sequence[Span]:
    """The first sentences below the title, where a report tells what is new."""
    first = bisect_left(document.sentences, document.body_start, key=lambda sentence: sentence.start)
    return document.sentences[first : first + count]


def opens_body(document: Document, offset: int) -> bool:
    """Whether a place of the text below the title stands in the first sentence there."""
    return any(offset < sentence.end for sentence in first_sentences(document, 1))
