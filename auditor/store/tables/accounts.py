"""Editors: who may log in, where they are logged in, what they took on."""

from __future__ import annotations

from sqlalchemy import Column, String, Table, Text, UniqueConstraint

from auditor.store.tables.base import Moment, created_column, id_column, link, metadata

account = Table(
    "account",
    metadata,
    id_column(),
    Column("name", String(64), nullable=False, unique=True),
    Column("password", Text, nullable=False),
    Column("role", String(10), nullable=False),
    created_column(),
)

login = Table(
    "login",
    metadata,
    id_column(),
    link("account", index=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("expires", Moment, nullable=False),
    created_column(),
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
