"""Runs of foreign blocks: what the model says of single blocks, adjusted, given a kind and put into words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from auditor.article import Span
from auditor.boilerplate.adjustments import BLOCK_SCORE, Adjusted, adjust
from auditor.boilerplate.categories import APPEALS, find_votes
from auditor.boilerplate.conditions import Blocks
from auditor.boilerplate.features import find_features
from auditor.boilerplate.mixed import hold_news
from auditor.boilerplate.model import load_model
from auditor.boilerplate.naming import name_blocks
from auditor.boilerplate.reasons import find_reasons
from auditor.boilerplate.spreading import REVIEW_SCORE, find_stretches
from auditor.document import Document
from auditor.finding import Evidence

MAX_CONFIDENCE = 0.99


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
    """The foreign runs of a document, in text order."""

    runs: tuple[Run, ...]

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
    return Boilerplate(tuple(run for stretch in stretches for run in _runs(blocks, adjusted, stretch)))


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
