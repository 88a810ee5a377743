"""`auditor baseline` and `--baseline`: what stood before is settled, what is new is told, by every command."""

import json
import tomllib
from pathlib import Path

import pytest

from auditor.cli import main

WRONG = "The council met on Friday, 6 March 2025, and put off its vote on the valley roads, as it had in the winter.\n"
DOUBLED = "Members want to know first what each of the the roads costs, and who is going to pay for them in the end.\n"
SHARE = "Share this article on Facebook\n"
TOLD = (
    "The Lerwick fish market burned down on Tuesday after a spark from a welder set its roof alight. {} "
    "Councillor Magnus Halcrow said that salmon landings would move to Scalloway for the winter. {}"
)
FIRE = "The fire in the market destroyed {} crates of salmon, the Shetland harbour trust said in a statement."


@pytest.fixture(autouse=True)
def news(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, with a folder of two articles."""
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "news"
    folder.mkdir()
    (folder / "a.txt").write_text(f"{WRONG}\n{SHARE}", encoding="utf-8")
    (folder / "b.txt").write_text(f"{DOUBLED}\n{WRONG}", encoding="utf-8")
    return folder


def found(capsys: pytest.CaptureFixture[str], *call: str) -> list[tuple[str, str]]:
    capsys.readouterr()
    main(["check", "--format", "jsonl", *call])
    rows = map(json.loads, filter(None, capsys.readouterr().out.split("\n")))
    return [(row["id"], finding["rule"]) for row in rows for finding in row["findings"]]


def test_what_stood_before_is_settled_and_what_is_new_fails(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = found(capsys, "news")
    assert main(["check", "news"]) == 1
    assert main(["baseline", "news", "--out", "baseline.toml", "--workers", "1"]) == 0
    assert f"{len(before)} findings of 2 articles in baseline.toml" in capsys.readouterr().err
    assert main(["check", "news", "--baseline", "baseline.toml", "--fail-on", "info"]) == 0
    assert found(capsys, "news", "--baseline", "baseline.toml") == []
    with (news / "a.txt").open("a", encoding="utf-8") as stream:
        stream.write(f"\n{DOUBLED}")
    (news / "c.txt").write_text(f"{WRONG}\n{SHARE}", encoding="utf-8")
    new = found(capsys, "news", "--baseline", "baseline.toml")
    assert ("news/a.txt", "language/doubled-word") in new
    assert {("news/c.txt", "boilerplate/share-bar"), ("news/c.txt", "date/weekday-differs")} <= set(new)
    assert not any(article == "news/b.txt" for article, _ in new)
    assert main(["check", "news", "--baseline", "baseline.toml"]) == 1


def test_a_baseline_of_a_folder_knows_its_files_one_by_one(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "news", "--out", "baseline.toml", "--workers", "1"]) == 0
    for files in (["news/a.txt"], ["news/b.txt", "news/a.txt"], ["./news"]):
        assert found(capsys, *files, "--baseline", "baseline.toml") == []
    (news / "b.txt").rename(news / "c.txt")
    assert found(capsys, "news/c.txt", "--baseline", "baseline.toml"), "another article"


def test_a_batch_and_its_stories_know_it_too(news: Path) -> None:
    figures = {
        "x": (476, "Nobody was hurt in the fire, the brigade from Shetland said."),
        "y": (470, ""),
        "z": (470, ""),
    }
    for name, (count, more) in figures.items():
        text = TOLD.format(FIRE.format(count), more or f"The hall was built in 19{80 + len(name)}.")
        (news / f"{name}.txt").write_text(f"Fire destroys Lerwick fish market\n\n{text}\n", encoding="utf-8")
    assert main(["batch", "news", "--out", "first", "--no-html", "--workers", "1"]) == 0
    assert main(["baseline", "news", "--out", "baseline.toml", "--workers", "1"]) == 0
    assert "story/number-differs" in Path("baseline.toml").read_text("utf-8")
    call = ["batch", "news", "--out", "second", "--no-html", "--workers", "1", "--fail-on", "info"]
    assert main([*call, "--baseline", "baseline.toml"]) == 0
    rows = [json.loads(line) for line in Path("second/reports.jsonl").read_text("utf-8").splitlines()]
    assert [row["findings"] for row in rows] == [[]] * 5


def test_the_file_is_the_same_each_time_and_holds_no_text(news: Path) -> None:
    for name, workers in (("one.toml", "1"), ("two.toml", "2")):
        assert main(["baseline", "news", "--out", name, "--workers", workers, "--reason", "moved here in spring"]) == 0
    data = Path("one.toml").read_bytes()
    assert data == Path("two.toml").read_bytes()
    rows = tomllib.loads(data.decode())["suppress"]
    assert rows == sorted(rows, key=lambda row: (row["article"], row["reason"], row["fingerprint"]))
    assert {row["article"] for row in rows} == {"news/a.txt", "news/b.txt"}
    assert all(row["reason"].startswith("moved here in spring: ") for row in rows)
    assert b"council" not in data.lower()
    assert b"Facebook" not in data


@pytest.mark.parametrize("article", ['quo"te\\back', "tab\tnew\nline", "é\x7f\x1b\u2028", "[[suppress]]"])
def test_any_id_can_stand_in_the_file(article: str, capsys: pytest.CaptureFixture[str]) -> None:
    Path("rows.jsonl").write_text(json.dumps({"id": article, "text": f"{WRONG}\n{DOUBLED}"}) + "\n", encoding="utf-8")
    assert main(["baseline", "rows.jsonl", "--out", "baseline.toml", "--workers", "1"]) == 0
    assert tomllib.loads(Path("baseline.toml").read_text("utf-8"))["suppress"][0]["article"] == article
    assert found(capsys, "rows.jsonl", "--baseline", "baseline.toml") == []


def test_what_cannot_be_read_is_told_and_the_rest_written(news: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (news / "bad.txt").write_bytes(b"abc \xff\xfe")
    assert main(["baseline", "news", "--out", "baseline.toml", "--workers", "1"]) == 2
    assert "bad.txt: not UTF-8" in capsys.readouterr().err
    assert found(capsys, "news", "--baseline", "baseline.toml") == []
    assert main(["check", "news", "--baseline", "nowhere.toml"]) == 2
    Path("other.toml").write_text('ignore = ["title"]\n', encoding="utf-8")
    assert main(["check", "news", "--baseline", "other.toml"]) == 2
    assert "other.toml:1: unknown key 'ignore'" in capsys.readouterr().err
