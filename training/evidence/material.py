"""What the weights are learnt from: candidates of articles as they are, and those that meet a slip put in."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from auditor.article import Span
from auditor.audit import Auditor
from auditor.evidence import Features
from training.evidence.candidate import Candidate, Kind
from training.slips.generate import article_of, slip_of_any
from training.slips.pool import Pool
from training.slips.slip import Row, rank

Array = np.ndarray[Any, np.dtype[Any]]
FOLDS = 5


@dataclass(frozen=True)
class Material:
    """One row a candidate; those of articles as they are count as wrong, and no others of an article with a slip."""

    rows: Array
    """Of features."""
    right: Array
    """Whether the candidate meets the slip that was put in."""
    article: Array
    """The number of its article."""
    folds: Array
    """By number of the article: articles of one source are in one part of the cross-validation."""
    slips: Sequence[str]
    """By number of the article the kind of slip that was put into a copy of it, or ""."""
    doubtful: Array
    """Whether the candidate is told as advice at most."""

    @property
    def share(self) -> float:
        """Slips for each untouched article."""
        return sum(map(bool, self.slips)) / len(self.slips)

    @property
    def fold(self) -> Array:
        """The part of the cross-validation that each candidate is in."""
        return self.folds[self.article]

    def above_advice(self, scores: Array) -> Array:
        """The scores, 0 for candidates that are told as advice at most."""
        return np.where(self.doubtful, 0.0, scores)


def collect(kind: Kind, rows: Sequence[Row], seed: int) -> Material:
    """The candidates of all articles, and of copies with one slip where there is a place for it."""
    pool, auditor = Pool([article_of(row) for row in rows]), Auditor()
    found: list[tuple[Candidate, bool, int]] = []
    slips = []
    for number, row in enumerate(rows):
        found += ((candidate, False, number) for candidate in candidates_of(kind, row, auditor))
        slip = slip_of_any(row, kind.slips, pool, seed)
        slips.append(slip["mutation"]["kind"] if slip else "")
        if slip:
            found += ((candidate, True, number) for candidate in meeting(kind, slip, slip["mutation"], auditor))
    return Material(
        vectors(kind, [candidate.features for candidate, _, _ in found]),
        np.array([right for _, right, _ in found], dtype=bool),
        np.array([number for _, _, number in found], dtype=int),
        np.array([rank("fold", row.get("source") or row["id"]) % FOLDS for row in rows]),
        slips,
        np.array([candidate.doubtful for candidate, _, _ in found], dtype=bool),
    )


def candidates_of(kind: Kind, row: Row, auditor: Auditor) -> Iterator[Candidate]:
    """The candidates of one article. Raises KeyError for a feature that the kind does not name."""
    for candidate in kind.candidates(auditor.read(article_of(row))):
        if unnamed := candidate.features.keys() - set(kind.features):
            raise KeyError(f"a candidate has {', '.join(sorted(unnamed))}, which is none of the kind's features")
        yield candidate


def meeting(kind: Kind, row: Row, passage: Row, auditor: Auditor) -> list[Candidate]:
    """The candidates of an article that overlap a passage of it: `field`, `start`, `end`."""
    span = Span(passage["start"], passage["end"])
    candidates = candidates_of(kind, row, auditor)
    return [each for each in candidates if each.field == passage["field"] and each.span.overlaps(span)]


def vectors(kind: Kind, found: Collection[Features]) -> Array:
    """One row for each, in the order of the kind's features."""
    rows = [[float(features.get(name, 0)) for name in kind.features] for features in found]
    return np.array(rows).reshape(len(rows), len(kind.features))
