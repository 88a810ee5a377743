"""The page of a rule says what its confidence rests on, and what it lets pass."""

from dataclasses import replace

import pytest

from auditor.precision import Measured
from auditor.render.rules import basis_of, rule_page, show_rule
from auditor.ruleset import load_rules

RULE = load_rules()["date/impossible"]


def measured(right: int, read: int) -> Measured:
    return Measured(right, read, "untouched news")


@pytest.mark.parametrize(
    ("figures", "ground", "said"),
    [
        (measured(60, 70), None, "Right in 60 of 70 flags read on untouched news."),
        (measured(8, 8), "wording", "Right in 8 of 8 flags read on untouched news. It rests on wording:"),
        (measured(2, 3), "wording", "Right in 2 of 3 flags read on untouched news. Too few for a share: (2 + 1) of (3 + 2)"),
        (measured(0, 0), "arithmetic", "No flag of it was met on 3,500 articles of untouched news. It rests on arithmetic:"),
        (measured(0, 0), None, "No flag of it was met on 3,500 articles of untouched news. Too few for a share: (0 + 1)"),
        (None, "metadata", "None of its flags was read. It rests on metadata:"),
        (None, None, "Its confidence is its author's estimate; nothing was measured."),
    ],
)  # fmt: skip
def test_the_basis_is_told(figures: Measured | None, ground: str | None, said: str) -> None:
    rule = replace(RULE, measured=figures, rests_on=ground)
    assert basis_of(rule).startswith(said)
    assert basis_of(rule) in rule_page(rule)
    assert show_rule(rule).basis == basis_of(rule)


def test_guards_are_told_and_what_passes_has_no_marks() -> None:
    rule = load_rules()["geography/containment"]
    page = rule_page(rule)
    assert all(f"- `{guard.id}`: {guard.reason}" in page for guard in rule.guards)
    flagged, _, passed = page.partition("## Not flagged")
    assert "<<" in flagged
    assert "<<" not in passed
