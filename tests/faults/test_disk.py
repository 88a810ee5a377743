"""A disk that takes no more while a command writes: it says so, leaves no half files, and goes on once there is room."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from auditor.store import Store
from auditor.store.backup import backup, problems, restore
from auditor.store.database import Database
from tests.faults.conftest import TEXT
from tests.store.made import report_on

resource = pytest.importorskip("resource", reason="only Unix limits what a process may write")
ARTICLES = 60


def run(*arguments: str, most_bytes: int | None = None) -> subprocess.CompletedProcess[str]:
    """Run `auditor` where no file may grow beyond `most_bytes`: the system refuses as it does on a full disk."""
    limit = "" if most_bytes is None else f"resource.setrlimit(resource.RLIMIT_FSIZE, ({most_bytes}, {most_bytes}))"
    program = f"import resource, sys; {limit}\nfrom auditor.cli import main\nsys.exit(main(sys.argv[1:]))"
    command = [sys.executable, "-c", program, *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=600, check=False, env=os.environ)


def test_a_batch_says_so_and_goes_on(tmp_path: Path) -> None:
    rows = [{"id": str(n), "text": f"{TEXT * 9} {n}"} for n in range(ARTICLES)]
    (tmp_path / "in.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows), encoding="utf-8")
    command = ["batch", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out"), "--workers", "1", "--no-html"]
    command += ["--select", "language"]
    stopped = run(*command, most_bytes=20_000)
    assert stopped.returncode == 2
    assert os.strerror(errno.EFBIG) in stopped.stderr and "Traceback" not in stopped.stderr
    assert not (tmp_path / "out" / "run.json").exists(), "a run that is not whole has no account of itself"
    resumed = run(*command, "--resume")
    assert resumed.returncode == 0, resumed.stderr
    reports = (tmp_path / "out" / "reports.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["id"] for line in reports] == [row["id"] for row in rows]


def test_a_backup_says_so_and_leaves_the_last_one(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/audits.db")
    path = tmp_path / "backup"
    store.add(report_on(TEXT))
    rows = backup(store.database, path)
    for number in range(60):
        store.add(report_on(os.urandom(2_000).hex() + str(number)))
    store.close()
    stopped = run("db", "backup", "--database", f"sqlite:///{tmp_path}/audits.db", str(path), most_bytes=60_000)
    assert stopped.returncode == 2
    assert os.strerror(errno.EFBIG) in stopped.stderr
    assert not list(tmp_path.glob("*.part")), "what was written would go on to fill the disk"
    copy = Database(f"sqlite:///{tmp_path}/copy.db")
    assert restore(copy, path) == rows
    assert problems(copy) == []
    copy.close()
