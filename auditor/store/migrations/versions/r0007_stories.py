"""What finds an article's story and compares its articles; copies, and how many articles and voices a story has."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make the tables; nothing was kept in stories before."""
    op.drop_table("story_article")
    op.drop_table("story")
    op.create_table(
        "story",
        sa.Column("id", ID, nullable=False),
        sa.Column("first", sa.DateTime(timezone=True), nullable=True),
        sa.Column("last", sa.DateTime(timezone=True), nullable=True),
        sa.Column("articles", sa.Integer, server_default=sa.text("0"), nullable=False),
        sa.Column("voices", sa.Integer, server_default=sa.text("0"), nullable=False),
        sa.Column("changes", sa.Integer, server_default=sa.text("0"), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "story_article",
        sa.Column("story_id", ID, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.Column("copy_of", ID, nullable=True),
        sa.Column("day", sa.Integer, server_default=sa.text("-1"), nullable=False),
        sa.ForeignKeyConstraint(["story_id"], ["story.id"], name="fk_story_article_story_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_story_article_article_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["copy_of"], ["article.id"], name="fk_story_article_copy_of", ondelete="SET NULL"),
        sa.PrimaryKeyConstraint("story_id", "article_id", name="pk_story_article"),
    )
    op.create_index("ix_story_article_article_id", "story_article", ["article_id"], unique=True)
    op.create_index("ix_story_article_copy_of", "story_article", ["copy_of"], unique=False)
    op.create_table(
        "story_profile",
        sa.Column("article_id", ID, nullable=False),
        sa.Column("signature", sa.LargeBinary, nullable=False),
        sa.Column("topic", sa.LargeBinary, nullable=False),
        sa.Column("telling", sa.LargeBinary, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name="fk_story_profile_article_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("article_id", name="pk_story_profile"),
    )
    op.create_table(
        "story_key",
        sa.Column("key", sa.BigInteger, nullable=False),
        sa.Column("article_id", ID, nullable=False),
        sa.PrimaryKeyConstraint("key", "article_id", name="pk_story_key"),
        sqlite_with_rowid=False,
    )
