"""Jobs that count their failures and lost leases apart, and what of a source's score was told."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Add the columns, and the indexes that progress and the queue's bound are counted by."""
    op.add_column("job", sa.Column("failures", sa.Integer, nullable=False, server_default="0"))
    op.add_column("job", sa.Column("lost", sa.Integer, nullable=False, server_default="0"))
    op.add_column("job", sa.Column("finished", MOMENT, nullable=True))
    op.drop_index("ix_job_batch", "job")
    op.create_index("ix_job_batch_state_id", "job", ["batch", "state", "id"], unique=False)
    op.create_index("ix_job_kind_state_id", "job", ["kind", "state", "id"], unique=False)
    op.add_column("source", sa.Column("told_grade", sa.String(length=20), nullable=True))
    op.add_column("source", sa.Column("score_due", sa.Boolean, nullable=False, server_default=sa.false()))
