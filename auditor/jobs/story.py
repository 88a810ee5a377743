"""The jobs `story`, which places an article in its story, and `compare`, which puts what a story says into the reports.

A story never changes without a `compare` that waits: both are written in one transaction, which is undone if the job is
somebody else's by then. Jobs are done in turn: where many articles of one story came, all are placed before the first
`compare`, and the others find nothing to do.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from auditor.jobs.work import Bench, Keep
from auditor.store.jobs import add_job
from auditor.store.placing import compare_story, is_to_compare, profile_audit, put_findings
from auditor.store.stories import place_article


def prepare_story(bench: Bench, payload: Mapping[str, Any]) -> Keep:
    """Place the article of the audit with the id `payload["audit"]`."""
    audit = payload["audit"]
    profile = profile_audit(bench.store, bench.auditor, audit, datetime.now(UTC).date())

    def keep(connection: Connection) -> Mapping[str, Any]:
        story = None if profile is None else place_article(connection, audit, profile)
        if story is not None and is_to_compare(connection, story):
            add_job(connection, "compare", {"story": story})
        return {"story": story}

    return keep


def prepare_compare(bench: Bench, payload: Mapping[str, Any]) -> Keep:
    """Compare the articles of the story with the id `payload["story"]`."""
    told = compare_story(bench.store, bench.auditor, payload["story"], datetime.now(UTC).date())

    def keep(connection: Connection) -> Mapping[str, Any]:
        if told is not None:
            put_findings(connection, told)
        return {"articles": 0 if told is None else len(told.findings)}

    return keep
