"""A batch gives the same reports however it is run, and loses nothing when its processes die."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest

from auditor.batch import output
from auditor.batch.task import BatchError
from auditor.cli import main
from auditor.ruleset import builtin_folder
from tests.batch.conftest import FEW_RULES, LINE, Start, article, read_rows, write_archive

FILES = ("reports.jsonl", "stories.jsonl", "sources.jsonl", "quarantine.jsonl")
ARTICLES = 30
WAIT_SECONDS = 120


def wait_for(work: Path, count: int) -> None:
    """Wait until so many parts are audited."""
    end = time.monotonic() + WAIT_SECONDS
    while len(list(work.glob("audit/*/receipt.json"))) < count:
        assert time.monotonic() < end
        time.sleep(0.02)


def batch(*arguments: object) -> int:
    """The exit status of a batch of few rules."""
    return main(["batch", *map(str, arguments), *FEW_RULES])


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("archive") / "rows.jsonl"
    return write_archive(path, [article(number) for number in range(ARTICLES)])


@pytest.fixture(scope="module")
def whole(archive: Path) -> Path:
    """What one process makes of the archive in one part, as lines and as Parquet."""
    out = archive.parent / "whole"
    assert batch(archive, "--out", out, "--workers", 1, "--parquet") == 0
    return out


def test_workers_and_shards_change_no_byte(archive: Path, whole: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert batch(archive, "--out", out, "--workers", 2, "--shard-size", 7, "--parquet") == 0
    for name in FILES:
        assert (out / name).read_bytes() == (whole / name).read_bytes()
    assert table_rows(out) == table_rows(whole)
    assert not (out / "index.html").exists()
    flagged = {row["id"] for row in read_rows(out / "reports.jsonl") for f in row["findings"] if LINE in f["quote"]}
    assert flagged == {f"a{number}" for number in range(0, ARTICLES, 3)}, "the first article of a source too"


def table_rows(out: Path) -> list[dict[str, Any]]:
    """The rows of the Parquet file of a batch."""
    import pyarrow.parquet as pq

    rows: list[dict[str, Any]] = pq.read_table(out / "reports.parquet").to_pylist()
    return rows


def break_off(*_: object) -> None:
    raise BatchError("broken off")


def files(out: Path) -> dict[str, bytes]:
    """What a batch left, but for its account of itself, which has the time in it."""
    found = (path for path in out.rglob("*") if path.is_file() and path.name != "run.json")
    return {str(path.relative_to(out)): path.read_bytes() for path in found}


def test_a_site_is_the_same_however_it_is_cut_and_wherever_it_breaks_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = [{**article(n - n % 2), "id": f"b{n}", "source": f"paper{n % 3}.example"} for n in range(12)]
    archive = write_archive(tmp_path / "rows.jsonl", rows)
    whole, out = tmp_path / "whole", tmp_path / "out"
    few = FEW_RULES[:-1]
    assert main(["batch", str(archive), "--out", str(whole), "--workers", "1", *few]) == 0
    assert len(list(whole.glob("stories/*.html"))) == 6
    assert len(list(whole.glob("sources/*.html"))) == 3
    again = ["batch", str(archive), "--out", str(out), "--workers", "2", "--shard-size", "5", *few]
    with monkeypatch.context() as broken:
        broken.setattr(output, "_write_summary", break_off)
        assert main(again) == 2
    assert main([*again, "--no-html", "--resume"]) == 2, "with pages or without is another run"
    assert main([*again, "--resume"]) == 0
    assert files(out) == files(whole)


def test_only_what_kills_hangs_or_raises_is_quarantined(start: Start, tmp_path: Path) -> None:
    rows = [article(number) for number in range(12)]
    for number, words in ((3, "KILLS ITS PROCESS"), (5, "NEVER ENDS"), (8, "RAISES")):
        rows[number]["text"] += f"\nThis one {words}."
    archive, out = write_archive(tmp_path / "rows.jsonl", rows), tmp_path / "out"
    process = start(archive, "--out", out, "--workers", 1, "--deadline", 2)
    assert process.wait(WAIT_SECONDS) == 2
    reasons = {row["id"]: row["error"] for row in read_rows(out / "quarantine.jsonl")}
    assert reasons == {
        "a3": "a3: the process died (signal 9) while it was audited",
        "a5": "a5: took longer than 2 s while it was audited",
        "a8": "a8: ValueError: as it says while it was audited",
    }
    assert [row["id"] for row in read_rows(out / "reports.jsonl")] == [r["id"] for r in rows if r["id"] not in reasons]
    run = json.loads((out / "run.json").read_bytes())
    assert (run["read"], run["audited"], run["quarantined"], run["skipped"]) == (12, 9, 3, 0)


def test_a_killed_run_is_gone_on_with(
    archive: Path, whole: Path, start: Start, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out"
    process = start(archive, "--out", out, "--workers", 1, "--shard-size", 5, slow=0.02)
    wait_for(out / "work", 2)
    process.kill()
    process.wait()
    assert batch(archive, "--out", out) == 2
    assert "--resume" in capsys.readouterr().err
    (sorted(out.glob("work/audit/*"))[0] / "reports.bin").write_bytes(b"a torn file")
    assert batch(archive, "--out", out, "--workers", 1, "--shard-size", 5, "--resume") == 0
    for name in FILES:
        assert (out / name).read_bytes() == (whole / name).read_bytes()
    assert not (out / "work").exists()


def test_ctrl_c_leaves_a_run_that_other_rules_may_not_go_on_with(start: Start, tmp_path: Path) -> None:
    out, rows = tmp_path / "out", [article(number) for number in range(ARTICLES)]
    archive = write_archive(tmp_path / "rows.jsonl", rows)
    process = start(archive, "--out", out, "--workers", 2, "--shard-size", 5, slow=0.1)
    wait_for(out / "work", 1)
    process.send_signal(signal.SIGINT)
    assert process.wait(WAIT_SECONDS) == 130
    assert "--resume goes on" in process.communicate()[1]
    again = (archive, "--out", out, "--resume", "--shard-size", 5)
    assert batch(*again, "--ignore", "metadata") == 2
    write_archive(archive, [*rows, article(ARTICLES)])
    assert batch(*again) == 2


def test_a_killed_worker_is_replaced(archive: Path, start: Start, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = start(archive, "--out", out, "--workers", 1, "--shard-size", 10, slow=0.05)
    wait_for(out / "work", 1)
    subprocess.run(["pkill", "-KILL", "-P", str(process.pid)], check=True)
    assert process.wait(WAIT_SECONDS) == 0
    ids = [row["id"] for row in read_rows(out / "reports.jsonl")]
    assert ids == [f"a{number}" for number in range(ARTICLES)]


def test_a_name_twice_is_told_apart_and_an_input_that_is_not_there_is_named(tmp_path: Path) -> None:
    out, twice = tmp_path / "out", [{**article(1), "id": "same"}, {**article(1), "id": "same"}]
    archive = write_archive(tmp_path / "rows.jsonl", twice)
    assert batch(tmp_path / "none.jsonl", archive, "--out", out) == 2
    run = json.loads((out / "run.json").read_bytes())
    assert (run["read"], run["audited"], run["quarantined"]) == (3, 2, 1)
    assert "none.jsonl: " in read_rows(out / "quarantine.jsonl")[0]["error"]
    (story,) = read_rows(out / "stories.jsonl")
    assert story["articles"] == ["same", "same#2"]
    assert story["copies"] == {"same#2": "same"}


def test_a_newsrooms_own_tables_reach_every_process(tmp_path: Path) -> None:
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "bodies.yaml").write_text(
        "- {name: Harbour Lamp Board, wrong: [Harbor Lamps Board], countries: [GB], as_of: 2026-01-05}\n",
        encoding="utf-8",
    )
    config = tmp_path / "auditor.toml"
    config.write_text('knowledge = "facts"\n', encoding="utf-8")
    text = "The keeper met the Harbor Lamps Board in London on Monday, and the lamp was lit again in the evening."
    archive = write_archive(tmp_path / "rows.jsonl", [article(1) | {"text": text}])
    arguments = ["batch", archive, "--out", tmp_path / "out", "--workers", 1, "--config", config, "--select", "name"]
    assert main([*map(str, arguments), "--no-html"]) == 0
    (row,) = read_rows(tmp_path / "out" / "reports.jsonl")
    assert [finding["quote"] for finding in row["findings"]] == ["Harbor Lamps Board"]


def test_parquet_holds_what_the_lines_hold(whole: Path) -> None:
    table, lines = table_rows(whole), read_rows(whole / "reports.jsonl")
    assert [row["id"] for row in table] == [row["id"] for row in lines]
    assert [[f["quote"] for f in row["findings"]] for row in table] == [
        [f["quote"] for f in row["findings"]] for row in lines
    ]
    assert table[0]["text"] == lines[0]["article"]["text"]


def renamed(folder: Path, shipped: str, name: str) -> None:
    """A rule of `folder` that says what a shipped one says, under another name."""
    path = folder / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    data = (builtin_folder() / f"{shipped}.yaml").read_text(encoding="utf-8")
    path.write_text(data.replace(f"id: {shipped}", f"id: {name}"), encoding="utf-8")


def test_what_a_rule_is_called_says_nothing_of_what_it_looks_at(tmp_path: Path) -> None:
    of_article, of_story = "story/doubled-word", "number/told-otherwise"
    renamed(tmp_path / "rules", "language/doubled-word", of_article)
    renamed(tmp_path / "rules", "story/number-differs", of_story)
    told = (
        "The fire in the Lerwick market destroyed {} crates of of salmon, the harbour trust said in a statement.\n\n"
        "Councillor Magnus Halcrow said that landings would move to Scalloway for the winter. Paper {} was there."
    )
    known = {"title": "Fire destroys Lerwick market", "published": "2025-03-04"}
    rows = [
        {"id": f"a{n}", "text": told.format(crates, n), "source": f"paper{n}.example", **known}
        for n, crates in enumerate((420, 470, 420))
    ]
    archive, out = write_archive(tmp_path / "rows.jsonl", rows), tmp_path / "out"
    chosen = ("--rules", tmp_path / "rules", "--select", of_article, "--select", of_story, "--no-html")
    assert main(["batch", *map(str, (archive, "--out", out, "--workers", 1, *chosen))]) == 0
    found = [sorted(finding["rule"] for finding in row["findings"]) for row in read_rows(out / "reports.jsonl")]
    assert found == [[of_article], [of_story, of_article], [of_article]]
