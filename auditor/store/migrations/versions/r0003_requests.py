"""Quotas, answers to requests that may come twice, and indexes for what the API filters by."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Make the tables and indexes."""
    op.create_table(
        "quota_window",
        sa.Column("subject", sa.String(length=80), nullable=False),
        sa.Column("number", sa.BigInteger, nullable=False),
        sa.Column("used", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("subject", name="pk_quota_window"),
    )
    op.create_index("ix_quota_window_number", "quota_window", ["number"], unique=False)
    op.create_table(
        "answered_request",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("request", sa.String(length=64), nullable=False),
        sa.Column("report_id", ID, nullable=True),
        sa.Column("job_id", ID, nullable=True),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["report_id"], ["report.id"], name="fk_answered_request_report_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["job_id"], ["job.id"], name="fk_answered_request_job_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", name="pk_answered_request"),
    )
    for column in ("report_id", "job_id", "created"):
        op.create_index(f"ix_answered_request_{column}", "answered_request", [column], unique=False)
    if op.get_bind().dialect.name == "postgresql":  # SQLite compares bytes anyway
        op.execute('ALTER TABLE finding ALTER COLUMN rule TYPE varchar(120) COLLATE "C"')
    op.drop_index("ix_finding_rule", "finding")
    op.create_index("ix_finding_rule_report_id_severity_status", "finding", ["rule", "report_id", "severity", "status"])
    op.create_index("ix_finding_severity_status_report_id", "finding", ["severity", "status", "report_id"])
    op.create_index("ix_finding_status_report_id", "finding", ["status", "report_id"])
    op.create_index("ix_report_created", "report", ["created"])
    op.create_index("ix_report_score_id", "report", ["score", "id"])
