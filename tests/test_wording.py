"""No message, page or rule judges truth or intent: a score speaks of consistency and text hygiene only."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from auditor.render.source import ABOUT, LIMITS
from auditor.ruleset import load_rules

ROOT = Path(__file__).parents[1]
FORBIDDEN = re.compile(
    r"\b(?:fake[sd]?|faking|false(?:ly|hoods?)|l(?:ie|ies|ied|ying|iars?)|unreliab\w*|untrust\w*|trustworth\w*"
    r"|fabricat\w*|m[ia]sinform\w*|disinform\w*|propaganda|AI-written|deceptive\w*|deceiv\w*|deliberate\w*"
    r"|intentional\w*|on purpose|dishonest\w*|credib\w*)\b",
    re.IGNORECASE,
)
"""Words that call a text untrue, or speak of what its writer meant."""
MARKUP = 'spellcheck="false"'
FALSE = re.compile(r"\bfalse\b(?! alarms?\b| positives?\b)", re.IGNORECASE)
TEMPLATES = [
    path
    for folder in ("reports", "api")
    for path in (ROOT / folder).rglob("*")
    if path.suffix in {".html", ".jinja", ".j2", ".txt", ".svg"} and "out" not in path.relative_to(ROOT).parts
]
SPEAKING = [
    path
    for folder in ("auditor/render", "auditor/commands", "auditor/score", "api")
    for path in (ROOT / folder).rglob("*.py")
]
RULES = load_rules().rules


def judgements(text: str) -> list[str]:
    return [match.group() for pattern in (FORBIDDEN, FALSE) for match in pattern.finditer(text)]


def spoken(path: Path) -> str:
    """The strings of a module that a user may see: all but its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    return "\n".join(
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent
    )


@pytest.mark.parametrize("rule", RULES, ids=[rule.id for rule in RULES])
def test_rules(rule: object) -> None:
    texts = [getattr(rule, name) for name in ("title", "message", "why")]
    assert judgements("\n".join(texts)) == []


@pytest.mark.parametrize("path", TEMPLATES + SPEAKING, ids=lambda path: str(path.relative_to(ROOT)))
def test_templates_and_modules(path: Path) -> None:
    text = spoken(path) if path.suffix == ".py" else path.read_text(encoding="utf-8")
    assert judgements(text.replace(LIMITS, "").replace(MARKUP, "")) == []


def test_the_score_is_called_what_it_is() -> None:
    assert ABOUT == "Editorial consistency and text hygiene of the articles checked"
    assert "not a judgement of the truth" in LIMITS


@pytest.mark.parametrize("text", ["This is fake news.", "The outlet lied.", "false claim", "He deliberately did."])
def test_the_words_are_found(text: str) -> None:
    assert judgements(text)


@pytest.mark.parametrize("text", ["a false alarm", "believe", "the reference has another office"])
def test_other_words_are_not(text: str) -> None:
    assert judgements(text) == []
