"""Rule files: every problem at once, with its place and what would be right."""

import pickle
import time
from pathlib import Path

import pytest

from auditor.precision import Measured
from auditor.rule import Rule
from auditor.ruleset import RuleError, builtin_folder, load_rules, read_rule
from tests.performance.clock import slowness

GOOD = """\
id: language/test-word
title: A test word
kind: phrase
severity: minor
confidence: 0.9
message: "The text says {quote}."
why: It is a test.
params: {any_of: [lorem ipsum]}
examples:
  flag: [{text: "a <<lorem ipsum>> b"}, {text: "<<Lorem ipsum>>"}]
  pass: [{text: "lorem"}, {text: "ipsum"}, {text: "ipsum lorem"}]
"""
AFTER = "why: It is a test.\n"


def problems(text: str) -> list[str]:
    with pytest.raises(RuleError) as error:
        read_rule(text.encode(), Path("rule.yaml"))
    return [str(problem) for problem in error.value.problems]


def test_good_rule() -> None:
    rule = read_rule(GOOD.encode(), Path("rule.yaml"))
    assert (rule.topic, rule.severity.label, rule.params["quoted"]) == ("language", "minor", True)
    assert rule.flag[0].marks == ((0, "text", 2, 13),)
    assert (rule.measured, rule.rests_on) == (None, None)


def test_a_ground_speaks_for_a_rule_whose_few_flags_were_right() -> None:
    known = AFTER + "measured: {right: 2, read: 2, of: untouched news}\nrests_on: wording\n"
    rule = read_rule(GOOD.replace(AFTER, known).encode(), Path("rule.yaml"))
    assert (rule.measured, rule.rests_on) == (Measured(2, 2, "untouched news"), "wording")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("kind: phrase", "kind: phrse"), "rule.yaml:3:7: unknown kind 'phrse'; did you mean 'phrase'?"),
        (("severity: minor", "severity: eror"), "rule.yaml:4:11: "),
        (("confidence: 0.9", "confidence: 1.9"), "rule.yaml:5:13: "),
        (("message:", "mesage:"), "rule.yaml:6:1: unknown key 'mesage'; did you mean 'message'?"),
        (("{quote}", "{qoute}"), "rule.yaml:6:10: unknown placeholder {qoute}; this kind has: quote"),
        (("any_of:", "anyof:"), "rule.yaml:8:10: unknown key 'anyof'; did you mean 'any_of'?"),
        (("<<Lorem ipsum>>", "Lorem ipsum"), "rule.yaml:10:41: a flag example marks what must be flagged with << >>"),
        ((', {text: "ipsum lorem"}', ""), "rule.yaml:11:9: needs at least 3 examples, near misses"),
        (("title: A test", "title: A\ntitle: A test"), "rule.yaml:3:1: duplicate key 'title'"),
        (("id: language", "id: sports"), "rule.yaml:1:5: unknown topic in 'sports/test-word'; topics are: boilerplate"),
        (("kind: phrase", "kind: pattern\n#"), ""),
        (("examples:", "exampels:"), "rule.yaml:9:1: unknown key 'exampels'; did you mean 'examples'?"),
        (("flag: [{text", "flag: [{txt"), "rule.yaml:10:11: unknown key 'txt'; did you mean 'text'?"),
        ((AFTER, AFTER + "rests_on: hope\n"), "rule.yaml:8:11: Must be one of: arithmetic, reference"),
        ((AFTER, AFTER + "measured: {wright: 1}\n"), "rule.yaml:8:12: unknown key 'wright'; did you mean 'right'?"),
        ((AFTER, AFTER + "measured: {right: 1.5, read: 2, of: clean-dev}\n"), "rule.yaml:8:19: Not a valid integer."),
        (
            (AFTER, AFTER + "measured: {right: 3, read: 2, of: clean-dev}\n"),
            "rule.yaml:8:19: 3 cannot be right where 2 were read",
        ),
        (
            (AFTER, AFTER + "measured: {right: 1, read: 2, of: the news}\n"),
            "rule.yaml:8:35: Must be one of: untouched news",
        ),
        (
            (AFTER, AFTER + "measured: {right: 12, read: 18, of: untouched news}\n"),
            "rule.yaml:5:13: 12 of 18 right shows 0.67, not 0.9",
        ),
        (
            (AFTER, AFTER + "measured: {right: 2, read: 2, of: untouched news}\n"),
            "rule.yaml:5:13: 2 of 2 right shows 0.75, not 0.9",
        ),
    ],
)
def test_problem_says_where_and_what(change: tuple[str, str], problem: str) -> None:
    text = GOOD.replace(*change)
    if not problem:
        text = text.replace("lorem ipsum]", '"(a"]')
        problem = "rule.yaml:9:19: not a linear-time (RE2) pattern: "
    assert any(line.startswith(problem) for line in problems(text)), problems(text)


def test_all_problems_come_at_once() -> None:
    text = GOOD.replace("kind: phrase", "kind: phrse").replace("minor", "eror").replace("0.9", "x")
    assert len(problems(text)) == 3


@pytest.mark.parametrize("text", ["", "- a\n- b\n", "a: [", "\x80", "!!python/object:os.system {}"])
def test_what_is_no_rule_at_all(text: str) -> None:
    assert problems(text)


def test_id_must_be_the_path(tmp_path: Path) -> None:
    (tmp_path / "language").mkdir()
    (tmp_path / "language" / "other-word.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RuleError, match="'language/test-word' must equal the file's path, language/other-word"):
        load_rules(tmp_path)


def test_one_rule_twice(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder / "language").mkdir(parents=True)
        (tmp_path / folder / "language" / "test-word.yaml").write_text(GOOD, encoding="utf-8")
    with pytest.raises(RuleError, match="stands in"):
        load_rules(tmp_path / "a", tmp_path / "b")


@pytest.mark.alone
def test_300_rules_load_in_a_third_of_a_second(tmp_path: Path) -> None:
    (tmp_path / "language").mkdir()
    for number in range(300):
        text = GOOD.replace("test-word", f"test-{number}")
        (tmp_path / "language" / f"test-{number}.yaml").write_text(text, encoding="utf-8")
    begun = time.process_time()
    assert len(load_rules(tmp_path).rules) == 300
    assert time.process_time() - begun < 0.6 * slowness()  # 0.3 s asked on a quiet machine; twice that on a busy one


def test_shipped_rules_load() -> None:
    ruleset = load_rules()
    assert [rule.id for rule in ruleset.rules] == sorted(rule.id for rule in ruleset.rules)
    assert builtin_folder().is_dir()


@pytest.mark.parametrize("rule", load_rules().rules, ids=lambda rule: rule.id)
def test_shipped_rules_hold_to_what_is_asked_of_others(rule: Rule) -> None:
    assert rule.path is not None
    whole = read_rule(rule.path.read_bytes(), rule.path, builtin_folder())
    read = pickle.loads(pickle.dumps(rule))  # as worker processes get it
    for name in (
        "id",
        "kind",
        "severity",
        "confidence",
        "measured",
        "rests_on",
        "message",
        "why",
        "params",
        "flag",
        "passes",
    ):
        assert getattr(read, name) == getattr(whole, name)
