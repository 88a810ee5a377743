"""The job `source`: receivers are told when the grade of a source has changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from auditor.jobs.work import Bench, Keep
from auditor.store.outbox import tell_grade


def prepare_grade(bench: Bench, payload: Mapping[str, Any]) -> Keep:
    """Tell of the source with the id `payload["source"]`, should its grade be another than was told last."""

    def keep(connection: Connection) -> Mapping[str, Any]:
        return {"grade": tell_grade(connection, bench.store.webhooks, payload["source"], datetime.now(UTC).date())}

    return keep
