"""Candidates of kind `title-name`: names of the title that the text does not have, with what speaks for an error."""

from __future__ import annotations

from collections.abc import Iterator

from auditor.checks.guards import compile_guard
from auditor.checks.title_name import FEATURES, SIGNS, propose
from auditor.document import Document
from auditor.ruleset import load_rules
from training.evidence.candidate import Candidate, Kind


def kind_of(rule_id: str, slip: str) -> Kind:
    """What the weights of one rule are learnt from, behind its guards."""
    rule = load_rules()[rule_id]
    guards = [compile_guard(guard, FEATURES) for guard in rule.guards]

    def candidates(document: Document) -> Iterator[Candidate]:
        for claim in propose(document, rule):
            if not any(guard.takes(claim) for guard in guards):
                signs = {name: float(sign(claim)) for name, sign in SIGNS.items()}
                yield Candidate(claim.window.bare_span, document.title_field, signs)

    return Kind(
        slips=(slip,),
        features=tuple(SIGNS),
        candidates=candidates,
        prevalence=1 / 2000,
        grounds="assumed: too rare for the flags that were read",
        worth_a_look=400,
    )
