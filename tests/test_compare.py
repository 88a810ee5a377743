"""tools/compare.py: both commits judge by their own code and rules, and each difference is told once."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tools.compare import Flag, compare, table, tell

ROOT = Path(__file__).parents[1]
NEEDED = ("auditor", "rules", "tools", "tests/corpus", "tests/test_corpus.py")
ARTICLE = {
    "id": "ferry",
    "published": "2024-05-07",
    "authors": ["Ann Example"],
    "title": "Ferry late again at the pier",
    "text": "The ferry was late again at the the pier.\n\nAdvertisement",
    "mutation": None,
}
BLIND = "\n\ndef make_findings(*_: object) -> tuple[()]:\n    return ()\n"


def flag(rule: str, start: int, end: int, confidence: float = 0.9, message: str = "So.") -> Flag:
    return Flag(rule, "a", "text", start, end, "x" * (end - start), "minor", confidence, message)


def test_each_difference_is_of_one_kind() -> None:
    stays = flag("date/order", 0, 5)
    before = [
        stays,
        flag("date/order", 10, 15),
        flag("date/order", 20, 25),
        flag("title/doubled", 30, 35),
        flag("a/b", 1, 2),
    ]
    after = [
        stays,
        flag("date/order", 12, 18),
        flag("date/year", 20, 25),
        flag("title/doubled", 30, 35, 0.8),
        flag("a/b", 1, 2, message="No."),
    ]
    changes = compare(before, after)
    assert changes.gained == [after[2]]
    assert changes.lost == [before[2]]
    assert changes.moved == [(before[1], after[1])]
    assert changes.changed == [(before[4], after[4]), (before[3], after[3])]
    assert [line.split()[0] for line in tell(changes, whole=False)] == ["lost", "moved", "gained"]  # by rule
    assert len(list(tell(changes, whole=True))) == 5
    assert [line.split() for line in table(changes)][1:] == [
        ["a/b", "0", "0", "0", "1"],
        ["date/order", "0", "1", "1", "0"],
        ["date/year", "1", "0", "0", "0"],
        ["title/doubled", "0", "0", "0", "1"],
        ["all", "1", "1", "1", "2"],
    ]  # fmt: skip


def test_a_passage_moves_to_one_passage_only() -> None:
    changes = compare([flag("a/b", 0, 9), flag("a/b", 5, 14)], [flag("a/b", 4, 8)])
    assert len(changes.moved) == len(changes.lost) == 1


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository whose first commit finds nothing and whose second is as it is here; its work tree lacks one rule."""
    tree = tmp_path_factory.mktemp("repository")
    for name in NEEDED:
        source, target = ROOT / name, tree / name
        target.parent.mkdir(exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    code = tree / "auditor" / "audit.py"
    seeing = code.read_text(encoding="utf-8")
    git(tree, "init", "--quiet")
    for text in (seeing + BLIND, seeing):
        code.write_text(text, encoding="utf-8")
        git(tree, "add", ".")
        git(tree, "-c", "user.name=A", "-c", "user.email=a@news.example", "commit", "--quiet", "-m", "One")
    (tree / "rules" / "language" / "doubled-word.yaml").unlink()
    (tree / "articles.jsonl").write_text(json.dumps(ARTICLE), encoding="utf-8")
    return tree


def git(tree: Path, *arguments: str) -> str:
    return subprocess.run(("git", "-C", tree, *arguments), check=True, capture_output=True, text=True).stdout


def compared(tree: Path, commit: str) -> list[str]:
    command = (sys.executable, "-m", "tools.compare", commit, "articles.jsonl")
    done = subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return [
        " ".join(line.split()[:4]) for line in done.stdout.splitlines() if line.startswith(("gained", "lost", "moved"))
    ]


def test_the_base_judges_by_its_own_rules(repository: Path) -> None:
    assert compared(repository, "HEAD") == ["lost language/doubled-word ferry text"]


def test_the_base_judges_by_its_own_code(repository: Path) -> None:
    assert compared(repository, "HEAD~1") == ["gained boilerplate/advertisement ferry text"]
    assert len(git(repository, "worktree", "list").splitlines()) == 1
