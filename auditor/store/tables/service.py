"""The service: work to do, what was delivered, who may call."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, Integer, String, Table, Text, UniqueConstraint

from auditor.store.tables.base import Id, Moment, created_column, id_column, link, metadata

job = Table(
    "job",
    metadata,
    id_column(),
    Column("kind", String(20), nullable=False),
    Column("batch", String(32)),
    Column("payload", JSON, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due", Moment, nullable=False),
    Column("lease_until", Moment),
    Column("worker", String(32)),
    Column("error", Text),
    Column("result", JSON(none_as_null=True)),
    created_column(),
    Column("failures", Integer, nullable=False, server_default="0"),
    Column("lost", Integer, nullable=False, server_default="0"),
    Column("finished", Moment),
    Column("lane", String(10), nullable=False, server_default="work"),
    Column("owner", String(300)),  # as long as the key of a source, and what it begins with
    Index(None, "lane", "state", "owner", "due", "id"),
    Index(None, "batch", "state", "id"),
    Index(None, "kind", "state", "id"),
    Index(None, "owner", "state", "id"),
)

delivery = Table(
    "delivery",
    metadata,
    id_column(),
    Column("sender", String(255), nullable=False),
    Column("name", String(255), nullable=False),
    link("job", nullable=True, gone="SET NULL", index=True),
    created_column(),
    UniqueConstraint("sender", "name"),
)

access_key = Table(
    "access_key",
    metadata,
    id_column(),
    Column("prefix", String(16), nullable=False, index=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("expires", Moment),
    Column("used", Moment),
    Column("revoked", Moment),
    created_column(),
    Column("sources", JSON(none_as_null=True)),
    Column("first", Id),  # the key that its holder had first; none for that one
)

log_entry = Table(
    "log_entry",
    metadata,
    id_column(),
    created_column(),
    Column("kind", String(10), nullable=False),
    Column("who", Text, nullable=False),
    Column("address", String(45)),
    Column("action", String(40), nullable=False, index=True),
    Column("object", Text, nullable=False),
    Column("details", JSON, nullable=False),
    Column("before", String(64), nullable=False),
    Column("digest", String(64), nullable=False, unique=True),
    sqlite_autoincrement=True,  # a number that was given is never given again, so that a gap tells of a loss
)
"""Who did what, in the order it was done; triggers let nobody change or delete a row."""
