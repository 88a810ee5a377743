"""The job `story`: an article is placed in its story, and what the story says is put into the reports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from auditor.jobs.work import Bench, Keep
from auditor.store.placing import compare_story, place_audit, put_findings


def prepare_story(bench: Bench, payload: Mapping[str, Any]) -> Keep:
    """Place the article of the audit with the id `payload["audit"]` and compare its story."""
    story = place_audit(bench.store, bench.auditor, payload["audit"])
    told = None if story is None else compare_story(bench.store, bench.auditor, story)

    def keep(connection: Connection) -> Mapping[str, Any]:
        if told is not None:
            put_findings(connection, told)
        return {"story": story}

    return keep
