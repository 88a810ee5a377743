"""The table of adjustments: where something else than the block model has a say in a block's score, and why."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from auditor.boilerplate import conditions, spreading
from auditor.boilerplate.conditions import Blocks, Condition
from auditor.boilerplate.spreading import GROWN_SCORE, REVIEW_SCORE

Array = np.ndarray[Any, np.dtype[Any]]
Change = Callable[[Array, float], Array]
"""What a value makes of scores."""

BLOCK_SCORE = 0.9
"""From this score on a block is sure: a long one may be foreign then."""


def multiply_odds(scores: Array, factor: float) -> Array:
    """`scores`, if what speaks for them speaks `factor` times as loudly."""
    odds = factor * scores / np.maximum(1e-6, 1 - scores)
    result: Array = odds / (1 + odds)
    return result


AT_LEAST: Change = np.maximum
AT_MOST: Change = np.minimum
TIMES: Change = np.multiply


@dataclass(frozen=True, slots=True, eq=False)
class Adjustment:
    """One reason to change the scores of some blocks."""

    name: str
    blocks: Condition
    change: Change
    value: float
    reason: str
    """Why, and on which data it was set."""
    note: str = ""
    """What a finding says that stands by it; nothing where other evidence says it."""
    least: float = 0.0
    """Blocks of lower scores are left alone."""
    below: float = math.inf
    """So are blocks of this score and of higher ones."""

    @property
    def range(self) -> tuple[float, float]:
        """The least score that it can change, and the least above it that it cannot."""
        least = max(self.least, self.value) if self.change is AT_MOST else self.least
        return least, min(self.below, self.value) if self.change is AT_LEAST else self.below


LEAST_SURE_SCORE = 0.1
"""Below it the model knows better than a cue: of 19 such blocks in its cross-validation 17 were of the body."""
SURE_SCORE = 0.85

ADJUSTMENTS = (
    Adjustment(
        "sure wording", conditions.has_sure_wording, AT_LEAST, SURE_SCORE, least=LEAST_SURE_SCORE,
        reason="its cues stand in no report: data/cues.txt marks them",
        note="holds wording that stands in no report",
    ),
    Adjustment(
        "long credit", conditions.is_credit, AT_LEAST, SURE_SCORE, least=LEAST_SURE_SCORE,
        reason="43 of 48 such blocks are foreign on the development pages",
        note="holds the long credit of a picture",
    ),
    Adjustment(
        "nothing but wording", conditions.is_dense, AT_LEAST, SURE_SCORE, least=LEAST_SURE_SCORE,
        reason="most of its characters are cues, too many for chance",
        note="consists of such wording for the most part",
    ),
    Adjustment(
        "asks twice", conditions.asks_twice, AT_LEAST, SURE_SCORE, least=LEAST_SURE_SCORE,
        reason="881 such blocks of the development pages are foreign and 19 of the body, one of them in news",
        note="speaks to the reader of the page in more than one way",
    ),
    Adjustment(
        "author's handle", conditions.tells_of_author, AT_LEAST, SURE_SCORE, least=LEAST_SURE_SCORE,
        reason="all 5 on the whole development pages are notes on authors, and all 7 in 2,000 untouched articles",
        note="tells of a writer in more than one way, with a handle or an address",
    ),
    Adjustment(
        "caption with credit", conditions.is_captioned, AT_LEAST, SURE_SCORE,
        reason="all but 3 of 70 that were read of the 375 more that it finds in untouched articles are captions",
        note="ends in the credit of a picture",
    ),
    Adjustment(
        "publisher's words", conditions.is_told, AT_LEAST, SURE_SCORE,
        reason="of 400 such passages that were read in untouched articles 96 in 100 are the publisher's own",
        note="says what publishers tell their readers",
    ),
    Adjustment(
        "introduces a writer", conditions.introduces_writer, AT_LEAST, SURE_SCORE,
        reason="of the untouched articles 62 such blocks that nothing else showed are notes on writers: all of them",
        note="introduces somebody whom the article does not name",
    ),
    Adjustment(
        "appeals often", conditions.appeals_often, AT_LEAST, 0.9,
        reason="however well made their sentences are, 34 of 35 are foreign on all development data",
        note="appeals to the reader in many ways and reports nobody",
    ),
    Adjustment(
        "seen in another article", conditions.is_seen, multiply_odds, 27.0,
        reason="27 % of foreign blocks are, against 1.0 % of the article's, on the research data without duplicates",
    ),
    Adjustment(
        "seen in several articles", conditions.is_seen_often, AT_LEAST, 0.97,
        reason="0.15 % of body blocks are, against 40 % of the foreign blocks near an article, on the research data",
    ),
    Adjustment(
        "long and doubtful", conditions.is_long, AT_MOST, 0.3, below=BLOCK_SCORE,
        reason="a long block is foreign for sure or not at all: cutting one wrongly would cut the article",
    ),
    Adjustment(
        "row of figures", conditions.is_row, TIMES, 0.5, below=0.99,
        reason="tables and live blogs belong to the article; surer blocks are labels with a count, as of comments",
    ),
    Adjustment(
        "only block", conditions.is_alone, AT_MOST, 0.0, below=BLOCK_SCORE,
        reason="nothing stands around it that it could be foreign to",
    ),
    Adjustment(
        "dateline", conditions.is_dateline, AT_MOST, 0.0,
        reason="the article begins with it: all 3 reported in 3,500 untouched articles were the article's own",
    ),
    Adjustment(
        "remains of a program", conditions.is_remains, AT_MOST, 0.0,
        reason="rules of kind cms-remains name what they are; as a shape they look like a menu or a widget",
    ),
    Adjustment(
        "attribution", spreading.is_attribution, AT_MOST, 0.0, least=REVIEW_SCORE,
        reason="it belongs to the words above it, which the article quotes",
    ),
    Adjustment(
        "quoted wording", conditions.is_quoted, AT_MOST, 0.0, least=LEAST_SURE_SCORE,
        reason="a report tells what a poster or a page says; no such block of the development pages is foreign",
    ),
    Adjustment(
        "list of sources", conditions.is_source, AT_MOST, 0.0,
        reason="the article says where it has its facts from: 11 of 75 sure runs of no kind in untouched articles",
    ),
    Adjustment(
        "shown by a pattern", conditions.is_shown, AT_MOST, 0.0,
        reason="a rule of its own says what it is, or lets it pass: it is told once",
    ),
    Adjustment("title", conditions.is_title, AT_MOST, 0.0, reason="the title is the article's, where it stands too"),
    Adjustment(
        "appeal goes on", spreading.continues_appeal, AT_LEAST, GROWN_SCORE,
        reason="all 12 blocks of donation appeals flagged on the development pages are right, grown ones among them",
        note="goes on with the appeal beside it",
    ),
    Adjustment(
        "between foreign blocks", spreading.stands_between, AT_LEAST, REVIEW_SCORE, least=0.3,
        reason="finds 11 more of 1,000 foreign blocks of news for .6 more errors in 1,000 on the development pages; a "
        "lower REVIEW_SCORE instead would find as many for as many, but leave holes in appeals",
        note="stands between two passages that are no part of the article",
    ),
    Adjustment(
        "separator", spreading.is_separator, AT_MOST, 0.5, least=REVIEW_SCORE,
        reason="a row of marks between paragraphs is the writer's own break: 13 of 17 in 3,500 untouched articles, the "
        "others stand above credits",
    ),
    Adjustment(
        "list behind a colon", spreading.is_listed, AT_MOST, 0.5, least=REVIEW_SCORE,
        reason="the article's sentence announces it: a list of places, names or things",
    ),
    Adjustment(
        "label within prose", spreading.is_inner_label, AT_MOST, 0.5, least=REVIEW_SCORE,
        reason="names and headings of letters and lists; one line alone is as often foreign on the development pages",
    ),
    Adjustment(
        "lone label", spreading.is_lone_label, TIMES, 0.5, least=REVIEW_SCORE, below=BLOCK_SCORE,
        reason="where nothing else is foreign it is a subheading, a speaker or a dateline: 16 of 20 in 3,500 untouched "
        "articles",
    ),
)  # fmt: skip
"""In this order: what raises blocks by themselves, what lowers them whatever raised them, what their neighbours add."""


@dataclass(frozen=True, slots=True)
class Adjusted:
    """The scores of a text's blocks after all adjustments."""

    scores: Array
    by: Sequence[Adjustment | None]
    """Per block the adjustment that changed its score last, if any did."""


