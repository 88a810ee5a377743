"""A batch gives the same reports however it is run, and loses nothing when its processes die."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from pathlib import Path

import pytest

from auditor.cli import main
from tests.batch.conftest import LINE, Start, article, read_rows, write_archive

FILES = ("reports.jsonl", "stories.jsonl", "sources.jsonl", "quarantine.jsonl")
WAIT_SECONDS = 120


def wait_for(work: Path, count: int) -> None:
    """Wait until so many parts are audited."""
    end = time.monotonic() + WAIT_SECONDS
    while len(list(work.glob("audit/*/receipt.json"))) < count:
        assert time.monotonic() < end
        time.sleep(0.02)


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    return write_archive(tmp_path / "rows.jsonl", [article(number) for number in range(60)])


def test_workers_and_shards_change_no_byte(archive: Path, tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    assert main(["batch", str(archive), "--out", str(one), "--workers", "1", "--no-html"]) == 0
    assert main(["batch", str(archive), "--out", str(two), "--workers", "2", "--shard-size", "7", "--no-html"]) == 0
    for name in FILES:
        assert (one / name).read_bytes() == (two / name).read_bytes()
    assert not (two / "index.html").exists()
    flagged = {row["id"] for row in read_rows(one / "reports.jsonl") for f in row["findings"] if f["quote"] == LINE}
    assert flagged == {f"a{number}" for number in range(0, 60, 3)}, "the first article of a source too"


def test_only_what_kills_hangs_or_raises_is_quarantined(start: Start, tmp_path: Path) -> None:
    rows = [article(number) for number in range(12)]
    for number, words in ((3, "KILLS ITS PROCESS"), (5, "NEVER ENDS"), (8, "RAISES")):
        rows[number]["text"] += f"\nThis one {words}."
    archive, out = write_archive(tmp_path / "rows.jsonl", rows), tmp_path / "out"
    process = start(archive, "--out", out, "--workers", 1, "--deadline", 4, "--no-html")
    assert process.wait(WAIT_SECONDS) == 2
    reasons = {row["id"]: row["error"] for row in read_rows(out / "quarantine.jsonl")}
    assert reasons == {
        "a3": "a3: the process died (signal 9) while it was audited",
        "a5": "a5: took longer than 4 s while it was audited",
        "a8": "a8: ValueError: as it says while it was audited",
    }
    assert [row["id"] for row in read_rows(out / "reports.jsonl")] == [r["id"] for r in rows if r["id"] not in reasons]
    run = json.loads((out / "run.json").read_bytes())
    assert (run["read"], run["audited"], run["quarantined"], run["skipped"]) == (12, 9, 3, 0)


def test_a_killed_run_is_gone_on_with(archive: Path, start: Start, tmp_path: Path) -> None:
    out, whole = tmp_path / "out", tmp_path / "whole"
    process = start(archive, "--out", out, "--workers", 1, "--shard-size", 10, "--no-html", slow=0.02)
    wait_for(out / "work", 2)
    process.kill()
    process.wait()
    again = start(archive, "--out", out)
    assert again.wait(WAIT_SECONDS) == 2
    assert "--resume" in again.communicate()[1]
    (sorted(out.glob("work/audit/*"))[0] / "reports.bin").write_bytes(b"a torn file")
    last = start(archive, "--out", out, "--workers", 1, "--shard-size", 10, "--no-html", "--resume")
    assert last.wait(WAIT_SECONDS) == 0
    assert main(["batch", str(archive), "--out", str(whole), "--no-html"]) == 0
    for name in FILES:
        assert (out / name).read_bytes() == (whole / name).read_bytes()
    assert not (out / "work").exists()


def test_ctrl_c_leaves_a_run_that_other_rules_may_not_go_on_with(archive: Path, start: Start, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = start(archive, "--out", out, "--workers", 2, "--shard-size", 10, "--no-html", slow=0.05)
    wait_for(out / "work", 1)
    process.send_signal(signal.SIGINT)
    assert process.wait(WAIT_SECONDS) == 130
    assert "--resume goes on" in process.communicate()[1]
    arguments = ["batch", str(archive), "--out", str(out), "--resume", "--shard-size", "10"]
    assert main([*arguments, "--ignore", "metadata"]) == 2
    with archive.open("a", encoding="utf-8") as stream:
        stream.write(json.dumps(article(60)) + "\n")
    assert main(arguments) == 2


def test_a_killed_worker_is_replaced(archive: Path, start: Start, tmp_path: Path) -> None:
    out = tmp_path / "out"
    process = start(archive, "--out", out, "--workers", 1, "--shard-size", 20, "--no-html", slow=0.05)
    wait_for(out / "work", 1)
    subprocess.run(["pkill", "-KILL", "-P", str(process.pid)], check=True)
    assert process.wait(WAIT_SECONDS) == 0
    ids = [row["id"] for row in read_rows(out / "reports.jsonl")]
    assert ids == [f"a{number}" for number in range(60)]


def test_inputs_that_are_not_there_are_named(archive: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    assert main(["batch", str(tmp_path / "none.jsonl"), str(archive), "--out", str(out), "--no-html"]) == 2
    run = json.loads((out / "run.json").read_bytes())
    assert (run["read"], run["audited"], run["quarantined"]) == (61, 60, 1)
    assert "none.jsonl: No such file" in read_rows(out / "quarantine.jsonl")[0]["error"]


def test_two_articles_of_one_name_are_told_apart(tmp_path: Path) -> None:
    twice = [{**article(1), "id": "same"}, {**article(1), "id": "same"}]
    archive = write_archive(tmp_path / "rows.jsonl", twice)
    assert main(["batch", str(archive), "--out", str(tmp_path / "out"), "--no-html"]) == 0
    (story,) = read_rows(tmp_path / "out" / "stories.jsonl")
    assert story["articles"] == ["same", "same#2"]
    assert story["copies"] == {"same#2": "same"}


def test_parquet_holds_what_the_lines_hold(archive: Path, tmp_path: Path) -> None:
    import pyarrow.parquet as pq

    out = tmp_path / "out"
    assert main(["batch", str(archive), "--out", str(out), "--parquet", "--no-html", "--shard-size", "40"]) == 0
    table = pq.read_table(out / "reports.parquet").to_pylist()
    lines = read_rows(out / "reports.jsonl")
    assert [row["id"] for row in table] == [row["id"] for row in lines]
    assert [[f["quote"] for f in row["findings"]] for row in table] == [
        [f["quote"] for f in row["findings"]] for row in lines
    ]
    assert table[0]["text"] == lines[0]["article"]["text"]
