"""A backup goes from any database to any database, whole or not at all."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest
from sqlalchemy import text

from auditor.store import Store, StoreError
from auditor.store.backup import backup, problems, restore
from auditor.store.database import Database
from auditor.store.decisions import Decision, decide
from auditor.store.retention import prune
from auditor.store.schema import SchemaError, upgrade
from auditor.store.tables import SCHEMA_REVISION
from tests.store.made import TEXT, flag, report_on


@pytest.fixture
def other(other_url: str) -> Database:
    return Database(other_url)


def fill(store: Store) -> list[int]:
    """Three audits, a decision, and one audit that is gone again."""
    ids = [store.add(report_on(f"{TEXT} {n}", flag(TEXT, "Springfield"), id=str(n))) for n in range(3)]
    record = store.get(ids[0])
    assert record is not None
    with store.writing() as connection:
        decide(connection, record["findings"][0]["finding"], Decision("dismiss", "Ann", "false alarm"))
    last = store.add(report_on("Soon gone."))
    with store.writing() as connection:
        connection.execute(text("DELETE FROM article WHERE id = (SELECT max(id) FROM article)"))
    return [*ids, last]


def test_comes_back_in_any_database(store: Store, other: Database, other_url: str, tmp_path: Path) -> None:
    ids = fill(store)
    rows = backup(store.database, tmp_path / "backup")
    assert restore(other, tmp_path / "backup") == rows
    assert problems(other) == []
    copy = Store(other_url)
    for audit in ids:
        assert copy.get(audit) == store.get(audit)
    assert copy.list() == store.list()
    assert copy.add(report_on("New.")) > max(ids), "the id of an audit that was deleted never comes back"
    copy.close()
    other.close()


def test_backup_of_an_older_revision_is_upgraded(database: Database, tmp_path: Path, other_url: str) -> None:
    upgrade(database, "0001")
    backup(database, tmp_path / "backup")
    copy = Database(other_url)
    restore(copy, tmp_path / "backup")
    assert problems(copy) == []
    copy.close()


def test_restore_only_into_an_empty_database(store: Store, tmp_path: Path) -> None:
    fill(store)
    before = store.list()
    backup(store.database, tmp_path / "backup")
    with pytest.raises(StoreError, match=r"holds rows of .* already"):
        restore(store.database, tmp_path / "backup")
    assert store.list() == before


def test_nothing_to_back_up(database: Database, tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="nothing to back up"):
        backup(database, tmp_path / "backup")
    assert list(tmp_path.glob("backup*")) == []


def test_a_damaged_backup_changes_nothing(store: Store, other: Database, tmp_path: Path) -> None:
    fill(store)
    whole = tmp_path / "backup"
    backup(store.database, whole)
    lines = gzip.decompress(whole.read_bytes()).splitlines(keepends=True)
    for name, data in (
        ("cut", whole.read_bytes()[:-40]),
        ("short", gzip.compress(b"".join(lines[:-1]))),
        ("hole", gzip.compress(b"".join(lines[:-2] + lines[-1:]))),
        ("text", b"not a backup"),
        ("other", gzip.compress(b'{"rows": 1}\n')),
    ):
        damaged = tmp_path / name
        damaged.write_bytes(data)
        with pytest.raises(StoreError, match=r"damaged|cut short|not a backup"):
            restore(other, damaged)
        assert problems(other) == [f"the database is at revision none, this program needs {SCHEMA_REVISION}"]
    other.close()


def test_a_backup_of_a_newer_program_is_refused(other: Database, tmp_path: Path) -> None:
    newer = tmp_path / "newer"
    head = {"format": "article-auditor backup 1", "revision": "9999", "last": {}}
    newer.write_bytes(gzip.compress(json.dumps(head).encode() + b'\n{"rows": 0}\n'))
    with pytest.raises(SchemaError, match="newer than this program's"):
        restore(other, newer)
    other.close()


def test_check_finds_what_is_missing(store: Store) -> None:
    assert problems(store.database) == []
    with store.writing() as connection:
        connection.execute(text("DROP TABLE mute"))
    assert problems(store.database) == ["table mute is missing"]


def test_prune_keeps_decisions_and_what_is_young(store: Store) -> None:
    from datetime import UTC, datetime, timedelta

    from auditor.store.decisions import rule_quality
    from auditor.store.sources import set_retention

    fill(store)
    store.add(report_on("Of another.", source="example.net"))
    with store.writing() as connection:
        set_retention(connection, "example.net", 3650)
    later = datetime.now(UTC) + timedelta(days=100)
    assert prune(store.database, None, later) == 0
    assert prune(store.database, 200, later) == 0
    assert prune(store.database, 90, later) == 3
    assert [row["source"] for row in store.list()] == ["example.net"]
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM finding")).scalar() == 0
        assert [rule.dismissed for rule in rule_quality(connection)] == [1]
