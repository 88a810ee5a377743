"""Stories: articles on one event."""

from __future__ import annotations

from sqlalchemy import Column, PrimaryKeyConstraint, Table

from auditor.store.tables.base import Moment, created_column, id_column, link, metadata

story = Table("story", metadata, id_column(), Column("first", Moment), Column("last", Moment), created_column())

story_article = Table(
    "story_article",
    metadata,
    link("story"),
    link("article", index=True),
    PrimaryKeyConstraint("story_id", "article_id"),
)
