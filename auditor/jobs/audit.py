"""The job `audit`: an article is audited and its report kept."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection

from auditor.bounded import read_row
from auditor.ingest.errors import InputError
from auditor.jobs.publication import judge_publication
from auditor.jobs.quarantine import ask_ghost
from auditor.jobs.work import Bench, Hopeless, Keep
from auditor.store.door import UnstorableText
from auditor.store.intake import Intake

HOOK = "hook"
"""The origin of what a CMS told us once it was published."""


def prepare_audit(bench: Bench, payload: Mapping[str, Any]) -> Keep:
    """Audit `payload["article"]`, an input row that came by `payload["origin"]`. Raises Hopeless."""
    ready = _audited(bench, payload)

    def keep(connection: Connection) -> Mapping[str, Any]:
        audit = bench.store.keep(connection, ready)
        if ready.revision["origin"] == HOOK:
            judge_publication(connection, bench, ready.article, audit)
        ask_ghost(connection, bench.auditor.settings, ready.article, audit)
        return {"audit": audit, "id": ready.revision["name"]}

    return keep


def _audited(bench: Bench, payload: Mapping[str, Any]) -> Intake:
    try:
        article = read_row(payload["article"])
        if not article.text.strip():
            raise Hopeless("there is no text to audit")
        return bench.store.prepare(bench.auditor.audit(article, datetime.now(UTC).date()), payload.get("origin"))
    except (InputError, UnstorableText) as error:
        raise Hopeless(str(error)) from None
