"""Keys of the API: made once, shown once, kept as digests."""

from __future__ import annotations

import hashlib
import secrets
import string
import zlib
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, bindparam, or_, select, update

from auditor.sources import source_key
from auditor.store.door import storable
from auditor.store.errors import StoreError
from auditor.store.tables import access_key
from auditor.store.upsert import insert_row

SCOPES = ("check", "audit", "read", "review", "editors", "admin")
"""What a key may do: check without keeping, audit and keep, read, decide on findings, speak for the editors of its CMS,
look after the service."""
PREFIX = "aud_"
ALPHABET = string.digits + string.ascii_uppercase + string.ascii_lowercase
SECRET_CHARACTERS = 43
"""Base 62 digits of 256 bits."""
CHECKSUM_CHARACTERS = 6
"""Base 62 digits of a CRC-32: a key that was cut or mistyped is told apart without asking the database."""
KEY_CHARACTERS = len(PREFIX) + SECRET_CHARACTERS + CHECKSUM_CHARACTERS
SHOWN_CHARACTERS = 12
"""How much of a key stands in lists: `aud_` and 8 of its 43 secret characters."""
USED_EVERY = timedelta(minutes=1)
"""How often a key's last use is written at most."""
MAX_NAME_CHARACTERS = 100


class AccessKeyError(StoreError):
    """A key that cannot be made or found; the message says what would be right."""


@dataclass(frozen=True, slots=True)
class AccessKey:
    """A key as it is kept: all of it but its secret."""

    id: int
    prefix: str
    """Its first characters, by which people name it."""
    name: str
    """Who holds it; while a key is replaced, two share a name."""
    scopes: frozenset[str]
    expires: datetime | None
    used: datetime | None
    """The minute of its last use."""
    revoked: datetime | None
    created: datetime
    sources: frozenset[str] | None
    """The keys of the sources that it is bound to; None for all, as of every key from before there were bounds."""
    line: int
    """Id of the first of the keys of which each replaced the one before: the same for as long as they are rotated."""

    def is_valid(self, now: datetime) -> bool:
        """Whether it still opens anything."""
        return self.revoked is None and (self.expires is None or self.expires > now)


def make_secret() -> str:
    """A new key: `aud_`, 256 random bits and their checksum."""
    body = PREFIX + _digits(secrets.randbits(256), SECRET_CHARACTERS)
    return body + _checksum(body)


def is_well_formed(secret: str) -> bool:
    """Whether `secret` can be a key at all: it has the length of one and its own checksum."""
    body, checksum = secret[:-CHECKSUM_CHARACTERS], secret[-CHECKSUM_CHARACTERS:]
    right_shape = len(secret) == KEY_CHARACTERS and secret.startswith(PREFIX) and secret.isascii()
    return right_shape and checksum == _checksum(body)


def _checksum(body: str) -> str:
    return _digits(zlib.crc32(body.encode()), CHECKSUM_CHARACTERS)


def _digits(number: int, width: int) -> str:
    digits = []
    for _ in range(width):
        number, digit = divmod(number, len(ALPHABET))
        digits.append(ALPHABET[digit])
    return "".join(reversed(digits))


def _digest(secret: str) -> str:
    """What of a key is kept. One round of SHA-256 is enough for 256 random bits; nobody can try them out."""
    return hashlib.sha256(secret.encode()).hexdigest()


def create_key(
    connection: Connection,
    name: str,
    scopes: Sequence[str],
    expires: datetime | None = None,
    sources: Collection[str] | None = None,
) -> str:
    """Make a key and give it, for the only time; `sources` are what it is bound to, None for all.

    Raises AccessKeyError, UnstorableText.
    """
    name = storable(" ".join(name.split()), "name")
    if not 0 < len(name) <= MAX_NAME_CHARACTERS:
        raise AccessKeyError(f"a key needs a name of at most {MAX_NAME_CHARACTERS} characters: who holds it")
    unknown = sorted(set(scopes) - set(SCOPES))
    if unknown or not scopes:
        raise AccessKeyError(f"unknown scope {', '.join(unknown) or '(none)'}; scopes are: {', '.join(SCOPES)}")
    now = datetime.now(UTC)
    if expires is not None and expires <= now:
        raise AccessKeyError(f"a key that expires {expires:%Y-%m-%d %H:%M} opens nothing")
    if _valid_keys(connection, access_key.c.name == name, now):
        raise AccessKeyError(f"{name!r} has a key; `auditor keys rotate` gives it a new one")
    bound = None if sources is None else sorted({source_key(storable(each, "source")) for each in sources})
    if bound is not None and not (bound and all(bound)):
        raise AccessKeyError("a key that is bound to sources names one at least")
    return _insert(connection, {"name": name, "scopes": scopes, "expires": expires, "sources": bound})


