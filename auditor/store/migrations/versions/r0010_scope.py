"""What the rule of each finding looked at, and which findings are about the article as a whole.

Until now both were read off the rule's name. The findings that are there tell it by the rules that were shipped, and
those of a story by what they rest on: nothing else has a passage of another article.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"

STORY = (
    "administration-differs", "claim-stronger", "count-differs", "date-differs", "lone-claim", "name-differs",
    "name-spelling", "number-differs", "office-differs", "place-differs", "quotation-differs", "scene-differs",
    "status-differs", "title-differs", "weekday-differs",
)  # fmt: skip
SCOPES = {**{f"story/{name}": "story" for name in STORY}, "metadata/silent-change": "revision"}
WHOLE = ("metadata/missing-byline", "metadata/missing-date", "metadata/missing-title")
OTHER_ARTICLE = '%"article": "%'

FINDING = sa.table(
    "finding", *map(sa.column, ("rule", "scope")), sa.column("whole", sa.Boolean), sa.column("evidence", sa.Text)
)
REPORT = sa.table("report", sa.column("id"), sa.column("complete", sa.Boolean), sa.column("failures", sa.JSON))


def upgrade() -> None:
    """Add the columns, and fill them for what is kept."""
    op.add_column("finding", sa.Column("scope", sa.String(10), server_default="article", nullable=False))
    op.add_column("finding", sa.Column("whole", sa.Boolean, server_default=sa.false(), nullable=False))
    for rule, scope in SCOPES.items():
        op.execute(FINDING.update().where(FINDING.c.rule == rule).values(scope=scope))
    rests_on_other = sa.cast(FINDING.c.evidence, sa.Text).like(OTHER_ARTICLE)
    op.execute(FINDING.update().where(FINDING.c.rule.not_in(list(SCOPES)), rests_on_other).values(scope="story"))
    op.execute(FINDING.update().where(FINDING.c.rule.in_(WHOLE)).values(whole=True))
    _scope_failures(op.get_bind())


def _scope_failures(connection: sa.Connection) -> None:
    """The failures of rules that were shipped say what these looked at; one failure is of one scope."""
    rows = connection.execute(sa.select(REPORT.c.id, REPORT.c.failures).where(sa.not_(REPORT.c.complete))).all()
    for row in rows:
        failures = [{**known, "scope": SCOPES.get(known["rules"][0], "article")} for known in row.failures]
        connection.execute(REPORT.update().where(REPORT.c.id == row.id).values(failures=failures))
