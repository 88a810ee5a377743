"""What became of each finding of an article: the revisions that have it, and what was decided on it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Connection, func, select

from auditor.store.reach import EVERYTHING, Reach
from auditor.store.tables import decision, finding, report, revision


class Audited(NamedTuple):
    """One audit of an article."""

    audit: int
    revision: int
    created: datetime
    current: bool


class Made(NamedTuple):
    """A decision as it was made."""

    verb: str
    reason: str | None
    note: str | None
    who: str
    created: datetime


@dataclass(slots=True)
class FindingHistory:
    """One finding over all revisions of its article."""

    rule: str
    quote: str
    message: str
    audits: list[int] = field(default_factory=list)
    """Audits that have it, oldest first."""
    decisions: list[Made] = field(default_factory=list)
    """Oldest first."""


def list_audits_of(connection: Connection, article_id: int, reach: Reach = EVERYTHING) -> list[Audited]:
    """The audits of an article that are within reach, oldest first."""
    columns = (report.c.id, revision.c.number, report.c.created, report.c.current)
    query = select(*columns).join(revision, revision.c.id == report.c.revision_id)
    rows = connection.execute(query.where(report.c.article_id == article_id, reach.reports()).order_by(report.c.id))
    return [Audited(*row) for row in rows]


def finding_histories(
    connection: Connection, article_id: int, fingerprints: Collection[str], reach: Reach = EVERYTHING
) -> dict[str, FindingHistory]:
    """The history of those findings of an article that go by `fingerprints`, in what is within reach."""
    columns = (finding.c.fingerprint, finding.c.rule, finding.c.quote, finding.c.message, finding.c.report_id)
    mine = (report.c.article_id == article_id, finding.c.fingerprint.in_(fingerprints), reach.reports())
    query = select(*columns).join(report).where(*mine)
    found: dict[str, FindingHistory] = {}
    for row in connection.execute(query.order_by(finding.c.report_id, finding.c.position)):
        history = found.setdefault(row.fingerprint, FindingHistory(row.rule, row.quote, row.message))
        history.audits.append(row.report_id)
    decided = (decision.c.verb, decision.c.reason, decision.c.note, decision.c.who, decision.c.created)
    made = select(decision.c.fingerprint, *decided).where(decision.c.article_id == article_id)
    made = made.where(decision.c.fingerprint.in_(fingerprints))
    for fingerprint, *values in connection.execute(made.order_by(decision.c.id)):
        if fingerprint in found:
            found[fingerprint].decisions.append(Made(*values))
    return found


def gone_findings(connection: Connection, article_id: int, audit_id: int, reach: Reach = EVERYTHING) -> list[str]:
    """Fingerprints that earlier audits of an article within reach have and this one has not, the first found first."""
    here = select(finding.c.fingerprint).where(finding.c.report_id == audit_id)
    earlier = (report.c.article_id == article_id, report.c.id < audit_id, reach.reports())
    query = select(finding.c.fingerprint).join(report).where(*earlier, finding.c.fingerprint.not_in(here))
    query = query.group_by(finding.c.fingerprint)
    return list(connection.execute(query.order_by(func.min(finding.c.id))).scalars())


def audits_by_name(connection: Connection, names: Sequence[str], reach: Reach = EVERYTHING) -> dict[str, int]:
    """The newest audit of the articles within reach that senders call by `names`."""
    query = select(revision.c.name, func.max(report.c.id)).join(report, report.c.revision_id == revision.c.id)
    chosen = query.where(revision.c.name.in_(set(names)), report.c.current, reach.reports()).group_by(revision.c.name)
    found: dict[str, int] = defaultdict(int)
    found.update({name: audit for name, audit in connection.execute(chosen)})
    return dict(found)
