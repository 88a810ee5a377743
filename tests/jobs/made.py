"""Auditors and workers for the tests of jobs."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update

from auditor import Article, Report
from auditor.audit import Auditor
from auditor.jobs.sender import Sender
from auditor.jobs.work import Bench
from auditor.jobs.worker import Terms, Worker
from auditor.ruleset import RuleSet, load_rules
from auditor.store import Store
from auditor.store.jobs import add_jobs
from auditor.store.tables import job

PATIENCE_SECONDS = 60
TEXT = "The council sold the the old mill on Monday. Forty people were there, and nobody bid against it. "


def few_rules() -> RuleSet:
    """Rules that flag something in TEXT."""
    shipped = load_rules()
    return RuleSet(tuple(rule for rule in shipped.rules if rule.topic == "language"), shipped.digest)


def plain_auditor() -> Auditor:
    """An auditor that is ready at once."""
    return Auditor(few_rules())


class Poisoned(Auditor):
    """An auditor with the defects that real ones must not have."""

    def audit(self, article: Article, today: date | None = None) -> Report:
        """Die, hang or fail where the article says so."""
        if "KILL" in article.text:
            os.kill(os.getpid(), signal.SIGSEGV)
        if "HANG" in article.text:
            time.sleep(600)
        if "FAIL" in article.text:
            raise ArithmeticError("no such number")
        return super().audit(article, today)


def poisoned_auditor() -> Auditor:
    """An auditor that some articles kill."""
    return Poisoned(few_rules())


class Slow(Auditor):
    """An auditor that takes its time."""

    def audit(self, article: Article, today: date | None = None) -> Report:
        """The report, after more than a lease of the tests."""
        time.sleep(3)
        return super().audit(article, today)


def slow_auditor() -> Auditor:
    """An auditor that takes its time."""
    return Slow(few_rules())


class Line:
    """A line to a supervisor that tells the worker to stop when nothing is left to do."""

    def __init__(self) -> None:
        self.said: list[Any] = []

    def send(self, message: Any) -> None:
        """Note what the worker says."""
        self.said.append(message)

    def poll(self, timeout: float | None = None) -> bool:
        """Whether there is a message; there is one for an idle worker, that is one that waits."""
        return timeout is not None


@dataclass
class Drain:
    """A worker and a sender in this process."""

    store: Store
    auditor: Auditor

    def __call__(self) -> list[Any]:
        """Do what is due; what was said to the supervisor meanwhile."""
        line = Line()
        settings = replace(self.auditor.settings, webhooks=self.store.webhooks)
        terms = Terms(str(self.store.database), plain_auditor, settings)
        Worker(Bench(self.auditor, self.store), terms, line).run()  # type: ignore[arg-type]
        Sender(self.store, terms, line).run()  # type: ignore[arg-type]
        return line.said


def add_articles(store: Store, *texts: str, batch: str | None = None) -> list[int]:
    """A job for each text; their ids."""
    rows = [{"article": {"id": f"a{n}", "text": text}, "origin": "text"} for n, text in enumerate(texts)]
    with store.writing() as connection:
        return add_jobs(connection, "audit", rows, batch=batch)


def hurry(store: Store) -> None:
    """Make everything due that waits for another try."""
    with store.writing() as connection:
        connection.execute(update(job).values(due=datetime.now(UTC) - timedelta(seconds=1)))


def rows_of(store: Store, **known: Any) -> list[Any]:
    """The jobs with these values, in order, but for those that audits bring about: to be placed and compared."""
    with store.reading() as connection:
        query = select(job).where(
            job.c.kind.not_in(("story", "compare")), *(job.c[name] == value for name, value in known.items())
        )
        return list(connection.execute(query.order_by(job.c.id)))


def wait_until(reached: Callable[[], bool]) -> None:
    """Look again and again; fail if it takes too long."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not reached():
        assert time.monotonic() < ends, "it never came"
        time.sleep(0.05)
