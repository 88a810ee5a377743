"""Runs of foreign blocks: what the model says of single blocks, grown, given a kind and put into words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import groupby
from typing import Any

import numpy as np

from auditor.article import Span
from auditor.boilerplate.categories import APPEALS, Vote, find_appeal, find_categories, find_votes
from auditor.boilerplate.cues import load_cues
from auditor.boilerplate.features import BlockFeatures, find_features
from auditor.boilerplate.memory import MIN_OTHER_ARTICLES, MIN_WORDS
from auditor.boilerplate.mixed import hold_news
from auditor.boilerplate.model import load_model
from auditor.boilerplate.reasons import find_reasons
from auditor.document import MAX_LINES_ABOVE_TITLE, Document
from auditor.finding import Evidence
from auditor.text.fold import fold

Array = np.ndarray[Any, np.dtype[Any]]

REVIEW_SCORE = 0.77
"""From this calibrated score on a block is reported: 10 wrong blocks in 1,000 on the development pages of news, 3 on
all."""
FILL_SCORE = 0.3
"""A block above this score, prose left out, is reported if both its neighbours are, so that an appeal is found whole.
On the development pages of news this finds 11 more of 1,000 foreign blocks for .6 more errors in 1,000; a lower
REVIEW_SCORE instead would find as many for as many, but leave holes in appeals."""
MAX_CONFIDENCE = 0.99
BLOCK_SCORE = 0.9
"""Findings are split here, so that a sure block is not weakened by a doubtful neighbour."""
MAX_DOUBTFUL_WORDS = 80
"""Longer blocks are foreign for sure or not at all: cutting one wrongly would cut the article."""
LONG_SCORE = 0.3
MAX_ROW_WORDS = 8
ROW_SCORE = 0.99
"""Surer blocks are labels with a count, as of comments or pictures."""
ROW_FACTOR = 0.5
SURE_SCORE = 0.85
"""Score of a short block with a cue that stands in no report."""
LEAST_SURE_SCORE = 0.1
"""Below it the model knows better than a cue: of 19 such blocks in its cross-validation 17 were of the body."""
MAX_SURE_WORDS = 40
DENSE_COVER, MIN_DENSE_WORDS = 0.55, 8
"""A block of so many words, most of whose characters are cues, is as sure."""
ASKING = ("sign-up", "donation-appeal", "paywall", "comments-prompt", "share-bar", "advertisement", "cookie-notice",
          "copyright-line")  # fmt: skip
"""Kinds that speak to the reader about the page or its publisher."""
ASKING_WORDINGS = 2
"""A short block that speaks as appeals do, with so many different cues of these kinds, is as sure: on the development
pages 881 such blocks are foreign and 19 of the body, one of them in news."""
BIO_WORDINGS = 2
"""A short block with a handle or an address and so many different cues of an author's note is one: all 5 on the whole
development pages, and all 7 in 2,000 untouched news articles."""
LOUD = ("donation-appeal", "sign-up", "paywall")
LOUD_WORDINGS, LOUD_DONATION_WORDINGS, MAX_LOUD_WORDS = 4, 3, 150
LOUD_SCORE = 0.9
"""Score of a longer block that speaks as "we", reports nobody, and has so many different cues of LOUD kinds, or of
donation appeals alone, however well made its sentences are: 34 of 35 on all development data are foreign."""
CREDIT_CHARACTERS = 24
"""From so many characters of credit wording on 43 of 48 short blocks without a full stop are foreign on the development
pages."""
SEEN_SCORE = 0.97
"""Score of a block of some words that stands in other articles of its source: see auditor/boilerplate/memory.py."""
SEEN_ODDS = 27.0
"""How much likelier a foreign block than one of the article is seen in another article of the source: 27 % against
1.0 % on the research data, exact duplicates of articles left out."""
GROWING_APPEALS = frozenset({"donation-appeal"})
"""On the development pages sign-ups and paywalls that grew took in products and services that the page is about."""
GROW_FROM_SCORE = 0.3
"""Neighbouring blocks of at least this score may make an appeal together."""
GROW_SCORE = 0.01
"""Least score of a block that an appeal grows over, if it speaks with the same voice."""
GROWN_CONFIDENCE = 0.85
"""All 12 blocks of donation appeals flagged on the development pages are right, the grown ones among them."""


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring foreign blocks of one kind."""

    span: Span
    blocks: range
    category: str
    confidence: float
    """Calibrated: of runs with .9, nine in ten are right on the development data."""
    evidence: tuple[Evidence, ...]
    mixed: bool = False
    """Whether a block of it holds a sentence of the article too, as it seems."""


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """The verdicts on a document's blocks."""

    scores: tuple[float, ...]
    """Per block the calibrated probability that it is foreign, runs not counted in."""
    runs: tuple[Run, ...]

    @property
    def foreign(self) -> frozenset[int]:
        """The indices of the blocks of all runs."""
        return frozenset(index for run in self.runs for index in run.blocks)


