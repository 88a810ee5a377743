"""Which blocks are what an adjustment is about, by what they show themselves: wording, shape, place, memory."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from operator import attrgetter
from typing import Any

import numpy as np

from auditor.article import Span
from auditor.boilerplate.bios import LAST_BLOCKS, is_bio
from auditor.boilerplate.categories import BIO, DONATION, Vote
from auditor.boilerplate.characters import NUMBER
from auditor.boilerplate.cues import load_cues
from auditor.boilerplate.features import BlockFeatures
from auditor.boilerplate.memory import MIN_OTHER_ARTICLES, MIN_WORDS
from auditor.boilerplate.mixed import cut_block, find_cue_spans
from auditor.boilerplate.remains import find_remains
from auditor.boilerplate.shown import find_shown
from auditor.boilerplate.told import find_captioned, find_told
from auditor.document import MAX_LINES_ABOVE_TITLE, Document
from auditor.text.fold import fold
from auditor.vocabulary import words

Array = np.ndarray[Any, np.dtype[Any]]

MAX_SURE_WORDS = 40
"""In longer blocks a cue may be part of a report."""
MIN_CREDIT_CHARACTERS = 24
MIN_DENSE_COVER, MIN_DENSE_WORDS = 0.55, 8
ASKING_WORDINGS = BIO_WORDINGS = 2
APPEAL_WORDINGS, DONATION_WORDINGS, MAX_APPEAL_WORDS = 4, 3, 150
MAX_DOUBTFUL_WORDS = 80
MAX_ROW_WORDS = 8
MAX_DATELINE_WORDS = 6
MIN_TELLING_WORDS = 12
MIN_TOLD_SHARE = 0.4
"""Of its characters, for a block to be told by some of its sentences; with less the sentences are told alone."""
PERSONAL_SCORE = 0.3
MAX_PERSONAL_SHARE = 0.02
"""Of its words, from which share of "I", "we" and "you" on a text speaks to its readers all along, as guides do."""
MIN_SHOWN_SHARE = 0.5
MAX_SOURCE_WORDS = 3


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a text, as adjustments look at them."""

    document: Document
    features: BlockFeatures
    votes: Sequence[Vote]
    """Per block the kind that its wording speaks for."""


Condition = Callable[[Blocks, Array], Array]
"""Per block whether it holds, given the blocks and their scores so far; or once for all of them."""


def is_short(blocks: Blocks) -> Array:
    """Which blocks are short and quote nobody: in others wording may be part of a report."""
    features = blocks.features
    result: Array = (features.words <= MAX_SURE_WORDS) & (features.columns["n_quote"] == 0)
    return result


def has_sure_wording(blocks: Blocks, scores: Array) -> Array:
    """Which short blocks hold a cue that stands in no report."""
    result: Array = blocks.features.cues.sure() & is_short(blocks)
    return result


def is_credit(blocks: Blocks, scores: Array) -> Array:
    """Which short blocks without a full stop hold much wording of a picture's credit."""
    columns = blocks.features.columns
    result: Array = (columns["credit_chars"] >= MIN_CREDIT_CHARACTERS) & ~columns["stop"] & is_short(blocks)
    return result


def is_dense(blocks: Blocks, scores: Array) -> Array:
    """Which short blocks of some words are cues for the most part."""
    features = blocks.features
    many = features.words >= MIN_DENSE_WORDS
    result: Array = (features.columns["cover"] >= MIN_DENSE_COVER) & many & is_short(blocks)
    return result


def asks_twice(blocks: Blocks, scores: Array) -> Array:
    """Which short blocks speak as appeals do, with different cues of kinds that speak to the reader."""
    features = blocks.features
    twice = features.cues.wordings(families(words("left-overs/asking"))) >= ASKING_WORDINGS
    result: Array = twice & features.appealing & is_short(blocks) & ~_speaks_to_nobody(features)
    return result


