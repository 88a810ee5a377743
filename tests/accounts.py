"""Accounts for tests, made in one call."""

from __future__ import annotations

from sqlalchemy import Connection

from auditor.store.accounts import NewAccount
from auditor.store.accounts import add_account as make
from auditor.store.log import COMMAND, Actor
from auditor.store.passwords import hash_password
from auditor.store.reach import EVERYTHING, Reach

TESTER = Actor(COMMAND, "tester")


def add_account(connection: Connection, name: str, password: str, role: str, reach: Reach = EVERYTHING) -> int:
    """An account with a password; its id. It hashes in the transaction, which the service never does."""
    hashed = hash_password(name, password)
    return make(connection, NewAccount(name=name, role=role, password=hashed, reach=reach), TESTER)
