"""An index of current reports only: one that begins with `current` was taken for a way to a story's few reports."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Put the partial index in the place of the whole one."""
    op.drop_index("ix_report_current_gravest_id", "report")
    op.create_index(
        "ix_report_gravest_id",
        "report",
        ["gravest", "id"],
        sqlite_where=sa.text("current = 1"),
        postgresql_where=sa.text("current"),
    )
