"""As of which change a story was last compared, so that many new articles are compared at once."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the column; every story is compared once more when an article comes."""
    op.add_column("story", sa.Column("compared", sa.Integer, server_default=sa.text("0"), nullable=False))
