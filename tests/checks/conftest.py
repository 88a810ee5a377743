"""Audits a text by one rule of the project."""

from collections.abc import Callable
from datetime import date

import pytest

from auditor import Article, Auditor
from auditor.finding import Finding
from auditor.ruleset import RuleSet, load_rules

Flag = Callable[..., list[Finding]]


@pytest.fixture(scope="session")
def flag() -> Flag:
    """A function from a rule's id and a text to the rule's findings; what else is known of the article by its name."""
    rules = load_rules()
    auditors: dict[str, Auditor] = {}

    def run(rule: str, text: str, title: str = "", published: date | None = None) -> list[Finding]:
        if rule not in auditors:
            auditors[rule] = Auditor(RuleSet((rules[rule],), rule))
        report = auditors[rule].audit(Article(text=text, title=title, published=published))
        assert report.complete, report.failures
        return list(report.findings)

    return run
