"""tools/mutants: what may be changed is found, each change is one, and a mutant that no test notices survives."""

import ast
import calendar
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.mutants.__main__ import CONTEXTS, draw, find_sites, passes, suite, try_all
from tools.mutants.data import list_sites, rule_sites
from tools.mutants.python import python_sites
from tools.mutants.reach import Reach
from tools.mutants.site import Mutant, Site

ROOT = Path(__file__).parents[1]
CODE = '''"""Not "one", "two" or 3."""
MAX_WORDS: Literal[7] = 12  # é
VALUES = frozenset({"place", "claimed", "known"})
_ENDS = ("ed", "ing",
         "s")
NAMES = {"a": 0, "b": -1, "c": 2.5}
ordinary = 99

class Params:
    limit = 50

    @cache(maxsize=8)
    def reach(self, words: Annotated[int, 9], far: int = 6) -> list[4]:
        if not words:
            return words[0:1] + words[1:-1]
        é = "é" if len(words) < 20 else words[:3]
        return [w for w in words if w != é and (w.far or w.near)]
'''
LIST = """# Words of time.
by until till to from

[days]
# Of the week.
Monday Tuesday Wednesday Thursday Friday Saturday Sunday
"""
ENTRIES = "# One cue a line.\nread more\n\n= menu\n"
RULE = """id: date/year
kind: date
confidence: 0.9
params:
  scope: [title, text]
  grace_days: 75
  min_share: 0.5
  never: [so, very,
    much]
  any_of:
    - phrases: [on and on, one by one]
    - pattern: x+
guards:
  - id: quoted
    reason: One sentence.
  - id: caption
    reason: Another.
examples:
  flag: [{text: "<<1 2 3>>"}, {text: "4"}]
"""


def told(sites: Iterator[Site]) -> list[tuple[str, list[str]]]:
    return [(site.kind, [change.what for change in site.changes]) for site in sites]


def results(sites: Iterator[Site], text: str) -> list[str]:
    """The text after every change that may be made."""
    return [Mutant(site.path, 1, change).applied(text) for site in sites for change in site.changes]


def test_what_may_be_changed_in_code() -> None:
    assert told(python_sites(CODE, "a.py")) == [
        ("number", ["12 -> 13", "12 -> 11", "12 -> 24", "12 -> 6"]),
        ("number", ["0 -> 1", "0 -> -1"]),
        ("number", ["1 -> 2", "1 -> 0"]),
        ("number", ["2.5 -> 5.0", "2.5 -> 1.25"]),
        ("number", ["6 -> 7", "6 -> 5", "6 -> 12", "6 -> 3"]),
        ("number", ["20 -> 21", "20 -> 19", "20 -> 40", "20 -> 10"]),
        ("number", ["3 -> 4", "3 -> 2", "3 -> 6", "3 -> 1"]),
        ("comparison", ["< -> <= in len(words) < 20"]),
        ("condition", ["without the condition not words"]),
        ("condition", ["without the condition w != é and (w.far or w.near)"]),
        ("condition", ["without the condition w != é"]),
        ("condition", ["without the condition w.far or w.near"]),
        ("condition", ["without the condition w.far"]),
        ("condition", ["without the condition w.near"]),
        ("word", ["without the word 'ed'", "without the word 'ing'", "without the word 's'"]),
        ("word", ["without the word 'a'", "without the word 'b'", "without the word 'c'"]),
    ]


def test_each_change_of_code_is_another_program() -> None:
    programs = [ast.unparse(ast.parse(text)) for text in results(python_sites(CODE, "a.py"), CODE)]
    assert len({*programs, ast.unparse(ast.parse(CODE))}) == len(programs) + 1
    for line in (
        "_ENDS = ('ed', 's')",
        "_ENDS = ('ed', 'ing')",
        "NAMES = {'a': 0, 'b': -1}",
        "    if False:",
        "if w != é and True]",
        "(False or w.near)]",
    ):
        assert any(line in program for program in programs), line


def test_a_condition_that_binds_a_name_is_left() -> None:
    assert not list(python_sites("def f(x):\n    if (y := x) and (z := y):\n        return z\n", "a.py"))


def test_what_may_be_changed_in_a_word_list() -> None:
    assert [(kind, len(changes)) for kind, changes in told(list_sites(LIST, "a.txt"))] == [("word", 5), ("word", 7)]
    changed = results(list_sites(LIST, "a.txt"), LIST)
    assert [text.split() for text in changed] == [
        [*LIST[: LIST.index(word)].split(), *LIST[LIST.index(word) :].split()[1:]]
        for word in ("by", "until", "till", "to", "from", *calendar.day_name)
    ]


def test_an_entry_of_several_words_goes_as_a_whole() -> None:
    assert told(list_sites(ENTRIES, "a.txt")) == [("word", ["without 'read more'", "without '= menu'"])]
    assert results(list_sites(ENTRIES, "a.txt"), ENTRIES)[0] == "# One cue a line.\n\n= menu\n"


