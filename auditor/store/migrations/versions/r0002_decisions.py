"""Decisions, settings of sources, block memory, stories, jobs, deliveries and keys."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "access_key",
        sa.Column("id", ID, nullable=False),
        sa.Column("prefix", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("scopes", sa.JSON, nullable=False),
        sa.Column("expires", MOMENT, nullable=True),
        sa.Column("used", MOMENT, nullable=True),
        sa.Column("revoked", MOMENT, nullable=True),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_access_key"),
        sa.UniqueConstraint("digest", name="uq_access_key_digest"),
    )
    op.create_index("ix_access_key_prefix", "access_key", ["prefix"], unique=False)
    op.create_table(
        "decision",
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("fingerprint", sa.String(length=40), nullable=False),
        sa.Column("rule", sa.String(length=120), nullable=False),
        sa.Column("verb", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("note", sa.Text, nullable=True),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
    )
    op.create_index(
        "ix_decision_article_id_fingerprint_id", "decision", ["article_id", "fingerprint", "id"], unique=False
    )
    op.create_table(
        "job",
        sa.Column("id", ID, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("batch", sa.String(length=32), nullable=True),
        sa.Column("payload", sa.JSON, nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("due", MOMENT, nullable=False),
        sa.Column("lease_until", MOMENT, nullable=True),
        sa.Column("worker", sa.String(length=32), nullable=True),
        sa.Column("error", sa.Text, nullable=True),
        sa.Column("result", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_job"),
    )
    op.create_index("ix_job_batch", "job", ["batch"], unique=False)
    op.create_index("ix_job_state_due_id", "job", ["state", "due", "id"], unique=False)
    op.create_table(
        "story",
        sa.Column("id", ID, nullable=False),
        sa.Column("first", MOMENT, nullable=True),
        sa.Column("last", MOMENT, nullable=True),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
    )
    op.create_table(
        "block_memory",
        sa.Column("source_id", ID, nullable=False),
        sa.Column("block", sa.String(length=32), nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.Column("seen", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_block_memory_source_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("source_id", "block", name="pk_block_memory"),
    )
    op.create_index(
        "ix_block_memory_source_id_articles_seen", "block_memory", ["source_id", "articles", "seen"], unique=False
    )
    op.create_table(
        "delivery",
        sa.Column("id", ID, nullable=False),
        sa.Column("sender", sa.String(length=255), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("job_id", ID, nullable=True),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name="fk_delivery_job_id", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("id", name="pk_delivery"),
        sa.UniqueConstraint("sender", "name", name="uq_delivery_sender_name"),
    )
    op.create_index("ix_delivery_job_id", "delivery", ["job_id"], unique=False)
    op.create_table(
        "mute",
        sa.Column("id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("rule", sa.String(length=120), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_mute_source_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_mute"),
    )
    op.create_index("ix_mute_source_id_rule", "mute", ["source_id", "rule"], unique=False)
    op.create_table(
        "reply",
        sa.Column("id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("fingerprint", sa.String(length=40), nullable=True),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_reply_source_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_reply"),
    )
    op.create_index("ix_reply_source_id", "reply", ["source_id"], unique=False)
    op.create_table(
        "scoring",
        sa.Column("id", ID, nullable=False),
        sa.Column("ruleset_id", ID, nullable=False),
        sa.Column("shape", sa.Float, nullable=False),
        sa.Column("rate", sa.Float, nullable=False),
        sa.Column("dispersion", sa.Float, nullable=False),
        sa.Column("weights", sa.JSON, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["ruleset_id"], ["ruleset.id"], name="fk_scoring_ruleset_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_scoring"),
    )
    op.create_index("ix_scoring_ruleset_id", "scoring", ["ruleset_id"], unique=False)
    op.create_table(
        "source_alias",
        sa.Column("id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_source_alias_source_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_source_alias"),
        sa.UniqueConstraint("key", name="uq_source_alias_key"),
    )
    op.create_index("ix_source_alias_source_id", "source_alias", ["source_id"], unique=False)
    op.create_table(
        "story_article",
        sa.Column("story_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_story_article_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_story_article_story_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("story_id", "article_id", name="pk_story_article"),
    )
    op.create_index("ix_story_article_article_id", "story_article", ["article_id"], unique=False)
    op.add_column("source", sa.Column("keep_days", sa.Integer, nullable=True))
