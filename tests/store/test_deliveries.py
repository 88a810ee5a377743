"""A delivery is taken once, and known again for a month."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select

from auditor.store import Store, jobs
from auditor.store.deliveries import KEEP_DAYS, Taken, take_delivery
from auditor.store.jobs import QueueFull
from auditor.store.retention import prune
from auditor.store.tables import delivery, job

ROW = {"id": "cms:4", "text": "The harbour board voted."}


def test_a_delivery_is_taken_once_a_sender(store: Store) -> None:
    with store.writing() as connection:
        first = take_delivery(connection, "a.example", "msg_1", ROW)
        assert first.is_new
        assert take_delivery(connection, "a.example", "msg_1", ROW) == Taken(first.job, is_new=False)
        assert take_delivery(connection, "b.example", "msg_1", ROW).is_new
        assert connection.execute(select(func.count()).select_from(job)).scalar() == 2


def test_what_is_refused_is_not_known(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MAX_OPEN", 0)
    with pytest.raises(QueueFull), store.writing() as connection:
        take_delivery(connection, "a.example", "msg_1", ROW)
    with store.reading() as connection:
        assert connection.execute(select(delivery.c.id)).all() == []


def test_old_deliveries_are_forgotten_with_old_articles(store: Store) -> None:
    with store.writing() as connection:
        take_delivery(connection, "a.example", "msg_1", ROW)
    now = datetime.now(UTC)
    for days, left in ((KEEP_DAYS - 1, 1), (KEEP_DAYS + 1, 0)):
        prune(store.database, None, now + timedelta(days=days))
        with store.reading() as connection:
            assert len(connection.execute(select(delivery.c.id)).all()) == left