def _speaks_to_nobody(features: BlockFeatures) -> Array:
    """Which blocks are whole sentences without "we" and "you" and no orders: they may tell of appeals."""
    columns = features.columns
    whole = columns["stop"] & (features.words >= MIN_TELLING_WORDS)
    result: Array = whole & (columns["ours"] == 0) & ~columns["imperative"]
    return result


def tells_of_author(blocks: Blocks, scores: Array) -> Array:
    """Which short blocks with a handle or an address hold different cues of a note on the author."""
    features = blocks.features
    twice = features.cues.wordings(families(frozenset({BIO}))) >= BIO_WORDINGS
    result: Array = twice & (features.columns["n_at"] > 0) & is_short(blocks)
    return result


def is_told(blocks: Blocks, scores: Array) -> Array:
    """Which blocks consist for a good part of sentences in which a publisher speaks to readers, and hold no news.

    Where the text speaks to its readers all along, only blocks that the model thinks likely are.
    """
    result, document = np.zeros(len(scores), dtype=bool), blocks.document
    for index, sentences in groupby(document.layer(find_told), key=attrgetter("block")):
        spans = [told.span for told in sentences]
        told, block = sum(span.end - span.start for span in spans), document.blocks[index]
        result[index] = told >= MIN_TOLD_SHARE * (block.end - block.start) and _is_whole(document, index, spans)
    return result & (scores >= PERSONAL_SCORE) if result.any() and is_personal(blocks) else result


def _is_whole(document: Document, index: int, told: Sequence[Span]) -> bool:
    """Whether all of a block goes with its `told` sentences."""
    return [passage.span for passage in cut_block(document, index, told)] == [document.blocks[index].span]


def is_personal(blocks: Blocks) -> bool:
    """Whether a text speaks to its readers all along, in what it says itself and reports of nobody.

    One that mostly reports does not.
    """
    features, columns = blocks.features, blocks.features.columns
    own = columns["prose"] & ~features.reporting
    own[[told.block for told in blocks.document.layer(find_told)]] = False
    spoken = (columns["ours"] + columns["w_self"])[own].sum()
    reports = 2 * own.sum() < columns["prose"].sum()
    return bool(not reports and spoken > MAX_PERSONAL_SHARE * features.words[own].sum())


def is_captioned(blocks: Blocks, scores: Array) -> Array:
    """Which blocks are captions that end in the credit of their picture."""
    result = np.zeros(len(scores), dtype=bool)
    result[blocks.document.layer(find_captioned)] = True
    return result


def introduces_writer(blocks: Blocks, scores: Array) -> Array:
    """Which blocks at the edges of a text introduce somebody whom the article does not name."""
    result = np.zeros(len(scores), dtype=bool)
    free = ~blocks.features.reporting
    for index in {0, *range(max(0, len(scores) - LAST_BLOCKS), len(scores))}:
        result[index] = free[index] and is_bio(blocks.document, index)
    return result


def appeals_often(blocks: Blocks, scores: Array) -> Array:
    """Which blocks speak as "we", report nobody and hold many cues of appeals, though made as articles are."""
    features = blocks.features
    result = (features.columns["ours"] > 0) & ~features.reporting & (features.words <= MAX_APPEAL_WORDS)
    if result.any():
        donating = features.cues.wordings(families(frozenset({DONATION}))) >= DONATION_WORDINGS
        result &= donating | (features.cues.wordings(families(words("left-overs/for support"))) >= APPEAL_WORDINGS)
    return result


@cache
def families(names: frozenset[str]) -> frozenset[int]:
    """The numbers of the families of these names."""
    return frozenset(map(load_cues().families.index, names))


def is_seen(blocks: Blocks, scores: Array) -> Array:
    """Which blocks stand in other articles of the source."""
    return _seen(blocks) > 0


def is_seen_often(blocks: Blocks, scores: Array) -> Array:
    """Which blocks of some words stand in several other articles of the source."""
    result: Array = (_seen(blocks) >= MIN_OTHER_ARTICLES) & (blocks.features.words >= MIN_WORDS)
    return result


def _seen(blocks: Blocks) -> Array:
    """Per block the number of other articles of the source that it was seen in."""
    return np.array(blocks.document.seen.blocks or [0])


