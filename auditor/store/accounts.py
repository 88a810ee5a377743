"""Editors: accounts with a role and a reach, of this service or of the organisation that signs their holders in."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, delete, exists, or_, select, update

from auditor.store.door import storable
from auditor.store.errors import StoreError
from auditor.store.log import Actor, record
from auditor.store.passwords import PasswordHash
from auditor.store.reach import EVERYTHING, Reach, bound_to
from auditor.store.tables import account, log_entry, login
from auditor.store.upsert import insert_new

VIEWER, REVIEWER, ADMIN = "viewer", "reviewer", "admin"
ROLES = (VIEWER, REVIEWER, ADMIN)
"""A viewer sees and decides nothing, a reviewer decides on findings, an admin also mutes rules for a source. From the
least to the most."""
MAX_NAME_CHARACTERS = 64
MAX_SUBJECT_CHARACTERS = 255
"""What OpenID Connect Core (2) allows a subject to have."""
ADDED, REMOVED = "user added", "user removed"
"""How the log calls the making and the end of an account: that stays when the account has gone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Somebody who may log in."""

    id: int
    name: str
    role: str
    reach: Reach = EVERYTHING
    issuer: str | None = None
    """Who signs them in: the address of the organisation's provider; None for a password of this service."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewAccount:
    """An account that is to be made."""

    name: str
    role: str
    password: PasswordHash | None = None
    """None for who comes by the organisation's sign-in alone."""
    reach: Reach = EVERYTHING
    issuer: str | None = None
    subject: str | None = field(default=None, repr=False)


def add_account(connection: Connection, given: NewAccount, actor: Actor) -> int:
    """Make an account and give its id. Raises StoreError if the name is taken or cannot be one."""
    name = clean_name(given.name)
    if not 0 < len(name) <= MAX_NAME_CHARACTERS or not name.isprintable():
        raise StoreError(f"a name has 1 to {MAX_NAME_CHARACTERS} characters that can be seen")
    _require_role(given.role)
    values = {
        "name": name, "role": given.role, "password": given.password and given.password.text,
        "issuer": given.issuer, "subject": given.subject, "created": datetime.now(UTC), **_columns(given.reach),
    }  # fmt: skip
    made = insert_new(connection, account, values)
    if made is None:
        raise StoreError(f"there is a user {name!r} already; `auditor users password` changes the password")
    record(connection, actor, ADDED, f"user:{name}", role=given.role, issuer=given.issuer, **_columns(given.reach))
    return made


def clean_name(name: str) -> str:
    """`name` as accounts have it, with one space where there are several. Raises UnstorableText."""
    return storable(" ".join(name.split()), "name")


def _require_role(role: str) -> None:
    if role not in ROLES:
        raise StoreError(f"unknown role {role!r}; roles are: {', '.join(ROLES)}")


def _columns(reach: Reach) -> dict[str, list[str] | None]:
    return {"sources": _sorted(reach.sources), "desks": _sorted(reach.desks)}


def _sorted(names: Iterable[str] | None) -> list[str] | None:
    return None if names is None else sorted(names)


def list_accounts(connection: Connection) -> list[Account]:
    """All accounts in order of their names."""
    return [as_account(row) for row in connection.execute(select(account).order_by(account.c.name)).mappings()]


def as_account(row: RowMapping) -> Account:
    """The account kept as `row`, which has the columns of its table."""
    reach = bound_to(row["sources"], row["desks"])
    return Account(id=row["id"], name=row["name"], role=row["role"], reach=reach, issuer=row["issuer"])


def were_accounts(connection: Connection) -> bool:
    """Whether an account was ever made, be it gone since: what was closed once never opens by itself."""
    logged = exists().where(log_entry.c.action.in_((ADDED, REMOVED)))
    return bool(connection.execute(select(or_(exists().where(account.c.id > 0), logged))).scalar())


def find_account(connection: Connection, name: str) -> Account | None:
    """The account of that name."""
    row = connection.execute(select(account).where(account.c.name == clean_name(name))).mappings().one_or_none()
    return None if row is None else as_account(row)


def find_subject(connection: Connection, issuer: str, subject: str) -> Account | None:
    """The account of somebody whom `issuer` calls `subject`."""
    query = select(account).where(account.c.issuer == issuer, account.c.subject == subject)
    row = connection.execute(query).mappings().one_or_none()
    return None if row is None else as_account(row)


def required_account(connection: Connection, name: str) -> Account:
    """The account of that name. Raises StoreError if there is none."""
    found = find_account(connection, name)
    if found is None:
        raise StoreError(f"no user {name!r}; `auditor users list` shows all")
    return found


def kept_password(connection: Connection, name: str) -> tuple[Account | None, str | None]:
    """The account of that name with the hash of its password, of which there may be none."""
    row = connection.execute(select(account).where(account.c.name == clean_name(name))).mappings().one_or_none()
    return (None, None) if row is None else (as_account(row), row["password"])


def remove_account(connection: Connection, name: str, actor: Actor) -> None:
    """Remove an account and end its logins; its decisions stay. Raises StoreError if there is none."""
    found = required_account(connection, name)
    connection.execute(delete(account).where(account.c.id == found.id))
    record(connection, actor, REMOVED, f"user:{found.name}")


def set_password(connection: Connection, name: str, password: PasswordHash, actor: Actor) -> None:
    """Give an account another password and end its logins. Raises StoreError for one that has none here."""
    found = required_account(connection, name)
    if found.issuer is not None:
        raise StoreError(f"{found.name!r} is signed in by {found.issuer} and has no password here")
    connection.execute(update(account).where(account.c.id == found.id).values(password=password.text))
    close_logins(connection, found.id)
    record(connection, actor, "password changed", f"user:{found.name}")


def set_account(connection: Connection, name: str, role: str | None, reach: Reach | None, actor: Actor) -> Account:
    """Give an account another role, or another reach; None leaves it as it is. Raises StoreError."""
    found = required_account(connection, name)
    _require_role(role or found.role)
    values: dict[str, Any] = {"role": role or found.role, **_columns(found.reach if reach is None else reach)}
    if values != {"role": found.role, **_columns(found.reach)}:
        connection.execute(update(account).where(account.c.id == found.id).values(values))
        record(connection, actor, "user changed", f"user:{found.name}", **values)
    return required_account(connection, name)


def keep_signed_in(connection: Connection, given: NewAccount, actor: Actor) -> Account:
    """The account of somebody whom an issuer signed in, with the role and reach it has now; made if there is none.

    It is known by issuer and subject alone, keeps its first name, and never takes one that somebody else has.
    Raises StoreError.
    """
    if not given.issuer or not given.subject or len(given.subject) > MAX_SUBJECT_CHARACTERS:
        raise StoreError(f"a subject has 1 to {MAX_SUBJECT_CHARACTERS} characters")
    found = find_subject(connection, given.issuer, given.subject)
    if found is None:
        name = clean_name(given.name)
        if find_account(connection, name) is not None:
            name = f"{name[: MAX_NAME_CHARACTERS - 9]} ({hashlib.sha256(given.subject.encode()).hexdigest()[:6]})"
        add_account(connection, replace(given, name=name), actor)
        return required_account(connection, name)
    return set_account(connection, found.name, given.role, given.reach, actor)


def close_logins(connection: Connection, account_id: int) -> int:
    """End all logins of an account; how many there were."""
    return connection.execute(delete(login).where(login.c.account_id == account_id)).rowcount
