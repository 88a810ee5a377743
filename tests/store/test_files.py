"""Whatever the umask says, nobody but its owner reads a database, what SQLite keeps beside it, or a backup."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from auditor.cli import main
from auditor.store import Store
from auditor.store.backup import backup, problems
from tests.store.made import TEXT, report_on

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="needs modes of files")


@pytest.fixture(autouse=True)
def no_umask() -> Iterator[None]:
    """A process whose files are open to everybody unless it says otherwise."""
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where `auditor db upgrade` made a database, in a folder that was not there."""
    made = tmp_path / "var" / "audits.db"
    monkeypatch.setenv("AUDITOR_DATABASE", f"sqlite:///{made}")
    assert main(["db", "upgrade"]) == 0
    return made


@pytest.fixture
def store(path: Path) -> Iterator[Store]:
    """The store of that database, at work."""
    opened = Store(f"sqlite:///{path}")
    opened.add(report_on(TEXT))
    yield opened
    opened.close()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_database_at_work_is_its_owners(store: Store, path: Path) -> None:
    assert store.count() == 1
    found = {file.name: mode(file) for file in path.parent.iterdir()}
    assert found == dict.fromkeys(("audits.db", "audits.db-shm", "audits.db-wal"), 0o600)
    assert mode(path.parent) == 0o700


def test_a_backup_is_its_owners(store: Store, tmp_path: Path) -> None:
    (tmp_path / "audits.gz.part").touch(0o666)
    backup(store.database, tmp_path / "audits.gz")
    assert mode(tmp_path / "audits.gz") == 0o600


def test_a_backup_follows_no_link(store: Store, tmp_path: Path) -> None:
    (tmp_path / "other").write_text("as it was", encoding="utf-8")
    (tmp_path / "audits.gz.part").symlink_to(tmp_path / "other")
    backup(store.database, tmp_path / "audits.gz")
    assert (tmp_path / "other").read_text(encoding="utf-8") == "as it was"


def test_what_was_made_open_is_told_and_closed(store: Store, path: Path) -> None:
    files = [path, *(path.with_name(f"{path.name}-{end}") for end in ("wal", "shm"))]
    for file in files:
        file.chmod(0o644)
    assert [line.partition(" is open to others")[0] for line in problems(store.database)] == [str(f) for f in files]
    assert main(["db", "upgrade"]) == 0
    assert {mode(file) for file in files} == {0o600}
    assert problems(store.database) == []


def test_a_service_makes_its_database_its_owners(tmp_path: Path) -> None:
    from api.app import make_folder

    url = f"sqlite:///{tmp_path}/new/audits.db"
    make_folder(url)
    Store(url).close()
    assert (mode(tmp_path / "new"), mode(tmp_path / "new" / "audits.db")) == (0o700, 0o600)
