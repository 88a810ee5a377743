"""Which blocks are foreign or not by the others: an appeal goes on, a line stands between foreign ones, or alone."""

from __future__ import annotations

import re
from typing import Any

import numpy as np

from auditor.boilerplate.categories import find_appeal
from auditor.boilerplate.conditions import Blocks, is_long
from auditor.boilerplate.forms import MARKER, find_form
from auditor.boilerplate.told import find_told

Array = np.ndarray[Any, np.dtype[Any]]

REVIEW_SCORE = 0.77
"""From this calibrated score on a block is reported: 10 wrong blocks in 1,000 on the development pages of news, 3 on
all."""
GROWN_SCORE = 0.85
"""Score of a block that an appeal goes on in; a block that is as sure already stops it."""
GROWING_APPEALS = frozenset({"donation-appeal"})
"""On the development pages sign-ups and paywalls that grew took in products and services that the page is about."""
GROW_FROM_SCORE = 0.3
"""Neighbouring blocks of at least this score may make an appeal together."""
LEAST_GROWN_SCORE = 0.01
"""An appeal ends before a block of a lower score, whatever voice it has."""
MAX_LONE_WORDS = 6
MAX_ATTRIBUTION_WORDS = 15
_ATTRIBUTION = re.compile(
    r"[—–-]{1,2} ?[A-Z][^.!?:|]*(?: [A-Z][^.!?:|]*)*$|[A-Z][^.!?|]* \(@\w+\) [A-Z][a-z]+ \d{1,2}, \d{4}$"
)
MIN_LABELS, MAX_LABELS = 2, 3
"""Lines of a signature or a heading; one alone, on pages of every kind, is foreign as often as not."""


def continues_appeal(blocks: Blocks, scores: Array) -> Array:
    """Which blocks speak with the voice of an appeal beside them.

    Its sentences are as well made as the article's; what gives them away is who speaks in them to whom.
    """
    result = np.zeros(len(scores), dtype=bool)
    if scores.max() < GROW_FROM_SCORE:
        return result
    like = blocks.features.appealing & (scores >= LEAST_GROWN_SCORE)
    free = like & (scores < GROWN_SCORE)
    for stretch in find_stretches(scores >= GROW_FROM_SCORE):
        if find_appeal(blocks.features, blocks.votes, stretch) in GROWING_APPEALS:
            before, after = free[: stretch.start][::-1], free[stretch.stop :]
            result[stretch.start - _leading(before) : stretch.stop + _leading(after)] = True
    return result & like


def _leading(held: Array) -> int:
    """How many of `held` are true before the first that is not."""
    return int(np.append(held, False).argmin())


def stands_between(blocks: Blocks, scores: Array) -> Array:
    """Which blocks, prose and long ones left out, stand between two that are reported."""
    foreign = np.concatenate(((False,), scores >= REVIEW_SCORE, (False,)))
    result: Array = foreign[:-2] & foreign[2:] & ~blocks.features.columns["prose"] & ~is_long(blocks, scores)
    return result


def is_lone_label(blocks: Blocks, scores: Array) -> Array:
    """The only reported block of a text, if it is a short line above prose without a cue or another kind's form."""
    result = np.zeros(len(scores), dtype=bool)
    reported = np.flatnonzero(scores >= REVIEW_SCORE)
    if len(reported) == 1:
        features, index = blocks.features, int(reported[0])
        result[index] = features.surroundings("prose_after")[index] > 0 and _is_plain(blocks, index)
    return result


def is_inner_label(blocks: Blocks, scores: Array) -> Array:
    """Which reported blocks are a few short lines between two of prose that are not: names, headings, signatures.

    None of them has a cue or shows another kind's form.
    """
    result = np.zeros(len(scores), dtype=bool)
    features, reported = blocks.features, scores >= REVIEW_SCORE
    prose = features.columns["prose"] & ~reported
    for stretch in find_stretches(reported):
        inside = stretch.start > 0 and stretch.stop < len(scores)
        if inside and MIN_LABELS <= len(stretch) <= MAX_LABELS and prose[stretch.start - 1] and prose[stretch.stop]:
            result[stretch.start : stretch.stop] = all(_is_plain(blocks, index) for index in stretch)
    return result


def is_listed(blocks: Blocks, scores: Array) -> Array:
    """Which reported blocks are lines of a list that a sentence of the article with a colon opens."""
    result = np.zeros(len(scores), dtype=bool)
    columns, reported = blocks.features.columns, scores >= REVIEW_SCORE
    for stretch in find_stretches(reported):
        opener = stretch.start - 1
        if opener >= 0 and columns["colon"][opener] and columns["cue"][opener] == 0:
            result[stretch.start : stretch.stop] = all(_is_plain(blocks, index) for index in stretch)
    return result


def _is_plain(blocks: Blocks, index: int) -> bool:
    """Whether a block is a short line without a cue or another kind's form."""
    short = blocks.features.words[index] <= MAX_LONE_WORDS
    return bool(short) and not blocks.features.cues.within(index, index + 1) and not find_form(blocks, index, "")


def is_attribution(blocks: Blocks, scores: Array) -> Array:
    """Which reported blocks say below a quoted text whose it is: behind a dash or with a handle and a day."""
    document = blocks.document
    result: Array = (scores >= REVIEW_SCORE) & (blocks.features.words <= MAX_ATTRIBUTION_WORDS)
    result[[told.block for told in document.layer(find_told)]] = False
    for index in np.flatnonzero(result).tolist():
        block = document.blocks[index]
        result[index] = index > 0 and _ATTRIBUTION.match(document.text, block.start, block.end) is not None
    listed = result.copy()
    result[1:] &= ~listed[:-1]
    result[:-1] &= ~listed[1:]
    return result


def is_separator(blocks: Blocks, scores: Array) -> Array:
    """Which reported blocks have no letter or digit and stand in the midst of the text beside nothing reported."""
    features, reported = blocks.features, scores >= REVIEW_SCORE
    beside = np.append(False, reported[:-1]) | np.append(reported[1:], False)
    midst = (features.surroundings("prose_before") > 0) & (features.surroundings("prose_after") > 0)
    result: Array = reported & ~beside & midst
    for index in np.flatnonzero(result).tolist():
        result[index] = find_form(blocks, index, "") == MARKER
    return result


def find_stretches(held: Array) -> list[range]:
    """Maximal ranges of neighbouring blocks that are `held`."""
    edges = np.flatnonzero(np.diff(np.concatenate(((False,), held, (False,))).astype(np.int8))).tolist()
    return list(map(range, edges[::2], edges[1::2]))
