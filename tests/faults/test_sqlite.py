"""A SQLite file that is full, locked, read-only, gone, replaced or damaged: said so, and nothing silently dropped."""

from __future__ import annotations

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import event

from auditor.cli import main
from auditor.store.backup import problems
from tests.faults.conftest import BUSY_MS, TEXT, Service

PAGE_BYTES = 4096
LONG = TEXT * 300


def test_a_full_disk_refuses_and_goes_on_once_there_is_room(service: Service) -> None:
    kept = [service.kept(f"{LONG} {n}") for n in range(3)]
    pages = [limit_pages(service, 1)]
    service.refuses("disk is full", f"{LONG} too much")
    assert service.client.get(f"/v1/audits/{kept[0]}").status_code == 200
    assert pages[0] > 1
    limit_pages(service, 1 << 30)
    kept.append(service.kept(f"{LONG} too much"))
    assert service.store.count() == len(kept) == len(set(kept))
    assert problems(service.store.database) == []


def limit_pages(service: Service, number: int) -> int:
    """Let the file grow to so many pages, or stay as large as it is; how many it may have."""
    service.store.close()
    engine, found = service.store.database.engine, []

    def limit(raw: sqlite3.Connection, _: object) -> None:
        found.append(raw.execute(f"PRAGMA max_page_count={number}").fetchone()[0])

    event.listen(engine, "connect", limit)
    service.client.get("/readyz")
    return int(found[0])


@pytest.fixture
def lock(service: Service) -> Callable[[float], threading.Timer]:
    """Holds the database's only lock for so many seconds, once."""
    service.kept()
    held = sqlite3.connect(service.path or "", isolation_level=None, check_same_thread=False)

    def take(seconds: float) -> threading.Timer:
        held.execute("BEGIN IMMEDIATE")
        timer = threading.Timer(seconds, held.close)
        timer.start()
        return timer

    return take


def test_who_locks_it_for_long_is_not_waited_for(service: Service, lock: Callable[[float], threading.Timer]) -> None:
    timer = lock(3 * BUSY_MS / 1000)
    service.refuses("others have been writing")
    assert service.client.get("/v1/audits").json["total"] == 1, "readers go on"
    timer.join()
    service.kept("Another text.")


def test_who_locks_it_for_a_moment_is_waited_for(service: Service, lock: Callable[[float], threading.Timer]) -> None:
    started = time.monotonic()
    lock(0.1)
    service.kept("Another text.")
    assert time.monotonic() - started >= 0.09


def test_a_file_that_may_only_be_read_is_read(start: Callable[..., Service], service: Service) -> None:
    number = service.kept()
    service.store.close()
    reader = start(f"sqlite:///file:{service.path}?mode=ro&uri=true")
    assert reader.client.get(f"/v1/audits/{number}").status_code == 200
    reader.refuses("can only be read")


def test_what_is_acknowledged_is_on_the_disk(service: Service) -> None:
    """No test cuts the power; SQLite promises it for FULL (2) and EXTRA (3), not for NORMAL and OFF, with a WAL."""
    service.kept()
    database = service.store.database
    for transaction in (database.reading, database.writing):
        with transaction() as connection:
            assert connection.exec_driver_sql("PRAGMA synchronous").scalar_one() >= 2
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar_one() == "wal"


def test_a_file_that_is_gone_takes_nothing(service: Service, tmp_path: Path) -> None:
    """SQLite would write into the deleted file until the service ends, and lose it all then."""
    service.kept()
    path = service.path or Path()
    path.rename(tmp_path / "elsewhere")
    service.refuses("cannot be opened")
    assert "cannot be opened" in service.client.get("/readyz").json["detail"]
    assert not path.exists(), "an empty database in its place would hide the loss"
    (tmp_path / "elsewhere").rename(path)
    service.kept("Another text.")
    assert service.store.count() == 2


def test_a_file_that_takes_its_place_is_used(service: Service, tmp_path: Path) -> None:
    service.kept()
    assert main(["db", "backup", "--database", f"sqlite:///{service.path}", str(tmp_path / "backup")]) == 0
    restored = tmp_path / "restored.db"
    assert main(["db", "restore", "--database", f"sqlite:///{restored}", str(tmp_path / "backup")]) == 0
    with closing(sqlite3.connect(restored)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    service.kept("Later than the backup.")
    path = service.path or Path()
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink()
    restored.replace(path)
    assert service.store.count() == 1
    service.kept("Another text.")
    assert service.store.count() == 2


def test_a_damaged_page_is_told(service: Service, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    number = service.kept()
    service.store.close()
    damage(service.path or Path(), "revision")
    response = service.client.get(f"/v1/audits/{number}")
    assert (response.status_code, response.content_type) == (503, "application/problem+json")
    assert "damaged" in response.json["detail"]
    service.refuses("auditor db check")
    place = ["--database", f"sqlite:///{service.path}"]
    assert main(["db", "check", *place]) == 1
    assert "restore a backup" in capsys.readouterr().out
    assert main(["db", "backup", *place, str(tmp_path / "backup")]) == 2
    assert f"{service.path}: " in capsys.readouterr().err
    assert not list(tmp_path.glob("backup*")), "half a backup is none"


def damage(path: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        query = "SELECT rootpage FROM sqlite_master WHERE name = ?"
        page = connection.execute(query, [table]).fetchone()[0]
    with path.open("r+b") as stream:
        stream.seek((page - 1) * PAGE_BYTES)
        stream.write(b"\xde\xad" * (PAGE_BYTES // 2))
