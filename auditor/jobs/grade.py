"""The job `source`: receivers are told when the grade of a source has changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from auditor.jobs.work import Bench, Keep
from auditor.store.outbox import look_at_score, score_of, tell_grade


def prepare_grade(bench: Bench, payload: Mapping[str, Any]) -> Keep:
    """Look at the score of the source with the id `payload["source"]`."""
    number = payload["source"]
    with bench.store.writing() as connection:
        look_at_score(connection, number)
    with bench.store.reading() as connection:
        score = score_of(connection, number, datetime.now(UTC).date())

    def keep(connection: Connection) -> Mapping[str, Any]:
        if score is not None:
            tell_grade(connection, bench.store.webhooks, number, score)
        return {"grade": score.grade if score else None}

    return keep
