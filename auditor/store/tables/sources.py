"""Sources: their other names, what is set for them, what they answered."""

from __future__ import annotations

from sqlalchemy import Column, Index, Integer, PrimaryKeyConstraint, String, Table, Text

from auditor.store.tables.base import Digest, Moment, created_column, id_column, link, metadata

source_alias = Table(
    "source_alias",
    metadata,
    id_column(),
    link("source", index=True),
    Column("key", String(255), nullable=False, unique=True),
)

mute = Table(
    "mute",
    metadata,
    id_column(),
    link("source"),
    Column("rule", String(120), nullable=False),
    Column("who", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", Moment),
    created_column(),
    Index(None, "source_id", "rule"),
)

reply = Table(
    "reply",
    metadata,
    id_column(),
    link("source", index=True),
    Column("fingerprint", String(40)),
    Column("who", Text, nullable=False),
    Column("text", Text, nullable=False),
    created_column(),
)

block_memory = Table(
    "block_memory",
    metadata,
    link("source"),
    Column("block", Digest, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("seen", Moment, nullable=False),
    PrimaryKeyConstraint("source_id", "block"),
    Index(None, "source_id", "articles", "seen"),
)
