"""The queue: every job to one worker at a time, tried again, given up with its reason, never lost."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing.pool import Pool
from typing import Any

import pytest
from sqlalchemy import select, text, update

from auditor.store import Store
from auditor.store import jobs as queue
from auditor.store.door import UnstorableText
from auditor.store.jobs import (
    Job,
    LeaseLost,
    QueueFull,
    ShareFull,
    add_job,
    add_jobs,
    claim_job,
    fail_job,
    finish_job,
    lines_due,
    recover_jobs,
    renew_leases,
)
from auditor.store.retention import prune
from auditor.store.tables import job
from tests.store.conftest import PROCESSES
from tests.store.made import report_on


def row(store: Store, number: int) -> Any:
    with store.reading() as connection:
        return connection.execute(select(job).where(job.c.id == number)).one()


def claim(store: Store, lease: float = 30) -> Job:
    with store.writing() as connection:
        found = claim_job(connection, "w", lease)
    assert found is not None
    return found


def test_a_job_comes_and_goes_with_its_transaction(store: Store) -> None:
    with pytest.raises(RuntimeError), store.writing() as connection:
        add_job(connection, "audit", {"n": 1})
        raise RuntimeError("no power")
    with store.reading() as connection:
        assert not lines_due(connection)
    with store.writing() as connection:
        assert claim_job(connection, "w", 30) is None
        number = add_job(connection, "audit", {"n": 2})
    with store.reading() as connection:
        assert lines_due(connection)
    assert claim(store) == Job(number, "audit", {"n": 2}, 1, 0, None, "work", None)


def test_the_one_that_waits_longest_is_first_and_each_is_claimed_once(store: Store) -> None:
    with store.writing() as connection:
        numbers = add_jobs(connection, "audit", [{"n": n} for n in range(3)], batch="b")
        add_job(connection, "audit", {}, delay_seconds=60)
        assert add_jobs(connection, "audit", []) == []
    assert [claim(store).id for _ in numbers] == numbers
    with store.writing() as connection:
        assert claim_job(connection, "w", 30) is None


def test_what_a_job_made_is_kept_with_its_end_or_not_at_all(store: Store) -> None:
    with store.writing() as connection:
        add_job(connection, "audit", {"article": {"text": "..."}})
    slow = claim(store, lease=-1)
    with store.writing() as connection:
        assert recover_jobs(connection) == 1
    quick = claim(store)
    assert (quick.id, quick.attempts) == (slow.id, 2)
    with pytest.raises(LeaseLost), store.writing() as connection:
        finish_job(connection, slow, {"audit": store.keep(connection, store.prepare(report_on("Slow.")))})
    assert store.count() == 0
    with store.writing() as connection:
        audit = store.keep(connection, store.prepare(report_on("Quick.")))
        finish_job(connection, quick, {"audit": audit})
    done = row(store, quick.id)
    assert (done.state, done.result, done.payload, done.error) == ("done", {"audit": audit}, {}, None)
    assert store.count() == 1


def test_a_renewed_lease_holds(store: Store) -> None:
    with store.writing() as connection:
        add_job(connection, "audit", {})
    held = claim(store, lease=-1)
    with store.writing() as connection:
        renew_leases(connection, [(held.id, held.attempts), (held.id + 1, 1)], 30)
        assert recover_jobs(connection) == 0
        finish_job(connection, held)


def test_a_failed_job_is_tried_again_later_then_given_up(store: Store) -> None:
    with store.writing() as connection:
        add_job(connection, "audit", {"n": 1})
    first = claim(store)
    with store.writing() as connection:
        assert fail_job(connection, (first.id, first.attempts), "first", retry_seconds=60)
        assert not fail_job(connection, (first.id, first.attempts), "again", retry_seconds=60), "it holds no longer"
        assert claim_job(connection, "w", 30) is None, "not due yet"
    assert row(store, first.id).error == "first"
    with store.writing() as connection:
        connection.execute(update(job).values(due=datetime.now(UTC) - timedelta(seconds=1)))
    second = claim(store)
    assert (second.attempts, second.failures) == (2, 1)
    with store.writing() as connection:
        assert fail_job(connection, (second.id, second.attempts), "second\0" * 1000, retry_seconds=None)
    dead = row(store, second.id)
    assert (dead.state, dead.failures, dead.error[:8], len(dead.error)) == ("dead", 2, "second\ufffds", 2000)
    assert dead.payload == {"n": 1}, "what was not done can be done by hand"


def test_a_job_that_takes_its_workers_away_is_given_up(store: Store) -> None:
    with store.writing() as connection:
        number = add_job(connection, "audit", {})
    for lost in range(1, queue.MAX_LOST + 1):
        claim(store, lease=-1)
        with store.writing() as connection:
            assert recover_jobs(connection) == 1
        found = row(store, number)
        assert (found.lost, found.failures, found.state == "dead") == (lost, 0, lost == queue.MAX_LOST)
    assert "vanished" in found.error


def test_the_queue_is_bounded(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "MAX_OPEN", 3)
    with store.writing() as connection:
        add_jobs(connection, "audit", [{}, {}])
    with pytest.raises(QueueFull, match="send it again later") as refused, store.writing() as connection:
        add_jobs(connection, "audit", [{}, {}])
    assert refused.value.retry_after > 0
    with store.writing() as connection:
        add_job(connection, "audit", {})
        add_jobs(connection, "webhook", [{}] * 5)
    with pytest.raises(QueueFull), store.writing() as connection:
        add_job(connection, "audit", {})
    done = claim(store)
    with store.writing() as connection:
        finish_job(connection, done)
        add_job(connection, "audit", {})


def test_no_owner_takes_more_than_a_share_of_the_queue(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    assert queue.MAX_OPEN_OF_OWNER == queue.MAX_OPEN / 4
    monkeypatch.setattr(queue, "MAX_OPEN_OF_OWNER", 2)
    with store.writing() as connection:
        add_jobs(connection, "audit", [{}, {}], owner="key:1")
        assert {row.owner for row in connection.execute(select(job))} == {"key:1"}
    for refused in (
        lambda c: add_job(c, "audit", {}, owner="key:1"),
        lambda c: add_jobs(c, "audit", [{}] * 3, owner="k"),
    ):
        with pytest.raises(ShareFull, match="2 jobs of yours wait already"), store.writing() as connection:
            refused(connection)
    with store.writing() as connection:
        add_jobs(connection, "audit", [{}, {}], owner="source:example.org")
        add_jobs(connection, "audit", [{}] * 5)
    done = claim(store)
    with store.writing() as connection:
        finish_job(connection, done)
        add_job(connection, "audit", {}, owner="key:1")


def test_what_no_database_can_keep_is_refused(store: Store) -> None:
    with pytest.raises(UnstorableText), store.writing() as connection:
        add_job(connection, "audit", {"article": {"text": "\ud800"}})


def test_what_ended_long_ago_is_pruned(store: Store) -> None:
    with store.writing() as connection:
        add_jobs(connection, "audit", [{}, {}, {}])
    done, dead = claim(store), claim(store)
    with store.writing() as connection:
        finish_job(connection, done)
        fail_job(connection, (dead.id, dead.attempts), "no", retry_seconds=None)
    later = datetime.now(UTC) + timedelta(days=10)
    for days, left in ((None, 3), (11, 3), (9, 1)):
        prune(store.database, days, later)
        with store.reading() as connection:
            assert connection.execute(text("SELECT count(*) FROM job")).scalar() == left


def take(url: str, _: int) -> list[int]:
    """The jobs that this process got hold of and finished."""
    store = Store(url)
    taken: list[int] = []
    held: Job | None = None
    while True:
        with store.writing() as connection:
            if held is not None:
                finish_job(connection, held)
                taken.append(held.id)
            held = claim_job(connection, "w", 30)
        if held is None:
            store.close()
            return taken


def test_many_workers_share_the_work(store: Store, url: str, processes: Pool) -> None:
    with store.writing() as connection:
        numbers = add_jobs(connection, "audit", [{"n": n} for n in range(100)])
    taken = [n for each in processes.starmap(take, [(url, n) for n in range(PROCESSES)], 1) for n in each]
    assert sorted(taken) == numbers
    with store.reading() as connection:
        assert connection.execute(text("SELECT max(attempts) FROM job")).scalar() == 1


def test_who_renews_and_who_finishes_do_not_wait_for_each_other(store: Store) -> None:
    """A sender keeps many messages at once while its supervisor renews them all."""
    with store.writing() as connection:
        add_jobs(connection, "webhook", [{}, {}])
    first, second = claim(store), claim(store)
    claims = [(job.id, job.attempts) for job in (second, first)]

    def renew() -> None:
        with store.writing() as connection:
            renew_leases(connection, claims, 30)

    with ThreadPoolExecutor(1) as other:
        with store.writing() as connection:
            finish_job(connection, first)
            renewing = other.submit(renew)
            time.sleep(0.5)  # it waits for the first by now, and must not have the second
            finish_job(connection, second)
        renewing.result(30)
    assert {row(store, job.id).state for job in (first, second)} == {"done"}


def test_who_frees_jobs_waits_for_nobody(store: Store) -> None:
    with store.writing() as connection:
        add_jobs(connection, "webhook", [{}, {}])
    first, second = claim(store, lease=-1), claim(store, lease=-1)

    def recover() -> int:
        with store.writing() as connection:
            return recover_jobs(connection)

    with ThreadPoolExecutor(1) as other:
        with store.writing() as connection:
            finish_job(connection, first)
            recovering = other.submit(recover)
            if connection.dialect.name == "postgresql":  # SQLite has one writer at a time
                assert recovering.result(30) == 1
        assert recovering.result(30) == 1
    assert [row(store, job.id).state for job in (first, second)] == ["done", "waiting"]
