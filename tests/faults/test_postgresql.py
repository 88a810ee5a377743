"""A PostgreSQL server that crashes and comes back: the service goes on, and what it was at is whole or not there."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy.exc import DBAPIError

from auditor import Auditor
from auditor.store.backup import problems
from tests.faults.conftest import TEXT, Service
from tests.jobs.made import Drain, add_articles, rows_of
from tests.postgresql import Server
from tests.store.made import report_on


def test_a_restart_is_not_noticed_by_requests_and_work_goes_on(
    start: Callable[..., Service], server: Server, auditor: Auditor
) -> None:
    service = start(server.url)
    first = service.kept()
    with pytest.raises(DBAPIError), service.store.writing() as connection:
        add_articles_later = service.store.keep(connection, service.store.prepare(report_on("Half kept.")))
        assert add_articles_later > first
        server.restart()
        service.store.keep(connection, service.store.prepare(report_on("Never kept.")))
    assert service.store.count() == 1, "a transaction that the crash ended left nothing"
    service.kept("After the crash.")
    (job,) = add_articles(service.store, TEXT * 2)
    server.restart()
    Drain(service.store, auditor)()
    assert [row.state for row in rows_of(service.store, id=job)] == ["done"]
    assert service.store.count() == 3
    assert problems(service.store.database) == []
