"""The supervisor, with real processes: what kills or hangs a worker is found, the rest is done."""

from __future__ import annotations

import multiprocessing
import signal
import threading
from pathlib import Path

import psutil
import pytest

from auditor.audit import Auditor
from auditor.jobs import WorkerError
from auditor.jobs.supervisor import Supervisor, working
from auditor.jobs.worker import Terms
from auditor.settings import Settings
from auditor.store import Store, StoreError
from tests.jobs.made import (
    PATIENCE_SECONDS,
    TEXT,
    add_articles,
    hurry,
    plain_auditor,
    poisoned_auditor,
    rows_of,
    slow_auditor,
    wait_until,
)
from tests.jobs.receiving import taking
from tests.store.made import report_on


@pytest.fixture
def database(tmp_path: Path) -> str:
    """A SQLite file: what is tested here does not depend on the database."""
    return f"sqlite:///{tmp_path}/audits.db"


def test_poison_is_found_and_the_others_go_on(database: str) -> None:
    store = Store(database)
    texts = [f"{TEXT} {n}" for n in range(12)]
    texts[3], texts[7] = "KILL", "HANG"
    add_articles(store, *texts)

    def over() -> bool:
        hurry(store)
        return all(row.state in ("done", "dead") for row in rows_of(store))

    with working(Terms(database, poisoned_auditor, deadline=1.5, poll=0.05), 2):
        wait_until(over)
    dead = rows_of(store, state="dead")
    assert [row.id for row in dead] == [4, 8]
    assert [row.attempts for row in dead] == [3, 3]
    assert dead[0].error == f"its process died of signal {int(signal.SIGSEGV)}"
    assert dead[1].error == "its process was ended: not done in 1.5 seconds"
    assert store.count() == 10
    store.close()


def test_a_slow_job_keeps_its_lease_and_is_ended_before_the_worker(database: str) -> None:
    store = Store(database)
    with working(Terms(database, slow_auditor, lease=1.5, poll=0.05), 1):
        add_articles(store, TEXT)
        wait_until(lambda: rows_of(store)[0].state == "running")
    (row,) = rows_of(store)
    assert (row.state, row.attempts, row.lost) == ("done", 1, 0)
    store.close()


def test_workers_that_cannot_start_say_why(database: str) -> None:
    Store(database).close()
    with pytest.raises(WorkerError, match="no such rules"):
        Supervisor(Terms(database, no_auditor), 1).run()


def no_auditor() -> Auditor:
    """Settings that are wrong."""
    raise StoreError("no such rules")


def test_workers_start_where_processes_are_spawned(tmp_path: Path, database: str) -> None:
    """As on Windows and macOS: all that a process needs is handed to it."""
    with taking() as good:
        store = Store(database, (good,))
        store.add(report_on("One."))
        add_articles(store, TEXT)
        terms = Terms(database, plain_auditor, Settings(path=tmp_path / "auditor.toml", webhooks=(good,)), poll=0.05)
        supervisor = Supervisor(terms, 1, multiprocessing.get_context("spawn"))
        thread = threading.Thread(target=supervisor.run)
        thread.start()
        wait_until(lambda: len(rows_of(store, kind="webhook", state="done")) == 2)
        supervisor.stop()
        thread.join()
        store.close()


def test_workers_end_with_their_supervisor(database: str) -> None:
    """A killed supervisor cannot see to them any more."""
    Store(database).close()
    child = multiprocessing.get_context("spawn").Process(target=supervise, args=(database,))
    child.start()
    store = Store(database)
    add_articles(store, TEXT)
    wait_until(lambda: rows_of(store)[0].state == "done")
    workers = psutil.Process(child.pid).children(recursive=True)
    assert workers
    child.kill()
    child.join()
    assert not psutil.wait_procs(workers, timeout=PATIENCE_SECONDS)[1]
    store.close()


def supervise(database: str) -> None:
    """Supervise one worker."""
    Supervisor(Terms(database, plain_auditor, poll=0.05), 1).run()
