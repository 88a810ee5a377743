"""Accounts for tests, made in one call, with passwords that are checked in a moment.

What is hashed names its own parameters, so that nothing else differs; tests/store holds what those of a service cost.
"""

from __future__ import annotations

from argon2 import PasswordHasher
from argon2.profiles import CHEAPEST
from sqlalchemy import Connection

from auditor.store.accounts import NewAccount
from auditor.store.accounts import add_account as make
from auditor.store.log import COMMAND, Actor
from auditor.store.passwords import PasswordHash, require_strong
from auditor.store.reach import EVERYTHING, Reach

CHEAP = PasswordHasher.from_parameters(CHEAPEST)
TESTER = Actor(COMMAND, "tester")


def add_account(connection: Connection, name: str, password: str, role: str, reach: Reach = EVERYTHING) -> int:
    """An account with a password; its id."""
    require_strong(name, password)
    hashed = PasswordHash(CHEAP.hash(password))
    return make(connection, NewAccount(name=name, role=role, password=hashed, reach=reach), TESTER)
