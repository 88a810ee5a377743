"""A worker: one process that claims job after job and tells its supervisor which one it is at."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import parent_process
from multiprocessing.connection import Connection as Channel
from typing import Protocol
from uuid import uuid4

from auditor.audit import Auditor
from auditor.garbage import collect_seldom
from auditor.jobs.kinds import KINDS, retry_after
from auditor.jobs.turns import LANES_OF_WORK, Turns
from auditor.jobs.work import Bench, Hopeless
from auditor.settings import Settings
from auditor.store import Store, StoreError
from auditor.store.jobs import Job, LeaseLost, fail_job, finish_job, lines_due

SENDERS = 16
"""Messages under way at a time: eight receivers may hang, and eight more are served as fast as they answer."""


@dataclass(frozen=True, slots=True)
class Terms:
    """How workers work; times in seconds."""

    database: str
    make_auditor: Callable[[], Auditor]
    """Called once in each process; can be pickled."""
    settings: Settings = field(default_factory=Settings)
    """Who is told of what, by a process that needs no rules."""
    senders: int = SENDERS
    """How many messages are under way at a time; 0 if others send them."""
    deadline: float = 60.0
    """One try of a job takes no longer. The worst article of 8 million characters takes a third of it."""
    lease: float = 30.0
    """How long a job is held that nobody renews: work is taken up again so long after a power cut."""
    poll: float = 0.2
    """How often an idle worker looks for work, at 0.25 ms of CPU. From a delivery of a Ghost to the call that takes the
    post back, 30 posts took 0.34 s (0.42 s at the 95th percentile), and with 0.5 s for this 0.62 s (1.06 s)."""


@dataclass(slots=True)
class Worker:
    """One process's side: its bench, its name and the line to its supervisor."""

    bench: Bench
    terms: Terms
    channel: Channel
    name: str = field(default_factory=lambda: uuid4().hex)
    stopping: bool = False
    turns: Turns = field(default_factory=Turns)

    def run(self) -> None:
        """Do jobs until told to stop; the one at hand is always done first."""
        while not self.stopping:
            job = self._next_job()
            if job is None:
                self.channel.send(())
                self.stopping = self.channel.poll(self.terms.poll) or self.stopping
            while job is not None:
                self.channel.send((job.claim,))
                job = self._do(job)
        self.channel.send(())

    def stop(self) -> None:
        """Claim no more jobs."""
        self.stopping = True

    def _next_job(self) -> Job | None:
        store = self.bench.store
        with store.reading() as connection:
            if not lines_due(connection, LANES_OF_WORK):
                return None
        with store.writing() as connection:
            return self.turns.claim(connection, self.name, self.terms.lease)

    def _do(self, job: Job) -> Job | None:
        """Do `job`; the next one, claimed in the same transaction, if there is one and we are not to stop."""
        try:
            return self._finish(job)
        except LeaseLost:
            return None
        except Exception as error:  # whatever it was: the job says so, and is tried again
            self._fail(job, error)
        return None

    def _finish(self, job: Job) -> Job | None:
        if job.kind not in KINDS:
            raise Hopeless(f"this version knows no jobs of kind {job.kind!r}")
        keep = KINDS[job.kind].prepare(self.bench, job.payload)
        self.stopping = self.channel.poll() or self.stopping
        with self.bench.store.writing() as connection:
            finish_job(connection, job, keep(connection))
            return None if self.stopping else self.turns.claim(connection, self.name, self.terms.lease)

    def _fail(self, job: Job, error: Exception) -> None:
        retry = None if isinstance(error, Hopeless) else retry_after(job.kind, job.failures)
        with self.bench.store.writing() as connection:
            fail_job(connection, (job.id, job.attempts), describe(error), retry_seconds=retry)


def describe(error: BaseException) -> str:
    """What a job says of the error that it failed by."""
    return str(error) if isinstance(error, Hopeless) else f"{type(error).__name__}: {error}"


def work(terms: Terms, channel: Channel) -> None:
    """The life of a worker process. What keeps it from starting is told to the supervisor."""
    live(terms, channel, lambda store: Worker(Bench(terms.make_auditor(), store), terms, channel))


class Lives(Protocol):
    """What a process of a supervisor is about."""

    def run(self) -> None:
        """Go on until told to stop."""

    def stop(self) -> None:
        """Come to an end soon."""


def live(terms: Terms, channel: Channel, make: Callable[[Store], Lives]) -> None:
    """Do what `make` makes until it is over. What keeps it from starting is told to the supervisor."""
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt at the terminal reaches all; the supervisor tells us
    threading.Thread(target=_die_with_supervisor, daemon=True).start()
    try:
        store = Store(terms.database, terms.settings.webhooks, terms.settings.notices)
        made = make(store)
    except (StoreError, ValueError, OSError) as error:
        channel.send(str(error))
        return
    signal.signal(signal.SIGTERM, lambda *_: made.stop())
    try:
        made.run()
    finally:
        store.close()


def _die_with_supervisor() -> None:
    """End this process when the one that started it is gone: nobody would see it hang."""
    supervisor = parent_process()
    if supervisor is not None:
        supervisor.join()
        os._exit(1)
