"""Audits a text by one rule of the project."""

from collections.abc import Callable

import pytest

from auditor import Article, Auditor
from auditor.finding import Finding
from auditor.ruleset import RuleSet, load_rules

Flag = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def flag() -> Flag:
    """A function from a rule's id and a text to the rule's findings."""
    rules = load_rules()
    auditors: dict[str, Auditor] = {}

    def run(rule: str, text: str, title: str = "") -> list[Finding]:
        auditor = auditors.setdefault(rule, Auditor(RuleSet((rules[rule],), rule)))
        report = auditor.audit(Article(text=text, title=title))
        assert report.complete, report.failures
        return list(report.findings)

    return run
