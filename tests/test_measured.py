"""tools/measured.py: verdicts are counted, and only the figures of a rule file change."""

import json
import runpy
from pathlib import Path

import pytest

TOOL = runpy.run_path(str(Path(__file__).parents[1] / "tools" / "measured.py"))
HEAD = "# Why this is so.\nid: language/{name}\nseverity: minor\nconfidence: 0.9\n"
TAIL = 'message: "It says {quote}."  # of old\n'


def line(rule: str, verdict: str, **more: str) -> str:
    return json.dumps({"article": "a", "rule": f"language/{rule}", "verdict": verdict, **more}) + "\n"


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    (tmp_path / "rules" / "language").mkdir(parents=True)
    figures = {
        "new": "",
        "renewed": "measured: {right: 9, read: 9, of: untouched news}\n",
        "gone": "measured: {right: 9, read: 9, of: untouched news}\n",
        "elsewhere": "measured: {right: 27, read: 30, of: clean-dev}\n",
        "unread": "",
    }
    for name, measured in figures.items():
        (tmp_path / "rules" / "language" / f"{name}.yaml").write_text(HEAD.replace("{name}", name) + measured + TAIL)
    return tmp_path / "rules"


def figures(rules: Path, name: str) -> str:
    text = (rules / "language" / f"{name}.yaml").read_text()
    head = HEAD.replace("{name}", name)
    assert text.startswith(head)
    assert text.endswith(TAIL)
    return text.removeprefix(head).removesuffix(TAIL)


def test_only_right_ones_are_right(rules: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one.jsonl", tmp_path / "two.jsonl"
    one.write_text(line("new", "right") + line("new", "arguable") + line("renewed", "wrong"))
    two.write_text(line("new", "message") + "\n" + line("new", "right") + line("new", "wrong", severity="info"))
    TOOL["main"]([str(one), str(two), "--rules", str(rules)])
    assert figures(rules, "new") == "measured: {right: 2, read: 4, of: untouched news}\n"
    assert figures(rules, "renewed") == "measured: {right: 0, read: 1, of: untouched news}\n"
    assert figures(rules, "gone") == "measured: {right: 0, read: 0, of: untouched news}\n"
    assert figures(rules, "elsewhere") == "measured: {right: 27, read: 30, of: clean-dev}\n"
    assert figures(rules, "unread") == ""


def test_a_rule_that_is_not_there_is_named_and_nothing_is_written(rules: Path, tmp_path: Path) -> None:
    verdicts = tmp_path / "verdicts.jsonl"
    verdicts.write_text(line("new", "right") + line("knew", "right"))
    with pytest.raises(SystemExit, match=r"verdicts on rules that are not in .*: language/knew$"):
        TOOL["main"]([str(verdicts), "--rules", str(rules)])
    assert figures(rules, "new") == ""
