"""Features of kind `number-conflict`: whether two figures that differ in one digit stand for one thing."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from auditor.checks.guards import CompiledGuard, compile_guard
from auditor.checks.number_conflict import FEATURES as guarded
from auditor.checks.number_conflict import SIGNS, propose
from auditor.document import Document
from auditor.rule import Rule
from auditor.ruleset import load_rules
from training.evidence.candidate import Candidate

FEATURES = tuple(SIGNS)


@cache
def _rule() -> tuple[Rule, Sequence[CompiledGuard]]:
    rule = load_rules()["number/conflict"]
    return rule, [compile_guard(guard, guarded) for guard in rule.guards]


def candidates(document: Document) -> Iterator[Candidate]:
    """Figures that stand once and differ in one digit from another, as far as the rule's guards leave them."""
    rule, guards = _rule()
    for pair in propose(document, rule):
        if not any(guard.takes(pair) for guard in guards):
            yield Candidate(pair.window.span, "text", {name: float(sign(pair)) for name, sign in SIGNS.items()})