def test_what_may_be_changed_in_a_rule() -> None:
    assert told(rule_sites(RULE, "a.yaml")) == [
        ("guard", ["without 'id: quoted reason: One sentence.'"]),
        ("guard", ["without 'id: caption reason: Another.'"]),
        ("number", ["75 -> 76", "75 -> 74", "75 -> 150", "75 -> 37"]),
        ("number", ["0.5 -> 1.0", "0.5 -> 0.25"]),
        ("word", ["without 'so'", "without 'very'", "without 'much'"]),
        ("word", ["without 'phrases: [on and on, one by one]'", "without 'pattern: x+'"]),
        ("word", ["without 'on and on'", "without 'one by one'"]),
    ]


def test_each_change_of_a_rule_takes_one_thing() -> None:
    first, second, *_ = results(rule_sites(RULE, "a.yaml"), RULE)
    assert first == RULE.replace("  - id: quoted\n    reason: One sentence.\n", "")
    assert second == RULE.replace("  - id: caption\n    reason: Another.\n", "")
    assert results(rule_sites(first, "a.yaml"), first)[0].endswith("guards:\n  []\n" + RULE[RULE.index("examples") :])
    assert "never: [so, very]" in "".join(results(rule_sites(RULE, "a.yaml"), RULE))


def test_the_same_are_drawn_again_and_of_each_kind_as_many() -> None:
    found = list(find_sites(ROOT))
    first, again, other = (draw(iter(found), ROOT, 40, seed) for seed in (5, 5, 6))
    assert first == again
    assert first != other
    assert len({(mutant.path, mutant.change.start) for mutant in first}) == 40
    assert all(mutant.change.put != "" or "without" in mutant.change.what for mutant in first)
    assert {site.kind for site in found} >= {"number", "comparison", "condition", "word"}
    assert all(site.changes for site in found)


def test_tests_of_the_same_name_come_first() -> None:
    assert suite(ROOT, "auditor/checks/dates/year.py")[0] == "tests/checks/test_date.py"
    assert suite(ROOT, "auditor/mentions/places.py")[0] in (
        "tests/checks/test_place_spelling.py",
        "tests/mentions/test_places.py",
    )
    assert suite(ROOT, "rules/title/doubled.yaml")[0].startswith("tests/checks/test_title")
    assert sorted(suite(ROOT)) == sorted(suite(ROOT, "auditor/boilerplate/runs.py"))


LIMITS = '''"""Limits."""
MOST = 10
LEAST = 4

def fits(size):
    return (
        size < 7
    )

def is_large(size):
    return size > 8
'''
TESTS = """from auditor.checks.limits import LEAST, MOST, fits

def test_most():
    assert MOST == 10 and LEAST

def test_fits():
    assert fits(6)
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree whose tests hold one of two constants and one side of one of two edges."""
    checks, tests = tmp_path / "auditor" / "checks", tmp_path / "tests"
    checks.mkdir(parents=True)
    tests.mkdir()
    (checks / "limits.py").write_text(LIMITS)
    (tests / "test_rules.py").write_text(TESTS)
    return tmp_path


def test_what_no_test_notices_survives(tree: Path) -> None:
    """Of a function the tests that run it are asked, though its lines are not the first of a statement."""
    numbers = [site for site in find_sites(tree) if site.kind == "number"]
    mutants = [
        Mutant(site.path, LIMITS.count("\n", 0, change.start) + 1, change)
        for site in numbers
        for change in site.changes[:2]
    ]
    survived = {mutant.change.what: survives for mutant, survives in try_all(tree, mutants, 2)}
    assert survived == {
        **{f"10 -> {other}": False for other in (11, 9)},
        **{f"4 -> {other}": True for other in (5, 3)},
        **{f"7 -> {other}": other > 6 for other in (8, 6)},
        **{f"8 -> {other}": True for other in (9, 7)},
    }
    assert (tree / "auditor" / "checks" / "limits.py").read_text() == LIMITS


def test_nothing_is_told_where_tests_fail_before(tree: Path) -> None:
    (tree / "auditor" / "checks" / "limits.py").write_text("MOST = 11\nLEAST = 1\n")
    with pytest.raises(SystemExit, match="a test fails on the tree as it is"):
        list(try_all(tree, [], 1))


def test_which_tests_run_a_line(tree: Path) -> None:
    """A function that is called while tests are collected is for all tests to notice."""
    (tree / "tests" / "test_rules.py").write_text(
        f"{TESTS}\nassert fits(5)\n\ndef test_large():\n    assert is_large(9)\n".replace(
            "MOST, fits", "MOST, fits, is_large"
        )
    )
    seen = tree / "coverage"
    assert passes(tree, ("--cov=auditor/checks", *CONTEXTS, *suite(tree)), None, COVERAGE_FILE=str(seen))
    reach = Reach(tree, seen)
    path = "auditor/checks/limits.py"
    assert {line: reach.tests(path, line) for line in (2, 7, 11)} == {
        2: None,
        7: None,
        11: ["tests/test_rules.py::test_large"],
    }
