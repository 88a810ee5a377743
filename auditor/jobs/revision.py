"""The job `revision`: an article that came again is compared with what it said before."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from auditor.jobs.work import Bench, Keep
from auditor.store.revising import compare_revision, put_changes


def prepare_revision(bench: Bench, payload: Mapping[str, Any]) -> Keep:
    """Compare the article of the audit with the id `payload["audit"]` with the revision before it."""
    changed = compare_revision(bench.store, bench.auditor, payload["audit"], datetime.now(UTC).date())

    def keep(connection: Connection) -> Mapping[str, Any]:
        if changed is not None:
            put_changes(connection, changed)
        return {"findings": 0 if changed is None else len(changed.findings)}

    return keep
