"""The log of who did what to what, when and from where: only ever added to, each entry bound to the one before it.

An entry names things by number or name and holds nothing of what an article says, so that erasing one leaves the log
whole. Its digest covers the digest of the entry before it: whoever changes, removes or slips in one has to make every
later one anew, and the last digest, kept elsewhere, tells.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, select, text

from auditor.store.database import Database
from auditor.store.door import storable, storable_all
from auditor.store.jobs import clock
from auditor.store.queries import Found, Page
from auditor.store.tables import log_entry
from auditor.store.upsert import insert_row

BEGINNING = "0" * 64
"""What stands for the digest before the first entry."""
EDITOR, KEY, COMMAND, SERVICE = KINDS = ("editor", "key", "command", "service")
"""Who may act: somebody who logged in, the holder of a key, whoever ran a command, the service by itself."""
MAX_WHO_CHARACTERS = 200
MAX_ADDRESS_CHARACTERS = 45
"""The longest address of IPv6, one that holds one of IPv4."""
MAX_NAMED = 100
"""Numbers that one entry lists of what was done to many; it says how many there were in all."""
ENTRIES_AT_ONCE = 1_000
"""Read in one transaction: some 500 kB."""
SETTINGS_LOADED = "settings loaded"
_ONE_AT_A_TIME = 0x6C6F67  # "log": PostgreSQL has writers beside each other; SQLite has one at a time anyway


class Actor(NamedTuple):
    """Who did something."""

    kind: str
    """One of KINDS."""
    name: str
    address: str | None = None
    """The network address that the request came from."""


def record(connection: Connection, actor: Actor, action: str, object_: str, **details: Any) -> int:
    """Add an entry in the transaction of what it tells of, and give its number.

    `action` is a verb and its object, as "key revoked"; `object_` names what it was done to, as "source:example.org"
    or "article:12"; `details` are JSON values, none of which holds words of an article. Call it last: on PostgreSQL
    other writers of the log wait from here to the end of the transaction. Raises UnstorableText.
    """
    _hold(connection)
    last = select(log_entry.c.digest).order_by(log_entry.c.id.desc()).limit(1)
    values: dict[str, Any] = {
        "created": clock(connection), "kind": actor.kind, "who": storable(actor.name, "who")[:MAX_WHO_CHARACTERS],
        "address": _address(actor), "action": action, "object": storable(object_, "object"),
        "details": storable_all(details, "details"), "before": connection.execute(last).scalar() or BEGINNING,
    }  # fmt: skip
    return insert_row(connection, log_entry, {**values, "digest": digest_of(values)})


def _address(actor: Actor) -> str | None:
    """Where the request came from, as far as the column takes it: a proxy may say anything."""
    return None if actor.address is None else storable(actor.address, "address")[:MAX_ADDRESS_CHARACTERS]


def _hold(connection: Connection) -> None:
    """Let nobody else write to the log until the transaction ends."""
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ONE_AT_A_TIME})


def record_settings(connection: Connection, program: str, **digests: str | None) -> int | None:
    """Note what `program` runs by, as the digests of its settings and rules; None if the last entry says the same."""
    _hold(connection)
    known = select(log_entry.c.details).where(log_entry.c.action == SETTINGS_LOADED)
    if connection.execute(known.order_by(log_entry.c.id.desc()).limit(1)).scalar() == digests:
        return None
    return record(connection, Actor(SERVICE, program), SETTINGS_LOADED, "settings", **digests)


def digest_of(entry: Mapping[str, Any]) -> str:
    """The digest that an entry with these columns has; `created` counts to the microsecond, in UTC."""
    moment: datetime = entry["created"]
    names = ("kind", "who", "address", "action", "object", "details", "before")
    said = [moment.astimezone(UTC).isoformat(timespec="microseconds"), *(entry[name] for name in names)]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class LogFilter:
    """Which entries are meant; what is None does not filter."""

    who: str | None = None
    action: str | None = None
    object: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Before this moment."""

    def conditions(self) -> list[ColumnElement[bool]]:
        """What the rows of `log_entry` must fulfil."""
        wanted = ((name, getattr(self, name)) for name in ("who", "action", "object"))
        found: list[ColumnElement[bool]] = [log_entry.c[name] == value for name, value in wanted if value is not None]
        if self.since is not None:
            found.append(log_entry.c.created >= self.since)
        if self.until is not None:
            found.append(log_entry.c.created < self.until)
        return found


def search_log(connection: Connection, wanted: LogFilter, page: Page) -> Found:
    """Entries with all their columns, the newest first; the key of a page is the number of its last one."""
    behind = [log_entry.c.id < page.after[0]] if page.after else []
    query = select(log_entry).where(*wanted.conditions(), *behind).order_by(log_entry.c.id.desc())
    rows = [dict(row) for row in connection.execute(query.limit(page.limit + 1)).mappings()]
    shown = rows[: page.limit]
    return Found(shown, [shown[-1]["id"]] if len(rows) > page.limit else ())


def list_actions(connection: Connection) -> list[str]:
    """Every action that the log tells of, in order."""
    return list(connection.execute(select(log_entry.c.action).distinct().order_by(log_entry.c.action)).scalars())


def iter_log(database: Database) -> Iterator[dict[str, Any]]:
    """All entries in the order they were written, some at a time: what is only added to needs no one moment."""
    after = 0
    while True:
        query = select(log_entry).where(log_entry.c.id > after).order_by(log_entry.c.id).limit(ENTRIES_AT_ONCE)
        with database.reading() as connection:
            rows = [dict(row) for row in connection.execute(query).mappings()]
        yield from rows
        if len(rows) < ENTRIES_AT_ONCE:
            return
        after = rows[-1]["id"]
