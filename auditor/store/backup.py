"""The whole store in one file and back: gzipped JSON Lines that every database can give and take."""

from __future__ import annotations

import base64
import gzip
import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, DateTime, LargeBinary, MetaData, Table, func, inspect, select, text
from sqlalchemy.exc import DBAPIError, OperationalError

from auditor.store.database import Database
from auditor.store.errors import StoreError
from auditor.store.failures import is_defect
from auditor.store.files import open_to_others, private
from auditor.store.schema import VERSION_TABLE, SchemaError, check_not_newer, current_revision, migrate
from auditor.store.tables import SCHEMA_REVISION, metadata

FORMAT = "article-auditor backup 1"
ROWS_AT_ONCE = 1_000
COUNTED_TABLES = ("article", "report")
"""Tables whose ids never come back, even of rows that were deleted."""


def backup(database: Database, path: Path) -> int:
    """Write all rows, as they stand at one moment, to `path`; how many. Raises StoreError, OSError.

    The file is complete or not there at all, and its owner's alone.
    """
    part = path.with_name(path.name + ".part")
    part.unlink(missing_ok=True)  # of a backup that was killed
    try:
        rows = _write(database, part)
        os.replace(part, path)
    except BaseException:
        part.unlink(missing_ok=True)  # on a disk that is full, it is what fills it
        raise
    return rows


def _write(database: Database, path: Path) -> int:
    with database.reading() as connection:
        revision = current_revision(connection)
        if revision is None:
            raise StoreError("the database is empty; there is nothing to back up")
        check_not_newer(revision)
        rows = 0
        with open(path, "xb", opener=private) as file, gzip.open(file, "wt", encoding="utf-8") as stream:
            head = {"format": FORMAT, "revision": revision, "last": _last_ids(connection)}
            stream.write(json.dumps(head) + "\n")
            for table in _tables(connection):
                for row in connection.execution_options(yield_per=ROWS_AT_ONCE).execute(select(table)):
                    stream.write(json.dumps([table.name, row._asdict()], default=_plain) + "\n")
                    rows += 1
            stream.write(json.dumps({"rows": rows}) + "\n")
    return rows


def restore(database: Database, path: Path) -> int:
    """Fill an empty database from `path` and bring it to this program's version; how many rows.

    All or nothing. Raises StoreError, OSError.
    """
    try:
        with gzip.open(path, "rt", encoding="utf-8") as stream:
            head = json.loads(stream.readline() or "{}")
            if not isinstance(head, dict) or head.get("format") != FORMAT:
                raise StoreError(f"{path} is not a backup of a store")
            check_not_newer(head["revision"])
            with database.writing() as connection:
                return _fill(connection, head, map(json.loads, stream))
    except (EOFError, gzip.BadGzipFile, json.JSONDecodeError, UnicodeDecodeError) as error:
        raise StoreError(f"{path} is damaged or not a backup: {error}") from None


def _fill(connection: Connection, head: Mapping[str, Any], lines: Iterator[Any]) -> int:
    _refuse_rows(connection)
    if current_revision(connection) is None:
        migrate(connection, head["revision"])
    tables = {table.name: table for table in _tables(connection)}
    rows, end = 0, None
    while chunk := list(islice(lines, ROWS_AT_ONCE)):
        for name, values in _by_table(line for line in chunk if isinstance(line, list)):
            connection.execute(tables[name].insert(), [_typed(tables[name], row) for row in values])
            rows += len(values)
        end = chunk[-1]
    if end != {"rows": rows}:
        raise StoreError("the backup is cut short")
    _continue_ids(connection, tables, head["last"])
    migrate(connection, SCHEMA_REVISION)
    return rows


def _refuse_rows(connection: Connection) -> None:
    revision = current_revision(connection)
    if revision is None:
        return
    if revision != SCHEMA_REVISION:
        raise SchemaError(f"the database is at revision {revision}; restore into an empty one")
    for table in _tables(connection):
        if connection.execute(select(func.count()).select_from(table)).scalar_one():
            raise StoreError(f"the database holds rows of {table.name} already; restore into an empty one")


