"""Features of kind `office`: whether a claim that the table excludes speaks of what is so now, or of history."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from auditor.checks import office
from auditor.checks.guards import CompiledGuard, compile_guard
from auditor.checks.offices.context import SIGNS, is_open
from auditor.document import Document
from auditor.rule import Rule
from auditor.ruleset import load_rules
from training.evidence.candidate import Candidate

FEATURES = tuple(SIGNS)


@cache
def _guarded() -> tuple[Rule, list[CompiledGuard]]:
    """The rule that weighs, with all its guards but the one that weighs."""
    rule = load_rules()["office/other-holder"]
    return rule, [compile_guard(each, office.FEATURES) for each in rule.guards if "likelihood" not in each.when]


def candidates(document: Document) -> Iterator[Candidate]:
    """Claims that the table excludes and no guard takes away, where only the words can tell how they are meant."""
    rule, guards = _guarded()
    for suspect in office.propose_other_holder(document, rule):
        if not is_open(suspect) and not any(guard.takes(suspect) for guard in guards):
            signs = {name: float(sign(suspect)) for name, sign in SIGNS.items()}
            yield Candidate(suspect.window.span, suspect.window.field, signs)
