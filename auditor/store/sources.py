"""Sources: their names, what is set for them, what they answered."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Table, bindparam, delete, insert, or_, select, update

from auditor.article import Article
from auditor.sources import source_key, source_of
from auditor.store.door import NUL, storable
from auditor.store.errors import StoreError
from auditor.store.identity import move_articles
from auditor.store.tables import block_memory, mute, reply, report, source, source_alias
from auditor.store.upsert import ensure_id, find_id
from auditor.store.waiting import recount


class Source(NamedTuple):
    """One source as it is kept."""

    id: int
    key: str
    name: str
    keep_days: int | None
    """How long its articles are kept; None for as long as those of others."""
    aliases: tuple[str, ...]


def ensure_source(connection: Connection, given: Article, now: datetime) -> int | None:
    """The id of an article's source, under whichever of its names; None if nothing says where it comes from."""
    key = source_of(given)
    if key is None:
        return None
    key = storable(key, "source")
    found = find_source_id(connection, key)
    if found is not None:
        return found
    name = storable(" ".join(given.source.split()), "source") if given.source else key
    return ensure_id(connection, source, {"key": key}, {"name": name, "created": now})


def find_source_id(connection: Connection, key: str) -> int | None:
    """The id of the source whose key, or the key of another name of which, is `key`."""
    found = find_id(connection, source, key=key)
    if found is None:
        named = select(source_alias.c.source_id).where(source_alias.c.key == key)
        found = connection.execute(named).scalar()
    return found


def find_source(connection: Connection, name: str) -> Source | None:
    """The source that goes by `name`: its key, a domain, a URL of it, its name or an alias."""
    if NUL in name:  # no source is called so, and PostgreSQL takes no such question
        return None
    found = find_source_id(connection, name) or find_source_id(connection, source_key(name))
    return None if found is None else find_source_by_id(connection, found)


def find_source_by_id(connection: Connection, found: int) -> Source | None:
    """The source with this id."""
    row = connection.execute(select(source).where(source.c.id == found)).one_or_none()
    if row is None:
        return None
    aliases = select(source_alias.c.key).where(source_alias.c.source_id == found).order_by(source_alias.c.key)
    return Source(row.id, row.key, row.name, row.keep_days, tuple(connection.execute(aliases).scalars()))


def required_source(connection: Connection, name: str) -> Source:
    """The source that goes by `name`. Raises StoreError if there is none."""
    found = find_source(connection, name)
    if found is None:
        raise StoreError(f"no source {name!r}; `auditor sources list` shows all")
    return found


def add_alias(connection: Connection, name: str, alias: str) -> None:
    """Make `alias` another name of a source. A source kept under it so far becomes part of this one.

    Raises StoreError if `name` is unknown, or if `alias` is a name of a third source.
    """
    kept, key = required_source(connection, name), source_key(alias)
    other = find_source(connection, key)
    if other is not None and other.id == kept.id:
        return
    if other is not None and other.key != key:
        raise StoreError(f"{alias!r} is a name of {other.key} already")
    if other is not None:
        _merge(connection, other.id, kept.id)
    connection.execute(insert(source_alias), {"source_id": kept.id, "key": key})


def _merge(connection: Connection, old: int, new: int) -> None:
    """Give all that belongs to source `old` to `new`; remembered blocks are learnt again.

    An article of either that the other has too stays twice: that of `new` is the one that is known again.
    """
    connection.execute(delete(block_memory).where(block_memory.c.source_id == old))
    move_articles(connection, old, new)
    tables: Sequence[Table] = (report, mute, reply, source_alias)
    for table in tables:
        connection.execute(update(table).where(table.c.source_id == old).values(source_id=new))
    connection.execute(delete(source).where(source.c.id == old))


def set_retention(connection: Connection, name: str, days: int | None) -> None:
    """Keep articles of a source for `days`; None for as long as those of others. Raises StoreError."""
    if days is not None and days < 1:
        raise StoreError("articles are kept for at least 1 day")
    kept = required_source(connection, name)
    connection.execute(update(source).where(source.c.id == kept.id).values(keep_days=days))


