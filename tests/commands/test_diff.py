"""`auditor diff`: words, findings, exit status."""

import json
import re
from pathlib import Path

import pytest

from auditor.cli import main

OLD = "Ferry late on nine days in ten\n\nThe board met on Tuesday to talk about the ferry, which has been late on nine days out of ten since the spring timetable came in.\n"


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    for name, text in (
        ("old.txt", OLD),
        ("new.txt", OLD.replace("Tuesday", "Monday").replace("Ferry late on nine days in ten\n\n", "")),
    ):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return str(tmp_path / "old.txt"), str(tmp_path / "new.txt")


def test_text(capsys: pytest.CaptureFixture[str], pair: tuple[str, str]) -> None:
    assert main(["diff", *pair]) == 1
    out = capsys.readouterr().out
    assert "met on [-Tuesday-]{+Monday+} to talk" in out
    assert "- Ferry late on nine days in ten" in out
    assert "new: metadata/missing-title" in out


@pytest.mark.parametrize(
    ("old", "new", "shown"),
    [
        ("The ferry was late", "The ferry was early", "was [-late-]{+early+}."),
        ("The ferry was late again", "The ferry was late", "late[-again-]."),
        ("The ferry was late", "The ferry was late again", "late {+again+}."),
        ("The old ferry was late", "The ferry was late", "The [-old -]ferry"),
        ("The ferry was late (again)", "The ferry was late (twice)", "([-again-]{+twice+})."),
        ("The ferry was “late”", "The ferry was “early”", "“[-late-]{+early+}”."),
    ],
)
def test_text_shows_the_spaces_of_the_new_text(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], old: str, new: str, shown: str
) -> None:
    for name, text in (("old.txt", old), ("new.txt", new)):
        (tmp_path / name).write_text(f"{text}. The board of the harbour met to talk about it.\n", encoding="utf-8")
    main(["diff", str(tmp_path / "old.txt"), str(tmp_path / "new.txt")])
    line = next(line for line in capsys.readouterr().out.splitlines() if line.startswith("~"))
    assert shown in line
    assert re.sub(r"\[-.*?-\]|\{\+|\+\}", "", line).startswith(f"~ {new}. The board")


def test_json(capsys: pytest.CaptureFixture[str], pair: tuple[str, str]) -> None:
    main(["diff", "--format", "json", *pair])
    value = json.loads(capsys.readouterr().out)
    assert [p["change"] for p in value["paragraphs"]] == ["deleted", "edited"]
    assert "metadata/missing-title" in [f["rule"] for f in value["findings"]["new"]]


def test_same_and_unreadable(capsys: pytest.CaptureFixture[str], pair: tuple[str, str]) -> None:
    assert main(["diff", pair[0], pair[0]]) == 0
    assert main(["diff", pair[0], "nowhere.txt"]) == 2
    assert "nowhere.txt: " in capsys.readouterr().err
