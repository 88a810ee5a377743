"""Every rule's examples hold, and every rule says what an editor needs."""

import pytest

from auditor.examples import failing_examples
from auditor.rule import Rule
from auditor.ruleset import load_rules

RULES = load_rules().rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples_hold(rule: Rule) -> None:
    assert list(failing_examples(rule)) == []


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_says_why_in_words(rule: Rule) -> None:
    assert rule.why.endswith(".")
    assert rule.message.endswith((".", "?"))
    assert rule.message[0].isupper() or rule.message[0] in "{“"
