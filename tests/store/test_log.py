"""The log: each entry bound to the one before it, and none ever changed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from auditor.store import Store
from auditor.store.log import BEGINNING, COMMAND, EDITOR, Actor, digest_of, record
from auditor.store.tables import log_entry

ADA = Actor(EDITOR, "ada", "192.0.2.1")


def test_entries_are_bound_to_those_before(store: Store) -> None:
    with store.writing() as connection:
        record(connection, ADA, "rule muted", "source:example.org", rule="office/not-held", until=None)
        record(connection, Actor(COMMAND, "root"), "key made", "key:aud_12345678", scopes=["read"])
    with store.reading() as connection:
        rows = connection.execute(select(log_entry).order_by(log_entry.c.id)).mappings()
        first, second = [dict(row) for row in rows]
    assert (first["before"], second["before"]) == (BEGINNING, first["digest"])
    for entry in (first, second):
        assert digest_of(entry) == entry["digest"]
        for name, other in (("who", "eve"), ("details", {}), ("address", "198.51.100.7"), ("before", "1" * 64)):
            assert digest_of({**entry, name: other}) != entry["digest"]


@pytest.mark.parametrize("change", [lambda: update(log_entry).values(who="eve"), lambda: delete(log_entry)])
def test_no_entry_is_changed_or_deleted(store: Store, change: Callable[[], object]) -> None:
    with store.writing() as connection:
        record(connection, ADA, "rule muted", "source:example.org")
    with pytest.raises(DBAPIError, match="the log is only ever added to"), store.writing() as connection:
        connection.execute(change())  # type: ignore[call-overload]
    with store.reading() as connection:
        assert connection.execute(select(log_entry.c.who)).scalars().all() == ["ada"]


def test_what_was_not_done_is_not_in_it(store: Store) -> None:
    with pytest.raises(ZeroDivisionError), store.writing() as connection:
        record(connection, ADA, "rule muted", "source:example.org")
        raise ZeroDivisionError
    with store.reading() as connection:
        assert connection.execute(select(log_entry.c.id)).first() is None
