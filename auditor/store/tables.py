"""The tables of the store, the same on SQLite and PostgreSQL."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    PrimaryKeyConstraint,
    SmallInteger,
    String,
    Table,
    Text,
    TypeDecorator,
    UniqueConstraint,
)

SCHEMA_REVISION = "0002"
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


def _id() -> Column[int]:
    return Column("id", Id, primary_key=True)


def _link(name: str, *, nullable: bool = False, gone: str = "CASCADE", index: bool = False) -> Column[int]:
    """A column `<name>_id` that names a row of table `name`; `gone` says what follows when that row goes."""
    return Column(f"{name}_id", Id, ForeignKey(f"{name}.id", ondelete=gone), nullable=nullable, index=index)


def _created() -> Column[datetime]:
    return Column("created", Moment, nullable=False)


# What was audited, and what was found.

source = Table(
    "source",
    metadata,
    _id(),
    Column("key", String(255), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("keep_days", Integer),
    _created(),
)

article = Table(
    "article",
    metadata,
    _id(),
    _link("source", nullable=True, index=True),
    Column("key", Digest, nullable=False, unique=True),
    _created(),
    sqlite_autoincrement=True,  # an id never comes back: decisions outlive their article
)

revision = Table(
    "revision",
    metadata,
    _id(),
    _link("article"),
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
    _created(),
    UniqueConstraint("article_id", "content"),
)

ruleset = Table("ruleset", metadata, _id(), Column("digest", String(64), nullable=False, unique=True), _created())

report = Table(
    "report",
    metadata,
    _id(),
    _link("revision"),
    _link("article", index=True),
    _link("source", nullable=True),
    _link("ruleset"),
    Column("current", Boolean, nullable=False),
    Column("score", Float, nullable=False),
    Column("complete", Boolean, nullable=False),
    Column("failures", JSON, nullable=False),
    Column("counts", JSON, nullable=False),
    _created(),
    UniqueConstraint("revision_id", "ruleset_id"),
    Index(None, "source_id", "id"),
    sqlite_autoincrement=True,  # the id is public: what a link names never changes
)

finding = Table(
    "finding",
    metadata,
    _id(),
    _link("report", index=True),
    Column("position", Integer, nullable=False),
    Column("rule", String(120), nullable=False, index=True),
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
    Column("status", String(10), nullable=False),
    Index(None, "status", "severity", "id"),
)

# Sources: their other names, what is set for them, what they answered.

source_alias = Table(
    "source_alias",
    metadata,
    _id(),
    _link("source", index=True),
    Column("key", String(255), nullable=False, unique=True),
)

mute = Table(
    "mute",
    metadata,
    _id(),
    _link("source"),
    Column("rule", String(120), nullable=False),
    Column("who", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("until", Moment),
    _created(),
    Index(None, "source_id", "rule"),
)

reply = Table(
    "reply",
    metadata,
    _id(),
    _link("source", index=True),
    Column("fingerprint", String(40)),
    Column("who", Text, nullable=False),
    Column("text", Text, nullable=False),
    _created(),
)

block_memory = Table(
    "block_memory",
    metadata,
    _link("source"),
    Column("block", Digest, nullable=False),
    Column("articles", Integer, nullable=False),
    Column("seen", Moment, nullable=False),
    PrimaryKeyConstraint("source_id", "block"),
    Index(None, "source_id", "articles", "seen"),
)

# What editors decided, and what scores are measured by. Both only grow.

decision = Table(
    "decision",
    metadata,
    _id(),
    Column("article_id", Id, nullable=False),  # no foreign key: a decision outlives the text it was made on
    Column("fingerprint", String(40), nullable=False),
    Column("rule", String(120), nullable=False),
    Column("verb", String(10), nullable=False),
    Column("reason", String(20)),
    Column("note", Text),
    Column("who", Text, nullable=False),
    _created(),
    Index(None, "article_id", "fingerprint", "id"),
)

scoring = Table(
    "scoring",
    metadata,
    _id(),
    _link("ruleset", index=True),
    Column("shape", Float, nullable=False),
    Column("rate", Float, nullable=False),
    Column("dispersion", Float, nullable=False),
    Column("weights", JSON, nullable=False),
    _created(),
)

# Stories: articles on one event.

story = Table("story", metadata, _id(), Column("first", Moment), Column("last", Moment), _created())

story_article = Table(
    "story_article",
    metadata,
    _link("story"),
    _link("article", index=True),
    PrimaryKeyConstraint("story_id", "article_id"),
)

# The service: work to do, what was delivered, who may call.

job = Table(
    "job",
    metadata,
    _id(),
    Column("kind", String(20), nullable=False),
    Column("batch", String(32), index=True),
    Column("payload", JSON, nullable=False),
    Column("state", String(10), nullable=False),
    Column("attempts", Integer, nullable=False),
    Column("due", Moment, nullable=False),
    Column("lease_until", Moment),
    Column("worker", String(32)),
    Column("error", Text),
    Column("result", JSON(none_as_null=True)),
    _created(),
    Index(None, "state", "due", "id"),
)

delivery = Table(
    "delivery",
    metadata,
    _id(),
    Column("sender", String(255), nullable=False),
    Column("name", String(255), nullable=False),
    _link("job", nullable=True, gone="SET NULL", index=True),
    _created(),
    UniqueConstraint("sender", "name"),
)

access_key = Table(
    "access_key",
    metadata,
    _id(),
    Column("prefix", String(16), nullable=False, index=True),
    Column("digest", String(64), nullable=False, unique=True),
    Column("name", Text, nullable=False),
    Column("scopes", JSON, nullable=False),
    Column("expires", Moment),
    Column("used", Moment),
    Column("revoked", Moment),
    _created(),
)