def find_boilerplate(document: Document) -> Boilerplate:
    """The foreign blocks of a document, as runs in text order."""
    if not document.blocks:
        return Boilerplate((), ())
    features, model = find_features(document), load_model()
    scores = model.scores(features.values)
    sure = _sure_blocks(features) & (scores >= LEAST_SURE_SCORE)
    scores[sure] = np.maximum(scores[sure], SURE_SCORE)
    loud = _loud_blocks(features)
    scores[loud] = np.maximum(scores[loud], LOUD_SCORE)
    if document.blocks_seen:
        scores = _recalled(scores, np.array(document.blocks_seen), features)
    doubtful = (features.words > MAX_DOUBTFUL_WORDS) & (scores < BLOCK_SCORE)
    scores[doubtful] = np.minimum(scores[doubtful], LONG_SCORE)
    scores[_rows(features) & (scores < ROW_SCORE)] *= ROW_FACTOR
    if len(scores) == 1 and scores[0] < BLOCK_SCORE:
        scores[:] = 0.0  # nothing stands around it that it could be foreign to
    scores[_title_blocks(document)] = 0.0
    votes = find_votes(features)
    grown = _filled(_grow(scores, features, votes), features)
    foreign = np.flatnonzero(grown >= REVIEW_SCORE).tolist()
    runs = [run for stretch in _stretches(foreign) for run in _runs(document, features, grown, votes, stretch)]
    return Boilerplate(tuple(scores.tolist()), tuple(runs))


def _runs(
    document: Document, features: BlockFeatures, scores: Array, votes: Sequence[Vote], stretch: range
) -> Iterator[Run]:
    """The runs that a stretch of foreign blocks falls into by kind, and, appeals apart, by whether they are sure."""
    kinds = find_categories(features, votes, stretch)
    marks = [
        (kind, kind in APPEALS or scores[index] >= BLOCK_SCORE) for kind, index in zip(kinds, stretch, strict=True)
    ]
    start = stretch.start
    for (category, _), group in groupby(marks):
        blocks = range(start, start + sum(1 for _ in group))
        start = blocks.stop
        first, last = document.blocks[blocks.start], document.blocks[blocks.stop - 1]
        confidence = min(float(scores[blocks.start : blocks.stop].mean()), MAX_CONFIDENCE)
        reasons = find_reasons(document, features, blocks, category)
        mixed = hold_news(document, features, blocks)
        yield Run(Span(first.start, last.end), blocks, category, confidence, reasons, mixed)


def _sure_blocks(features: BlockFeatures) -> Array:
    """Which short blocks ask or tell of an author in two ways, hold a cue of no report, or a picture's long credit."""
    columns = features.columns
    credit = (columns["credit_chars"] >= CREDIT_CHARACTERS) & ~columns["stop"]
    dense = (columns["cover"] >= DENSE_COVER) & (features.words >= MIN_DENSE_WORDS)
    asking = (features.cues.wordings(_families(ASKING)) >= ASKING_WORDINGS) & features.appealing
    bio = (features.cues.wordings(_families(("author-bio",))) >= BIO_WORDINGS) & (columns["n_at"] > 0)
    short = (features.words <= MAX_SURE_WORDS) & (columns["n_quote"] == 0)
    result: Array = (features.cues.sure() | credit | dense | asking | bio) & short
    return result


