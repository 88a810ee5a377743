"""`auditor phrases`: rows for an editor, and what her decisions do."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from auditor.cli import main

LINE = "Good night from all of us at the desk."
OPENINGS = (
    "The board met in the town hall on Monday, the chairman said, and agreed to build a new pier for the ferry.",
    "Frost in late April killed most of the blossom of the valley, and growers expect a poor harvest in the autumn.",
    "The mill was sold on Friday to a baker from the capital, who wants to grind rye there again, he told the council.",
)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """Three articles of one outlet that end alike, and one of another."""
    rows = [{"id": str(n), "source": "gazette.example", "text": f"{text} {LINE}"} for n, text in enumerate(OPENINGS)]
    rows.append({"id": "other", "source": "herald.example", "text": f"{OPENINGS[0]} {LINE}"})
    path = tmp_path / "archive.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    return path


def test_what_recurs_in_an_outlet_is_listed_undecided(archive: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["phrases", str(archive)]) == 0
    out, err = capsys.readouterr()
    (row,) = yaml.safe_load(out)
    assert {key: row[key] for key in ("phrase", "outlet", "articles", "is")} == {
        "phrase": LINE,
        "outlet": "gazette.example",
        "articles": 3,
        "is": "undecided",
    }
    assert err == "auditor: 1 phrase in 4 articles\n"
    assert main(["phrases", "--articles", "4", str(archive)]) == 0
    assert capsys.readouterr().out == ""


def test_a_file_gets_what_it_has_not(archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "phrases.yaml"
    assert main(["phrases", "--out", str(out), str(archive)]) == 0
    before = out.read_text(encoding="utf-8")
    assert main(["phrases", "--out", str(out), str(archive)]) == 0
    assert out.read_text(encoding="utf-8") == before != ""
    assert "0 phrases" in capsys.readouterr().err


def test_an_accepted_phrase_is_found_in_one_article(
    archive: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    facts = tmp_path / "facts"
    facts.mkdir()
    (tmp_path / "auditor.toml").write_text('knowledge = "facts"\n', encoding="utf-8")
    main(["phrases", "--out", "facts/phrases.yaml", str(archive)])
    found = {}
    for verdict in ("undecided", "left-over"):
        text = (facts / "phrases.yaml").read_text(encoding="utf-8")
        (facts / "phrases.yaml").write_text(text.replace("is: undecided", f"is: {verdict}"), encoding="utf-8")
        capsys.readouterr()
        main(["check", "--format", "jsonl", "--select", "boilerplate/house-phrase", str(archive)])
        reports = map(json.loads, capsys.readouterr().out.splitlines())
        found[verdict] = {report["id"]: [finding["quote"] for finding in report["findings"]] for report in reports}
    assert found["undecided"] == {"0": [], "1": [], "2": [], "other": []}
    assert found["left-over"] == {"0": [LINE], "1": [LINE], "2": [LINE], "other": []}


def test_an_input_that_cannot_be_read_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["phrases", str(tmp_path / "missing.txt")]) == 2
    assert "missing.txt" in capsys.readouterr().err


def test_a_batch_tells_what_its_articles_share(archive: Path, tmp_path: Path) -> None:
    assert main(["batch", str(archive), "--out", str(tmp_path / "out"), "--workers", "1", "--fail-on", "never"]) == 0
    reports = [json.loads(line) for line in (tmp_path / "out" / "reports.jsonl").read_text("utf-8").splitlines()]
    found = {
        report["id"]: [
            (f["quote"], f["message"]) for f in report["findings"] if f["rule"] == "boilerplate/house-phrase"
        ]
        for report in reports
    }
    told = [(LINE, "This passage stands in 2 other articles of the outlet, word for word.")]
    assert found == {"0": told, "1": told, "2": told, "other": []}
