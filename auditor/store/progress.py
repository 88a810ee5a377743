"""What became of jobs: of one, of a batch, of those that wait for somebody."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select, true, update

from auditor.store.jobs import DEAD, DONE, STATES, WAITING, clock
from auditor.store.tables import job

MESSAGES = ("webhook", "mail")
"""Kinds of jobs that tell somebody of something."""
_SHOWN = ("id", "kind", "batch", "state", "attempts", "error", "result", "created", "finished")
_ROW = select(*(job.c[name] for name in _SHOWN))
_WITH_PAYLOAD = _ROW.add_columns(job.c.payload)


def get_job(connection: Connection, job_id: int, owners: Collection[str] | None = None) -> dict[str, Any] | None:
    """One job, as `job_record` says; None if there is none, or none of `owners`."""
    query = _WITH_PAYLOAD.where(job.c.id == job_id, _is_of(owners))
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else job_record(row)


def _is_of(owners: Collection[str] | None) -> ColumnElement[bool]:
    """Whether one of `owners` asked for a job; None stands for everybody."""
    return true() if owners is None else job.c.owner.in_(owners)


def job_record(row: RowMapping) -> dict[str, Any]:
    """A job for whoever waits for it; `id` is the sender's name for the article, `audit` that of the report."""
    result: Mapping[str, Any] = row["result"] or {}
    article = row["payload"].get("article") or {}
    name = result.get("id", article.get("id"))
    return {
        "job": row["id"], "kind": row["kind"], "batch": row["batch"], "state": row["state"],
        "attempts": row["attempts"], "error": row["error"], "id": None if name is None else str(name),
        "audit": result.get("audit"), "created": row["created"].isoformat(timespec="seconds"),
        "finished": row["finished"].isoformat(timespec="seconds") if row["finished"] else None,
    }  # fmt: skip


def batch_progress(connection: Connection, batch: str, owners: Collection[str] | None = None) -> dict[str, Any] | None:
    """How many jobs of a batch are in which state, counted at one moment; None if there is no such batch.

    With `owners`, those of theirs.
    """
    query = select(job.c.state, func.count()).where(job.c.batch == batch, _is_of(owners)).group_by(job.c.state)
    counts = {state: number for state, number in connection.execute(query)}
    if not counts:
        return None
    states = {state: counts.get(state, 0) for state in STATES}
    total = sum(states.values())
    return {"batch": batch, "total": total, **states, "finished": states[DONE] + states[DEAD] == total}


def batch_jobs(
    connection: Connection, batch: str, *, state: str | None = None, after: int = 0, limit: int = 100
) -> list[dict[str, Any]]:
    """Jobs of a batch in the order they came, after the job with the id `after`."""
    query = _WITH_PAYLOAD.where(job.c.batch == batch, job.c.id > after).order_by(job.c.id).limit(limit)
    if state is not None:
        query = query.where(job.c.state == state)
    return [job_record(row) for row in connection.execute(query).mappings()]


def list_messages(connection: Connection, states: Sequence[str], limit: int) -> list[dict[str, Any]]:
    """Messages in `states`, newest first: job, state, type, receiver, attempts, error, due, created.

    The receiver is the address of a webhook, or that of an e-mail.
    """
    query = select(job).where(job.c.kind.in_(MESSAGES), job.c.state.in_(states)).order_by(job.c.id.desc())
    return [_message_record(row) for row in connection.execute(query.limit(limit)).mappings()]


def _message_record(row: RowMapping) -> dict[str, Any]:
    known = row["result"] or row["payload"]
    names = ("state", "attempts", "error", "due", "created")
    receiver = known["to"] if row["kind"] == "mail" else known["url"]
    return {"job": row["id"], "type": known["type"], "receiver": receiver, **{name: row[name] for name in names}}


def retry_messages(connection: Connection, numbers: Sequence[int] | None = None) -> int:
    """Let dead messages, all or those with these ids, wait for another round of tries; how many there were."""
    chosen = update(job).where(job.c.kind.in_(MESSAGES), job.c.state == DEAD)
    if numbers is not None:
        chosen = chosen.where(job.c.id.in_(numbers))
    values = {"state": WAITING, "failures": 0, "lost": 0, "due": clock(connection), "finished": None}
    return connection.execute(chosen.values(values)).rowcount
