"""What was audited, and what was found."""

from __future__ import annotations

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Float,
    Index,
    Integer,
    SmallInteger,
    String,
    Table,
    Text,
    UniqueConstraint,
    false,
    text,
)

from auditor.store.tables.base import Digest, RuleId, created_column, id_column, link, metadata

DRAFT = "draft"
ORIGINS = ("text", "page", "hook", DRAFT)
"""How a text came: as plain text, cut out of its page by our extractor, from the publisher's own CMS once it was
published, or before. A draft speaks for nobody: its report is never the current one, so that no score counts it."""

source = Table(
    "source",
    metadata,
    id_column(),
    Column("key", String(255), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("keep_days", Integer),
    created_column(),
    Column("told_grade", String(20)),
    Column("score_due", Boolean, nullable=False, server_default=false()),
)

article = Table(
    "article",
    metadata,
    id_column(),
    link("source", nullable=True, index=True),
    Column("key", Digest, nullable=False, unique=True),
    created_column(),
    sqlite_autoincrement=True,  # an id never comes back: decisions outlive their article
)

revision = Table(
    "revision",
    metadata,
    id_column(),
    link("article"),
    Column("number", Integer, nullable=False),
    Column("content", Digest, nullable=False),
    Column("wording", Digest, nullable=False, index=True),
    Column("name", Text),
    Column("title", Text, nullable=False),
    Column("headline", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("words", Integer, nullable=False),
    Column("url", Text),
    Column("published", String(40)),
    Column("modified", String(40)),
    Column("language", String(35), nullable=False),
    Column("origin", String(10), nullable=False),
    Column("details", JSON(none_as_null=True)),
    created_column(),
    UniqueConstraint("article_id", "content"),
)

ruleset = Table(
    "ruleset", metadata, id_column(), Column("digest", String(64), nullable=False, unique=True), created_column()
)

report = Table(
    "report",
    metadata,
    id_column(),
    link("revision"),
    link("article", index=True),
    link("source", nullable=True),
    link("ruleset"),
    Column("current", Boolean, nullable=False),
    Column("score", Float),
    Column("judged", JSON(none_as_null=True)),
    Column("complete", Boolean, nullable=False),
    Column("failures", JSON, nullable=False),
    Column("counts", JSON, nullable=False),
    Column("waiting", Integer, nullable=False, default=0),
    Column("gravest", SmallInteger, nullable=False, default=0),
    created_column(),
    UniqueConstraint("revision_id", "ruleset_id"),
    Index(None, "source_id", "id"),
    Index(None, "score", "id"),
    Index(None, "created"),
    Index(None, "gravest", "id", sqlite_where=text("current = 1"), postgresql_where=text("current")),
    sqlite_autoincrement=True,  # the id is public: what a link names never changes
)

finding = Table(
    "finding",
    metadata,
    id_column(),
    link("report", index=True),
    Column("position", Integer, nullable=False),
    Column("rule", RuleId, nullable=False),
    Column("severity", SmallInteger, nullable=False),
    Column("confidence", Float, nullable=False),
    Column("field", String(10), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("quote", Text, nullable=False),
    Column("message", Text, nullable=False),
    Column("why", Text, nullable=False),
    Column("evidence", JSON, nullable=False),
    Column("fingerprint", String(40), nullable=False),
    Column("fix", Text),
    Column("quoted", Boolean, nullable=False),
    Column("scope", String(10), nullable=False),
    Column("whole", Boolean, nullable=False),
    Column("status", String(10), nullable=False),
    Index(None, "status", "severity", "id"),
    Index(None, "status", "report_id"),
    Index(None, "severity", "status", "report_id"),
    Index(None, "rule", "report_id", "severity", "status"),
)
