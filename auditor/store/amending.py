"""Findings put into a report that is kept already, in place of what rules of the same scope said before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, insert, select, update

from auditor.finding import Failure, Finding, Scope, Severity
from auditor.score.article import Status
from auditor.store.decisions import decided_statuses, rescore
from auditor.store.rows import failure_rows, finding_rows
from auditor.store.tables import finding, report

_COMPARED = ("severity", "confidence", "message", "evidence", "fix")
"""Columns of a finding that may change while the passage stays."""


def amend_reports(
    connection: Connection, scope: Scope, findings: Mapping[int, Sequence[Finding]], failures: Sequence[Failure]
) -> None:
    """Give reports, by audit id, what rules of a scope find now, and their scores anew where that is something else.

    One writer a report.
    """
    ours = report.c.id.in_(findings)
    locked = select(report.c.id, report.c.failures).where(ours).order_by(report.c.id).with_for_update()
    failed_before = {row.id: row.failures for row in connection.execute(locked)}
    before: dict[int, dict[str, RowMapping]] = {audit: {} for audit in failed_before}
    mine = (finding.c.report_id.in_(before), finding.c.scope == scope.value)
    for row in connection.execute(select(finding).where(*mine)).mappings():
        before[row["report_id"]][row["fingerprint"]] = row
    changed = []
    for audit, known in failed_before.items():
        found = _put_findings(connection, audit, before[audit], findings[audit])
        failed = _put_failures(connection, audit, scope, known, failures)
        if found or failed:
            _number(connection, audit)
            changed.append(audit)
    if changed:
        rescore(connection, changed)


def _put_findings(
    connection: Connection, audit: int, before: Mapping[str, RowMapping], findings: Sequence[Finding]
) -> bool:
    """Take out what is found no more, change what reads otherwise, add what is new; whether there was any of that.

    `before` are the rows of what was found, by fingerprint.
    """
    after = {row["fingerprint"]: row for row in finding_rows(findings)}
    gone = [row["id"] for name, row in before.items() if name not in after]
    new = [row for name, row in after.items() if name not in before]
    other = [
        (before[name]["id"], {column: row[column] for column in _COMPARED})
        for name, row in after.items()
        if name in before and any(before[name][column] != row[column] for column in _COMPARED)
    ]
    if gone:
        connection.execute(delete(finding).where(finding.c.id.in_(gone)))
    for number, values in other:
        connection.execute(update(finding).where(finding.c.id == number).values(values))
    _insert(connection, audit, new)
    return bool(gone or new or other)


def _insert(connection: Connection, audit: int, new: Sequence[Mapping[str, Any]]) -> None:
    """Add findings, in the state that was decided on before."""
    if new:
        article_id = connection.execute(select(report.c.article_id).where(report.c.id == audit)).scalar_one()
        states = decided_statuses(connection, article_id, new_revision=False)
        connection.execute(
            insert(finding),
            [{**row, "report_id": audit, "status": states.get(row["fingerprint"], Status.OPEN).value} for row in new],
        )


def _number(connection: Connection, audit: int) -> None:
    """Number the findings of a report by their place, title first, and count them by severity."""
    columns = (finding.c.id, finding.c.field, finding.c.start, finding.c.end, finding.c.rule, finding.c.position)
    rows = connection.execute(select(*columns, finding.c.severity).where(finding.c.report_id == audit)).all()
    ordered = sorted(rows, key=lambda row: (row.field != "title", row.start, row.end, row.rule))
    for position, row in enumerate(ordered):
        if row.position != position:
            connection.execute(update(finding).where(finding.c.id == row.id).values(position=position))
    counts = Counter(Severity(row.severity).label for row in rows)
    connection.execute(update(report).where(report.c.id == audit).values(counts=dict(counts)))


def _put_failures(
    connection: Connection,
    audit: int,
    scope: Scope,
    before: Sequence[Mapping[str, Any]],
    failures: Sequence[Failure],
) -> bool:
    """Say in a report which of the rules could not finish, in place of what it said of them; whether that is new."""
    after = [known for known in before if known["scope"] != scope.value] + failure_rows(failures)
    if after == before:
        return False
    connection.execute(update(report).where(report.c.id == audit).values(failures=after, complete=not after))
    return True
