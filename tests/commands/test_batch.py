"""`auditor batch`: nothing is lost without a line that says so."""

import json
from pathlib import Path

import pytest

from auditor.cli import main


def test_reports_quarantine_and_manifest(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = tmp_path / "rows.jsonl"
    rows.write_text('{"id": "a", "text": "One."}\nnope\n{"id": "b", "text": "Two."}\n', encoding="utf-8")
    assert main(["batch", str(rows), "--out", str(tmp_path / "out")]) == 2
    reports = [json.loads(line) for line in (tmp_path / "out" / "reports.jsonl").read_text("utf-8").splitlines()]
    assert [report["id"] for report in reports] == ["a", "b"]
    quarantine = (tmp_path / "out" / "quarantine.jsonl").read_text("utf-8")
    assert "rows.jsonl:2: not JSON" in quarantine
    run = json.loads((tmp_path / "out" / "run.json").read_text("utf-8"))
    assert (run["read"], run["audited"], run["quarantined"]) == (3, 2, 1)
    assert "3 read, 2 audited, 1 quarantined" in capsys.readouterr().err


def test_pages_list_and_show_every_article(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("One day.", encoding="utf-8")
    assert main(["batch", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out")]) == 0
    index = (tmp_path / "out" / "index.html").read_text("utf-8")
    assert 'href="articles/000001-a-txt.html"' in index
    assert "One day." in (tmp_path / "out" / "articles" / "000001-a-txt.html").read_text("utf-8")
