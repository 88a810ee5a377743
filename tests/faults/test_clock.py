"""A clock that jumps: what is done is done once, and limits hold again at once."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from auditor.store import Store
from auditor.store import jobs as queue
from auditor.store.jobs import LeaseLost, claim_job, finish_job, recover_jobs
from auditor.store.quotas import WINDOW_SECONDS, Quotas
from tests.jobs.made import add_articles, rows_of

HOUR = timedelta(hours=1)
LEASE_SECONDS = 30.0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    made = Store(f"sqlite:///{tmp_path}/audits.db")
    yield made
    made.close()


def jump(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    """Let the queue's clock be wrong by so much."""
    monkeypatch.setattr(queue, "clock", lambda _: datetime.now(UTC) + by)


def test_a_jump_ahead_gives_work_to_another_and_it_is_done_once(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    (number,) = add_articles(store, "A text.")
    with store.writing() as connection:
        first = claim_job(connection, "slow", LEASE_SECONDS)
    jump(monkeypatch, HOUR)
    with store.writing() as connection:
        assert recover_jobs(connection) == 1
        second = claim_job(connection, "other", LEASE_SECONDS)
    assert first is not None and second is not None and first.id == second.id == number
    with store.writing() as connection:
        finish_job(connection, second)
    with pytest.raises(LeaseLost), store.writing() as connection:
        finish_job(connection, first)
    assert [row.state for row in rows_of(store)] == ["done"]


def test_a_jump_back_delays_work_and_loses_none(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    old = add_articles(store, "A text.")
    jump(monkeypatch, -HOUR)
    new = add_articles(store, "Another text.")
    with store.writing() as connection:
        claimed = claim_job(connection, "worker", LEASE_SECONDS)
        assert claimed is not None and [claimed.id] == new
        finish_job(connection, claimed)
        assert claim_job(connection, "worker", LEASE_SECONDS) is None
    jump(monkeypatch, timedelta(0))
    with store.writing() as connection:
        claimed = claim_job(connection, "worker", LEASE_SECONDS)
        assert claimed is not None and [claimed.id] == old


@pytest.mark.parametrize("seconds", [3600, -3600])
def test_a_jump_opens_a_new_window_for_rates(store: Store, seconds: int) -> None:
    quotas, now = Quotas(store.database), 1_800_000_000.0
    assert [quotas.spend("key:1", 2, now).remaining for _ in range(3)] == [1, 0, -1]
    found = [quotas.spend("key:1", 2, now + seconds) for _ in range(3)]
    assert [quota.remaining for quota in found] == [1, 0, -1]
    assert all(0 < quota.reset <= WINDOW_SECONDS for quota in found), "nobody waits for the clock to catch up"
