"""Logins: how long they last, how often their use is written, and how they end."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, update

from auditor.store import Store
from auditor.store.accounts import close_logins
from auditor.store.logins import (
    MAX_LOGINS,
    Lasting,
    Place,
    close_login,
    find_login,
    list_logins,
    note_use,
    open_login,
)
from auditor.store.tables import login
from tests.accounts import add_account

LASTING = Lasting(timedelta(minutes=30), timedelta(days=2))
HERE = Place("192.0.2.1", "A browser/1.0")


@pytest.fixture
def ann(store: Store) -> int:
    with store.writing() as connection:
        return add_account(connection, "Ann", "a long enough password", "reviewer")


def move(store: Store, **columns: timedelta) -> None:
    """Let logins be so much older."""
    with store.writing() as connection:
        for row in connection.execute(select(login)).mappings().all():
            earlier = {name: row[name] - by for name, by in columns.items()}
            connection.execute(update(login).where(login.c.id == row["id"]).values(earlier))


def is_open(store: Store, token: str) -> bool:
    with store.reading() as connection:
        return find_login(connection, token, LASTING) is not None


def test_a_login_ends_when_it_is_not_used(store: Store, ann: int) -> None:
    with store.writing() as connection:
        token = open_login(connection, ann, HERE, LASTING)
    move(store, used=timedelta(minutes=29))
    assert is_open(store, token)
    move(store, used=timedelta(minutes=2))
    assert not is_open(store, token)


def test_a_login_ends_although_it_is_used(store: Store, ann: int) -> None:
    with store.writing() as connection:
        token = open_login(connection, ann, HERE, LASTING)
    move(store, created=timedelta(days=1, hours=23), expires=timedelta(days=1, hours=23))
    assert is_open(store, token)
    for column in ("expires", "created"):  # what held when it was opened, and what holds now
        move(store, **{column: timedelta(hours=2)})
        assert not is_open(store, token)
        move(store, **{column: timedelta(hours=-2)})
    assert is_open(store, token)


def test_its_use_is_written_once_a_minute(store: Store, ann: int) -> None:
    with store.writing() as connection:
        token = open_login(connection, ann, HERE, LASTING)
        opened = find_login(connection, token, LASTING)
        assert opened is not None and not opened.needs_note
        before = connection.execute(select(login.c.used)).scalar_one()
        note_use(connection, opened.login)
        assert connection.execute(select(login.c.used)).scalar_one() == before, "another process just did"
    move(store, used=timedelta(seconds=61))
    with store.writing() as connection:
        opened = find_login(connection, token, LASTING)
        assert opened is not None and opened.needs_note
        note_use(connection, opened.login)
        again = find_login(connection, token, LASTING)
        assert again is not None and not again.needs_note


def test_what_a_login_tells_and_how_it_ends(store: Store, ann: int) -> None:
    with store.writing() as connection:
        first, second = (open_login(connection, ann, HERE, LASTING) for _ in range(2))
        kept = list_logins(connection, ann, LASTING)
        assert [each.place for each in kept] == [HERE, HERE]
        digests = connection.execute(select(login.c.digest)).scalars().all()
        assert not {first, second} & set(digests)
        close_login(connection, first)
        assert [each.id for each in list_logins(connection, ann, LASTING)] == [kept[0].id]
        assert close_logins(connection, ann) == 1
    assert not is_open(store, second)


def test_what_has_ended_is_forgotten_and_nobody_has_logins_without_number(store: Store, ann: int) -> None:
    with store.writing() as connection:
        open_login(connection, ann, HERE, LASTING)
    move(store, used=timedelta(hours=1))
    with store.writing() as connection:
        tokens = [open_login(connection, ann, HERE, LASTING) for _ in range(MAX_LOGINS + 3)]
        assert connection.execute(select(func.count()).select_from(login)).scalar_one() == MAX_LOGINS
    assert [is_open(store, token) for token in tokens] == [False] * 3 + [True] * MAX_LOGINS


def test_a_login_from_before_its_use_was_written(store: Store, ann: int) -> None:
    with store.writing() as connection:
        token = open_login(connection, ann, HERE, LASTING)
        connection.execute(update(login).values(used=None, address=None, agent=None))
        assert find_login(connection, token, LASTING) is not None
        (kept,) = list_logins(connection, ann, LASTING)
        assert kept.place == Place(None, "")
        connection.execute(update(login).values(created=datetime.now(UTC) - timedelta(minutes=31)))
        assert find_login(connection, token, LASTING) is None
