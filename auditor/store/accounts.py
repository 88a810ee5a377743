"""Editors: accounts with a password and a role, and the logins that are open."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import Connection, delete, func, insert, select, update

from auditor.store.errors import StoreError
from auditor.store.tables import account, login
from auditor.store.upsert import insert_new

REVIEWER, ADMIN = "reviewer", "admin"
ROLES = (REVIEWER, ADMIN)
"""A reviewer decides on findings; an admin also mutes rules for a source."""
MIN_PASSWORD_CHARACTERS = 10
MAX_PASSWORD_CHARACTERS = 1_000
MAX_NAME_CHARACTERS = 64
LOGIN_DAYS = 7
_HASHER = PasswordHasher()
_NOBODYS_HASH = _HASHER.hash(secrets.token_urlsafe())
"""Checked where there is no such account, so that the time of an answer does not tell which names exist."""


class Account(NamedTuple):
    """Somebody who may log in."""

    id: int
    name: str
    role: str


def add_account(connection: Connection, name: str, password: str, role: str) -> None:
    """Make an account. Raises StoreError if the name is taken or cannot be one, or the password is too short."""
    clean = " ".join(name.split())
    if not 0 < len(clean) <= MAX_NAME_CHARACTERS or not clean.isprintable():
        raise StoreError(f"a name has 1 to {MAX_NAME_CHARACTERS} characters that can be seen")
    if role not in ROLES:
        raise StoreError(f"unknown role {role!r}; roles are: {', '.join(ROLES)}")
    values = {"name": clean, "password": _hashed(password), "role": role, "created": datetime.now(UTC)}
    if insert_new(connection, account, values) is None:
        raise StoreError(f"there is a user {clean!r} already; `auditor users password` changes the password")


def _hashed(password: str) -> str:
    if not MIN_PASSWORD_CHARACTERS <= len(password) <= MAX_PASSWORD_CHARACTERS:
        raise StoreError(f"a password has at least {MIN_PASSWORD_CHARACTERS} characters")
    return _HASHER.hash(password)


def list_accounts(connection: Connection) -> list[Account]:
    """All accounts in order of their names."""
    rows = connection.execute(select(account.c.id, account.c.name, account.c.role).order_by(account.c.name))
    return [Account(*row) for row in rows]


def count_accounts(connection: Connection) -> int:
    """How many accounts there are."""
    return connection.execute(select(func.count()).select_from(account)).scalar_one()


def remove_account(connection: Connection, name: str) -> None:
    """Remove an account and end its logins; its decisions stay. Raises StoreError if there is none."""
    if not connection.execute(delete(account).where(account.c.name == name)).rowcount:
        raise StoreError(f"no user {name!r}; `auditor users list` shows all")


def set_password(connection: Connection, name: str, password: str) -> None:
    """Give an account another password and end its logins. Raises StoreError."""
    found = connection.execute(select(account.c.id).where(account.c.name == name)).scalar()
    if found is None:
        raise StoreError(f"no user {name!r}; `auditor users list` shows all")
    connection.execute(update(account).where(account.c.id == found).values(password=_hashed(password)))
    connection.execute(delete(login).where(login.c.account_id == found))


def check_password(connection: Connection, name: str, password: str) -> Account | None:
    """The account of that name if `password` is its own; takes some 50 ms either way."""
    row = connection.execute(select(account).where(account.c.name == " ".join(name.split()))).one_or_none()
    try:
        _HASHER.verify(row.password if row else _NOBODYS_HASH, password[:MAX_PASSWORD_CHARACTERS])
    except (VerificationError, InvalidHashError):
        return None
    return Account(row.id, row.name, row.role) if row else None


def open_login(connection: Connection, account_id: int) -> str:
    """The token of a new login; only its digest is kept. Logins that have ended are forgotten."""
    now, token = datetime.now(UTC), secrets.token_urlsafe(32)
    connection.execute(delete(login).where(login.c.expires < now))
    expires = now + timedelta(days=LOGIN_DAYS)
    values = {"account_id": account_id, "digest": _digest(token), "expires": expires, "created": now}
    connection.execute(insert(login), values)
    return token


def find_login(connection: Connection, token: str) -> Account | None:
    """Who is logged in with `token`."""
    query = select(account.c.id, account.c.name, account.c.role).join(login)
    row = connection.execute(
        query.where(login.c.digest == _digest(token), login.c.expires > datetime.now(UTC))
    ).one_or_none()
    return Account(*row) if row else None


def close_login(connection: Connection, token: str) -> None:
    """End a login."""
    connection.execute(delete(login).where(login.c.digest == _digest(token)))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
