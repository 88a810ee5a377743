"""What an audit rests on, and no score for what was not judged.

Of the reports that are there nothing is known of that: they keep their scores.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"

REPORT = sa.table("report", sa.column("score"), sa.column("scored"))


def upgrade() -> None:
    """Add the column, and let a score be missing."""
    op.add_column("report", sa.Column("judged", sa.JSON(none_as_null=True), nullable=True))
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("report", "score", nullable=True)
    else:
        _replace_score()


def _replace_score() -> None:
    """Put a column that may be empty in the place of the score.

    SQLite changes no column, and a new table in the place of the old one would take the findings of every report
    along: they go when their report does.
    """
    op.add_column("report", sa.Column("scored", sa.Float, nullable=True))
    op.execute(REPORT.update().values(scored=REPORT.c.score))
    op.drop_index("ix_report_score_id", "report")
    op.drop_column("report", "score")
    op.execute(sa.text("ALTER TABLE report RENAME COLUMN scored TO score"))
    op.create_index("ix_report_score_id", "report", ["score", "id"])
