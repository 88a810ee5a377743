"""Runs of foreign blocks: what the model says of single blocks, adjusted, given a kind and put into words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from auditor.article import Span
from auditor.boilerplate.adjustments import BLOCK_SCORE, Adjusted, adjust, multiply_odds
from auditor.boilerplate.categories import BIO, CAPTIONS, FOREIGN_TEXT, find_votes
from auditor.boilerplate.conditions import Blocks, is_personal
from auditor.boilerplate.features import find_features
from auditor.boilerplate.inside import Inside, find_inside, join_neighbours
from auditor.boilerplate.mixed import LeftOver, Sentence, find_left_overs
from auditor.boilerplate.model import load_model
from auditor.boilerplate.naming import name_blocks
from auditor.boilerplate.reasons import find_reasons
from auditor.boilerplate.spreading import REVIEW_SCORE, find_stretches
from auditor.boilerplate.told import find_told
from auditor.document import Document
from auditor.finding import Evidence
from auditor.vocabulary import words

MAX_CONFIDENCE = 0.99
NAMED_ODDS = 1.5
"""How much likelier a run of a known kind is foreign: in untouched articles 180 of 185 with scores below .9 were. With
2 what wording alone tells (.85) comes to .9, and 6.0 instead of 2.7 in 1,000 body blocks of news pages are wrong."""
WHOLE = CAPTIONS | {BIO}
"""Kinds whose sentences without wording belong to them all the same."""
INSIDE_CONFIDENCE = 0.9
"""Of a sentence inside a paragraph: of 274 in untouched articles 258 were left over and named for what they are."""
INSIDE_NOTE = "says what publishers tell their readers"


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring foreign blocks of one kind."""

    span: Span
    blocks: range
    category: str
    confidence: float
    """Calibrated: of runs with .9, nine in ten are right on the development data."""
    evidence: tuple[Evidence, ...]
    deletable: bool
    """Whether nothing in it may be news, as it seems."""


@dataclass(frozen=True, slots=True)
class Boilerplate:
    """What of a document is no part of the article."""

    runs: tuple[Run, ...]
    """Runs of foreign blocks, in text order."""
    inside: tuple[Run, ...] = ()
    """Left-over sentences of other blocks, in text order."""

    @property
    def foreign(self) -> frozenset[int]:
        """The indices of the blocks of all runs."""
        return frozenset(index for run in self.runs for index in run.blocks)


def find_boilerplate(document: Document) -> Boilerplate:
    """The foreign blocks of a document, and the left-over sentences of the others."""
    if not document.blocks:
        return Boilerplate(())
    features = find_features(document)
    blocks = Blocks(document, features, find_votes(features))
    adjusted = adjust(load_model().scores(features.values), blocks)
    stretches = find_stretches(adjusted.scores >= REVIEW_SCORE)
    runs = tuple(run for stretch in stretches for run in _runs(blocks, adjusted, stretch))
    return Boilerplate(runs, tuple(_find_inside(blocks, Boilerplate(runs).foreign)))


def _find_inside(blocks: Blocks, foreign: Collection[int]) -> list[Run]:
    """The left-over sentences of blocks that are not `foreign`, in text order; of two that overlap the longer."""
    found = [*_told_inside(blocks, foreign), *(_sentence(blocks, each) for each in find_inside(blocks, foreign))]
    apart: list[Run] = []
    for run in sorted(found, key=lambda run: run.span.start - run.span.end):
        if not any(run.span.overlaps(other.span) for other in apart):
            apart.append(run)
    return sorted(apart, key=lambda run: run.span)


def _told_inside(blocks: Blocks, foreign: Collection[int]) -> list[Run]:
    """The sentences in which the publisher speaks to readers; a text that does so all along has none."""
    document = blocks.document
    told = [sentence for sentence in document.layer(find_told) if sentence.block not in foreign]
    if not told or is_personal(blocks):
        return []
    found = (
        Inside(each.block, each.kind, LeftOver(each.span, not Sentence(document, each.span, 0).reports))
        for each in told
    )
    return [_inside_run(each, (Evidence(INSIDE_NOTE),)) for each in join_neighbours(document, found)]


def _inside_run(found: Inside, evidence: tuple[Evidence, ...]) -> Run:
    block, (span, deletable) = range(found.block, found.block + 1), found.passage
    return Run(span, block, found.kind, INSIDE_CONFIDENCE, evidence, deletable)


def _runs(blocks: Blocks, adjusted: Adjusted, stretch: range) -> Iterator[Run]:
    """The runs that a stretch of foreign blocks falls into by kind, and, appeals apart, by whether they are sure.

    So that a sure block is not weakened by a doubtful neighbour.
    """
    kinds = name_blocks(blocks, stretch)
    sure = (adjusted.scores[stretch.start : stretch.stop] >= BLOCK_SCORE).tolist()
    appeals = words("left-overs/appeals")
    marks = [(kind, kind in appeals or held) for kind, held in zip(kinds, sure, strict=True)]
    start = stretch.start
    for (category, _), group in groupby(marks):
        run = range(start, start + sum(1 for _ in group))
        start = run.stop
        yield from _passages(blocks, adjusted, run, category)


def _passages(blocks: Blocks, adjusted: Adjusted, run: range, category: str) -> Iterator[Run]:
    """A run of foreign blocks, parted where sentences of the article stand in it."""
    document, features = blocks.document, blocks.features
    scores = adjusted.scores[run.start : run.stop]
    named = scores.mean() if category == FOREIGN_TEXT else multiply_odds(scores.mean(), NAMED_ODDS)
    confidence = min(float(named), MAX_CONFIDENCE)
    notes = dict.fromkeys(change.note for index in run if (change := adjusted.by[index]))
    evidence = find_reasons(document, features, run, category, filter(None, notes))
    whole = category in WHOLE or float(adjusted.scores[run.start : run.stop].min()) >= BLOCK_SCORE
    for span, deletable in find_left_overs(document, features, run, whole):
        held = tuple(each for each in evidence if each.span is None or span.contains(each.span))
        yield Run(span, run, category, confidence, held, deletable)


def _sentence(blocks: Blocks, found: Inside) -> Run:
    """The run of a sentence with wording, which is its evidence."""
    evidence = find_reasons(blocks.document, blocks.features, range(found.block, found.block + 1), found.kind, ())
    span = found.passage.span
    return _inside_run(found, tuple(each for each in evidence if each.span is not None and span.contains(each.span)))