def _loud_blocks(features: BlockFeatures) -> Array:
    """Which blocks are appeals by the number of their cues, though they are written as articles are."""
    columns, cues = features.columns, features.cues
    result = (columns["ours"] > 0) & ~features.reporting & (features.words <= MAX_LOUD_WORDS)
    if result.any():
        donating = cues.wordings(_families(LOUD[:1])) >= LOUD_DONATION_WORDINGS
        result &= donating | (cues.wordings(_families(LOUD)) >= LOUD_WORDINGS)
    return result


@cache
def _families(names: tuple[str, ...]) -> frozenset[int]:
    """The numbers of the families of these names."""
    return frozenset(map(load_cues().families.index, names))


def _rows(features: BlockFeatures) -> Array:
    """Which blocks are rows of a table or times of a live blog: short lines with figures, beside or like others."""
    columns = features.columns
    figures = (columns["n_digit"] > 0) & (features.words <= MAX_ROW_WORDS) & ~columns["whole"]
    if not figures.any():
        return figures
    figures &= ~features.cues.sure()
    beside = np.append(False, figures[:-1]) | np.append(figures[1:], False)
    bare = (columns["capital"] == 0) & (columns["repeats"] > 1) & (features.words == 1)
    result: Array = figures & (beside | bare) & (columns["cue_date-line"] == 0)
    return result


def _recalled(scores: Array, seen: Array, features: BlockFeatures) -> Array:
    """`scores`, raised for blocks that stand in other articles of the source too."""
    often = seen >= MIN_OTHER_ARTICLES
    odds = scores / np.maximum(1e-6, 1 - scores) * np.where(seen > 0, SEEN_ODDS, 1)
    return np.where(often & (features.words >= MIN_WORDS), np.maximum(scores, SEEN_SCORE), odds / (1 + odds))


def _title_blocks(document: Document) -> list[int]:
    """The block that is the article's title, as a list of none or one."""
    if document.title is None:
        return []
    if document.title.field == "text":
        return [document.block_index_at(document.title.span.start)]
    wanted = fold(document.title.text)
    for index, block in enumerate(document.blocks[:MAX_LINES_ABOVE_TITLE]):
        if document.folded[block.start : block.end] == wanted:
            return [index]
    return []


def _stretches(indices: Sequence[int]) -> list[range]:
    """Maximal ranges of neighbouring `indices`."""
    stretches: list[range] = []
    for index in indices:
        if stretches and stretches[-1].stop == index:
            stretches[-1] = range(stretches[-1].start, index + 1)
        else:
            stretches.append(range(index, index + 1))
    return stretches


def _grow(scores: Array, features: BlockFeatures, votes: Sequence[Vote]) -> Array:
    """`scores`, raised where an appeal goes on in neighbouring blocks that speak with its voice.

    Its sentences are as well made as the article's; what gives them away is who speaks in them to whom.
    """
    grown = scores.copy()
    for stretch in _stretches(np.flatnonzero(scores >= GROW_FROM_SCORE).tolist()):
        if find_appeal(features, votes, stretch) in GROWING_APPEALS:
            like = features.appealing & (scores >= GROW_SCORE)
            for step, start in ((-1, stretch.start - 1), (1, stretch.stop)):
                index = start
                while 0 <= index < len(scores) and like[index] and grown[index] < GROWN_CONFIDENCE:
                    grown[index] = GROWN_CONFIDENCE
                    index += step
            for index in stretch:
                if like[index]:
                    grown[index] = max(grown[index], GROWN_CONFIDENCE)
    return grown


def _filled(scores: Array, features: BlockFeatures) -> Array:
    """`scores`, raised where a doubtful block stands between two foreign ones."""
    foreign = scores >= REVIEW_SCORE
    doubtful = (scores > FILL_SCORE) & ~foreign & ~features.columns["prose"]
    between = np.flatnonzero(doubtful[1:-1] & foreign[:-2] & foreign[2:]) + 1
    scores[between] = REVIEW_SCORE
    return scores
