"""The supervisor of worker processes: renews their leases, ends those that hang, replaces those that died."""

from __future__ import annotations

import logging
import multiprocessing
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection as Channel
from multiprocessing.connection import wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess

from sqlalchemy.exc import DBAPIError

from auditor.jobs import WorkerError
from auditor.jobs.kinds import retry_after
from auditor.jobs.worker import IDLE, READY, Terms, work
from auditor.store.database import Database
from auditor.store.jobs import fail_job, recover_jobs, renew_leases
from auditor.text.counted import plural

LOG = logging.getLogger(__name__)
RENEWALS = 3
"""How many times a lease is renewed before it would run out."""
MAX_WAIT_SECONDS = 0.5
"""How late a deadline may be noticed, and a wish to stop."""
RESTART_SECONDS = 1.0
"""A worker that dies at its start is not started more often than this."""


Claim = tuple[int, str, int, int]
"""A job's id, kind, attempts and failures so far."""


@dataclass(slots=True)
class Seat:
    """One worker process, and the job it is at."""

    process: BaseProcess
    channel: Channel
    claim: Claim | None = None
    since: float = field(default_factory=time.monotonic)
    ready: bool = False
    overdue: bool = False


def start_context() -> BaseContext:
    """How processes are started: from one that has loaded the program, where the system can."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["auditor.jobs.worker"])
    return context


class Supervisor:
    """Keeps a number of workers at work; `run` until `stop`."""

    def __init__(self, terms: Terms, workers: int, context: BaseContext | None = None) -> None:
        self._terms, self._workers = terms, workers
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
        if len(self._seats) < self._workers and time.monotonic() - self._started > RESTART_SECONDS:
            self._started = time.monotonic()
            while len(self._seats) < self._workers:
                self._seats.append(self._seat())

    def _seat(self) -> Seat:
        ours, theirs = self._context.Pipe()
        process = self._context.Process(target=work, args=(self._terms, theirs), name="auditor worker")  # type: ignore[attr-defined]
        process.start()
        theirs.close()
        return Seat(process, ours)

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
        if said == READY:
            seat.ready = True
        elif isinstance(said, str) and said != IDLE:
            raise WorkerError(said)
        else:
            seat.claim, seat.since = (None if said == IDLE else said), time.monotonic()

    def _end_overdue(self, seat: Seat) -> None:
        if seat.claim is not None and time.monotonic() - seat.since > self._terms.deadline:
            seat.overdue = True
            seat.process.kill()

    def _bury(self, seat: Seat) -> None:
        """Give the seat of a dead worker free, and say of its job what became of it."""
        self._seats.remove(seat)
        seat.channel.close()
        seat.process.join()
        how = self._describe(seat)
        if seat.claim is None:
            if not self._stopping:
                LOG.warning("a worker %s; another takes its place", how)
            return
        number, kind, attempts, failures = seat.claim
        LOG.warning("job %d: its process %s", number, how)
        self._tell(number, attempts, f"its process {how}", retry_after(kind, failures))

    def _describe(self, seat: Seat) -> str:
        code = seat.process.exitcode
        if seat.overdue:
            return f"was ended: not done in {self._terms.deadline:g} {plural('second', self._terms.deadline)}"
        return f"died of signal {-code}" if code is not None and code < 0 else f"ended with status {code}"

    def _tell(self, number: int, attempts: int, error: str, retry_seconds: float | None) -> None:
        try:
            with self._database.writing() as connection:
                fail_job(connection, (number, attempts), error, retry_seconds=retry_seconds)
        except DBAPIError as error_:  # its lease runs out, and another takes it up
            LOG.warning("job %d: %s", number, error_.orig)

    def _renew(self) -> None:
        """Let the claims of living workers hold, and free the jobs of supervisors that are no more."""
        claims = [(seat.claim[0], seat.claim[2]) for seat in self._seats if seat.claim is not None]
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
