"""tools/conditions: each place where code decides is found once, and one that was never both is told."""

from pathlib import Path

import pytest

from tools.conditions.__main__ import find_conditions, find_unheld, main, run_tests
from tools.conditions.hook import BOTH, FALSE, TRUE
from tools.conditions.source import Condition, read_source

CHECK = """
from typing import TYPE_CHECKING
if TYPE_CHECKING:
    from auditor.checks.other import Other
def place(near, far=0, name=""):
    assert near or far
    if near and (far and not name or far > 2):
        return name or "nowhere"
    while far:
        far -= 1
    match near:
        case int() if near > 1:
            return [each for each in range(near) if each]
    return near == 1 or far == 9
"""
TESTS = """
from auditor.checks.place import place

def test_place():
    assert place(1) is True

def test_far_away():
    assert place(3, 3) == "nowhere"
    assert place(2, 1, "x") == [1]
"""


@pytest.mark.parametrize(
    ("code", "conditions"),
    [
        ("x = a or b and c", ["a", "b", "c"]),
        ("x = a or not b", ["a", "b"]),
        ("x = not a", []),
        ("x = not (a and b)", ["a", "b"]),
        ("x = (a or 0) if b else c", ["a", "b"]),
        ("if (a or b) and c: pass", ["a", "b", "c"]),
        ("if a: pass\nelif not b: x = c or d", ["a", "b", "c", "d"]),
        ("while True: pass", []),
        ("while a < b: pass", ["a < b"]),
        ("x = all(a and b for a in c if d or e if f)", ["a", "b", "d", "e", "f"]),
        ("match a:\n case b if c: pass\n case d: pass", ["c"]),
        ("assert a and b", []),
        ("if TYPE_CHECKING: x = a if b else c", []),
    ],
)
def test_each_operand_of_what_decides_is_a_condition(code: str, conditions: list[str]) -> None:
    assert [condition.text for condition in read_source(code).conditions] == conditions


def test_what_one_process_saw_adds_to_another() -> None:
    near, far = Condition(1, "near"), Condition(2, "far")
    runs = [{"a.py": [TRUE, FALSE]}, {"a.py": [FALSE, FALSE]}, {"b.py": [BOTH]}]
    assert list(map(str, find_unheld({"a.py": [near, far]}, runs))) == ["a.py:2: never true: far"]


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with one check and its tests."""
    checks, tests = tmp_path / "auditor" / "checks", tmp_path / "tests"
    checks.mkdir(parents=True)
    tests.mkdir()
    (checks.parent / "__init__.py").touch()
    (checks / "place.py").write_text(CHECK)
    (checks / "place_name.py").write_text("x = 1 if __name__ else 2\n")
    (tests / "test_rules.py").write_text(TESTS)
    return tmp_path


def test_what_was_never_both_is_told(tree: Path) -> None:
    conditions = find_conditions(tree, "auditor/checks/place.py")
    passed, seen = run_tests(tree, list(conditions), 0)
    assert passed
    assert list(map(str, find_unheld(conditions, seen))) == [
        "auditor/checks/place.py:7: never false: near",
        "auditor/checks/place.py:7: never true: far > 2",
        "auditor/checks/place.py:8: never true: name",
        "auditor/checks/place.py:14: never false: near == 1",
        "auditor/checks/place.py:14: never reached: far == 9",
    ]


def test_a_path_of_no_module_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--only", "auditor/cheks"])
    assert "no module of auditor/checks, auditor/mentions, auditor/boilerplate begins with 'auditor/cheks'" in (
        capsys.readouterr().err
    )


def test_a_test_that_fails_is_told(tree: Path) -> None:
    (tree / "tests" / "test_rules.py").write_text("def test_it():\n    assert 0\n")
    conditions = find_conditions(tree)
    assert list(conditions) == ["auditor/checks/place.py", "auditor/checks/place_name.py"]
    passed, seen = run_tests(tree, list(conditions), 0)
    assert not passed
    assert str(next(find_unheld(conditions, seen))) == "auditor/checks/place.py:7: never reached: near"
