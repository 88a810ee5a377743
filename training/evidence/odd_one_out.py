"""Candidates of kind `odd-one-out`: nations named once that the guards of a rule leave, with what speaks for each."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checks.guards import compile_guard
from auditor.checks.odd_one_out import DETECTORS
from auditor.document import Document
from auditor.ruleset import load_rules
from training.evidence.candidate import Candidate, Kind


def kind_of(finds: str, rule_id: str, slip: str, strength: float = 1.0) -> Kind:
    """What the weights of one detector are learnt from, behind the guards of its shipped rule."""
    detector, rule = DETECTORS[finds], load_rules()[rule_id]
    guards = [compile_guard(guard, detector.features) for guard in rule.guards]

    def candidates(document: Document) -> Iterator[Candidate]:
        for slot in detector.propose(document, rule):
            if not any(guard.takes(slot) for guard in guards):
                signs = {name: float(sign(slot)) for name, sign in detector.signs.items()}
                yield Candidate(slot.mention.span, "text", signs)

    return Kind(
        slips=(slip,),
        features=tuple(detector.signs),
        candidates=candidates,
        prevalence=1 / 5000,
        grounds="assumed: none is among the errors of the articles that were read whole",
        strength=strength,
    )
