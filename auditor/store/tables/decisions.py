"""What editors decided, and what scores are measured by; both only grow."""

from __future__ import annotations

from sqlalchemy import JSON, Column, Float, Index, String, Table, Text

from auditor.store.tables.base import Id, created_column, id_column, link, metadata

decision = Table(
    "decision",
    metadata,
    id_column(),
    Column("article_id", Id, nullable=False),  # no foreign key: a decision outlives the text it was made on
    Column("fingerprint", String(40), nullable=False),
    Column("rule", String(120), nullable=False),
    Column("verb", String(10), nullable=False),
    Column("reason", String(20)),
    Column("note", Text),
    Column("who", Text, nullable=False),
    created_column(),
    Index(None, "article_id", "fingerprint", "id"),
)

scoring = Table(
    "scoring",
    metadata,
    id_column(),
    link("ruleset", index=True),
    Column("shape", Float, nullable=False),
    Column("rate", Float, nullable=False),
    Column("dispersion", Float, nullable=False),
    Column("weights", JSON, nullable=False),
    created_column(),
)
