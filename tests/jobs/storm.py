"""Kills workers at random moments and counts what is left: `python -m tests.jobs.storm [sqlite|postgresql|URL] [--kills N]`.

Articles are accepted all the while. When the storm is over the rest is done in peace, and then every accepted article
must have exactly one report with all its findings: none lost, none doubled; and a receiver must have been told of each,
though another one hangs. SIGKILL hits a whole worker (the supervisor with its processes, as when a machine goes down)
four times in five, else one process of it.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.context import ForkContext
from multiprocessing.process import BaseProcess
from pathlib import Path

from sqlalchemy import ColumnElement, Connection, func, select, update
from sqlalchemy.exc import OperationalError

from auditor import Article
from auditor.audit import Auditor
from auditor.jobs.supervisor import Supervisor
from auditor.jobs.worker import Terms
from auditor.settings import Settings
from auditor.store import Store
from auditor.store.backup import problems
from auditor.store.jobs import MESSAGE, add_jobs, clock
from auditor.store.tables import finding, job, report, revision, story, story_article
from auditor.story.profile import make_profile
from auditor.webhook import Webhook
from tests.jobs.made import TEXT, plain_auditor
from tests.jobs.receiving import hanging, taken, taking
from tests.postgresql import running

WORKERS, PROCESSES = 3, 2
MOST_OPEN = 60
"""Articles that wait at most: enough to keep every process busy."""
PAUSE_SECONDS = (0.005, 0.25)
"""Between two kills."""
CALM_SECONDS = 90.0
"""What is left must be done after so long."""
LEASE_SECONDS = 0.6


@dataclass
class Outcome:
    """What a storm left."""

    accepted: int = 0
    refused: int = 0
    """How often no article was accepted, as the database was locked for longer than anyone waits."""
    kills: int = 0
    hits: int = 0
    """Kills that left a job without its worker."""
    wrong: list[str] = field(default_factory=list)


@cache
def auditor() -> Auditor:
    """Compiled, with the tables loaded, before the workers are forked off: they start at once and are hit at work."""
    made = plain_auditor()
    make_profile(made.read(Article(text=TEXT)))
    return made


def supervise(url: str, settings: Settings) -> None:
    """A worker in a process group of its own, so that one signal reaches all of it."""
    os.setpgid(0, 0)
    terms = Terms(url, auditor, settings, lease=LEASE_SECONDS, poll=0.02)
    Supervisor(terms, PROCESSES, multiprocessing.get_context("fork")).run()


class Storm:
    """Workers, and what happens to them; `good` is a receiver that takes messages, `silent` one that never answers."""

    def __init__(self, url: str, chance: random.Random, good: Webhook, silent: Webhook) -> None:
        auditor()
        self._url, self._chance, self._good = url, chance, good
        self._settings = Settings(webhooks=(good, silent))
        self._not_silent = job.c.owner.is_distinct_from(silent.receiver)
        self._context: ForkContext = multiprocessing.get_context("fork")
        Store(url).close()
        self._workers = [self._start() for _ in range(WORKERS)]
        self._store = Store(url)
        self._outcome = Outcome()

    def rage(self, kills: int, seconds: float) -> Outcome:
        """Kill so often, or so long, whichever is over first; then see what came of it."""
        ends = time.monotonic() + seconds
        try:
            while self._outcome.kills < kills and time.monotonic() < ends:
                self._accept()
                time.sleep(self._chance.uniform(*PAUSE_SECONDS))
                self._kill()
            self._calm()
            self._count()
        finally:
            for worker in self._workers:
                _kill_group(worker.pid or 0)
                worker.join()
            self._store.close()
        return self._outcome

    def _start(self) -> BaseProcess:
        process = self._context.Process(target=supervise, args=(self._url, self._settings))
        process.start()
        return process

    def _accept(self) -> None:
        """Take articles as the API does: what is accepted is committed, and nothing while the database is locked."""
        first = self._outcome.accepted
        try:
            with self._store.writing() as connection:
                missing = max(MOST_OPEN - self._open(connection, job.c.lane != MESSAGE), 0)
                texts = [f"{TEXT * 3} Number {n}." for n in range(first, first + missing)]
                add_jobs(connection, "audit", [{"article": {"text": text}} for text in texts])
        except OperationalError:
            self._outcome.refused += 1
        else:
            self._outcome.accepted += missing

    def _open(self, connection: Connection, *which: ColumnElement[bool]) -> int:
        query = select(func.count()).select_from(job).where(job.c.state.in_(("waiting", "running")), *which)
        number: int = connection.execute(query).scalar_one()
        return number

    def _kill(self) -> None:
        place = self._chance.randrange(WORKERS)
        victim = self._workers[place].pid or 0
        members = _children(victim)
        self._outcome.kills += 1
        if members and self._chance.random() < 0.2:
            os.kill(self._chance.choice(members), signal.SIGKILL)
            return
        _kill_group(victim)
        self._workers[place].join()
        self._workers[place] = self._start()

    def _calm(self) -> None:
        """Wait until nothing is left to do; what waits for another try of its message is tried now."""
        ends = time.monotonic() + CALM_SECONDS
        while time.monotonic() < ends:
            with self._store.writing() as connection:
                if self._open(connection, self._not_silent) == 0:
                    return
                later = update(job).where(job.c.state == "waiting", job.c.kind == "webhook", self._not_silent)
                connection.execute(later.values(due=clock(connection)))
            time.sleep(0.5)
        self._outcome.wrong.append(f"work was left after {CALM_SECONDS:g} s")

    def _count(self) -> None:
        """Hold what is kept against what was accepted."""
        outcome = self._outcome
        with self._store.reading() as connection:
            by_state = (
                select(job.c.kind, job.c.state, func.count()).where(self._not_silent).group_by(job.c.kind, job.c.state)
            )
            states = {(kind, state): number for kind, state, number in connection.execute(by_state)}
            states.pop(("compare", "done"), None)  # as many as the order of the others made of them
            stale = select(story.c.id).where(story.c.articles > 1, story.c.changes != story.c.compared)
            uncompared = connection.execute(stale).scalars().all()
            placed = connection.execute(select(func.count()).select_from(story_article)).scalar_one()
            reports = connection.execute(select(func.count()).select_from(report)).scalar_one()
            texts = connection.execute(select(func.count(revision.c.text.distinct()))).scalar_one()
            per_report = select(func.count()).select_from(report).outerjoin(finding).group_by(report.c.id)
            counts = set(connection.execute(per_report).scalars())
            results = connection.execute(select(job.c.result).where(job.c.kind == "audit")).scalars().all()
            outcome.hits = connection.execute(select(func.sum(job.c.attempts - 1)).where(self._not_silent)).scalar_one()
        for what, found, wanted in (
            ("jobs by state", states, {(kind, "done"): outcome.accepted for kind in ("audit", "story", "webhook")}),
            ("messages that came", len(taken(self._good)), outcome.accepted),
            ("articles in a story", placed, outcome.accepted),
            ("stories not compared", uncompared, []),
            ("reports", reports, outcome.accepted),
            ("different texts", texts, outcome.accepted),
            ("audits named by jobs", len({result["audit"] for result in results if result}), outcome.accepted),
            ("numbers of findings", len(counts), 1),
            ("damage", problems(self._store.database), []),
        ):
            if found != wanted:
                outcome.wrong.append(f"{what}: {found}, not {wanted}")


def _children(parent: int) -> list[int]:
    """Processes that `parent` started."""
    found = Path(f"/proc/{parent}/task/{parent}/children")
    return [int(child) for child in found.read_text().split()] if found.exists() else []


def _kill_group(leader: int) -> None:
    try:
        os.killpg(leader, signal.SIGKILL)
    except ProcessLookupError:  # it has not come to making a group yet
        os.kill(leader, signal.SIGKILL)


@contextmanager
def _database(name: str, folder: Path) -> Iterator[str]:
    """The URL of the database that is called `name`."""
    if name == "sqlite":
        yield f"sqlite:///{folder}/storm.db"
    elif name == "postgresql":
        with running() as server:
            yield server.url
    else:
        yield name


def main() -> int:
    """Storm over one database; exit status 1 if something was lost or doubled."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("url", nargs="?", default="sqlite", help="an empty database; or sqlite, postgresql: a new one")
    parser.add_argument("--kills", type=int, default=1_000)
    parser.add_argument("--seconds", type=float, default=float("inf"))
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000))
    args = parser.parse_args()
    started = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        _database(args.url, Path(folder)) as url,
        taking() as good,
        hanging(1) as silent,
    ):
        outcome = Storm(url, random.Random(args.seed), good, *silent).rage(args.kills, args.seconds)
    sys.stdout.write(
        f"{url.partition(':')[0]}, seed {args.seed}: {outcome.kills} kills in {time.monotonic() - started:.0f} s, {outcome.hits} at work; "
        f"{outcome.accepted} articles accepted, "
        f"{outcome.refused} times refused, {'; '.join(outcome.wrong) or 'each with one report'}\n"
    )
    return 1 if outcome.wrong else 0


if __name__ == "__main__":
    sys.exit(main())
