"""`auditor batch`: nothing is lost without a line that says so."""

import csv
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


def ended(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, list[str]]:
    """The exit status of a batch of two rules, and what it says at its end."""
    rules = ("--select", "language/doubled-word", "--select", "metadata/missing-title")
    status = main(["batch", *map(str, arguments), "--workers", "1", *rules])
    return status, capsys.readouterr().err.splitlines()


def test_the_last_line_tells_findings_by_severity_and_the_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("auditor.toml").write_text('[severity]\n"language/doubled-word" = "minor"\n', encoding="utf-8")
    rows = [
        {"text": "The the ferry was late on Monday, as the the board said."},
        {"title": "Ferry late", "text": "The ferry came in."},
    ]
    Path("rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    status, lines = ended(capsys, "rows.jsonl", "--out", "out")
    counts = "2 read, 2 audited, 0 quarantined: 3 findings (2 minor, 1 info), 2 not judged (2 too short); "
    assert (status, lines) == (0, [f"{counts}open {Path('out', 'index.html')}"])
    assert ended(capsys, "rows.jsonl", "--out", "out", "--no-html")[1] == [
        f"{counts}see {Path('out', 'reports.jsonl')}"
    ]
    Path("rows.jsonl").write_text(json.dumps(rows[1]), encoding="utf-8")
    assert ended(capsys, "rows.jsonl", "--out", "out")[1] == [
        f"1 read, 1 audited, 0 quarantined: no findings, 1 not judged (1 too short); open {Path('out', 'index.html')}"
    ]


def test_what_was_set_aside_is_told_with_the_first_reasons(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows, out = tmp_path / "rows.jsonl", tmp_path / "out"
    rows.write_text('{"text": "One."}\n' + '{"text": " "}\n' * 7, encoding="utf-8")
    status, lines = ended(capsys, rows, tmp_path / "typo.txt", "--out", out)
    reasons = [f"auditor: {rows}:{n}: nothing to audit: no word in its text" for n in range(2, 6)]
    assert (status, lines[:-1]) == (
        2,
        [f"auditor: {tmp_path / 'typo.txt'}: No such file or directory", *reasons,
         f"auditor: and 3 more, in {out / 'quarantine.jsonl'}"],
    )  # fmt: skip
    assert lines[-1].startswith(
        "9 read, 1 audited, 8 quarantined: 1 finding (1 info), 1 not judged (1 too short); open "
    )


@pytest.mark.parametrize("name", ["typo.txt", "typo.jsonl", "typo.parquet", "folder", "empty.txt", "empty.jsonl"])
def test_without_an_article_there_are_no_pages(tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    (tmp_path / "folder").mkdir()
    for empty in ("empty.txt", "empty.jsonl"):
        (tmp_path / empty).touch()
    out = tmp_path / "out"
    status, (reason, last) = ended(capsys, tmp_path / name, "--out", out)
    assert status == 2
    assert reason.startswith(f"auditor: {tmp_path / name}: ")
    assert last == "1 read, 0 audited, 1 quarantined: nothing was audited, no page was written"
    assert not list(out.rglob("*.html"))
    assert (out / "reports.jsonl").read_text("utf-8") == ""
    assert str(tmp_path / name) in (out / "quarantine.jsonl").read_text("utf-8")


def test_ids_are_the_same_wherever_they_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text = "The ferry was late again on Monday, the the harbour board in Leith said in a statement."
    for folder in ("a", "b"):
        Path("news", folder).mkdir(parents=True)
        Path("news", folder, "article.txt").write_text(text, encoding="utf-8")
    rows = [{"id": "same", "text": f"{text} {n}"} for n in range(2)]
    Path("rows.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert ended(capsys, "news", "rows.jsonl", "--out", "out")[0] == 0
    wanted = ["news/a/article.txt", "news/b/article.txt", "same", "same#2"]
    reports = [json.loads(line) for line in Path("out", "reports.jsonl").read_text("utf-8").splitlines()]
    assert [report["id"] for report in reports] == wanted
    with Path("out", "articles.csv").open(encoding="utf-8-sig", newline="") as stream:
        articles = list(csv.DictReader(stream))
    assert [row["article"] for row in articles] == wanted
    assert len({row["page"] for row in articles}) == 4
    stories = [json.loads(line) for line in Path("out", "stories.jsonl").read_text("utf-8").splitlines()]
    assert sorted(name for story in stories for name in story["articles"]) == wanted


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
    assert [sorted(story["articles"]) for story in stories] == [["a", "b", "c"]]
    reports = [json.loads(line) for line in (tmp_path / "out" / "reports.jsonl").read_text("utf-8").splitlines()]
    found = {report["id"]: [f for f in report["findings"] if f["rule"] == "story/number-differs"] for report in reports}
    assert [f["quote"] for f in found["a"]] == ["476"]
    assert {e["article"] for e in found["a"][0]["evidence"]} == {"b", "c"}
    assert not found["b"]
    assert not found["c"]


TOLD = "Council puts off its vote on the roads\n\nThe council met on Friday, 6 March 2025, and put off its vote on the roads.\n"


def test_the_exit_status_counts_findings_if_asked_to(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TOLD, encoding="utf-8")
    call = ["batch", str(tmp_path / "a.txt"), "--no-html", "--workers", "1", "--out"]
    assert main([*call, str(tmp_path / "first")]) == 0
    assert main([*call, str(tmp_path / "second"), "--fail-on", "major"]) == 1
    assert main([*call, str(tmp_path / "third"), "--fail-on", "critical"]) == 0


def test_what_articles_do_not_say_is_said_for_them(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [{"id": "a", "text": TOLD}, {"id": "b", "text": TOLD, "source": "b.example", "published": "2025-03-07"}]
    path = tmp_path / "rows.jsonl"
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    asked = ["--source", "a.example", "--published", "2025-03-08", str(path)]
    assert main(["batch", "--workers", "1", "--no-html", "--out", str(tmp_path / "out"), *asked]) == 0
    sources = [json.loads(line) for line in (tmp_path / "out" / "sources.jsonl").read_text("utf-8").splitlines()]
    assert {row["source"] for row in sources} == {"a.example", "b.example"}
    batch = [json.loads(line) for line in (tmp_path / "out" / "reports.jsonl").read_text("utf-8").splitlines()]
    capsys.readouterr()
    main(["check", "--format", "json", *asked])
    check = json.loads(capsys.readouterr().out)
    assert [row["findings"] for row in batch] == [row["findings"] for row in check]


def test_a_run_is_gone_on_with_under_the_same_defaults_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.txt").write_text(TOLD, encoding="utf-8")
    call = ["batch", str(tmp_path / "a.txt"), "--no-html", "--workers", "1", "--out", str(tmp_path / "out")]

    def break_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("auditor.batch.run._Run.finish", break_off)
        assert main([*call, "--source", "a.example"]) == 130
    assert main([*call, "--resume"]) == 2
    assert "that run had other source or date for articles without" in capsys.readouterr().err
    assert main([*call, "--resume", "--source", "a.example"]) == 0
