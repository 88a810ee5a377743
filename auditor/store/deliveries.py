"""What CMSs delivered: each once, with the job that came of it."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, delete, select, update

from auditor.sources import source_key
from auditor.store.jobs import add_job, clock
from auditor.store.tables import delivery
from auditor.store.upsert import insert_new

KEEP_DAYS = 30
"""How long a delivery is known again; far more than twice the hour that a signature may be old at most."""


class Taken(NamedTuple):
    """What became of a delivery."""

    job: int | None
    """The job that sees to its article; None if that was long ago."""
    is_new: bool


def take_delivery(
    connection: Connection, sender: str, name: str, row: Mapping[str, Any], origin: str = "hook"
) -> Taken:
    """Have the article in `row` audited, unless `sender`, a source, delivered the same `name` before.

    `origin` is one of ORIGINS. Raises QueueFull.
    """
    return _take(connection, sender, name, "audit", {"article": dict(row), "origin": origin})


def take_withdrawal(connection: Connection, sender: str, name: str, article: str) -> Taken:
    """Keep that the CMS took an article offline, which it names by `article`, unless it said so before.

    Raises QueueFull.
    """
    return _take(connection, sender, name, "withdrawal", {"source": sender, "id": article})


def _take(connection: Connection, sender: str, name: str, kind: str, payload: Mapping[str, Any]) -> Taken:
    digest = hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()  # a CMS may make names of headlines
    made = insert_new(connection, delivery, {"sender": sender, "name": digest, "created": clock(connection)})
    if made is None:
        same = (delivery.c.sender == sender, delivery.c.name == digest)
        return Taken(connection.execute(select(delivery.c.job_id).where(*same)).scalar(), is_new=False)
    job = add_job(connection, kind, payload, owner=source_owner(sender))
    connection.execute(update(delivery).where(delivery.c.id == made).values(job_id=job))
    return Taken(job, is_new=True)


def source_owner(name: str) -> str:
    """Who owns the work that the hook of a source asks for."""
    return f"source:{source_key(name)}"


def forget_deliveries(connection: Connection, before: datetime) -> int:
    """Forget the deliveries that came before a moment; how many there were."""
    return connection.execute(delete(delivery).where(delivery.c.created < before)).rowcount
