"""Sources, articles, revisions, rulesets, reports and findings."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "ruleset",
        sa.Column("id", ID, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_ruleset"),
        sa.UniqueConstraint("digest", name="uq_ruleset_digest"),
    )
    op.create_table(
        "source",
        sa.Column("id", ID, nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_source"),
        sa.UniqueConstraint("key", name="uq_source_key"),
    )
    op.create_table(
        "article",
        sa.Column("id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=True),
        sa.Column("key", sa.String(length=32), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_article_source_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_article"),
        sa.UniqueConstraint("key", name="uq_article_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_article_source_id", "article", ["source_id"], unique=False)
    op.create_table(
        "revision",
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("content", sa.String(length=32), nullable=False),
        sa.Column("wording", sa.String(length=32), nullable=False),
        sa.Column("name", sa.Text, nullable=True),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("headline", sa.Text, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("words", sa.Integer, nullable=False),
        sa.Column("url", sa.Text, nullable=True),
        sa.Column("published", sa.String(length=40), nullable=True),
        sa.Column("modified", sa.String(length=40), nullable=True),
        sa.Column("language", sa.String(length=35), nullable=False),
        sa.Column("origin", sa.String(length=10), nullable=False),
        sa.Column("details", sa.JSON(none_as_null=True), nullable=True),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_revision_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_revision"),
        sa.UniqueConstraint("article_id", "content", name="uq_revision_article_id_content"),
    )
    op.create_index("ix_revision_wording", "revision", ["wording"], unique=False)
    op.create_table(
        "report",
        sa.Column("id", ID, nullable=False),
        sa.Column("revision_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("source_id", ID, nullable=True),
        sa.Column("ruleset_id", ID, nullable=False),
        sa.Column("current", sa.Boolean, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("failures", sa.JSON, nullable=False),
        sa.Column("counts", sa.JSON, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_report_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["revision_id"], ["revision.id"], name="fk_report_revision_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["ruleset_id"], ["ruleset.id"], name="fk_report_ruleset_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["source_id"], ["source.id"], name="fk_report_source_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_report"),
        sa.UniqueConstraint("revision_id", "ruleset_id", name="uq_report_revision_id_ruleset_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_report_article_id", "report", ["article_id"], unique=False)
    op.create_index("ix_report_source_id_id", "report", ["source_id", "id"], unique=False)
    op.create_table(
        "finding",
        sa.Column("id", ID, nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("rule", sa.String(length=120), nullable=False),
        sa.Column("severity", sa.SmallInteger, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.Column("field", sa.String(length=10), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.Column("quote", sa.Text, nullable=False),
        sa.Column("message", sa.Text, nullable=False),
        sa.Column("why", sa.Text, nullable=False),
        sa.Column("evidence", sa.JSON, nullable=False),
        sa.Column("fingerprint", sa.String(length=40), nullable=False),
        sa.Column("fix", sa.Text, nullable=True),
        sa.Column("quoted", sa.Boolean, nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_finding_report_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_finding"),
    )
    op.create_index("ix_finding_report_id", "finding", ["report_id"], unique=False)
    op.create_index("ix_finding_rule", "finding", ["rule"], unique=False)
    op.create_index("ix_finding_status_severity_id", "finding", ["status", "severity", "id"], unique=False)
