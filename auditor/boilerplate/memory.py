"""What a source's articles have in common: passages that were seen in other articles of the same source."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Sequence
from itertools import accumulate, groupby
from typing import Protocol

from auditor.article import Article, Span
from auditor.document import Document, Seen
from auditor.sources import source_of
from auditor.text.wording import passage_form

MIN_WORDS = 5
"""Shorter blocks stand in many articles by chance."""
MIN_OTHER_ARTICLES = 2
"""A block seen in so many other articles of its source is foreign: on the research data 0.15 % of body blocks are,
against 40 % of the foreign blocks near an article."""
MAX_SEEN_SHARE = 0.5
"""If more of an article's words stand in blocks of another article, it is a version of that: what they share is
their own text."""


class SourceMemory(Protocol):
    """Remembers the passages of each source's articles; the service keeps it in its database."""

    def count(self, article: Article, keys: Sequence[bytes]) -> list[int]:
        """For each key the number of other articles of the article's source that it was seen in."""

    def add(self, article: Article, keys: Sequence[bytes]) -> None:
        """Note the passages of an article that was read, once. A memory that is told otherwise has nothing to do."""


class Recollection:
    """A memory of what it was shown, in this process alone, without bounds: for examples and for small archives."""

    def __init__(self) -> None:
        self._articles: dict[tuple[str | None, bytes], set[bytes]] = defaultdict(set)

    def count(self, article: Article, keys: Sequence[bytes]) -> list[int]:
        """For each key the number of other articles of the article's source that it was seen in."""
        source, own = source_of(article), article_key(keys)
        return [len(self._articles[source, key] - {own}) for key in keys]

    def add(self, article: Article, keys: Sequence[bytes]) -> None:
        """Note the passages of an article that was read."""
        source, own = source_of(article), article_key(keys)
        for key in keys:
            self._articles[source, key].add(own)


def find_passages(document: Document) -> list[Span]:
    """What is remembered of a document: all its blocks, in order, then the sentences of those that have several."""
    return [*(block.span for block in document.blocks), *document.layer(_sentences)]


def _sentences(document: Document) -> list[Span]:
    """The sentences of some words, in blocks of more than one, in order."""
    found: list[Span] = []
    for _, group in groupby(document.sentences, lambda sentence: document.block_index_at(sentence.start)):
        together = list(group)
        if len(together) > 1:
            found += [each for each in together if document.text.count(" ", *each) + 1 >= MIN_WORDS]
    return found


def passage_key(folded: str) -> bytes:
    """The name of a passage that its digits, white space and case do not change."""
    return hashlib.blake2b(passage_form(folded).encode("utf-8", "surrogatepass"), digest_size=8).digest()


def passage_keys(document: Document) -> list[bytes]:
    """The names of a document's passages, in order."""
    return [passage_key(document.folded[start:end]) for start, end in find_passages(document)]


def article_key(keys: Sequence[bytes]) -> bytes:
    """The name of an article that consists of passages of these keys."""
    return hashlib.blake2b(b"".join(keys), digest_size=8).digest()


def recall_passages(document: Document, memory: SourceMemory) -> Seen:
    """What of a document was seen in other articles of its source; then notes its passages.

    An article of no known source is neither compared nor noted.
    """
    article = document.article
    if not document.blocks or source_of(article) is None:
        return Seen()
    keys = passage_keys(document)
    counts = memory.count(article, keys)
    memory.add(article, keys)
    return without_versions(document, counts)


def without_versions(document: Document, counts: Sequence[int]) -> Seen:
    """What `counts` say of a document's passages, its versions not counted: what they share is their own text."""
    blocks = counts[: len(document.blocks)]
    versions = _count_versions(document, blocks) if any(blocks) else 0
    others = [max(0, count - versions) for count in counts]
    sentences = zip(document.layer(_sentences), others[len(blocks) :], strict=True) if any(others) else ()
    return Seen(others[: len(blocks)], {span: count for span, count in sentences if count})


def _count_versions(document: Document, blocks: Sequence[int]) -> int:
    """How many other articles are versions of this one: most of its words stand in at least so many."""
    words = [document.text.count(" ", block.start, block.end) + 1 for block in document.blocks]
    half = MAX_SEEN_SHARE * sum(words)
    most_seen = sorted(zip(blocks, words, strict=True), reverse=True)
    reached = accumulate(number for _, number in most_seen)
    return next(count for (count, _), share in zip(most_seen, reached, strict=True) if share > half)
