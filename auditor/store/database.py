"""Connections to the store's database: SQLite by default, PostgreSQL by URL."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection, DBAPICursor
from sqlalchemy.exc import ArgumentError, DisconnectionError
from sqlalchemy.pool import ConnectionPoolEntry

from auditor.store.errors import StoreError
from auditor.store.files import make_file

BUSY_TIMEOUT_MS = 10_000
"""How long a writer waits for another; four writers at full speed wait 0.3 s at most."""
SCRUB_TIMEOUT_MS = 1_000
"""How long the emptying of the write-ahead log waits for readers; writers wait meanwhile."""
JOURNAL_LIMIT_BYTES = 64 << 20
CHECKPOINT_PAGES = 8_000
"""Of 4 kB: half the limit above. Pages that every audit touches are copied once in some 300 audits, not in 40."""
CACHE_KIB = 16_384
"""Inner pages of the indexes of some 100,000 findings, so that a writer need not read them again."""
PASSWORD_FILE = "password_file"  # a name in an address # nosec B105
DRIVERS = {"sqlite": "sqlite", "postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
LOG_PAUSE_SECONDS = 0.01
"""Between two tries at the write-ahead log of a new file: about as long as another's switch to it takes."""
PRAGMAS = (
    "synchronous=FULL",  # a report that was acknowledged outlives a power cut
    "foreign_keys=ON",
    "secure_delete=ON",  # what was deleted is written over, so that no copy of the file gives it away
    f"journal_size_limit={JOURNAL_LIMIT_BYTES}",
    f"wal_autocheckpoint={CHECKPOINT_PAGES}",
    f"cache_size=-{CACHE_KIB}",
)


class Database:
    """One database; `reading()` and `writing()` give transactions on it."""

    def __init__(self, url: str) -> None:
        self._engine = open_engine(url)
        self._writer = self._engine.execution_options(writes=True)

    def __str__(self) -> str:
        """The URL without its password."""
        return self._engine.url.render_as_string()

    @property
    def engine(self) -> Engine:
        """What makes its connections."""
        return self._engine

    @property
    def dialect(self) -> str:
        """`sqlite` or `postgresql`."""
        return self._engine.dialect.name

    @property
    def file(self) -> Path | None:
        """The file of a SQLite database; None for one in memory or on a server."""
        return sqlite_file(self._engine) if self.dialect == "sqlite" else None

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A transaction that sees one state of the database and changes nothing."""
        with self._engine.begin() as connection:
            if self.dialect == "postgresql":
                connection.exec_driver_sql("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction that may write: committed at the end, rolled back by an exception."""
        with self._writer.begin() as connection:
            yield connection

    def scrub(self) -> bool:
        """Empty SQLite's write-ahead log, which has what was deleted until it is written over; whether it is empty.

        It is not while others read: then the next checkpoint does it.
        """
        if self.dialect != "sqlite":
            return True
        connection = self._engine.raw_connection()
        try:
            cursor = connection.cursor()
            cursor.execute(f"PRAGMA busy_timeout={SCRUB_TIMEOUT_MS}")
            busy, *_ = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
        finally:
            connection.close()
        return not busy

    def close(self) -> None:
        """Give all connections back."""
        self._engine.dispose()


def open_engine(url: str) -> Engine:
    """An engine for `url`. Raises StoreError for a URL of another kind of database, or one that lacks its driver.

    A URL that ends in `?password_file=PATH` has its password there: it is read for every connection, and stands nowhere
    else.
    """
    parsed = parse_url(url)
    password_file = parsed.query.get(PASSWORD_FILE)
    parsed = parsed.difference_update_query([PASSWORD_FILE])
    driver = DRIVERS.get(parsed.get_backend_name())
    if driver is None:
        raise StoreError(f"a store is kept in SQLite or PostgreSQL, not in {parsed.get_backend_name()}")
    try:
        engine = create_engine(parsed.set(drivername=driver), pool_pre_ping=driver != "sqlite")  # a server may restart
    except ImportError as error:
        raise StoreError(
            f"PostgreSQL needs the package psycopg ({error}): pip install 'article-auditor[postgresql]'"
        ) from None
    if isinstance(password_file, str):
        event.listen(engine, "do_connect", partial(_show_password, Path(password_file)))
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        if (path := sqlite_file(engine)) is not None:
            _hold_to_file(engine, path)
    return engine


def _show_password(file: Path, _: object, __: object, ___: object, options: dict[str, Any]) -> None:
    try:
        options["password"] = file.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise StoreError(f"the password of the database cannot be read: {file}: {error}") from None


def parse_url(url: str) -> URL:
    """The parts of a database URL. Raises StoreError."""
    try:
        return make_url(url)
    except ArgumentError:
        raise StoreError(f"{url!r} is not a database URL, as sqlite:///audits.db or postgresql://host/audits") from None


def sqlite_file(engine: Engine) -> Path | None:
    """The file of a SQLite database; None for one in memory, or named by a URI of SQLite's own."""
    name = engine.url.database
    return Path(name) if name and name != ":memory:" and not name.startswith("file:") else None


def _hold_to_file(engine: Engine, path: Path) -> None:
    """Write to the file that bears the name, as SQLite would go on with one that was deleted and lose it all.

    A new one is made before SQLite would, which asks the umask who may read it.

    Connections to a file that another took the place of are made anew; a file that was there is never made again.
    """
    opened = False

    def refuse_new_file(*_: object) -> None:
        if not opened:
            make_file(path)
        elif not path.exists():
            raise MissingFile(f"{path} is gone")

    def note_file(_: DBAPIConnection, record: ConnectionPoolEntry) -> None:
        nonlocal opened
        opened = True
        record.info["file"] = _identity(path)

    def refuse_other_file(_: DBAPIConnection, record: ConnectionPoolEntry, __: object) -> None:
        if record.info["file"] != _identity(path):
            raise DisconnectionError(f"{path} is another file than before")

    event.listen(engine, "do_connect", refuse_new_file)
    event.listen(engine, "connect", note_file)
    event.listen(engine, "checkout", refuse_other_file)


class MissingFile(sqlite3.OperationalError):
    """The file of a database that was open is gone."""

    sqlite_errorname = "SQLITE_CANTOPEN"


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from another of its name; None if there is none."""
    try:
        known = path.stat()
    except OSError:
        return None
    return known.st_dev, known.st_ino


def _prepare_sqlite(connection: DBAPIConnection, _: Any) -> None:
    connection.isolation_level = None  # transactions begin where `_begin_sqlite` says, not at the first write
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout={BUSY_TIMEOUT_MS}")
    _write_ahead(cursor)
    for pragma in PRAGMAS:
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _write_ahead(cursor: DBAPICursor) -> None:
    """Keep a write-ahead log; while another writes to a file without one, SQLite refuses at once instead of waiting."""
    end = time.monotonic() + BUSY_TIMEOUT_MS / 1000
    while True:
        try:
            cursor.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > end:
                raise
            time.sleep(LOG_PAUSE_SECONDS)
        else:
            return


def _begin_sqlite(connection: Connection) -> None:
    """Take the write lock first: a reader that turns writer fails at once when another wrote meanwhile."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
