"""Runs of foreign blocks: what the model says of single blocks, adjusted, given a kind and put into words."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from auditor.article import Span
from auditor.boilerplate.adjustments import BLOCK_SCORE, Adjusted, adjust
from auditor.boilerplate.categories import APPEALS, find_votes
from auditor.boilerplate.conditions import Blocks, is_personal
from auditor.boilerplate.features import find_features
from auditor.boilerplate.mixed import hold_news
from auditor.boilerplate.model import load_model
from auditor.boilerplate.naming import name_blocks
from auditor.boilerplate.reasons import find_reasons
from auditor.boilerplate.spreading import REVIEW_SCORE, find_stretches
from auditor.boilerplate.told import Told, find_told
from auditor.document import Document
from auditor.finding import Evidence

MAX_CONFIDENCE = 0.99
INSIDE_CONFIDENCE = 0.9
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
    mixed: bool = False
    """Whether a block of it holds a sentence of the article too, as it seems."""


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
    """The foreign blocks of a document, as runs in text order."""
    if not document.blocks:
        return Boilerplate(())
    features = find_features(document)
    blocks = Blocks(document, features, find_votes(features))
    adjusted = adjust(load_model().scores(features.values), blocks)
    stretches = find_stretches(adjusted.scores >= REVIEW_SCORE)
    runs = tuple(run for stretch in stretches for run in _runs(blocks, adjusted, stretch))
    return Boilerplate(runs, tuple(_inside(blocks, Boilerplate(runs).foreign)))


def _inside(blocks: Blocks, foreign: Collection[int]) -> Iterator[Run]:
    """The sentences of blocks that are not `foreign` in which the publisher speaks to readers; what adjoins is one."""
    told = [sentence for sentence in blocks.document.layer(find_told) if sentence.block not in foreign]
    if not told or is_personal(blocks):
        return
    held = told[0]
    for sentence in told[1:]:
        between = blocks.document.text[held.span.end : sentence.span.start]
        if held[:3:2] == sentence[:3:2] and not between.strip():
            held = held._replace(span=Span(held.span.start, sentence.span.end))
        else:
            yield _sentence(held)
            held = sentence
    yield _sentence(held)


def _sentence(told: Told) -> Run:
    block = range(told.block, told.block + 1)
    return Run(told.span, block, told.kind, INSIDE_CONFIDENCE, (Evidence(INSIDE_NOTE),))


def _runs(blocks: Blocks, adjusted: Adjusted, stretch: range) -> Iterator[Run]:
    """The runs that a stretch of foreign blocks falls into by kind, and, appeals apart, by whether they are sure.

    So that a sure block is not weakened by a doubtful neighbour.
    """
    kinds = name_blocks(blocks, stretch)
    sure = (adjusted.scores[stretch.start : stretch.stop] >= BLOCK_SCORE).tolist()
    marks = [(kind, kind in APPEALS or held) for kind, held in zip(kinds, sure, strict=True)]
    start = stretch.start
    for (category, _), group in groupby(marks):
        run = range(start, start + sum(1 for _ in group))
        start = run.stop
        yield _run(blocks, adjusted, run, category)


def _run(blocks: Blocks, adjusted: Adjusted, run: range, category: str) -> Run:
    document, features = blocks.document, blocks.features
    confidence = min(float(adjusted.scores[run.start : run.stop].mean()), MAX_CONFIDENCE)
    notes = dict.fromkeys(change.note for index in run if (change := adjusted.by[index]))
    evidence = find_reasons(document, features, run, category, filter(None, notes))
    span = Span(document.blocks[run.start].start, document.blocks[run.stop - 1].end)
    return Run(span, run, category, confidence, evidence, hold_news(document, features, run))
