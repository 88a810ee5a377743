"""What of foreign blocks is left over and what is a sentence of the article, so that nobody deletes both at once."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cache, cached_property, partial
from itertools import groupby
from operator import itemgetter
from typing import NamedTuple

from auditor.article import Span
from auditor.boilerplate.cues import COUNTER_FAMILY, load_cues
from auditor.boilerplate.features import BlockFeatures
from auditor.boilerplate.words import EDGES, load_classes
from auditor.document import Document
from auditor.text.sentences import find_sentences
from auditor.vocabulary import words as vocabulary

MIN_WORDS = 3
CLOSING = tuple(".!?…")
ASKING = tuple("!?")
AROUND = "\"'”’»)] "
"""What may stand behind the mark that ends a sentence."""
SPEAKING, ORDER = ("we", "you"), "imperative"
"""Classes of words by which a publisher speaks to its readers; in somebody's words they tell nothing."""
QUOTING = frozenset('"“”«»')
PAST = ("inflections/past forms", "inflections/past forms without object", "inflections/past forms and participles")
MIN_PAST_CHARACTERS = 5
"""Shorter words in "ed" are hardly past forms: "need", "bed"."""
MAX_LABEL_WORDS = 6
"""A longer sentence in the past that is not wording for the most part may tell what happened."""
WORDING_SHARE = 0.5


class LeftOver(NamedTuple):
    """A passage without sentences that read as the article's own."""

    span: Span
    deletable: bool
    """Whether nothing in it may be news: no reported words, nothing told without or beside the wording."""


class Sentence:
    """What speaks for and against a sentence of a foreign block being left over."""

    def __init__(self, document: Document, span: Span, cover: int) -> None:
        self.span, self.cover = span, cover
        """`cover`: how many characters wording of boilerplate makes up in it."""
        self._folded = document.folded[span.start : span.end]

    @cached_property
    def words(self) -> list[str]:
        """Its words, folded."""
        return [word for token in self._folded.split() if (word := token.strip(EDGES))]

    @cached_property
    def news(self) -> bool:
        """Whether it has no such wording and reads as the article's own: whole, and reported or said to nobody."""
        whole = len(self.words) >= MIN_WORDS and self._folded.rstrip(AROUND).endswith(CLOSING)
        return whole and not self.cover and (self.reports or not (self._orders or _has(self.words, *SPEAKING)))

    @property
    def _orders(self) -> bool:
        return _has(self.words[:1], ORDER)

    @cached_property
    def reports(self) -> bool:
        """Whether it quotes or reports somebody."""
        return not QUOTING.isdisjoint(self._folded) or _has(self.words, "saying")

    @property
    def asks(self) -> bool:
        """Whether it is a question or an exclamation, as appeals begin with."""
        return self._folded.endswith(ASKING)

    @property
    def addresses(self) -> bool:
        """Whether it speaks as a publisher, or to the reader."""
        return _has(self.words, *SPEAKING, ORDER)

    @property
    def tells(self) -> bool:
        """Whether it may tell what happened: a long one in the past that is not wording for the most part."""
        plain = len(self.words) > MAX_LABEL_WORDS and self.cover < WORDING_SHARE * len(self._folded)
        return plain and any(map(_is_past, self.words))

    @property
    def deletable(self) -> bool:
        """Whether nothing in it may be news."""
        return not (self.news or self.reports or self.tells)


def find_left_overs(document: Document, features: BlockFeatures, blocks: range, whole: bool) -> list[LeftOver]:
    """The left-over passages of neighbouring foreign `blocks`, in order; what nothing parts is one.

    Where each block is foreign as a `whole`, only what is reported in it may be the article's.
    """
    found: list[LeftOver] = []
    for index in blocks:
        for passage in cut_block(document, index, find_cue_spans(features, index), whole):
            apart = not found or document.text[found[-1].span.end : passage.span.start].strip()
            found.append(passage if apart else _joined(found.pop(), passage))
    return found


def _joined(first: LeftOver, second: LeftOver) -> LeftOver:
    return LeftOver(Span(first.span.start, second.span.end), first.deletable and second.deletable)


def find_cue_spans(features: BlockFeatures, index: int) -> list[Span]:
    """Where a block has wording of boilerplate."""
    counter = load_cues().families.index(COUNTER_FAMILY)
    passages = features.cues.within(index, index + 1)
    return [Span(start, end) for _, family, start, end, _ in passages if family != counter]


def cut_block(document: Document, index: int, cues: Sequence[Span], whole: bool = False) -> list[LeftOver]:
    """What of a foreign block is left over: all of it, or the sentences with `cues` where others are the article's."""
    block = document.blocks[index].span
    sentences = list(_read(document, block, cues))
    own = [each.news and (each.reports or not (whole or each.asks)) for each in sentences]
    if not (cues and any(own)):
        return [LeftOver(block, all(sentence.deletable for sentence in sentences))]
    stretches = groupby(zip(own, sentences, strict=True), key=itemgetter(0))
    cut = [[sentence for _, sentence in stretch] for news, stretch in stretches if not news]
    return [
        LeftOver(Span(stretch[0].span.start, stretch[-1].span.end), all(sentence.deletable for sentence in stretch))
        for stretch in cut
        if any(sentence.cover for sentence in stretch)
    ]


def _read(document: Document, block: Span, cues: Iterable[Span]) -> Iterator[Sentence]:
    """The sentences of a block."""
    sentences = find_sentences(document.text, block.start, block.end)
    starts = [sentence.start for sentence in sentences]
    covered = [0] * len(sentences)
    for cue in cues:
        for at in range(bisect_right(starts, cue.start) - 1, bisect_left(starts, cue.end)):
            covered[at] += cue.end - cue.start
    return map(partial(Sentence, document), sentences, covered)


def _has(words: Iterable[str], *names: str) -> bool:
    """Whether one of some folded words belongs to one of the classes of these names."""
    return not _members(names).isdisjoint(words)


@cache
def _members(names: tuple[str, ...]) -> frozenset[str]:
    return load_classes().words_of(*names)


def _is_past(word: str) -> bool:
    """Whether a folded word is the past form of a verb."""
    regular = word.endswith("ed") and len(word) >= MIN_PAST_CHARACTERS
    return regular or any(word in vocabulary(name) for name in PAST)
