"""Candidates of kind `office`: claims that the table excludes, which speak of what is so now, or of history."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checks.guards import compile_guard
from auditor.checks.office import DETECTORS
from auditor.checks.offices.context import is_doubtful
from auditor.document import Document
from auditor.ruleset import load_rules
from training.evidence.candidate import Candidate, Kind


def kind_of(finds: str, slips: tuple[str, ...], prevalence: float, grounds: str, worth_a_look: int = 200) -> Kind:
    """What the weights of one detector are learnt from, behind the guards of its shipped rule; dated articles only."""
    detector, rule = DETECTORS[finds], load_rules()[f"office/{finds}"]
    guards = [compile_guard(guard, detector.features) for guard in rule.guards]

    def candidates(document: Document) -> Iterator[Candidate]:
        for suspect in detector.propose(document, rule):
            if suspect.reading.dated and not any(guard.takes(suspect) for guard in guards):
                signs = {name: float(sign(suspect)) for name, sign in detector.signs.items()}
                yield Candidate(suspect.window.bare_span, suspect.window.field, signs, is_doubtful(suspect))

    return Kind(slips, tuple(detector.signs), candidates, prevalence, grounds, worth_a_look)
