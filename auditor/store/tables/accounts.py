"""Editors: who may log in, where they are logged in, what they took on."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, String, Table, Text, UniqueConstraint

from auditor.store.tables.base import Moment, created_column, id_column, link, metadata

account = Table(
    "account",
    metadata,
    id_column(),
    Column("name", String(64), nullable=False, unique=True),
    Column("role", String(10), nullable=False),
    created_column(),
    Column("password", Text),  # none for who comes by the organisation's sign-in alone
    Column("issuer", Text),
    Column("subject", String(255)),
    Column("sources", JSON(none_as_null=True)),
    Column("desks", JSON(none_as_null=True)),
    Index("uq_account_issuer_subject", "issuer", "subject", unique=True),
)

login = Table(
    "login",
    metadata,
    id_column(),
    link("account", index=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("expires", Moment, nullable=False),
    created_column(),
    Column("used", Moment),
    Column("address", String(45)),
    Column("agent", Text),
)

assignment = Table(
    "assignment",
    metadata,
    id_column(),
    link("article"),
    Column("who", String(64), nullable=False, index=True),
    created_column(),
    UniqueConstraint("article_id"),
)
