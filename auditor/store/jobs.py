"""Work to be done, in a table of the store: claimed under a lease, finished in the transaction of what it made.

A job is `waiting`, `running`, `done` or `dead`. Whoever claims it holds it until its lease runs out; `attempts` counts
the claims and never goes back, so it is the fencing token: what an older claim tries to finish is refused.

Each job stands in a line: that of its owner in its lane. A line goes by the order in which its jobs are due; which line
is next is said by whoever claims, so that nobody's work waits for the end of somebody else's.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, bindparam, case, func, insert, select, update
from sqlalchemy.sql.dml import ReturningUpdate

from auditor.store.door import storable, storable_all
from auditor.store.errors import StoreError
from auditor.store.tables import job

WAITING, RUNNING, DONE, DEAD = STATES = ("waiting", "running", "done", "dead")
MAX_OPEN = 10_000
"""Jobs of one kind that wait or run; one worker takes minutes for as many audits."""
MAX_OPEN_OF_OWNER = MAX_OPEN // 4
"""Of those, what one key or one source's hook may have: two batches and a half, so that none can fill the queue."""
RETRY_AFTER_SECONDS = 30
"""When to ask again after `QueueFull`: a worker has done some hundred audits by then."""
MAX_LOST = 10
"""A job whose workers vanish so often, with their supervisors, is held for the reason."""
WORK, BULK, FOLLOW, MESSAGE = LANES = ("work", "bulk", "follow", "message")
"""What somebody waits for; batches; what follows from an audit; what is sent to others."""
MAX_SMALL = 10
"""Articles of a batch that is no bulk: a worker has done them in a second."""
LANE_OF: Mapping[str, str] = {
    "story": FOLLOW, "compare": FOLLOW, "revision": FOLLOW, "source": FOLLOW, "webhook": MESSAGE, "mail": MESSAGE,
    "quarantine": MESSAGE, "tidy": MESSAGE, "letter": MESSAGE,
}  # fmt: skip
"""Lanes of the kinds that follow from what is kept already."""
UNBOUNDED = LANE_OF.keys()
"""To refuse these would refuse what they tell of."""
ERROR_CHARACTERS = 2_000


class QueueFull(StoreError):
    """So much work waits that more is refused; `retry_after` says in how many seconds to ask again."""

    retry_after = RETRY_AFTER_SECONDS


class ShareFull(QueueFull):
    """So much of one owner's work waits that more of it is refused, though not that of others."""


class LeaseLost(StoreError):
    """Somebody else has the job by now; what was made of it must not be kept."""


class Claim(NamedTuple):
    """What the end of a worker is told by; the first two prove that it held the job."""

    id: int
    attempts: int
    kind: str
    failures: int


class Job(NamedTuple):
    """A claimed job; `attempts` is the token that proves the claim."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    attempts: int
    failures: int
    """How often it failed before, by an error or by the death of its process."""
    batch: str | None
    lane: str
    owner: str | None

    @property
    def claim(self) -> Claim:
        """What a supervisor needs to know of it."""
        return Claim(self.id, self.attempts, self.kind, self.failures)


class Line(NamedTuple):
    """Jobs that are done in the order in which they are due."""

    lane: str
    owner: str | None
    """A caller or a source, whose work it is; a receiver, whom messages are for; None for nobody's."""


def add_job(
    connection: Connection,
    kind: str,
    payload: Mapping[str, Any],
    *,
    owner: str | None = None,
    delay_seconds: float = 0.0,
) -> int:
    """Put a job into the queue and give its id. Raises QueueFull, UnstorableText.

    It is there once the caller's transaction is committed, with everything else of it. `owner` is who asked for it:
    `key:` and a number, or `source:` and a key.
    """
    (number,) = _add_jobs(connection, kind, [payload], {"owner": owner}, delay_seconds)
    return number


def add_jobs(
    connection: Connection,
    kind: str,
    payloads: Sequence[Mapping[str, Any]],
    *,
    batch: str | None = None,
    owner: str | None = None,
) -> list[int]:
    """Put jobs into the queue, all or none, and give their ids. Raises QueueFull, UnstorableText."""
    return _add_jobs(connection, kind, payloads, {"batch": batch, "owner": owner}) if payloads else []