def _tables(connection: Connection) -> list[Table]:
    """The tables as the database has them, each after those it refers to."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != VERSION_TABLE]


def _by_table(lines: Iterator[Any]) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Rows that follow each other and belong to one table."""
    name = ""
    rows: list[dict[str, Any]] = []
    for table, row in lines:
        if table != name and rows:
            yield name, rows
            rows = []
        name = table
        rows.append(row)
    if rows:
        yield name, rows


def _plain(value: Any) -> str:
    if isinstance(value, datetime):
        return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(UTC).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    raise TypeError(f"{type(value).__name__} has no place in a backup")


def _typed(table: Table, row: Mapping[str, Any]) -> dict[str, Any]:
    """`row` with its moments and bytes as such."""
    readers = {
        column.name: read for column in table.columns for kind, read in _READERS if isinstance(column.type, kind)
    }
    return {name: readers[name](value) if name in readers and value else value for name, value in row.items()}


_READERS: Sequence[tuple[type, Callable[[str], Any]]] = (
    (DateTime, datetime.fromisoformat),
    (LargeBinary, base64.b64decode),
)


def _last_ids(connection: Connection) -> dict[str, int]:
    """The highest id that each of COUNTED_TABLES ever had."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
        return {row.name: row.seq for row in rows if row.name in COUNTED_TABLES}
    last = {}
    for name in COUNTED_TABLES:
        query = text("SELECT pg_sequence_last_value(CAST(pg_get_serial_sequence(:name, 'id') AS regclass))")
        last[name] = connection.execute(query, {"name": name}).scalar() or 0
    return last


def _continue_ids(connection: Connection, tables: Mapping[str, Table], last: Mapping[str, int]) -> None:
    """Let new rows be numbered from where the backed-up store had come to."""
    for name, table in tables.items():
        if "id" not in table.c:
            continue
        highest = max(connection.execute(select(func.max(table.c.id))).scalar() or 0, last.get(name, 0))
        if highest:
            for statement in _SET_LAST_ID[connection.dialect.name]:
                connection.execute(text(statement), {"name": name, "highest": highest})


_SET_LAST_ID = {
    "sqlite": (
        "UPDATE sqlite_sequence SET seq = :highest WHERE name = :name",
        "INSERT INTO sqlite_sequence SELECT :name, :highest "
        "WHERE :name IN (SELECT name FROM sqlite_master WHERE sql LIKE '%AUTOINCREMENT%') "
        "AND :name NOT IN (SELECT name FROM sqlite_sequence)",
    ),
    "postgresql": ("SELECT setval(CAST(pg_get_serial_sequence(:name, 'id') AS regclass), :highest)",),
}


def problems(database: Database) -> list[str]:
    """What is wrong with the database: its version, pages, references, who may read it; empty if nothing is."""
    try:
        return _problems(database) + _readable(database)
    except DBAPIError as error:
        if is_defect(error) or isinstance(error, OperationalError):  # it cannot be reached, which says nothing of it
            raise
        return [f"the database cannot be read: {' '.join(str(error.orig).split())}; restore a backup into a new one"]


def _problems(database: Database) -> list[str]:
    with database.reading() as connection:
        revision = current_revision(connection)
        if revision != SCHEMA_REVISION:
            return [f"the database is at revision {revision or 'none'}, this program needs {SCHEMA_REVISION}"]
        found = [f"table {name} is missing" for name in _missing(connection)]
        if database.dialect == "sqlite":
            pages = connection.exec_driver_sql("PRAGMA integrity_check").scalars().all()
            found += [f"integrity: {line}" for line in pages if line != "ok"]
            broken = connection.exec_driver_sql("PRAGMA foreign_key_check").all()
            found += [f"{row[0]} row {row[1]} refers to a row of {row[2]} that is not there" for row in broken]
        return found


def _readable(database: Database) -> list[str]:
    files = open_to_others(database.file) if database.file else ()
    return [f"{path} is open to others than its owner; `auditor db upgrade` closes it" for path in files]


def _missing(connection: Connection) -> list[str]:
    return sorted(set(metadata.tables) - set(inspect(connection).get_table_names()))
