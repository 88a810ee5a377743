"""Stories: articles on one event, and what finds and compares them."""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    text,
)

from auditor.store.tables.base import Id, Moment, created_column, id_column, link, metadata

story = Table(
    "story",
    metadata,
    id_column(),
    Column("first", Moment),
    Column("last", Moment),
    Column("articles", Integer, nullable=False, server_default=text("0")),
    Column("voices", Integer, nullable=False, server_default=text("0")),
    Column("changes", Integer, nullable=False, server_default=text("0")),
    created_column(),
    Column("compared", Integer, nullable=False, server_default=text("0")),
    sqlite_autoincrement=True,  # the id is public: what a link names never changes
)

story_article = Table(
    "story_article",
    metadata,
    link("story"),
    link("article"),
    Column("copy_of", Id, ForeignKey("article.id", ondelete="SET NULL")),
    Column("day", Integer, nullable=False, server_default=text("-1")),
    PrimaryKeyConstraint("story_id", "article_id"),
    Index(None, "article_id", unique=True),
    Index(None, "copy_of"),
)

story_profile = Table(
    "story_profile",
    metadata,
    link("article"),
    Column("signature", LargeBinary, nullable=False),
    Column("topic", LargeBinary, nullable=False),
    Column("telling", LargeBinary, nullable=False),
    PrimaryKeyConstraint("article_id"),
)

story_key = Table(
    "story_key",
    metadata,
    Column("key", BigInteger, nullable=False),
    Column("article_id", Id, nullable=False),  # no foreign key: it would cost an index as large as the table
    PrimaryKeyConstraint("key", "article_id"),
    sqlite_with_rowid=False,
)
