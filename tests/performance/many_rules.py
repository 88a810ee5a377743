"""Rules of the kinds `phrase` and `pattern` by the thousand, to see what a newsroom's own list costs."""

from __future__ import annotations

import random
from collections.abc import Iterator

from auditor.finding import Severity
from auditor.rule import Rule
from auditor.ruleset import RuleSet, load_rules

SYLLABLES = (
    "ba",
    "ce",
    "di",
    "fo",
    "gu",
    "lan",
    "mer",
    "nos",
    "pri",
    "quel",
    "ros",
    "sti",
    "tar",
    "ven",
    "wick",
    "zon",
)
PATTERN_SHARE = 0.1


def make_rules(count: int) -> RuleSet:
    """The shipped rules and as many made ones as make `count`: nine phrases for each pattern."""
    shipped = load_rules()
    return RuleSet((*shipped.rules, *_made(count - len(shipped.rules))), f"{shipped.digest}-{count}")


def _made(count: int) -> Iterator[Rule]:
    choose = random.Random(5)
    for number in range(count):
        is_pattern = choose.random() < PATTERN_SHARE
        words = [_word(choose) for _ in range(4)]
        pattern = rf"{words[0]} (?:\w+ ){{0,3}}{words[1]}(?:s|ed)?"
        params = {"any_of": [pattern] if is_pattern else [f"{words[0]} {words[1]}", f"{words[2]} {words[3]}"]}
        yield Rule(
            id=f"language/made-{number}",
            title="A wording of the house",
            kind="pattern" if is_pattern else "phrase",
            severity=Severity.INFO,
            confidence=0.9,
            message="The house does not write {quote}.",
            why="The house's list says so.",
            params={**params, "case": False, "scope": ["text"], "quoted": True},
        )


def _word(choose: random.Random) -> str:
    return "".join(choose.choices(SYLLABLES, k=choose.randint(2, 4)))
