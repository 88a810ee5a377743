"""Requests that carried an Idempotency-Key: what was made of them, so that a second one makes nothing anew."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, delete, select

from auditor.store.errors import StoreError
from auditor.store.tables import answered_request
from auditor.store.upsert import INSERTS

REMEMBERED = timedelta(days=1)
"""How long a key is known; who sends again later sends something new."""


class KeyReused(StoreError):
    """The key came with another request before."""


class AnsweredMeanwhile(StoreError):
    """The same request was answered by somebody else while this one was; what was made now must not be kept."""

    def __init__(self, answer: Answer) -> None:
        super().__init__("the same request was answered meanwhile")
        self.answer = answer


class Repeatable(NamedTuple):
    """A request that may come twice."""

    key: str
    """Digest of the caller and their Idempotency-Key."""
    request: str
    """Digest of all that the request says."""


class Answer(NamedTuple):
    """What was made of a request: an audit, or a job that will make one."""

    audit: int | None = None
    job: int | None = None


def repeatable(caller: str, key: str, *parts: bytes) -> Repeatable:
    """The request of `caller` that carries `key` and says `parts`."""
    body = hashlib.sha256()
    for part in parts:
        body.update(len(part).to_bytes(8, "big") + part)
    return Repeatable(hashlib.sha256(f"{caller}\0{key}".encode()).hexdigest(), body.hexdigest())


def find_answer(connection: Connection, given: Repeatable) -> Answer | None:
    """What was made of the request when it came first; None if it comes first now. Raises KeyReused."""
    query = select(answered_request).where(answered_request.c.key == given.key)
    row = connection.execute(query.where(answered_request.c.created > _oldest())).one_or_none()
    if row is None:
        return None
    if row.request != given.request:
        raise KeyReused("this Idempotency-Key came with another request before; send a new key with a new request")
    return Answer(row.report_id, row.job_id)


def keep_answer(connection: Connection, given: Repeatable, made: Answer) -> None:
    """Remember what was made of a request, and forget old ones.

    Raises KeyReused if another request came under the key meanwhile, AnsweredMeanwhile if this one did.
    """
    connection.execute(delete(answered_request).where(answered_request.c.created <= _oldest()))
    row = INSERTS[connection.dialect.name](answered_request).on_conflict_do_nothing()
    values = {"request": given.request, "report_id": made.audit, "job_id": made.job, "created": datetime.now(UTC)}
    connection.execute(row, {"key": given.key, **values})
    kept = find_answer(connection, given)
    if kept is not None and kept != made:
        raise AnsweredMeanwhile(kept)


def _oldest() -> datetime:
    return datetime.now(UTC) - REMEMBERED