class Mute(NamedTuple):
    """A rule that is switched off for a source, by whom, why and until when (None: for good)."""

    rule: str
    who: str
    reason: str
    until: datetime | None = None


def mute_rule(connection: Connection, name: str, wanted: Mute) -> None:
    """Switch a rule off for a source. It never follows from a dismissal. Raises StoreError."""
    if not wanted.who.strip() or not wanted.reason.strip():
        raise StoreError("to mute a rule needs who and why")
    kept = required_source(connection, name)
    values = {
        "source_id": kept.id, "rule": wanted.rule, "who": storable(wanted.who, "who"),
        "reason": storable(wanted.reason, "reason"), "until": wanted.until, "created": datetime.now(UTC),
    }  # fmt: skip
    connection.execute(insert(mute), values)
    recount(connection, report.c.source_id == kept.id)


def unmute_rule(connection: Connection, name: str, rule: str) -> None:
    """Switch a rule on again for a source; who muted it stays on record. Raises StoreError."""
    now = datetime.now(UTC)
    kept = required_source(connection, name)
    open_ended = or_(mute.c.until.is_(None), mute.c.until > now)
    chosen = update(mute).where(mute.c.source_id == kept.id, mute.c.rule == rule, open_ended)
    connection.execute(chosen.values(until=now))
    recount(connection, report.c.source_id == kept.id)


def active_mutes(connection: Connection, name: str) -> list[Mute]:
    """The rules that are switched off for a source now, in order of their ids."""
    found = find_source(connection, name)
    if found is None:
        return []
    now = datetime.now(UTC)
    query = select(mute.c.rule, mute.c.who, mute.c.reason, mute.c.until).where(
        mute.c.source_id == found.id, or_(mute.c.until.is_(None), mute.c.until > now)
    )
    return [Mute(*row) for row in connection.execute(query.order_by(mute.c.rule, mute.c.id))]


def muted_at(connection: Connection, source_id: int, now: datetime) -> frozenset[str]:
    """The rules that are switched off for the source with this id."""
    return frozenset(connection.execute(_MUTED, {"source": source_id, "now": now}).scalars())


_MUTED = select(mute.c.rule).where(
    mute.c.source_id == bindparam("source"), or_(mute.c.until.is_(None), mute.c.until > bindparam("now"))
)


def mutes_of_rule(connection: Connection, rule: str) -> list[tuple[str, Mute]]:
    """Where a rule is switched off now: the keys of the sources, in order, each with who, why and until when."""
    query = select(source.c.key, mute.c.rule, mute.c.who, mute.c.reason, mute.c.until).join(source)
    now = datetime.now(UTC)
    open_ended = or_(mute.c.until.is_(None), mute.c.until > now)
    rows = connection.execute(query.where(mute.c.rule == rule, open_ended).order_by(source.c.key, mute.c.id))
    return [(key, Mute(*values)) for key, *values in rows]


def muted_rules(connection: Connection, given: Article) -> frozenset[str]:
    """The rules that are switched off now for the source of an article. Raises UnstorableText."""
    name = source_of(given)
    if name is None:
        return frozenset()
    return frozenset(muted.rule for muted in active_mutes(connection, storable(name, "source")))


def add_reply(connection: Connection, name: str, who: str, text: str, fingerprint: str | None = None) -> None:
    """Keep what a publisher answers, to one finding or to all. Raises StoreError."""
    values = {
        "source_id": required_source(connection, name).id, "who": storable(who, "who"), "text": storable(text, "reply"),
        "fingerprint": fingerprint, "created": datetime.now(UTC),
    }  # fmt: skip
    connection.execute(insert(reply), values)


def list_replies(connection: Connection, source_id: int) -> list[dict[str, Any]]:
    """What a publisher answered, oldest first: who, text, fingerprint, created."""
    query = select(reply.c.who, reply.c.text, reply.c.fingerprint, reply.c.created)
    rows = connection.execute(query.where(reply.c.source_id == source_id).order_by(reply.c.id))
    return [dict(row) for row in rows.mappings()]