def adjust(scores: Array, blocks: Blocks, table: Sequence[Adjustment] = ADJUSTMENTS) -> Adjusted:
    """The scores that the model gave to `blocks`, changed by each adjustment of `table` in turn."""
    by: list[Adjustment | None] = [None] * len(scores)
    ranges = _ranges(tuple(table))
    within, some = _within(scores, ranges)
    for number, adjustment in enumerate(table):
        if not some[number]:
            continue
        which = within[number] & adjustment.blocks(blocks, scores)
        if which.nonzero()[0].size:
            changed = adjustment.change(scores, adjustment.value)
            which &= changed != scores
            scores = np.where(which, changed, scores)
            within, some = _within(scores, ranges)
            for index in np.flatnonzero(which).tolist():
                by[index] = adjustment
    return Adjusted(scores, by)


@cache
def _ranges(table: tuple[Adjustment, ...]) -> Array:
    """The scores that each adjustment can change: a column of the least, and one of what they are below."""
    return np.array([adjustment.range for adjustment in table]).T[:, :, None]


def _within(scores: Array, ranges: Array) -> tuple[Array, list[bool]]:
    """Per adjustment and block whether it can change the score, and per adjustment whether it can change any."""
    within = (scores >= ranges[0]) & (scores < ranges[1])
    some: list[bool] = within.any(axis=1).tolist()
    return within, some
