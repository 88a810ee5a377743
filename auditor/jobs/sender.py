"""The sender: one process that sends messages to receivers, many at a time, so that none waits for another's answer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection as Channel
from typing import Any
from uuid import uuid4

from sqlalchemy import Connection

from auditor.jobs.kinds import ERRANDS, retry_after
from auditor.jobs.receivers import Receivers
from auditor.jobs.work import Hopeless, NotTaken
from auditor.jobs.worker import Terms, describe, live
from auditor.store import Store
from auditor.store.jobs import (
    MESSAGE,
    Job,
    LeaseLost,
    Line,
    claim_job,
    fail_job,
    finish_job,
    give_up_line,
    lines_due,
)

DEADLINE_SECONDS = 120.0
"""A message that takes longer hangs in what has no bound of its own, such as the name service: 15 s and 5 s twice are
what the rest of it may take. All that its process was at is sent again."""
GIVE_UP_SECONDS = 2 * 24 * 3_600.0
"""How long a message waits for a receiver that does not answer: as long as one that is tried itself."""

Sending = Future[Mapping[str, Any]]


@dataclass(slots=True)
class Sender:
    """One process's side: its store, the messages under way, and the line to its supervisor.

    Threads send, and touch no database; one transaction keeps what has become of their messages and claims others.
    """

    store: Store
    terms: Terms
    channel: Channel
    name: str = field(default_factory=lambda: uuid4().hex)
    stopping: bool = False
    receivers: Receivers = field(init=False)
    under_way: dict[Sending, Job] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.receivers = Receivers(self.terms.senders)

    def run(self) -> None:
        """Send until told to stop; what is under way is always waited for."""
        with ThreadPoolExecutor(self.terms.senders, "sender") as pool:
            ended: Iterable[Sending] = ()
            while not self.stopping or self.under_way:
                for job in self._keep([(self.under_way.pop(each), each) for each in ended]):
                    self.under_way[pool.submit(self._send, job)] = job
                self._say()
                ended = self._wait()

    def stop(self) -> None:
        """Claim no more messages."""
        self.stopping = True

    def _say(self) -> None:
        """Tell the supervisor which messages are under way."""
        self.channel.send(tuple(job.claim for job in self.under_way.values()))

    def _wait(self) -> Iterable[Sending]:
        """What has ended, once something has or it is time to look for new messages."""
        if not self.under_way:
            self.stopping = self.channel.poll(self.terms.poll) or self.stopping
            return ()
        ended = wait(self.under_way, self.terms.poll, FIRST_COMPLETED).done
        self.stopping = self.channel.poll() or self.stopping
        return ended

    def _keep(self, ended: list[tuple[Job, Sending]]) -> list[Job]:
        """Keep what has become of messages; the jobs to go on with."""
        for job, sending in ended:
            error = sending.exception()
            self.receivers.end(job.owner, answered=error is None or isinstance(error, Hopeless | NotTaken))
        if not ended and (self.stopping or not self._has_work()):
            return []
        with self.store.writing() as connection:
            for job, sending in sorted(ended, key=lambda each: each[0].id):  # as leases are renewed
                self._settle(connection, job, sending)
            return [] if self.stopping else list(self._claim(connection))

    def _has_work(self) -> bool:
        with self.store.reading() as connection:
            return bool(self._lines(connection))

    def _settle(self, connection: Connection, job: Job, sending: Sending) -> None:
        error = sending.exception()
        if error is None:
            with suppress(LeaseLost):  # sent once more by somebody else; its id is the same
                self._finish(connection, job, sending.result())
            return
        retry = None if isinstance(error, Hopeless) else retry_after(job.kind, job.failures)
        fail_job(connection, (job.id, job.attempts), describe(error), retry_seconds=retry)
        if not isinstance(error, Hopeless | NotTaken):
            give_up_line(connection, Line(job.lane, job.owner), GIVE_UP_SECONDS, describe(error))

    def _finish(self, connection: Connection, job: Job, result: Mapping[str, Any]) -> None:
        finish_job(connection, job, result)
        keep = ERRANDS[job.kind].keep
        if keep is not None:
            keep(self.store, connection, job.payload, result)

    def _claim(self, connection: Connection) -> Iterator[Job]:
        """Claim messages while there are senders for them."""
        for _ in range(self.terms.senders - len(self.under_way)):
            job = claim_job(connection, self.name, self.terms.lease, self._lines(connection))
            if job is None:
                return
            self.receivers.begin(job.owner)
            yield job

    def _lines(self, connection: Connection) -> list[Line]:
        """The lines whose receivers may be sent something now, who waited longest first."""
        lines = [line for line in lines_due(connection, [MESSAGE]) if self.receivers.has_room(line.owner)]
        return sorted(lines, key=lambda line: self.receivers.waited(line.owner))

    def _send(self, job: Job) -> Mapping[str, Any]:
        if job.kind not in ERRANDS:
            raise Hopeless(f"this version knows no messages of kind {job.kind!r}")
        return ERRANDS[job.kind].send(self.terms.settings, job.payload)


def send(terms: Terms, channel: Channel) -> None:
    """The life of a sender. What keeps it from starting is told to the supervisor."""
    live(terms, channel, lambda store: Sender(store, terms, channel))
