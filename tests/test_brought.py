"""Packages bring check kinds and rules by entry point; what is wrong with one is told by its name."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "tests" / "example_package"


@pytest.fixture(scope="module")
def example(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the example package as it is installed."""
    folder = tmp_path_factory.mktemp("brought")
    source = folder / "source"
    for path in EXAMPLE.rglob("*"):
        if path.is_file() and "__pycache__" not in path.parts:
            copy = source / path.relative_to(EXAMPLE)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    command = [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, source]
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def auditor(site: Path, *arguments: object, text: str = "") -> subprocess.CompletedProcess[str]:
    """The command, where the packages in `site` are installed too."""
    paths = os.pathsep.join(filter(None, [str(site), os.environ.get("PYTHONPATH", "")]))
    command = [sys.executable, "-m", "auditor", *map(str, arguments)]
    return subprocess.run(
        command,
        input=text,
        env=os.environ | {"PYTHONPATH": paths},
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
    )


def test_a_package_brings_a_kind_and_a_rule_of_it(example: Path) -> None:
    done = auditor(example, "rules", "test", "language/shouting")
    assert (done.returncode, done.stdout) == (0, "1 rule, 5 examples, 0 failures\n"), done.stderr
    article = example / "article.txt"
    article.write_text("Ferry is back at last\n\nThe ferry is back!! Tickets are on sale.", encoding="utf-8")
    assert "The text has 2 exclamation marks in a row." in auditor(example, "check", article).stdout
    told = auditor(example, "rules", "explain", "language/shouting", "--text", article).stdout
    assert told.endswith("marks: 2\n1 candidate, 1 finding\n")


def installed(folder: Path, name: str, entries: str) -> None:
    """Lay down what an installed package leaves that brings `entries`."""
    info = folder / f"{name.replace('-', '_')}-1.0.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n", encoding="utf-8")
    (info / "entry_points.txt").write_text(entries, encoding="utf-8")


RULE = """\
id: language/x
title: X
kind: {kind}
severity: info
confidence: 0.5
message: "X."
why: It is a test.
examples: {{flag: [{{text: "<<a>>"}}, {{text: "<<a>>"}}], pass: [{{text: b}}, {{text: c}}, {{text: d}}]}}
"""


@pytest.mark.parametrize(
    ("entries", "problem"),
    [
        (
            "[auditor.kinds]\nodd = no_such_module\n",
            "kind 'odd' of package brings-x cannot be loaded: ModuleNotFoundError",
        ),
        ("[auditor.kinds]\nodd = json\n", "kind 'odd' of package brings-x: json has no SCOPE, VALUES, Params, compile"),
        ("[auditor.kinds]\nodds = json\n", "unknown kind 'odd'; did you mean 'odds'?"),
    ],
)
def test_what_is_wrong_with_a_kind_is_told_where_a_rule_wants_it(tmp_path: Path, entries: str, problem: str) -> None:
    installed(tmp_path / "site", "brings-x", entries)
    rule = tmp_path / "language" / "x.yaml"
    rule.parent.mkdir()
    rule.write_text(RULE.format(kind="odd"), encoding="utf-8")
    done = auditor(tmp_path / "site", "check", "--rules", tmp_path, "-", text="Some words.")
    assert done.returncode == 2
    assert f"x.yaml:3:7: {problem}" in done.stderr


def test_two_packages_that_bring_one_name_are_told_apart(tmp_path: Path) -> None:
    installed(tmp_path / "site", "brings-x", "[auditor.kinds]\nodd = json\n")
    installed(tmp_path / "site", "brings-y", "[auditor.kinds]\nodd = csv\n")
    rule = tmp_path / "language" / "x.yaml"
    rule.parent.mkdir()
    rule.write_text(RULE.format(kind="odd"), encoding="utf-8")
    done = auditor(tmp_path / "site", "check", "--rules", tmp_path, "-", text="Some words.")
    assert done.returncode == 2
    assert "both bring a kind 'odd'" in done.stderr


def test_rules_of_a_package_that_is_not_there_are_told(tmp_path: Path) -> None:
    installed(tmp_path / "site", "brings-x", "[auditor.rules]\nodd = no_such_package\n")
    done = auditor(tmp_path / "site", "check", "-", text="Some words.")
    assert (done.returncode, done.stderr) == (
        2,
        "auditor: rules 'odd' of package brings-x: no package 'no_such_package'\n",
    )