def _insert(connection: Connection, known: Mapping[str, Any]) -> str:
    secret = make_secret()
    made = {"prefix": secret[:SHOWN_CHARACTERS], "digest": _digest(secret), "created": datetime.now(UTC)}
    scopes = sorted(set(known["scopes"]), key=SCOPES.index)
    insert_row(connection, access_key, {**known, "scopes": scopes, **made})
    return secret


def rotate_key(connection: Connection, name: str, overlap: timedelta) -> str:
    """Give the holder `name` a new key that may what the old one may, which goes on for `overlap`; the new key.

    `name` may be the holder's name or the key's prefix. Raises AccessKeyError if there is no valid key, or if two are.
    """
    now = datetime.now(UTC)
    valid = _valid_keys(connection, _named(name), now)
    if not valid:
        raise AccessKeyError(f"no valid key {name!r}; `auditor keys list` shows all")
    (old, *others) = _valid_keys(connection, access_key.c.name == valid[0].name, now)
    if others:
        raise AccessKeyError(f"{old.name!r} has two valid keys; revoke one of {old.prefix}, {others[0].prefix} first")
    ends = now + overlap if old.expires is None else min(old.expires, now + overlap)
    connection.execute(update(access_key).where(access_key.c.id == old.id).values(expires=ends))
    lifetime = None if old.expires is None else now + (old.expires - old.created)
    sources = None if old.sources is None else sorted(old.sources)
    kept = {"name": old.name, "scopes": old.scopes, "sources": sources, "first": old.line}
    return _insert(connection, {**kept, "expires": lifetime})


def revoke_key(connection: Connection, name: str) -> list[AccessKey]:
    """End the valid keys of a holder, or the one with a prefix, at once; which. Raises AccessKeyError if none is."""
    now = datetime.now(UTC)
    valid = _valid_keys(connection, _named(name), now)
    if not valid:
        raise AccessKeyError(f"no valid key {name!r}; `auditor keys list` shows all")
    ended = access_key.c.id.in_([key.id for key in valid])
    connection.execute(update(access_key).where(ended).values(revoked=now))
    return valid


def list_keys(connection: Connection) -> list[AccessKey]:
    """All keys, valid or not, in the order they were made."""
    return [_key(row) for row in connection.execute(select(access_key).order_by(access_key.c.id))]


def were_keys(connection: Connection) -> bool:
    """Whether a key was ever made, be it revoked or expired since: what was closed once never opens by itself."""
    return connection.execute(select(access_key.c.id).limit(1)).first() is not None


def find_key(connection: Connection, secret: str) -> AccessKey | None:
    """The valid key that `secret` is; None if it is none, was revoked or has expired."""
    if not is_well_formed(secret):
        return None
    row = connection.execute(_BY_DIGEST, {"digest": _digest(secret)}).one_or_none()
    key = None if row is None else _key(row)
    return key if key is not None and key.is_valid(datetime.now(UTC)) else None


_BY_DIGEST = select(access_key).where(access_key.c.digest == bindparam("digest"))
"""Made once: every request asks it."""


def needs_note(key: AccessKey, now: datetime) -> bool:
    """Whether the key's last use was written so long ago that it should be again."""
    return key.used is None or key.used <= now - USED_EVERY


def note_use(connection: Connection, key: AccessKey, now: datetime) -> None:
    """Write that a key was used, unless another process just did."""
    stale = or_(access_key.c.used.is_(None), access_key.c.used <= now - USED_EVERY)
    connection.execute(update(access_key).where(access_key.c.id == key.id, stale).values(used=now))


def _named(name: str) -> ColumnElement[bool]:
    return or_(access_key.c.name == name, access_key.c.prefix == name)


def _valid_keys(connection: Connection, chosen: ColumnElement[bool], now: datetime) -> list[AccessKey]:
    lasting = or_(access_key.c.expires.is_(None), access_key.c.expires > now)
    query = select(access_key).where(chosen, access_key.c.revoked.is_(None), lasting).order_by(access_key.c.id)
    return [_key(row) for row in connection.execute(query)]


def _key(row: Row[tuple[object, ...]]) -> AccessKey:
    known = row._mapping
    return AccessKey(
        id=known["id"],
        prefix=known["prefix"],
        name=known["name"],
        scopes=frozenset(known["scopes"]),
        expires=known["expires"],
        used=known["used"],
        revoked=known["revoked"],
        created=known["created"],
        sources=None if known["sources"] is None else frozenset(known["sources"]),
        line=known["first"] or known["id"],
    )
