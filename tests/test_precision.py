"""What a rule may claim: the share of its flags that were right, or less where too few were read."""

import pytest

from auditor.finding import Severity
from auditor.precision import GROUNDS, MIN_READ, Measured, shown_confidence
from auditor.rule import Rule
from auditor.ruleset import load_rules

RULES = load_rules().rules
NEWSROOM = 0.9
"""What an editor is asked to look at is right nine times in ten."""


def measured(right: int, read: int) -> Measured:
    return Measured(right, read, "untouched news")


@pytest.mark.parametrize(
    ("right", "read", "shown"), [(10, 10, 1.0), (60, 70, 0.86), (0, 18, 0.0), (9, 9, 0.91), (0, 5, 0.14), (0, 0, 0.5)]
)
def test_figures_show_a_share_or_what_a_next_flag_is_likely_to_be(right: int, read: int, shown: float) -> None:
    assert shown_confidence(measured(right, read), None) == shown


@pytest.mark.parametrize("ground", GROUNDS)
def test_a_ground_counts_until_a_flag_was_wrong_or_enough_were_read(ground: str) -> None:
    assert shown_confidence(None, ground) is None
    assert shown_confidence(measured(MIN_READ - 1, MIN_READ - 1), ground) is None
    assert shown_confidence(measured(MIN_READ - 2, MIN_READ - 1), ground) == 0.82
    assert shown_confidence(measured(MIN_READ, MIN_READ), ground) == 1.0


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_shipped_rule_claims_what_it_can_show(rule: Rule) -> None:
    shown = shown_confidence(rule.measured, rule.rests_on)
    assert shown is None or rule.confidence == shown


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_shipped_rule_above_advice_is_right_nine_times_in_ten(rule: Rule) -> None:
    assert rule.severity is Severity.INFO or rule.confidence >= NEWSROOM
