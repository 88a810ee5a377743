"""Rows that are there or are made: one statement for both databases."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

from sqlalchemy import Connection, Executable, Table, bindparam, insert, select
from sqlalchemy.dialects import postgresql, sqlite

INSERTS: Mapping[str, Callable[[Table], postgresql.Insert | sqlite.Insert]] = {
    "sqlite": sqlite.insert,
    "postgresql": postgresql.insert,
}


def insert_row(connection: Connection, table: Table, values: Mapping[str, Any]) -> int:
    """Insert one row and give its id."""
    made: int = connection.execute(_insert(table), values).scalar_one()
    return made


def insert_new(connection: Connection, table: Table, values: Mapping[str, Any]) -> int | None:
    """Insert one row and give its id; None if a row that is unique already stands there."""
    made: int | None = connection.execute(_insert_new(connection.dialect.name, table), values).scalar()
    return made


def find_id(connection: Connection, table: Table, **key: Any) -> int | None:
    """The id of the row with these unique values, if there is one."""
    found: int | None = connection.execute(_select(table, tuple(key)), key).scalar()
    return found


def required_id(connection: Connection, table: Table, **key: Any) -> int:
    """The id of the row with these unique values, which is known to be there."""
    found: int = connection.execute(_select(table, tuple(key)), key).scalar_one()
    return found


def ensure_id(connection: Connection, table: Table, key: Mapping[str, Any], values: Mapping[str, Any]) -> int:
    """The id of the row with the unique values `key`; made with `values` too if it is not there."""
    found = find_id(connection, table, **key) or insert_new(connection, table, {**key, **values})
    return found or required_id(connection, table, **key)  # another writer was first


@cache
def _insert(table: Table) -> Executable:
    return insert(table).returning(table.c.id)


@cache
def _insert_new(dialect: str, table: Table) -> Executable:
    return INSERTS[dialect](table).on_conflict_do_nothing().returning(table.c.id)


@cache
def _select(table: Table, names: tuple[str, ...]) -> Executable:
    return select(table.c.id).where(*(table.c[name] == bindparam(name) for name in names))
