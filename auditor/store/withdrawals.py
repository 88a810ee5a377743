"""What is known of the versions of an article, for one that may have to be taken back."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import Connection, exists, select

from auditor.gate import Policy, Verdict
from auditor.store.gate import Kind
from auditor.store.tables import gate_event, report, revision
from auditor.store.verdicts import judge_kept

REFUSED = (Kind.BLOCKED.value, Kind.PAST.value, Kind.WITHDRAWN.value)
TAKEN_BACK = (Kind.BLOCKED.value, Kind.WITHDRAWN.value)
MAX_VERSIONS = 25
"""As many as Ghost keeps of a post."""


def was_taken_back(connection: Connection, article_id: int) -> bool:
    """Whether a version of an article was ever held back or withdrawn."""
    mine = (gate_event.c.article_id == article_id, gate_event.c.kind.in_(TAKEN_BACK))
    return bool(connection.execute(select(exists().where(*mine))).scalar())


def blocked_before(connection: Connection, article_id: int, policy: Policy) -> list[datetime]:
    """When those versions of an article were last changed that the gate refused and still would, the newest first.

    What an editor has settled since is refused no more.
    """
    query = (
        select(gate_event.c.report_id, revision.c.modified)
        .join(report, report.c.id == gate_event.c.report_id)
        .join(revision, revision.c.id == report.c.revision_id)
        .where(gate_event.c.article_id == article_id, gate_event.c.kind.in_(REFUSED), revision.c.modified.is_not(None))
        .order_by(gate_event.c.id.desc())
        .limit(MAX_VERSIONS)
    )
    versions = dict(map(tuple, connection.execute(query).all()))
    return [
        datetime.fromisoformat(modified)
        for audit, modified in versions.items()
        if judge_kept(connection, audit, policy).verdict is Verdict.BLOCK
    ]