def _add_jobs(
    connection: Connection,
    kind: str,
    payloads: Sequence[Mapping[str, Any]],
    asked: Mapping[str, str | None],
    delay_seconds: float = 0.0,
) -> list[int]:
    """Put jobs into the queue; `asked` are the columns that say who asked for them."""
    if kind not in UNBOUNDED:
        _refuse_over(connection, kind, asked["owner"], len(payloads))
    now = clock(connection)
    known = {
        "kind": kind, "state": WAITING, "attempts": 0, "failures": 0, "lost": 0, "created": now,
        "lane": LANE_OF.get(kind, WORK if len(payloads) <= MAX_SMALL else BULK),
        "due": now + timedelta(seconds=delay_seconds), **asked,
    }  # fmt: skip
    rows = [{**known, "payload": storable_all(dict(payload), "job")} for payload in payloads]
    return list(connection.execute(_INSERT, rows).scalars())


_INSERT = insert(job).returning(job.c.id, sort_by_parameter_order=True)


def _refuse_over(connection: Connection, kind: str, owner: str | None, new: int) -> None:
    """Raise ShareFull or QueueFull if there is no room for so many `new` jobs of `kind`."""
    if owner is not None and not _has_room(connection, job.c.owner == owner, MAX_OPEN_OF_OWNER - new):
        raise ShareFull(f"{MAX_OPEN_OF_OWNER:,} jobs of yours wait already; send it again later")
    if not _has_room(connection, job.c.kind == kind, MAX_OPEN - new):
        raise QueueFull(f"{MAX_OPEN:,} jobs wait already; send it again later")


def _has_room(connection: Connection, chosen: ColumnElement[bool], limit: int) -> bool:
    """Whether no more than `limit` of the `chosen` jobs are open; counts no further than that."""
    open_ = select(job.c.id).where(chosen, job.c.state.in_((WAITING, RUNNING))).limit(max(limit, 0) + 1)
    number: int = connection.execute(select(func.count()).select_from(open_.subquery())).scalar_one()
    return number <= limit


def clock(connection: Connection) -> datetime:
    """The time that all who share the database agree on."""
    if connection.dialect.name == "postgresql":
        moment: datetime = connection.execute(select(func.clock_timestamp())).scalar_one()
        return moment
    return datetime.now(UTC)


def lines_due(connection: Connection, lanes: Iterable[str] = LANES) -> list[Line]:
    """The lines of some lanes in which a job is due; takes no lock.

    Steps from owner to owner, so that its time is one of how many those are and not of how many jobs wait.
    """
    now = clock(connection)
    return [
        Line(lane, owner)
        for lane in lanes
        for owner in connection.execute(_OWNERS_DUE, {"in_lane": lane, "now": now}).scalars()
    ]


_WAITING = and_(job.c.lane == bindparam("in_lane"), job.c.state == WAITING)
_DUE = and_(_WAITING, job.c.due <= bindparam("now"))
_FIRST = select(func.min(job.c.owner)).where(_WAITING)
_STEP = select(_FIRST.scalar_subquery().label("owner")).cte("step", recursive=True)
_NEXT = _FIRST.where(job.c.owner > _STEP.c.owner).correlate(_STEP).scalar_subquery()
_STEP = _STEP.union_all(select(_NEXT).where(_STEP.c.owner.is_not(None)))
_ORDER = (job.c.owner, job.c.due, job.c.id)  # within one line; by all columns, that the index is seen to have it
_NOBODYS = select(job.c.owner).where(_DUE, job.c.owner.is_(None)).order_by(*_ORDER).limit(1).subquery()
_OWNERS_DUE = (
    select(_STEP.c.owner)
    .where(select(job.c.id).where(_DUE, job.c.owner == _STEP.c.owner).correlate(_STEP).exists())
    .union_all(select(_NOBODYS.c.owner))
)


def claim_job(
    connection: Connection, worker: str, lease_seconds: float, lines: Iterable[Line] | None = None
) -> Job | None:
    """A job of the first of `lines` that has one due, by default of any, now running under a lease; None without."""
    for line in lines_due(connection) if lines is None else lines:
        row = connection.execute(_claim(line, clock(connection), worker, lease_seconds)).one_or_none()
        if row is not None:
            return Job(*row)
    return None


