"""What the gate said of articles, to whom, and what became of them."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Add the table."""
    op.create_table(
        "gate_event",
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("report_id", ID, nullable=False),
        sa.Column("kind", sa.String(12), nullable=False),
        sa.Column("editor", sa.String(100), nullable=True),
        sa.Column("way", sa.String(40), nullable=True),
        sa.Column("lines", sa.JSON, nullable=False),
        sa.Column("reason", sa.Text, nullable=True),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_gate_event"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_gate_event_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_gate_event_report_id", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_gate_event_report_id", "gate_event", ["report_id"])
    op.create_index("ix_gate_event_article_id_id", "gate_event", ["article_id", "id"])
    op.create_index("ix_gate_event_kind_id", "gate_event", ["kind", "id"])
