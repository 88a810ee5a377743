"""The supervisor of workers and their sender: renews leases, ends processes that hang, replaces those that died."""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection as Channel
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import NamedTuple

from sqlalchemy.exc import DBAPIError

from auditor.jobs import WorkerError
from auditor.jobs.kinds import retry_after
from auditor.jobs.sender import DEADLINE_SECONDS, send
from auditor.jobs.worker import Terms, work
from auditor.store.database import Database
from auditor.store.jobs import Claim, fail_job, recover_jobs, renew_leases
from auditor.text.counted import plural

LOG = logging.getLogger(__name__)
RENEWALS = 3
"""How many times a lease is renewed before it would run out."""
MAX_WAIT_SECONDS = 0.5
"""How late a deadline may be noticed, and a wish to stop."""
RESTART_SECONDS = 1.0
"""A worker that dies at its start is not started more often than this."""


class Role(NamedTuple):
    """What processes of one sort are there for."""

    name: str
    live: Callable[[Terms, Channel], None]
    processes: int
    deadline: float
    """Seconds that a job may take."""


@dataclass(slots=True)
class Seat:
    """One process, and the jobs it is at."""

    role: Role
    process: BaseProcess
    channel: Channel
    claims: dict[Claim, float] = field(default_factory=dict)
    """Since when it is at each."""
    overdue: tuple[Claim, ...] = ()


def start_context() -> BaseContext:
    """How processes are started: from one that has loaded the program, where the system can."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["auditor.jobs.sender"])
    return context


class Supervisor:
    """Keeps a number of workers at work, and a sender if messages are to be sent; `run` until `stop`."""

    def __init__(self, terms: Terms, workers: int, context: BaseContext | None = None) -> None:
        self._terms = terms
        self._roles = (
            Role("worker", work, workers, terms.deadline),
            Role("sender", send, 1 if terms.senders else 0, DEADLINE_SECONDS),
        )
        self._context = context or start_context()
        self._database = Database(terms.database)
        self._seats: list[Seat] = []
        self._renewed = self._started = float("-inf")
        self._stopping = False

    def run(self) -> None:
        """Keep the workers working until `stop` is called; then let each end the job it is at.

        Raises WorkerError if they cannot start.
        """
        try:
            while not self._stopping:
                self._fill_seats()
                self._attend()
            self._dismiss()
        finally:
            for seat in self._seats:
                seat.process.kill()
            self._database.close()

    def stop(self) -> None:
        """End `run` soon; may be called from a signal handler or another thread."""
        self._stopping = True

    def _fill_seats(self) -> None:
        missing = [role for role in self._roles for _ in range(role.processes - self._seated(role))]
        if missing and time.monotonic() - self._started > RESTART_SECONDS:
            self._started = time.monotonic()
            self._seats.extend(self._seat(role) for role in missing)

    def _seated(self, role: Role) -> int:
        return sum(seat.role is role for seat in self._seats)

    def _seat(self, role: Role) -> Seat:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=role.live, args=(self._terms, theirs), name=f"auditor {role.name}")  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return Seat(role, process, ours)

    def _attend(self) -> None:
        """Wait for news of the workers, or until something is due; then see to it."""
        heard = wait([seat.channel for seat in self._seats], MAX_WAIT_SECONDS)
        for seat in [seat for seat in self._seats if seat.channel in heard]:
            self._listen(seat)
        for seat in self._seats:
            self._end_overdue(seat)
        if time.monotonic() - self._renewed > self._terms.lease / RENEWALS:
            self._renewed = time.monotonic()
            self._renew()

    def _listen(self, seat: Seat) -> None:
        """Take what a worker says; the end of its channel is its death."""
        try:
            said = seat.channel.recv()
        except (EOFError, OSError):
            self._bury(seat)
            return
        if isinstance(said, str):
            raise WorkerError(said)
        now = time.monotonic()
        seat.claims = {claim: seat.claims.get(claim, now) for claim in said}

    def _end_overdue(self, seat: Seat) -> None:
        latest = time.monotonic() - seat.role.deadline
        if overdue := tuple(claim for claim, since in seat.claims.items() if since < latest):
            seat.overdue = overdue
            seat.process.kill()

    def _bury(self, seat: Seat) -> None:
        """Give the seat of a dead process free, and say of its jobs what became of them.

        Where one took too long, the others of its process are no part of that: their leases run out.
        """
        self._seats.remove(seat)
        seat.channel.close()
        seat.process.join()
        how = self._describe(seat)
        if not seat.claims and not self._stopping:
            LOG.warning("a %s %s; another takes its place", seat.role.name, how)
        for claim in seat.overdue or seat.claims:
            LOG.warning("job %d: its process %s", claim.id, how)
            self._tell(claim, f"its process {how}")

    def _describe(self, seat: Seat) -> str:
        code = seat.process.exitcode
        if seat.overdue:
            return f"was ended: not done in {seat.role.deadline:g} {plural('second', seat.role.deadline)}"
        return f"died of signal {-code}" if code is not None and code < 0 else f"ended with status {code}"

    def _tell(self, claim: Claim, error: str) -> None:
        retry = retry_after(claim.kind, claim.failures)
        try:
            with self._database.writing() as connection:
                fail_job(connection, claim[:2], error, retry_seconds=retry)
        except DBAPIError as error_:  # its lease runs out, and another takes it up
            LOG.warning("job %d: %s", claim.id, error_.orig)

    def _renew(self) -> None:
        """Let the claims of living processes hold, and free the jobs of supervisors that are no more."""
        claims = [claim[:2] for seat in self._seats for claim in seat.claims]
        try:
            with self._database.writing() as connection:
                renew_leases(connection, claims, self._terms.lease)
                recover_jobs(connection)
        except DBAPIError as error:  # the next round may do better; until then the leases run
            LOG.warning("leases were not renewed: %s", error.orig)

    def _dismiss(self) -> None:
        """Tell all to stop, and let each end the job it is at: within its deadline."""
        for seat in self._seats:
            try:
                seat.channel.send("stop")
            except OSError:  # dead already; its channel says so below
                continue
        while self._seats:
            self._attend()


@contextmanager
def working(terms: Terms, workers: int) -> Iterator[None]:
    """Have workers at work beside what the caller does; they end their jobs before it goes on."""
    supervisor = Supervisor(terms, workers)
    thread = threading.Thread(target=supervisor.run, name="supervisor")
    thread.start()
    try:
        yield
    finally:
        supervisor.stop()
        thread.join()
