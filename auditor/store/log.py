"""The log of who did what to what, when and from where: only ever added to, each entry bound to the one before it.

An entry names things by number or name and holds nothing of what an article says, so that erasing one leaves the log
whole. Its digest covers the digest of the entry before it: whoever changes, removes or slips in one has to make every
later one anew, and the last digest, kept elsewhere, tells.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, select, text

from auditor.store.door import storable, storable_all
from auditor.store.jobs import clock
from auditor.store.tables import log_entry
from auditor.store.upsert import insert_row

BEGINNING = "0" * 64
"""What stands for the digest before the first entry."""
EDITOR, KEY, COMMAND, SERVICE = KINDS = ("editor", "key", "command", "service")
"""Who may act: somebody who logged in, the holder of a key, whoever ran a command, the service by itself."""
MAX_WHO_CHARACTERS = 200
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
    or "article:12"; `details` are JSON values, none of which holds words of an article. Raises UnstorableText.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _ONE_AT_A_TIME})
    last = select(log_entry.c.digest).order_by(log_entry.c.id.desc()).limit(1)
    values: dict[str, Any] = {
        "created": clock(connection), "kind": actor.kind, "who": storable(actor.name, "who")[:MAX_WHO_CHARACTERS],
        "address": actor.address, "action": action, "object": storable(object_, "object"),
        "details": storable_all(details, "details"), "before": connection.execute(last).scalar() or BEGINNING,
    }  # fmt: skip
    return insert_row(connection, log_entry, {**values, "digest": digest_of(values)})


def digest_of(entry: Mapping[str, Any]) -> str:
    """The digest that an entry with these columns has; `created` counts to the microsecond, in UTC."""
    moment: datetime = entry["created"]
    names = ("kind", "who", "address", "action", "object", "details", "before")
    said = [moment.isoformat(timespec="microseconds"), *(entry[name] for name in names)]
    return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()
