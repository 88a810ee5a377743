"""Every test of the store runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Iterator
from multiprocessing.pool import Pool
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import event

from auditor.store import Store
from auditor.store.database import Database
from auditor.store.schema import upgrade
from tests.postgresql import Server, new_schema, running

PROCESSES = 4
CHANGES = ("CREATE", "ALTER", "DROP", "INSERT", "UPDATE")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server of our own."""
    with running() as server:
        yield server


@pytest.fixture(scope="session")
def script(postgresql: Server) -> list[tuple[str, Any]]:
    """What the migrations say to an empty database of the server, statement by statement with its values."""
    database = Database(new_schema(postgresql))
    said: list[tuple[str, Any]] = []
    event.listen(database.engine, "before_cursor_execute", lambda *given: said.append((given[2], given[3] or None)))
    upgrade(database)
    database.close()
    return [(statement, values) for statement, values in said if statement.lstrip().startswith(CHANGES)]


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database; its tables are copied where the test has a store, too."""
    copied = "store" in request.fixturenames
    if request.param == "sqlite":
        path = tmp_path / "audits.db"
        if copied:
            shutil.copy(request.getfixturevalue("tables"), path)
        return f"sqlite:///{path}"
    made = new_schema(request.getfixturevalue("postgresql"))
    if copied:
        with psycopg.connect(made) as connection, connection.pipeline():
            for statement, values in request.getfixturevalue("script"):
                connection.execute(statement, values)
    return made


@pytest.fixture(params=["sqlite", "postgresql"])
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a second empty database, without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/other.db"
    return new_schema(request.getfixturevalue("postgresql"))


@pytest.fixture(scope="session")
def processes() -> Iterator[Pool]:
    """PROCESSES that write at once; all tests have the same, as each takes a second to start."""
    with multiprocessing.get_context("spawn").Pool(PROCESSES) as pool:
        yield pool


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty store."""
    opened = Store(url)
    yield opened
    opened.close()


@pytest.fixture
def database(url: str) -> Iterator[Database]:
    """An empty database, without tables."""
    opened = Database(url)
    yield opened
    opened.close()
