"""Left-over sentences inside paragraphs that are the article's own, told by their wording alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import partial
from itertools import starmap
from typing import NamedTuple

from auditor.article import Span
from auditor.boilerplate.categories import CATEGORIES, DONATION, FOREIGN_TEXT
from auditor.boilerplate.conditions import MAX_SURE_WORDS, MIN_DENSE_COVER, Blocks, families
from auditor.boilerplate.cues import COUNTER_FAMILY, Passage, load_cues
from auditor.boilerplate.mixed import LeftOver, Sentence
from auditor.boilerplate.shown import find_shown
from auditor.boilerplate.told import is_reported
from auditor.document import Document
from auditor.vocabulary import words

MIN_ASKING_COVER = 0.25
"""Least share of wording in a sentence that asks in two ways: of 60 such sentences in untouched articles with less,
half were the article's own."""
MAX_SURE_CHARACTERS = 1000
"""More than all wording of a sentence has."""
KINDS = frozenset(CATEGORIES) - {FOREIGN_TEXT, DONATION, "date-line", "tags", "navigation", "layout-marker"}
"""Kinds that a sentence shows: the article itself may speak of gifts, of times, of what it is about."""


class Inside(NamedTuple):
    """A left-over sentence, or several of one kind that stand side by side."""

    block: int
    kind: str
    passage: LeftOver


def find_inside(blocks: Blocks, foreign: Collection[int]) -> list[Inside]:
    """The left-over sentences of blocks that are not `foreign`, in order; sentences that are whole blocks left out."""
    found = starmap(partial(_judge, blocks), _sentences(blocks, foreign))
    return join_neighbours(blocks.document, filter(None, found))


def join_neighbours(document: Document, found: Iterable[Inside]) -> list[Inside]:
    """Sentences in order, as one those of a block and kind between which nothing stands."""
    apart: list[Inside] = []
    for each in found:
        if apart and _adjoin(document, apart[-1], each):
            apart[-1] = _together(apart[-1], each)
        else:
            apart.append(each)
    return apart


def _together(first: Inside, second: Inside) -> Inside:
    (start, _), deletable = first.passage
    passage = LeftOver(Span(start, second.passage.span.end), deletable and second.passage.deletable)
    return first._replace(passage=passage)


def _adjoin(document: Document, before: Inside, after: Inside) -> bool:
    """Whether nothing parts two sentences of one kind and block."""
    between = document.text[before.passage.span.end : after.passage.span.start]
    return before[:2] == after[:2] and not between.strip()


def _sentences(blocks: Blocks, foreign: Collection[int]) -> Iterator[tuple[Span, list[Passage]]]:
    """The sentences that stand in a block beside others, with their wording."""
    document = blocks.document
    held: dict[Span, list[Passage]] = {}
    for passage in blocks.features.cues.passages:
        if passage[0] not in foreign:
            held.setdefault(document.sentence_at(passage[2]), []).append(passage)
    for start, _ in document.layer(find_shown):  # a rule of its own says what it is
        held.pop(document.sentence_at(start), None)
    return ((span, held[span]) for span in sorted(held) if span != document.blocks[held[span][0][0]].span)


def _judge(blocks: Blocks, span: Span, passages: Sequence[Passage]) -> Inside | None:
    """The sentence as a left-over one, if it is: short, nobody's words, and such wording for the most part."""
    document, table, kind = blocks.document, load_cues(), _name(passages)
    cover, ways = _measure(passages)
    share, sentence = cover / (span.end - span.start), Sentence(document, span, cover)
    sure = any(passage[4] in table.sure for passage in passages)
    dense = share >= MIN_DENSE_COVER or (ways > 1 and share >= MIN_ASKING_COVER)
    if kind not in KINDS or not (sure or (dense and _speaks(sentence, kind, passages))):
        return None
    quoted = sentence.reports or document.quotation_at(span.start) or is_reported(document, span)
    if quoted or len(sentence.words) > MAX_SURE_WORDS:
        return None
    return Inside(passages[0][0], kind, LeftOver(span, sentence.deletable))


def _speaks(sentence: Sentence, kind: str, passages: Sequence[Passage]) -> bool:
    """Whether a sentence speaks to readers, or is a credit, which speaks to nobody; and tells of no report."""
    counter = load_cues().families.index(COUNTER_FAMILY)
    return (sentence.addresses or kind in words("left-overs/credits")) and all(
        passage[1] != counter for passage in passages
    )


def _measure(passages: Sequence[Passage]) -> tuple[int, int]:
    """How many characters wording makes up, and in how many ways it asks; where wording overlaps, the first counts."""
    asking, cover, ways, reached = families(words("left-overs/asking")), 0, set[int](), 0
    for _, family, start, end, phrase in sorted(passages, key=lambda passage: passage[2:4]):
        if start >= reached and family in asking:
            ways.add(phrase)
        cover += max(0, end - max(start, reached))
        reached = max(reached, end)
    return cover, len(ways)


def _name(passages: Sequence[Passage]) -> str:
    """The kind that most of the wording speaks for: what stands in no report, then what has most characters."""
    table = load_cues()
    weights: Counter[str] = Counter()
    for _, family, start, end, phrase in passages:
        sure = MAX_SURE_CHARACTERS if phrase in table.sure else 0
        weights[table.names.get(phrase, table.families[family])] += end - start + sure
    return max(weights, key=lambda kind: (kind in KINDS, weights[kind]))
