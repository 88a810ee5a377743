"""Rules as a newsroom may set them: graver than they ship, so that what stands on their severity can be seen."""

from dataclasses import replace

from auditor.finding import Severity
from auditor.ruleset import RuleSet, load_rules


def rules_with(severity: Severity, *ids: str) -> RuleSet:
    """The shipped rules, those of `ids` with `severity`."""
    rules = [replace(rule, severity=severity) if rule.id in ids else rule for rule in load_rules().rules]
    return RuleSet(tuple(rules), f"{severity.label}: {' '.join(ids)}")
