"""Lanes and owners of jobs, sources of keys and logins, sign-in of an organisation, the log of who did what.

An article is known again by its source and its address, no longer by the address alone: whoever may send articles of
one source could take over those of another. Articles that are there get the new key.
"""

import hashlib
import json
from collections.abc import Iterator

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
LIST = sa.JSON(none_as_null=True)
ACCOUNT = sa.table("account", sa.column("password"), sa.column("secret"))
ARTICLE = sa.table("article", sa.column("id"), sa.column("source_id"), sa.column("key"))
REVISION = sa.table("revision", sa.column("article_id"), sa.column("url"))
JOB = sa.table("job", sa.column("kind"), sa.column("lane"))
LANES = {"message": ["webhook", "quarantine"], "follow": ["story", "compare", "revision", "source"]}
ROWS_AT_ONCE = 10_000
REFUSAL = "the log is only ever added to"


def upgrade() -> None:
    """Add columns and the table, and give articles their keys."""
    op.add_column("job", sa.Column("lane", sa.String(10), nullable=False, server_default="work"))
    op.add_column("job", sa.Column("owner", sa.String(300), nullable=True))
    for lane, kinds in LANES.items():
        op.execute(JOB.update().where(JOB.c.kind.in_(kinds)).values(lane=lane))
    op.drop_index("ix_job_state_due_id", "job")
    op.create_index("ix_job_lane_state_owner_due_id", "job", ["lane", "state", "owner", "due", "id"])
    op.create_index("ix_job_owner_state_id", "job", ["owner", "state", "id"])
    op.add_column("access_key", sa.Column("sources", LIST, nullable=True))
    op.add_column("access_key", sa.Column("first", ID, nullable=True))
    for column in (
        sa.Column("used", MOMENT, nullable=True),
        sa.Column("address", sa.String(45), nullable=True),
        sa.Column("agent", sa.Text, nullable=True),
    ):
        op.add_column("login", column)
    _change_accounts()
    _make_log()
    _bind_articles(op.get_bind())


def _change_accounts() -> None:
    """Let an account do without a password, and belong to somebody of an issuer."""
    if op.get_bind().dialect.name == "postgresql":
        op.alter_column("account", "password", nullable=True)
    else:  # as the score in r0011: SQLite changes no column
        op.add_column("account", sa.Column("secret", sa.Text, nullable=True))
        op.execute(ACCOUNT.update().values(secret=ACCOUNT.c.password))
        op.drop_column("account", "password")
        op.execute(sa.text("ALTER TABLE account RENAME COLUMN secret TO password"))
    for column in (
        sa.Column("issuer", sa.Text, nullable=True),
        sa.Column("subject", sa.String(255), nullable=True),
        sa.Column("sources", LIST, nullable=True),
        sa.Column("desks", LIST, nullable=True),
    ):
        op.add_column("account", column)
    op.create_index("uq_account_issuer_subject", "account", ["issuer", "subject"], unique=True)


def _make_log() -> None:
    op.create_table(
        "log_entry",
        sa.Column("id", ID, nullable=False),
        sa.Column("created", MOMENT, nullable=False),
        sa.Column("kind", sa.String(10), nullable=False),
        sa.Column("who", sa.Text, nullable=False),
        sa.Column("address", sa.String(45), nullable=True),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("object", sa.Text, nullable=False),
        sa.Column("details", sa.JSON, nullable=False),
        sa.Column("before", sa.String(64), nullable=False),
        sa.Column("digest", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_log_entry"),
        sa.UniqueConstraint("digest", name="uq_log_entry_digest"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_log_entry_action", "log_entry", ["action"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            sa.text(
                "CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS "
                f"$$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
            )
        )
        op.execute(
            sa.text(
                "CREATE TRIGGER log_entry_is_kept BEFORE UPDATE OR DELETE OR TRUNCATE ON log_entry "
                "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            )
        )
        return
    for verb in ("UPDATE", "DELETE"):
        op.execute(
            sa.text(
                f"CREATE TRIGGER log_entry_no_{verb.lower()} BEFORE {verb} ON log_entry "
                f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
            )
        )


def _bind_articles(connection: sa.Connection) -> None:
    """Give each article that is known by its address the key of source and address."""
    changed = sa.update(ARTICLE).where(ARTICLE.c.id == sa.bindparam("article")).values(key=sa.bindparam("bound"))
    for rows in _pages(connection):
        bound = {
            row.id: _key("url", row.source_id, row.url) for row in rows if row.url and row.key == _key("url", row.url)
        }
        if bound:
            connection.execute(changed, [{"article": number, "bound": key} for number, key in bound.items()])


def _pages(connection: sa.Connection) -> Iterator[list[sa.Row[tuple[object, ...]]]]:
    """Articles with each of their addresses, some thousand at a time."""
    last = connection.execute(sa.select(sa.func.max(ARTICLE.c.id))).scalar() or 0
    query = sa.select(ARTICLE, REVISION.c.url).join(REVISION, REVISION.c.article_id == ARTICLE.c.id).distinct()
    for first in range(0, last, ROWS_AT_ONCE):
        within = (ARTICLE.c.id > first, ARTICLE.c.id <= first + ROWS_AT_ONCE)
        yield list(connection.execute(query.where(*within)))


def _key(*identity: object) -> str:
    """As `identity_key` of the store made them when this was written."""
    return hashlib.sha256(json.dumps(identity).encode()).hexdigest()[:32]
