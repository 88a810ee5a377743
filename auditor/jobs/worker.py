"""A worker: one process that claims job after job and tells its supervisor which one it is at."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing import parent_process
from multiprocessing.connection import Connection as Channel
from uuid import uuid4

from auditor.audit import Auditor
from auditor.garbage import collect_seldom
from auditor.jobs.kinds import KINDS, retry_after
from auditor.jobs.work import Bench, Hopeless
from auditor.store import Store, StoreError
from auditor.store.jobs import Job, LeaseLost, claim_job, fail_job, finish_job, is_job_due
from auditor.webhook import Webhook

READY, IDLE = "ready", "idle"


@dataclass(frozen=True, slots=True)
class Terms:
    """How workers work; times in seconds."""

    database: str
    make_auditor: Callable[[], Auditor]
    """Called once in each process; can be pickled."""
    webhooks: tuple[Webhook, ...] = ()
    deadline: float = 60.0
    """One try of a job takes no longer. The worst article of 8 million characters takes a third of it."""
    lease: float = 30.0
    """How long a job is held that nobody renews: work is taken up again so long after a power cut."""
    poll: float = 0.5
    """How often an idle worker looks for work."""


@dataclass(slots=True)
class Worker:
    """One process's side: its bench, its name and the line to its supervisor."""

    bench: Bench
    terms: Terms
    channel: Channel
    name: str = field(default_factory=lambda: uuid4().hex)
    stopping: bool = False

    def run(self) -> None:
        """Do jobs until told to stop; the one at hand is always done first."""
        self.channel.send(READY)
        while not self.stopping:
            job = self._next_job()
            if job is None:
                self.channel.send(IDLE)
                self.stopping = self.stopping or self.channel.poll(self.terms.poll)
            while job is not None:
                self.channel.send((job.id, job.kind, job.attempts, job.failures))
                job = self._do(job)
        self.channel.send(IDLE)

    def stop(self) -> None:
        """Claim no more jobs."""
        self.stopping = True

    def _next_job(self) -> Job | None:
        store = self.bench.store
        with store.reading() as connection:
            if not is_job_due(connection):
                return None
        with store.writing() as connection:
            return claim_job(connection, self.name, self.terms.lease)

    def _do(self, job: Job) -> Job | None:
        """Do `job`; the next one, claimed in the same transaction, if there is one and we are not to stop."""
        try:
            return self._finish(job)
        except LeaseLost:
            return None
        except Hopeless as error:
            self._fail(job, str(error), None)
        except Exception as error:  # whatever it was: the job says so, and is tried again
            self._fail(job, f"{type(error).__name__}: {error}", retry_after(job.kind, job.failures))
        return None

    def _finish(self, job: Job) -> Job | None:
        if job.kind not in KINDS:
            raise Hopeless(f"this version knows no jobs of kind {job.kind!r}")
        keep = KINDS[job.kind].prepare(self.bench, job.payload)
        self.stopping = self.stopping or self.channel.poll()
        with self.bench.store.writing() as connection:
            finish_job(connection, job, keep(connection))
            return None if self.stopping else claim_job(connection, self.name, self.terms.lease)

    def _fail(self, job: Job, error: str, retry_seconds: float | None) -> None:
        with self.bench.store.writing() as connection:
            fail_job(connection, (job.id, job.attempts), error, retry_seconds=retry_seconds)


def work(terms: Terms, channel: Channel) -> None:
    """The life of a worker process. What keeps it from starting is told to the supervisor."""
    collect_seldom()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt at the terminal reaches all; the supervisor tells us
    threading.Thread(target=_die_with_supervisor, daemon=True).start()
    try:
        store = Store(terms.database, terms.webhooks)
        worker = Worker(Bench(terms.make_auditor(), store), terms, channel)
    except (StoreError, ValueError, OSError) as error:
        channel.send(str(error))
        return
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    try:
        worker.run()
    finally:
        store.close()


def _die_with_supervisor() -> None:
    """End this process when the one that started it is gone: nobody would see it hang."""
    supervisor = parent_process()
    if supervisor is not None:
        supervisor.join()
        os._exit(1)
