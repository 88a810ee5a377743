"""Reports out of the store: one, a page of many, or how many."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, bindparam, func, select

from auditor.article import Span
from auditor.finding import Severity
from auditor.render.record import rounded
from auditor.store.reach import EVERYTHING, Reach
from auditor.store.sources import find_source
from auditor.store.tables import finding, report, revision, ruleset, source

MAX_LISTED = 500

REPORT_ROW = (
    select(
        report.c.id.label("audit"), revision.c.name.label("id"), revision.c.title, revision.c.headline,
        source.c.key.label("source"), source.c.name.label("source_name"), revision.c.url, revision.c.published,
        report.c.created, report.c.complete, report.c.score, ruleset.c.digest.label("ruleset"), report.c.counts,
        report.c.judged,
        report.c.article_id.label("article"), revision.c.number.label("revision"), report.c.current,
    )
    .join(revision, revision.c.id == report.c.revision_id)
    .join(ruleset, ruleset.c.id == report.c.ruleset_id)
    .outerjoin(source, source.c.id == report.c.source_id)
)  # fmt: skip
"""Selects reports with what lists say of them."""


def list_reports(
    connection: Connection, *, source_name: str | None = None, limit: int = 50, after: int | None = None
) -> list[dict[str, Any]]:
    """Reports without text and findings, newest first; `after` is the `audit` of the last one already seen."""
    query = REPORT_ROW.order_by(report.c.id.desc()).limit(min(limit, MAX_LISTED))
    if source_name is not None:
        query = query.where(report.c.source_id == _source_id(connection, source_name))
    if after is not None:
        query = query.where(report.c.id < after)
    return [listed_record(row) for row in connection.execute(query).mappings()]


def count_reports(connection: Connection, source_name: str | None = None) -> int:
    """How many reports are kept, of all sources or of one."""
    query = select(func.count(report.c.id))
    if source_name is not None:
        query = query.where(report.c.source_id == _source_id(connection, source_name))
    count: int = connection.execute(query).scalar_one()
    return count


def _source_id(connection: Connection, name: str) -> int:
    """The id of the source that goes by `name`; 0, which no source has, for a name that is not known."""
    found = find_source(connection, name)
    return found.id if found else 0


def get_report(connection: Connection, audit_id: int, reach: Reach = EVERYTHING) -> dict[str, Any] | None:
    """The report row of one audit with the text it speaks of; None if there is none within reach.

    Beside what `report_record` says: `audit`, `title`, `headline` (the title found in the text if none came with it),
    `text`, `source` (its key), `source_name`, `url`, `published`, `created`, `article` and `revision`, `details` (what
    else is known of the article), and for each finding its `finding` id and `status`.
    """
    record = get_article_report(connection, audit_id, reach)
    if record is not None:
        findings = [finding_record(row) for row in connection.execute(_FINDINGS, {"audit": audit_id}).mappings()]
        record["findings"] = concealed(connection, findings, reach)
    return record


def get_article_report(connection: Connection, audit_id: int, reach: Reach = EVERYTHING) -> dict[str, Any] | None:
    """What `get_report` gives but for the findings, or None."""
    wanted = _REPORT if reach.is_everything else _REPORT.where(reach.reports())
    row = connection.execute(wanted, {"audit": audit_id}).mappings().one_or_none()
    if row is None:
        return None
    record = listed_record(row) | {"text": row["text"], "language": row["language"], "details": row["details"] or {}}
    if row["failures"]:
        record["failures"] = row["failures"]
    return record


def article_of(connection: Connection, audit_id: int) -> int:
    """The article that an audit is of. Raises NoResultFound."""
    article_id: int = connection.execute(select(report.c.article_id).where(report.c.id == audit_id)).scalar_one()
    return article_id


def find_audit(connection: Connection, source_name: str, name: str) -> int | None:
    """The newest audit, of a draft too, of the article that a source's CMS calls `name`; None without one.

    From the newest on: what a CMS speaks of was mostly audited a moment ago.
    """
    named = (report.c.source_id == _source_id(connection, source_name), revision.c.name == name)
    query = select(report.c.id).join(revision, revision.c.id == report.c.revision_id).where(*named)
    return connection.execute(query.order_by(report.c.id.desc()).limit(1)).scalar()


class Placed(NamedTuple):
    """Where a finding stands."""

    id: int
    field: str
    span: Span
    whole: bool
    status: str


def list_placed(connection: Connection, audit_id: int) -> list[Placed]:
    """All findings of one audit in their order, without what they say: thousands in a few hundredths of a second."""
    rows = connection.execute(_PLACED, {"audit": audit_id})
    return [Placed(id, field, Span(start, end), whole, status) for id, field, start, end, whole, status in rows]


def get_findings(connection: Connection, numbers: Sequence[int], reach: Reach = EVERYTHING) -> list[dict[str, Any]]:
    """The findings of one audit that have the ids `numbers`, in their order, as `get_report` gives them."""
    query = select(finding).where(finding.c.id.in_(numbers)).order_by(finding.c.position)
    return concealed(connection, [finding_record(row) for row in connection.execute(query).mappings()], reach)


_REPORT = REPORT_ROW.add_columns(revision.c.text, revision.c.language, revision.c.details, report.c.failures).where(
    report.c.id == bindparam("audit")
)
_FINDINGS = select(finding).where(finding.c.report_id == bindparam("audit")).order_by(finding.c.position)
_PLACED = (
    select(finding.c.id, finding.c.field, finding.c.start, finding.c.end, finding.c.whole, finding.c.status)
    .where(finding.c.report_id == bindparam("audit"))
    .order_by(finding.c.position)
)
"""All are built once: to build a statement takes longer than to run it."""


def concealed(connection: Connection, findings: Sequence[dict[str, Any]], reach: Reach) -> list[dict[str, Any]]:
    """Records of findings without ways to articles out of reach.

    Evidence from such an article keeps its words, on which the finding rests, and loses where they stand.
    """
    if reach.is_everything:
        return list(findings)
    named = {piece["article"] for found in findings for piece in found["evidence"] if "article" in piece}
    audits = [int(name) for name in named if name.isascii() and name.isdecimal()]
    near = connection.execute(select(report.c.id).where(report.c.id.in_(audits), reach.reports())).scalars()
    shown = {None, *map(str, near)}
    return [{**found, "evidence": [_piece(each, shown) for each in found["evidence"]]} for found in findings]


def _piece(evidence: Mapping[str, Any], shown: Set[str | None]) -> dict[str, Any]:
    kept = evidence.get("article") in shown
    return {name: value for name, value in evidence.items() if kept or name not in _PLACE}


_PLACE = frozenset({"article", "field", "start", "end"})


def listed_record(row: RowMapping) -> dict[str, Any]:
    """A row of REPORT_ROW as lists give it; of an audit from before it was kept, `judged` is None."""
    names = (
        "audit", "id", "title", "headline", "source", "source_name", "url", "published", "complete", "ruleset",
        "counts", "article", "revision", "current",
    )  # fmt: skip
    return {name: row[name] for name in names} | {
        "score": rounded(row["score"]),
        **(row["judged"] or {"judged": None, "not_judged": []}),
        "created": row["created"].isoformat(timespec="seconds"),
    }


_FINDING_NAMES: Sequence[str] = (
    "rule", "confidence", "field", "start", "end", "quote", "message", "why", "evidence", "fingerprint", "scope",
    "status",
)  # fmt: skip


def finding_record(row: RowMapping) -> dict[str, Any]:
    """A row of `finding` as the API and the pages give it."""
    record = {"finding": row["id"], "severity": Severity(row["severity"]).label}
    record |= {name: row[name] for name in _FINDING_NAMES}
    if row["fix"] is not None:
        record["fix"] = row["fix"]
    if row["quoted"]:
        record["quoted"] = True
    if row["whole"]:
        record["whole"] = True
    return record
