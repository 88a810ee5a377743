"""The figures of the rules on boilerplate are those of the verdicts that are kept, and a verdict says why."""

import json
from pathlib import Path

import pytest

from auditor.precision import Measured
from auditor.rule import Rule
from auditor.ruleset import load_rules
from tools.measured import NAME, count_verdicts

LINES = (Path(__file__).parents[2] / "training" / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()
COUNTS = count_verdicts(LINES)
RULES = [rule for rule in load_rules().rules if rule.id.startswith("boilerplate/")]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_a_rule_claims_what_was_read(rule: Rule) -> None:
    right, others = COUNTS[rule.id, True], COUNTS[rule.id, False]
    of = rule.measured.of if rule.measured else NAME
    assert rule.measured == (Measured(right, right + others, of) if right + others else None)


def test_a_verdict_names_its_flag_once_and_holds_none_of_its_text() -> None:
    verdicts = [json.loads(line) for line in LINES]
    flags = [(v["article"], v["rule"], v["field"], v["start"], v["end"]) for v in verdicts]
    assert len(set(flags)) == len(flags)
    for verdict in verdicts:
        assert verdict.keys() - {"severity"} == {"article", "rule", "field", "start", "end", "verdict", "why"}
        assert verdict["verdict"] in {"right", "message", "arguable", "wrong"} and verdict["why"]
