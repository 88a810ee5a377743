"""What training leaves behind: the file of weights, and a card that says how they came about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

import numpy as np

from auditor.evidence import Model
from auditor.evidence.model import SETTINGS
from training.evidence.candidate import Kind
from training.evidence.material import FOLDS, Material
from training.evidence.train import SURE, Trained, highest
from training.slips.slip import Row


def data_file(kind: Kind, model: Model, sources: Sequence[str], rows: Sequence[Row]) -> str:
    """The text of auditor/evidence/data/<kind>.tsv."""
    return "".join(f"{line}\n" for line in _data_lines(kind, model, sources, rows))


def _data_lines(kind: Kind, model: Model, sources: Sequence[str], rows: Sequence[Row]) -> Iterator[str]:
    names = "\n".join(sorted(str(row["id"]) for row in rows))
    digest = hashlib.sha256(names.encode()).hexdigest()[:16]
    yield f"# Written by `python -m training.evidence {model.name}`; training/evidence/{model.name}.md has the figures."
    yield f"# Set on {len(rows):,} articles of {', '.join(sources)}; sha256 of their names: {digest}."
    yield "# Bias, weights: log odds. Share: slips for each article in training. Prevalence: errors for each of news."
    rates = f"1 in {SURE:,} and 1 in {kind.worth_a_look:,}"
    yield f"# Sure, worth_a_look: scores at which {rates} untouched articles is flagged."
    yield from (f"{name}\t{getattr(model, name)!r}" for name in SETTINGS)
    yield from (f"{name}\t{weight!r}" for name, weight in model.weights.items())


def card(kind: Kind, material: Material, trained: Trained, sources: Sequence[str], natural: Sequence[str]) -> str:
    """The text of training/evidence/<kind>.md; `natural` are lines on errors that were never trained on."""
    parts = (_head(kind, material, trained, sources), _points(kind, material, trained), _by_slip(material, trained))
    return "\n\n".join("\n".join(part) for part in (*parts, _weights(material, trained, kind), natural)) + "\n"


def _head(kind: Kind, material: Material, trained: Trained, sources: Sequence[str]) -> Iterator[str]:
    right, made = int(material.right.sum()), sum(map(bool, material.slips))
    yield f"# Data card of {trained.model.name}"
    yield f"`python -m training.evidence {trained.model.name} ARTICLES...` writes this card and the file of weights."
    yield ""
    yield f"- Articles: {len(material.slips):,} of {', '.join(sources)}, as they were published."
    yield f"- Slips of training/slips ({', '.join(kind.slips)}): one in a copy of {made:,} of them."
    yield f"- Candidates: {len(material.right) - right:,} in the untouched articles, {right:,} that meet a slip."
    yield f"- Prevalence: {kind.prevalence:.4g} errors for each article, {kind.grounds}."
    yield f"- Cross-validated in {FOLDS} parts, no source in two of them; an article without one stands alone."


def _points(kind: Kind, material: Material, trained: Trained) -> Iterator[str]:
    made = sum(map(bool, material.slips))
    yield "| point | score | slips found | untouched articles wrongly flagged |"
    yield "|---|---|---|---|"
    for name, rate, point in (("sure", SURE, trained.sure), ("worth a look", kind.worth_a_look, trained.worth_a_look)):
        found = f"{point.found:,} of {made:,} ({100 * point.found / made:.1f} %)"
        wrong = f"{point.wrong:,} of {len(material.slips):,}"
        yield f"| {name}: 1 in {rate:,} | {point.threshold:.4g} | {found} | {wrong} |"


def _by_slip(material: Material, trained: Trained) -> Iterator[str]:
    best, plain = (highest(material, s, right=True) for s in (trained.scores, material.above_advice(trained.scores)))
    kinds = np.array(material.slips)
    yield "| slip | put in | a candidate | worth a look | sure |"
    yield "|---|---|---|---|---|"
    for kind in sorted(set(filter(None, material.slips))):
        scores = best[kinds == kind]
        counts = [(scores >= floor).sum() for floor in (1e-300, trained.worth_a_look.threshold)]
        counts.append((plain[kinds == kind] >= trained.sure.threshold).sum())
        yield f"| {kind} | {len(scores):,} | " + " | ".join(f"{count:,}" for count in counts) + " |"


def _weights(material: Material, trained: Trained, kind: Kind) -> Iterator[str]:
    yield f"Log odds that each feature adds; without any a candidate has {trained.model.bias:+.2f} among the slips."
    yield "Beside them the mean value, where a slip was put in and elsewhere."
    yield "| feature | weight | slips | others |"
    yield "|---|---|---|---|"
    means = [material.rows[material.right == right].mean(axis=0) for right in (True, False)]
    for name, slips, others in zip(kind.features, *means, strict=True):
        yield f"| {name} | {trained.model.weights[name]:+.2f} | {slips:.2f} | {others:.2f} |"
