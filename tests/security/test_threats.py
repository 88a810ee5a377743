"""SECURITY.md names tests that there are, and a test for every threat."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split(" | ")]
    for line in (ROOT / "SECURITY.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and not line.startswith("| Threat")
]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(\w+)`")


def names_in(path: Path) -> set[str]:
    tree = ast.parse(path.read_bytes())
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_threat_has_a_defence_and_tests_that_there_are() -> None:
    assert len(ROWS) > 25
    for threat, defence, tests in ROWS:
        named = NAMED.findall(tests)
        assert defence and named, threat
        assert len(named) == tests.count("::"), f"{threat}: a name that is none"
        for file, name in named:
            assert name in names_in(ROOT / file), f"{threat}: {file} has no {name}"
