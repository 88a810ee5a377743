"""Migrations: from every revision to the newest with data in, and never from a newer one."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import MetaData, select, text

from auditor.store import Store, StoreError
from auditor.store.database import Database
from auditor.store.identity import identity_key
from auditor.store.schema import MIGRATIONS, SchemaError, current_revision, upgrade
from auditor.store.tables import SCHEMA_REVISION, article, metadata
from tests.store.made import report_on

REVISIONS = ["0001", "0002", "0003", "0004", "0006", "0007", "0008", "0009", "0010", "0011", "0012", "0013"]
NOW = datetime(2026, 11, 1, 9, 30, tzinfo=UTC)
ROWS = {
    "source": {"id": 1, "key": "example.org", "name": "Example", "created": NOW},
    "article": {"id": 1, "source_id": 1, "key": "k", "created": NOW},
    "revision": {
        "id": 1, "article_id": 1, "number": 1, "content": "c", "wording": "w", "name": "a.txt", "title": "T",
        "headline": "T", "text": "Some text.", "words": 2, "url": None, "published": "2026-11-01", "modified": None,
        "language": "en", "origin": "text", "details": None, "created": NOW,
    },
    "ruleset": {"id": 1, "digest": "r", "created": NOW},
    "report": {
        "id": 1, "revision_id": 1, "article_id": 1, "source_id": 1, "ruleset_id": 1, "current": True, "score": 75.0,
        "complete": True, "failures": [], "counts": {"major": 1}, "created": NOW,
    },
    "finding": {
        "id": 1, "report_id": 1, "position": 0, "rule": "office/not-held", "severity": 3, "confidence": 0.9,
        "field": "text", "start": 0, "end": 4, "quote": "Some", "message": "M", "why": "W", "evidence": [],
        "fingerprint": "f", "fix": None, "quoted": False, "status": "open",
    },
}  # fmt: skip
"""A row of every table of revision 0001."""


def test_newest_revision_is_the_one_the_program_names() -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    scripts = ScriptDirectory.from_config(config)
    assert [script.revision for script in scripts.walk_revisions()][::-1] == REVISIONS
    assert scripts.get_current_head() == SCHEMA_REVISION == REVISIONS[-1]


def test_migrations_make_the_tables_of_the_program(database: Database) -> None:
    upgrade(database)
    with database.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


def test_the_stores_of_the_tests_have_the_same(store: Store) -> None:
    with store.reading() as connection:
        assert current_revision(connection) == SCHEMA_REVISION
        assert compare_metadata(MigrationContext.configure(connection), metadata) == []


@pytest.mark.parametrize("revision", REVISIONS)
def test_upgrade_with_data_in(database: Database, url: str, revision: str) -> None:
    upgrade(database, revision)
    with database.writing() as connection:
        old = MetaData()
        old.reflect(connection)
        for name, row in ROWS.items():
            connection.execute(old.tables[name].insert(), row)
    if revision != SCHEMA_REVISION:
        with pytest.raises(SchemaError, match="run `auditor db upgrade`"):
            Store(url)
    assert upgrade(database) == (revision, SCHEMA_REVISION)
    store = Store(url)
    record = store.get(1)
    assert record is not None
    assert json.loads(json.dumps(record))["findings"][0]["quote"] == "Some"
    assert record["created"] == "2026-11-01T09:30:00+00:00"
    assert (record["score"], record["judged"], record["not_judged"]) == (75.0, None, [])
    assert store.count(source="example.org") == 1
    store.close()


def test_articles_known_by_their_address_are_bound_to_their_sources(database: Database, url: str) -> None:
    """Each by the address that it was known by, whatever its revisions say; those without a source too."""

    def old_key(*known: object) -> str:
        return hashlib.sha256(json.dumps(known).encode()).hexdigest()[:32]

    first, moved, other = "https://example.org/a", "https://example.org/b", "http://localhost/c"
    keys = {
        1: (1, old_key("url", first)), 2: (None, old_key("url", other)), 3: (1, old_key("name", 1, "a.txt")),
        4: (1, old_key("content", 1, "c")),
    }  # fmt: skip
    addresses = {1: (first, moved), 2: (other,), 3: (None, moved), 4: (None,)}
    upgrade(database, "0011")
    with database.writing() as connection:
        old = MetaData()
        old.reflect(connection)
        connection.execute(old.tables["source"].insert(), ROWS["source"])
        for number, (source, key) in keys.items():
            row = {"id": number, "source_id": source, "key": key, "created": NOW}
            connection.execute(old.tables["article"].insert(), row)
            for place, address in enumerate(addresses[number], 1):
                said = {"id": 10 * number + place, "article_id": number, "number": place, "content": f"c{place}"}
                connection.execute(old.tables["revision"].insert(), {**ROWS["revision"], **said, "url": address})
    upgrade(database)
    with database.reading() as connection:
        after = {row.id: row.key for row in connection.execute(select(article.c.id, article.c.key))}
    assert after == {
        1: identity_key(("url", 1, first)), 2: identity_key(("url", None, other)), 3: keys[3][1], 4: keys[4][1],
    }  # fmt: skip
    store = Store(url)
    record = store.get(store.add(report_on("New.", url=first)))
    assert record is not None and record["article"] == 1
    store.close()


def test_upgrade_twice_changes_nothing(database: Database) -> None:
    assert upgrade(database) == (None, SCHEMA_REVISION)
    assert upgrade(database) == (SCHEMA_REVISION, SCHEMA_REVISION)


def test_an_empty_database_is_made(url: str) -> None:
    store = Store(url)
    assert store.count() == 0
    with store.reading() as connection:
        assert current_revision(connection) == SCHEMA_REVISION
    store.close()


def test_a_newer_database_is_refused(store: Store, url: str) -> None:
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    for attempt in (lambda: Store(url), lambda: upgrade(store.database)):
        with pytest.raises(SchemaError, match="9999, newer than this program's"):
            attempt()


def test_a_database_of_something_else_is_refused(database: Database, url: str) -> None:
    with database.writing() as connection:
        connection.execute(text("CREATE TABLE invoices (id INTEGER)"))
    with pytest.raises(SchemaError, match="holds other tables"):
        Store(url)


@pytest.mark.parametrize(
    ("url", "message"),
    [("audits.db", "is not a database URL"), ("mysql://host/audits", "SQLite or PostgreSQL, not in mysql")],
)
def test_urls_that_cannot_be(url: str, message: str) -> None:
    with pytest.raises(StoreError, match=message):
        Database(url)


def test_an_interrupted_upgrade_leaves_the_database_as_it_was(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("auditor.store.schema.VERSION_TABLE", "alembic_version")
    upgrade(database, "0001")

    def fail(*_: object, **__: object) -> None:
        raise RuntimeError("no power")

    monkeypatch.setattr("alembic.operations.Operations.add_column", fail)
    with pytest.raises((RuntimeError, AttributeError)):
        upgrade(database)
    with database.reading() as connection:
        assert current_revision(connection) == "0001"
        assert "decision" not in MigrationContext.configure(connection).dialect.get_table_names(connection)


def test_a_store_can_be_opened_anew(url: str) -> None:
    first = Store(url)
    audit = first.add(report_on())
    first.close()
    second = Store(url)
    assert second.get(audit) is not None
    second.close()
