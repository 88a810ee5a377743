"""Where accounts are logged in: rows that end after a time without use, and in any case after some days."""

from __future__ import annotations

import hashlib
import secrets
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, delete, func, insert, or_, select, update

from auditor.store.accounts import Account, as_account
from auditor.store.door import storable
from auditor.store.tables import account, login

USED_EVERY = timedelta(minutes=1)
"""How often the last use of a login is written at most, as with keys."""
MAX_AGENT_CHARACTERS = 200
MAX_LOGINS = 50
"""Of one account at a time; the oldest end. Nobody has so many browsers, a program that logs in for each call has."""


class Lasting(NamedTuple):
    """How long a login opens the pages."""

    idle: timedelta
    """Without a request."""
    whole: timedelta
    """In any case."""


class Place(NamedTuple):
    """Where somebody logged in."""

    address: str | None
    agent: str
    """What the browser calls itself."""


class Login(NamedTuple):
    """A login that lasts, as its holder sees it."""

    id: int
    created: datetime
    used: datetime
    """The minute of its last use."""
    place: Place


class Opened(NamedTuple):
    """Whom a token logged in."""

    account: Account
    login: int
    needs_note: bool
    """Whether its last use was written so long ago that it should be again."""


def open_login(connection: Connection, account_id: int, place: Place, lasting: Lasting) -> str:
    """The token of a new login; only its digest is kept. Logins that have ended are forgotten."""
    now, token = datetime.now(UTC), secrets.token_urlsafe(32)
    connection.execute(delete(login).where(or_(login.c.expires <= now, _used() <= now - lasting.idle)))
    mine = select(login.c.id).where(login.c.account_id == account_id).order_by(login.c.id.desc())
    kept = list(connection.execute(mine.limit(MAX_LOGINS - 1)).scalars())
    connection.execute(delete(login).where(login.c.account_id == account_id, login.c.id.not_in(kept)))
    values = {
        "account_id": account_id, "digest": _digest(token), "expires": now + lasting.whole, "created": now, "used": now,
        "address": place.address, "agent": storable(place.agent, "agent")[:MAX_AGENT_CHARACTERS],
    }  # fmt: skip
    connection.execute(insert(login), values)
    return token


def find_login(connection: Connection, token: str, lasting: Lasting) -> Opened | None:
    """Who is logged in with `token`."""
    now = datetime.now(UTC)
    query = select(account, login.c.id.label("login"), _used().label("used")).join(
        login, login.c.account_id == account.c.id
    )
    mine = (login.c.digest == _digest(token), *_lasts(lasting, now))
    row = connection.execute(query.where(*mine)).mappings().one_or_none()
    return None if row is None else Opened(as_account(row), row["login"], row["used"] <= now - USED_EVERY)


def note_use(connection: Connection, login_id: int) -> None:
    """Write that a login was used, unless another process just did."""
    now = datetime.now(UTC)
    stale = and_(login.c.id == login_id, _used() <= now - USED_EVERY)
    connection.execute(update(login).where(stale).values(used=now))


def list_logins(connection: Connection, account_id: int, lasting: Lasting) -> list[Login]:
    """The logins of an account that last, the one used last first."""
    columns = (login.c.id, login.c.created, _used().label("used"), login.c.address, login.c.agent)
    query = select(*columns).where(login.c.account_id == account_id, *_lasts(lasting, datetime.now(UTC)))
    rows = connection.execute(query.order_by(_used().desc(), login.c.id.desc()))
    return [Login(row.id, row.created, row.used, Place(row.address, row.agent or "")) for row in rows]


def close_login(connection: Connection, token: str) -> None:
    """End a login."""
    connection.execute(delete(login).where(login.c.digest == _digest(token)))


def _used() -> ColumnElement[datetime]:
    return func.coalesce(login.c.used, login.c.created)


def _lasts(lasting: Lasting, now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Whether a login lasts: the shorter of what held when it was opened and what holds now."""
    return (login.c.expires > now, login.c.created > now - lasting.whole, _used() > now - lasting.idle)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
