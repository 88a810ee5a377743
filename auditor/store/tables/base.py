"""What all tables are built of."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Dialect,
    ForeignKey,
    Integer,
    MetaData,
    String,
    TypeDecorator,
)

SCHEMA_REVISION = "0013"
"""The newest migration; a test holds it to the folder migrations/versions."""


class Moment(TypeDecorator[datetime]):
    """A point of time, kept in UTC; comes back aware from every database."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """`value` in UTC. Raises ValueError if it has no time zone."""
        if value is not None and value.tzinfo is None:
            raise ValueError(f"{value} has no time zone")
        return None if value is None else value.astimezone(UTC)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """The same moment, aware."""
        moment: datetime | None = value
        return moment.replace(tzinfo=UTC) if moment is not None and moment.tzinfo is None else moment


Id = BigInteger().with_variant(Integer, "sqlite")
RuleId = String(120).with_variant(String(120, collation="C"), "postgresql")
"""The id of a rule; compared byte by byte in both databases, so that a topic is a range of ids."""
Digest = String(32)
"""Half a SHA-256 in hexadecimal."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)


def id_column() -> Column[int]:
    """The column that names a row."""
    return Column("id", Id, primary_key=True)


def link(name: str, *, nullable: bool = False, gone: str = "CASCADE", index: bool = False) -> Column[int]:
    """A column `<name>_id` that names a row of table `name`; `gone` says what follows when that row goes."""
    return Column(f"{name}_id", Id, ForeignKey(f"{name}.id", ondelete=gone), nullable=nullable, index=index)


def created_column() -> Column[datetime]:
    """When the row was made."""
    return Column("created", Moment, nullable=False)