def is_long(blocks: Blocks, scores: Array) -> Array:
    """Which blocks are long: to cut one wrongly would be to cut the article."""
    result: Array = blocks.features.words > MAX_DOUBTFUL_WORDS
    return result


def is_row(blocks: Blocks, scores: Array) -> Array:
    """Which blocks are rows of a table or times of a live blog: short lines with figures, beside or like others."""
    features = blocks.features
    columns = features.columns
    figures = (columns["n_digit"] > 0) & (features.words <= MAX_ROW_WORDS) & ~columns["whole"]
    if not figures.any():
        return figures
    figures &= ~features.cues.sure()
    beside = np.append(False, figures[:-1]) | np.append(figures[1:], False)
    bare = (columns["capital"] == 0) & (columns["repeats"] > 1) & (features.words == 1)
    result: Array = figures & (beside | bare) & (columns["cue_date-line"] == 0)
    return result


def is_alone(blocks: Blocks, scores: Array) -> Array:
    """The only block of a text: nothing stands around it that it could be foreign to."""
    return np.array([len(scores) == 1])


def is_remains(blocks: Blocks, scores: Array) -> Array:
    """Which blocks are nothing but what a program should have replaced."""
    result = np.zeros(len(scores), dtype=bool)
    for remnant in blocks.document.layer(find_remains):
        if remnant.alone:
            first, last = map(blocks.document.block_index_at, (remnant.span.start, remnant.span.end - 1))
            result[first : last + 1] = True
    return result


def is_dateline(blocks: Blocks, scores: Array) -> Array:
    """Which blocks above prose are an agency's dateline, broken off: a few words, brackets and a dash at the end."""
    features = blocks.features
    columns = features.columns
    dashed = (columns["ends"] == NUMBER["dash"]) & (columns["n_bracket"] > 0)
    result: Array = dashed & (features.words <= MAX_DATELINE_WORDS) & (features.surroundings("prose_after") > 0)
    return result


def is_source(blocks: Blocks, scores: Array) -> Array:
    """Which blocks are addresses in a list below a line that announces sources."""
    document, result = blocks.document, np.zeros(len(scores), dtype=bool)
    if "source" not in document.folded:
        return result
    listing = False
    for index, block in enumerate(document.blocks):
        line = document.folded[block.start : block.end]
        listed = listing and blocks.features.words[index] <= MAX_SOURCE_WORDS and "." in line.strip(".")
        listing = listed or (line.startswith("source") and line.endswith(":"))
        result[index] = listed
    return result


def is_shown(blocks: Blocks, scores: Array) -> Array:
    """Which blocks are for the most part what a rule's pattern shows."""
    document = blocks.document
    covered = np.zeros(len(scores))
    for start, end in document.layer(find_shown):
        covered[document.block_index_at(start)] += end - start
    sizes = np.array([block.end - block.start for block in document.blocks])
    result: Array = covered >= MIN_SHOWN_SHARE * sizes
    return result


def is_quoted(blocks: Blocks, scores: Array) -> Array:
    """Which blocks have wording of boilerplate in somebody's quoted words alone."""
    quoting, result = blocks.features.columns["n_quote"] > 0, np.zeros(len(scores), dtype=bool)
    for index in {passage[0] for passage in blocks.features.cues.passages if quoting[passage[0]]}:
        starts = [span.start for span in find_cue_spans(blocks.features, index)]
        result[index] = bool(starts) and all(map(blocks.document.quotation_at, starts))
    return result


def is_title(blocks: Blocks, scores: Array) -> Array:
    """The block that is the article's title, if one is."""
    result = np.zeros(len(scores), dtype=bool)
    document = blocks.document
    if document.title is not None and document.title.field == "text":
        result[document.block_index_at(document.title.span.start)] = True
    elif document.title is not None and (wanted := fold(document.title.text)) in document.folded:
        above = document.blocks[:MAX_LINES_ABOVE_TITLE]
        lines = [document.folded[block.start : block.end] for block in above]
        if wanted in lines:
            result[lines.index(wanted)] = True
    return result
