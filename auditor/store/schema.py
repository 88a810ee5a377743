"""The state of the database's tables, and the way to the newest."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, inspect, text

from auditor.store.database import Database
from auditor.store.errors import StoreError
from auditor.store.tables import SCHEMA_REVISION

MIGRATIONS = Path(__file__).parent / "migrations"
VERSION_TABLE = "alembic_version"
_UPGRADE_LOCK = 0x61756469  # "audi": one process upgrades a PostgreSQL database, the others wait


class SchemaError(StoreError):
    """The database is of another version than this program."""


def current_revision(connection: Connection) -> str | None:
    """The migration that the database is at; None if it is empty. Raises SchemaError for a foreign database."""
    names = inspect(connection).get_table_names()
    if VERSION_TABLE not in names:
        if names:
            raise SchemaError(
                f"the database holds other tables ({', '.join(sorted(names)[:3])}); give the store its own"
            )
        return None
    query = text(f"SELECT version_num FROM {VERSION_TABLE}")  # a constant # nosec B608
    revision: str | None = connection.execute(query).scalar()
    return revision


def check_schema(database: Database) -> None:
    """Make the tables of an empty database. Raises SchemaError for an older or newer one."""
    with database.reading() as connection:
        found = current_revision(connection)
    if found is None:
        upgrade(database)
    elif found < SCHEMA_REVISION:
        raise SchemaError(
            f"the database is at revision {found}, this program needs {SCHEMA_REVISION}: run `auditor db upgrade`"
        )
    else:
        check_not_newer(found)


def check_not_newer(found: str) -> None:
    """Raises SchemaError for a revision that this program does not know."""
    if found > SCHEMA_REVISION:
        raise SchemaError(
            f"made at revision {found}, newer than this program's {SCHEMA_REVISION}: "
            "use the program that made it, or restore a backup of before"
        )


def upgrade(database: Database, revision: str = SCHEMA_REVISION) -> tuple[str | None, str]:
    """Bring the database to `revision` in one transaction; the revisions before and after. Raises SchemaError."""
    with database.writing() as connection:
        if database.dialect == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _UPGRADE_LOCK})
        found = current_revision(connection)
        check_not_newer(found or revision)
        migrate(connection, revision)
    return found, max(found or revision, revision)


def migrate(connection: Connection, revision: str) -> None:
    """Run the migrations up to `revision` in the connection's transaction; none if it is there already."""
    found = current_revision(connection)
    if found is not None and found >= revision:
        return
    from alembic import command  # noqa: PLC0415 - 0.2 s that only an upgrade needs
    from alembic.config import Config  # noqa: PLC0415

    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.attributes["connection"] = connection
    command.upgrade(config, revision)
