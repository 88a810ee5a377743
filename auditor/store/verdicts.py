"""The gate's verdict on what is kept: with what editors decided, and without the rules that are muted."""

from __future__ import annotations

from sqlalchemy import Connection

from auditor.gate import Judgement, Policy, judge
from auditor.render.restore import read_report
from auditor.score.article import Status
from auditor.store.reports import get_report

SETTLED = Status.DISMISSED.value
"""The state of a finding that no longer holds an article up; what is called fixed must be gone from the text."""


def judge_kept(connection: Connection, audit: int, policy: Policy) -> Judgement:
    """The verdict on the article of an audit that is kept. Raises LookupError if it is not."""
    row = get_report(connection, audit)
    if row is None:
        raise LookupError(f"no audit {audit}")
    settled = frozenset(found["fingerprint"] for found in row["findings"] if found["status"] == SETTLED)
    return judge(read_report(row), policy, settled)
