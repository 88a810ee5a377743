"""What waits for a decision in each report, editors with their logins, and what they took on."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0004"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
WAITING = "FROM finding WHERE report_id = report.id AND status = 'open' AND severity > 0"


def upgrade() -> None:
    """Make the tables, and count what waits."""
    op.create_table(
        "account",
        sa.Column("id", ID, nullable=False),
        sa.Column("name", sa.String(length=64), nullable=False),
        sa.Column("password", sa.Text, nullable=False),
        sa.Column("role", sa.String(length=10), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_account"),
        sa.UniqueConstraint("name", name="uq_account_name"),
    )
    op.create_table(
        "login",
        sa.Column("id", ID, nullable=False),
        sa.Column("account_id", ID, nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires", MOMENT, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["account_id"], ["account.id"], name="fk_login_account_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_login"),
        sa.UniqueConstraint("digest", name="uq_login_digest"),
    )
    op.create_index("ix_login_account_id", "login", ["account_id"], unique=False)
    op.create_table(
        "assignment",
        sa.Column("id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("who", sa.String(length=64), nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_assignment_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_assignment"),
        sa.UniqueConstraint("article_id", name="uq_assignment_article_id"),
    )
    op.create_index("ix_assignment_who", "assignment", ["who"], unique=False)
    op.add_column("report", sa.Column("waiting", sa.Integer, nullable=False, server_default="0"))
    op.add_column("report", sa.Column("gravest", sa.SmallInteger, nullable=False, server_default="0"))
    op.execute(
        f"UPDATE report SET waiting = (SELECT count(*) {WAITING}), "  # a constant of this file # nosec B608
        f"gravest = coalesce((SELECT max(severity) {WAITING}), 0)"
    )
    op.create_index("ix_report_current_gravest_id", "report", ["current", "gravest", "id"], unique=False)
