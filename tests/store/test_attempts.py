"""Tries of passwords: counted before they are looked at, by account and network, for all who write at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from auditor.store import Store
from auditor.store.attempts import (
    PER_ACCOUNT,
    PER_ACCOUNT_AND_NETWORK,
    PER_NETWORK,
    WINDOW_MINUTES,
    count_attempt,
    give_back,
)
from auditor.store.quotas import Quotas
from auditor.store.tables import quota_window

NOW = 1_700_000_100.0  # a window begins
WINDOW = 60 * WINDOW_MINUTES


def tries(store: Store, number: int, account: str | None, network: str, now: float = NOW) -> list[int]:
    return [count_attempt(store, account, network, now).wait for _ in range(number)]


def test_one_account_from_one_network(store: Store) -> None:
    waits = tries(store, PER_ACCOUNT_AND_NETWORK + 3, "Ann", "192.0.2.1")
    assert waits == [0] * PER_ACCOUNT_AND_NETWORK + [WINDOW] * 3
    assert tries(store, 1, "  Ann ", "192.0.2.1", NOW + WINDOW - 1) == [1], "until the window ends"
    assert tries(store, 1, "Ann", "192.0.2.1", NOW + WINDOW) == [0]
    assert tries(store, 1, "Ann", "192.0.2.2") == [0], "she is not locked out elsewhere"
    assert tries(store, 1, "Bo", "192.0.2.1") == [0], "nor are others there"


def test_one_network_and_one_account_from_all(store: Store) -> None:
    waits = [wait for number in range(PER_NETWORK + 5) for wait in tries(store, 1, f"name {number}", "2001:db8::/64")]
    assert waits == [0] * PER_NETWORK + [WINDOW] * 5
    waits = [wait for number in range(PER_ACCOUNT + 5) for wait in tries(store, 1, "Cy", f"192.0.2.{number}")]
    assert waits == [0] * PER_ACCOUNT + [WINDOW] * 5


def test_nobody_spends_from_one_network_what_all_have(store: Store) -> None:
    tries(store, 4 * PER_ACCOUNT, "Ann", "192.0.2.1")
    assert tries(store, 1, "Ann", "192.0.2.2") == [0]


def test_what_was_right_is_given_back(store: Store) -> None:
    for _ in range(3 * PER_NETWORK):
        attempt = count_attempt(store, "Ann", "192.0.2.1", NOW)
        assert attempt.wait == 0
        with store.writing() as connection:
            give_back(connection, attempt)
            give_back(connection, attempt)  # there is nothing more to give
    assert tries(store, PER_ACCOUNT_AND_NETWORK + 1, "Ann", "192.0.2.1")[-2:] == [0, WINDOW]


def test_the_first_refused_is_told_once(store: Store) -> None:
    told = [count_attempt(store, "Ann", "192.0.2.1", NOW).is_first_refused for _ in range(PER_ACCOUNT_AND_NETWORK + 5)]
    assert told == [False] * PER_ACCOUNT_AND_NETWORK + [True] + [False] * 4


def test_writers_at_once_have_no_more(store: Store, url: str) -> None:
    stores = [Store(url) for _ in range(4)]
    with ThreadPoolExecutor(12) as pool:
        waits = list(pool.map(lambda n: count_attempt(stores[n % 4], "Ann", "192.0.2.1", NOW).wait, range(60)))
    assert waits.count(0) == PER_ACCOUNT_AND_NETWORK
    for opened in stores:
        opened.close()


def test_what_is_over_is_forgotten_and_what_is_not_is_kept(store: Store) -> None:
    tries(store, PER_ACCOUNT_AND_NETWORK, "Ann", "192.0.2.1")
    Quotas(store.database).spend("key:1", 10, NOW + WINDOW - 61)  # it forgets by minutes
    assert tries(store, 1, "Ann", "192.0.2.1", NOW + WINDOW - 60) == [60]
    tries(store, 1, None, "192.0.2.9", NOW + 2 * WINDOW)
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(quota_window)).scalar_one() == 1


@pytest.mark.parametrize("account", ["Ann", "no such name", "a\0b", "long " * 10_000, None])
def test_no_name_stands_in_the_table(store: Store, account: str | None) -> None:
    assert tries(store, 1, account, "192.0.2.1") == [0]
    with store.reading() as connection:
        for subject in connection.execute(select(quota_window.c.subject)).scalars():
            assert subject.startswith("login:") and len(subject) <= 80
            assert "Ann" not in subject and "192" not in subject
