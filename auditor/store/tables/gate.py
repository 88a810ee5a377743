"""What the gate said of articles, to whom, and what became of them."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Index, String, Table, Text

from auditor.store.tables.base import created_column, id_column, link, metadata

gate_event = Table(
    "gate_event",
    metadata,
    id_column(),
    link("article"),
    link("report", index=True),
    Column("kind", String(12), nullable=False),
    Column("editor", String(100)),
    Column("way", String(40)),
    Column("lines", JSON, nullable=False),
    Column("reason", Text),
    created_column(),
    Index(None, "article_id", "id"),
    Index(None, "kind", "id"),
    sqlite_autoincrement=True,  # the order of what came: the number of an event that went must not come back
)