def _claim(line: Line, now: datetime, worker: str, lease_seconds: float) -> ReturningUpdate[Any]:
    """Claims the job of a line that has been due for longest and is claimed by nobody else meanwhile."""
    waits = and_(job.c.lane == line.lane, job.c.owner == line.owner, job.c.state == WAITING, job.c.due <= now)
    due = select(job.c.id).where(waits).order_by(*_ORDER).limit(1)
    until = now + timedelta(seconds=lease_seconds)
    return (
        update(job)
        .where(job.c.id == due.with_for_update(skip_locked=True).scalar_subquery())
        .values(state=RUNNING, attempts=job.c.attempts + 1, worker=worker, lease_until=until)
        .returning(*(job.c[name] for name in Job._fields))
    )


def give_up_line(connection: Connection, line: Line, since_seconds: float, error: str) -> int:
    """Call dead what was due in a line so many seconds ago and was never come to; how many jobs there were."""
    now = clock(connection)
    due = job.c.due < now - timedelta(seconds=since_seconds)
    old = and_(job.c.lane == line.lane, job.c.owner == line.owner, job.c.state == WAITING, due)
    values = {"state": DEAD, "finished": now, "error": storable(error[:ERROR_CHARACTERS], "error")}
    return connection.execute(update(job).where(_held_by_nobody(old)).values(values)).rowcount


def _held_by_nobody(chosen: ColumnElement[bool]) -> ColumnElement[bool]:
    """The `chosen` jobs that no other transaction is at: whoever waits for many may be waited for."""
    return job.c.id.in_(select(job.c.id).where(chosen).with_for_update(skip_locked=True).scalar_subquery())


def renew_leases(connection: Connection, claims: Iterable[tuple[int, int]], lease_seconds: float) -> None:
    """Let claims, each a job's id and its `attempts`, hold for so many seconds from now on.

    One after the other by their ids, as a sender keeps its own: two that hold and wait for each other's would fail.
    """
    until = clock(connection) + timedelta(seconds=lease_seconds)
    for job_id, attempts in sorted(claims):
        connection.execute(update(job).where(_held(job_id, attempts)).values(lease_until=until))


def _held(job_id: int, attempts: int) -> ColumnElement[bool]:
    return and_(job.c.id == job_id, job.c.attempts == attempts, job.c.state == RUNNING)


def finish_job(connection: Connection, done: Job, result: Mapping[str, Any] | None = None) -> None:
    """Call a job done; its payload is dropped. Raises LeaseLost, and then nothing of it may be committed.

    Call it first in the transaction that keeps what the job made: from here on nobody else can claim it.
    """
    values = {
        "state": DONE, "result": result, "payload": {}, "error": None, "lease_until": None,
        "finished": clock(connection),
    }  # fmt: skip
    if connection.execute(update(job).where(_held(done.id, done.attempts)).values(values)).rowcount != 1:
        raise LeaseLost(f"job {done.id} is somebody else's by now")


def fail_job(connection: Connection, claim: tuple[int, int], error: str, *, retry_seconds: float | None) -> bool:
    """Say why a claimed job failed; due again after `retry_seconds`, dead if that is None.

    False, and nothing is changed, if the claim no longer holds.
    """
    now = clock(connection)
    state = {"state": DEAD, "finished": now} if retry_seconds is None else {"state": WAITING}
    values = {
        **state, "failures": job.c.failures + 1, "error": storable(error[:ERROR_CHARACTERS], "error"),
        "lease_until": None, "due": now + timedelta(seconds=retry_seconds or 0),
    }  # fmt: skip
    return connection.execute(update(job).where(_held(*claim)).values(values)).rowcount == 1


def recover_jobs(connection: Connection) -> int:
    """Let jobs whose lease ran out wait again, as their worker vanished; how many there were.

    That is no failure of the job (a machine was switched off), until it happened MAX_LOST times.
    """
    now = clock(connection)
    given_up = job.c.lost + 1 >= MAX_LOST
    expired = (
        update(job)
        .where(_held_by_nobody(and_(job.c.state == RUNNING, job.c.lease_until < now)))
        .values(
            state=case((given_up, DEAD), else_=WAITING),
            finished=case((given_up, now), else_=None),
            lost=job.c.lost + 1,
            lease_until=None,
            error=f"the worker vanished; after {MAX_LOST} times no other tries",
        )
    )
    return connection.execute(expired).rowcount
