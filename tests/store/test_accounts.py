"""Passwords are kept in no form that is cheap to guess from."""

from argon2 import extract_parameters
from argon2.low_level import Type
from argon2.profiles import RFC_9106_LOW_MEMORY as ADVISED
from sqlalchemy import select

from auditor.store import Store
from auditor.store.tables import account
from tests.accounts import add_account

PASSWORD = "a long enough password"


def test_passwords_are_hashed_as_dearly_as_is_advised(store: Store) -> None:
    with store.writing() as connection:
        for name in ("Ann", "Bo"):
            add_account(connection, name, PASSWORD, "reviewer")
        kept = connection.execute(select(account.c.password)).scalars().all()
    assert len(set(kept)) == 2, "each has a salt of its own"
    for hashed in kept:
        cost = extract_parameters(hashed)
        assert cost.type is Type.ID
        assert (cost.memory_cost, cost.time_cost) >= (ADVISED.memory_cost, ADVISED.time_cost)
        assert PASSWORD not in hashed
