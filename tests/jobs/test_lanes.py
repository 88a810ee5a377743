"""What waits for others, or for many, holds up nobody: hanging receivers, whole batches, and what follows from audits."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, insert, text

from auditor.jobs.kinds import ERRANDS, KINDS
from auditor.jobs.supervisor import working
from auditor.jobs.turns import Turns
from auditor.jobs.worker import Terms
from auditor.settings import Settings
from auditor.store import Store
from auditor.store import jobs as queue
from auditor.store.jobs import BULK, FOLLOW, MAX_SMALL, MESSAGE, WORK, Job, Line, add_job, add_jobs, claim_job, clock
from auditor.store.tables import job
from tests.jobs.made import TEXT, add_articles, plain_auditor, rows_of, wait_until
from tests.jobs.receiving import hanging, taken, taking
from tests.performance.clock import slowness

HANGING = 12
MOST_SECONDS = 10.0
"""For what takes one: it took 188 s, 15 for each receiver, while audits and messages stood in one line."""
FAR_BEHIND = 100_000


def seconds_to_do(store: Store, number: int) -> float:
    """How long it took until a job was done."""
    started = time.monotonic()
    while rows_of(store, id=number)[0].state != "done":
        assert time.monotonic() - started < MOST_SECONDS * slowness(), f"not done: {rows_of(store, id=number)}"
        time.sleep(0.02)
    return time.monotonic() - started


@contextmanager
def at_work(store: Store) -> Iterator[None]:
    """A worker and a sender that have done something already, so that no start is timed."""
    terms = Terms(str(store.database), plain_auditor, Settings(webhooks=store.webhooks), poll=0.1)
    with working(terms, 1):
        (first,) = add_articles(store, TEXT)
        wait_until(lambda: rows_of(store, id=first)[0].state == "done")
        yield


@pytest.mark.alone
def test_hanging_receivers_hold_up_neither_an_audit_nor_what_others_are_told(tmp_path: Path) -> None:
    with hanging(HANGING) as silent, taking() as good:
        store = Store(f"sqlite:///{tmp_path}/audits.db", (*silent, good))
        with at_work(store):
            wait_until(lambda: len(rows_of(store, kind="webhook", state="running")) == HANGING)
            (number,) = add_articles(store, f"{TEXT} One.")
            print(f"a batch of one: {seconds_to_do(store, number):.2f} s")
            *_, message = rows_of(store, kind="webhook", owner=good.receiver)
            print(f"what another receiver is told of it: {seconds_to_do(store, message.id):.2f} s more")
            assert len(taken(good)) == 2
        assert [row.owner for row in rows_of(store, kind="webhook", state="done")] == [good.receiver] * 2
        store.close()


@pytest.mark.alone
def test_an_article_overtakes_a_batch(tmp_path: Path) -> None:
    store = Store(f"sqlite:///{tmp_path}/audits.db")
    with at_work(store):
        add_articles(store, *(f"{TEXT} {n}" for n in range(1_000)), batch="b" * 32)
        (number,) = add_articles(store, f"{TEXT} One.", batch="c" * 32)
        print(f"an article behind a batch of 1,000: {seconds_to_do(store, number):.2f} s")
        assert len(rows_of(store, state="waiting")) > 100, "the batch is not done"
    store.close()


def test_each_kind_is_in_its_lane(store: Store) -> None:
    """Whoever claims from a lane can do what is in it."""
    with store.writing() as connection:
        numbers = {kind: add_job(connection, kind, {}) for kind in (*KINDS, *ERRANDS)}
        small, large = (add_jobs(connection, "audit", [{}] * length)[0] for length in (MAX_SMALL, MAX_SMALL + 1))
        lanes = {row.id: row.lane for row in connection.execute(text("SELECT id, lane FROM job"))}
    assert {kind for kind in ERRANDS if lanes[numbers[kind]] == MESSAGE} == set(ERRANDS)
    sent = {"audit", "withdrawal"}  # by others: it waits its turn, and is refused where too much waits
    assert {lanes[numbers[kind]] for kind in KINDS if kind not in sent} == {FOLLOW}
    assert {lanes[numbers[kind]] for kind in sent} | {lanes[small]} == {WORK}
    assert lanes[large] == BULK


def claim_in_turn(store: Store, count: int) -> list[Job]:
    """What one worker claims."""
    turns, claimed = Turns(), []
    for _ in range(count):
        with store.writing() as connection:
            found = turns.claim(connection, "w", 30)
        assert found is not None
        claimed.append(found)
    return claimed


def test_owners_take_turns_and_each_goes_by_the_order_it_came(store: Store) -> None:
    with store.writing() as connection:
        many = add_jobs(connection, "audit", [{}] * MAX_SMALL, owner="key:1")
        few = [add_job(connection, "audit", {}, owner=owner) for owner in ("key:2", None, "key:2")]
    claimed = claim_in_turn(store, 6)
    assert [each.owner for each in claimed] == [None, "key:1", "key:2", "key:1", "key:2", "key:1"]
    assert [each.id for each in claimed if each.owner == "key:1"] == many[:3]
    assert [each.id for each in claimed if each.owner == "key:2"] == [few[0], few[2]]


def test_what_somebody_waits_for_has_every_other_turn_and_no_lane_waits_for_good(store: Store) -> None:
    with store.writing() as connection:
        for _ in range(20):
            add_job(connection, "audit", {})
            add_job(connection, "story", {})
        add_jobs(connection, "audit", [{}] * 20, batch="b")
    assert [each.lane for each in claim_in_turn(store, 32)] == ([WORK, BULK] * 7 + [WORK, FOLLOW]) * 2


def test_a_claim_takes_as_long_however_many_wait(store: Store) -> None:
    """Every step goes by an index: a scan or a sort of what waits would grow with it."""
    with store.writing() as connection:
        now = clock(connection)
        known = {"kind": "webhook", "state": "waiting", "lane": MESSAGE, "attempts": 0, "failures": 0, "lost": 0}
        owners = (None, *(f"host{n}" for n in range(19)))
        rows = [
            {**known, "created": now, "payload": {}, "owner": owners[n % 20], "due": now + timedelta(hours=n % 2)}
            for n in range(FAR_BEHIND)
        ]
        connection.execute(insert(job), rows)
    with store.writing() as connection:
        connection.execute(text("ANALYZE"))
        said = plans(connection, lambda: claim_job(connection, "w", 30, queue.lines_due(connection, [MESSAGE])))
        assert len(said) >= 2
        for plan in said:
            assert "job" in plan
            assert not re.search(r"SCAN job|Seq Scan on job|TEMP B-TREE|Sort", plan), plan
        assert len(queue.lines_due(connection, [MESSAGE])) == 10


def plans(connection: Connection, do: Callable[[], object]) -> list[str]:
    """How the database goes about the statements on jobs that `do` executes."""
    found: list[tuple[str, Any]] = []
    event.listen(connection, "before_cursor_execute", lambda _, __, said, given, *___: found.append((said, given)))
    do()
    explain = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
    rows = [connection.exec_driver_sql(explain + said, given) for said, given in list(found) if "job" in said]
    return ["\n".join(str(row[-1]) for row in each) for each in rows]


def test_what_was_due_long_ago_is_given_up_with_its_receiver(store: Store) -> None:
    with store.writing() as connection:
        old, other = (add_job(connection, "webhook", {}, owner=owner) for owner in ("dead.example", "good.example"))
        later = add_job(connection, "webhook", {}, owner="dead.example", delay_seconds=60)
        assert queue.give_up_line(connection, Line(MESSAGE, "dead.example"), 3_600, "silent") == 0
        assert queue.give_up_line(connection, Line(MESSAGE, "dead.example"), -1, "silent") == 1
    assert [row.state for row in rows_of(store)] == ["dead", "waiting", "waiting"]
    assert [row.id for row in rows_of(store)] == [old, other, later]
