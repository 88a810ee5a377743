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
    (page,) = (tmp_path / "out" / "articles").glob("*.html")
    assert f'href="articles/{page.name}"' in index
    assert "One day." in page.read_text("utf-8")


def test_another_run_leaves_no_page_of_the_one_before(tmp_path: Path) -> None:
    out = tmp_path / "out"
    for name in ("first", "second"):
        (tmp_path / f"{name}.txt").write_text(f"The {name} council met.\n\nIt met on Tuesday.\n", encoding="utf-8")
        assert main(["batch", str(tmp_path / f"{name}.txt"), "--out", str(out)]) == 0
    (page,) = (out / "articles").iterdir()
    assert "second council" in page.read_text("utf-8")
    assert f'href="articles/{page.name}"' in (out / "index.html").read_text("utf-8")


def test_stories_are_found_and_their_contradictions_reported(tmp_path: Path) -> None:
    told = (
        "The Lerwick fish market burned down on Tuesday after a spark from a welder set its roof alight. {} "
        "Councillor Magnus Halcrow said that salmon landings would move to Scalloway for the winter. {}"
    )
    fire = "The fire in the market destroyed {} crates of salmon, the Shetland harbour trust said in a statement."
    texts = [
        told.format(fire.format(476), "Nobody was hurt in the fire, the brigade from Shetland said."),
        told.format("The hall was built in 1984.", fire.format(470)),
        fire.format(470)
        + " Salmon landings move from Lerwick to Scalloway after a welder's spark burned down the roof of "
        "the Lerwick fish market on Tuesday, Councillor Magnus Halcrow of Shetland said.",
    ]
    rows = [
        {"id": key, "title": "Fire destroys Lerwick fish market", "text": t}
        for key, t in zip("abc", texts, strict=True)
    ]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    assert main(["batch", str(path), "--out", str(tmp_path / "out")]) == 0
    stories = [json.loads(line) for line in (tmp_path / "out" / "stories.jsonl").read_text("utf-8").splitlines()]
    assert [story["articles"] for story in stories] == [["a", "b", "c"]]
    reports = [json.loads(line) for line in (tmp_path / "out" / "reports.jsonl").read_text("utf-8").splitlines()]
    found = {report["id"]: [f for f in report["findings"] if f["rule"] == "story/number-differs"] for report in reports}
    assert [f["quote"] for f in found["a"]] == ["476"]
    assert {e["article"] for e in found["a"][0]["evidence"]} == {"b", "c"}
    assert not found["b"]
    assert not found["c"]
