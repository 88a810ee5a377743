"""`auditor diff`: words, findings, exit status."""

import json
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


def test_json(capsys: pytest.CaptureFixture[str], pair: tuple[str, str]) -> None:
    main(["diff", "--format", "json", *pair])
    value = json.loads(capsys.readouterr().out)
    assert [p["change"] for p in value["paragraphs"]] == ["deleted", "edited"]
    assert "metadata/missing-title" in [f["rule"] for f in value["findings"]["new"]]


def test_same_and_unreadable(capsys: pytest.CaptureFixture[str], pair: tuple[str, str]) -> None:
    assert main(["diff", pair[0], pair[0]]) == 0
    assert main(["diff", pair[0], "nowhere.txt"]) == 2
    assert "nowhere.txt: " in capsys.readouterr().err
