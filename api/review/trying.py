"""How passwords are tried: counted first, few at a time, so many a second, and never while the database waits."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import NamedTuple

from flask import current_app, request
from sqlalchemy import Connection
from werkzeug.exceptions import ServiceUnavailable, TooManyRequests

from auditor.store.accounts import Account, find_account, kept_password
from auditor.store.attempts import Attempt, count_attempt, give_back
from auditor.store.log import SERVICE, Actor, record
from auditor.store.passwords import is_right
from auditor.text.counted import counted

from ..limits import network_of
from ..services import services
from ..slots import Slots

HASHES = 2
"""Hashes at a time in one process: each takes 64 MiB and 0.1 to 0.2 s of a core."""
HASHES_WAITING = 2
"""How many log-ins wait for their turn: who waits keeps a thread, and audits and pages may have 18 of the 24."""
HASH_WAIT_SECONDS = 2.0
"""How long they wait: ten times what those before them take. Who waits longer, or comes then, is told to come again."""
SHARE, SHARE_AT_ONCE_SECONDS = 0.25, 1.0
"""Which part of its time a process hashes in the long run, and for how long at once after a time without. A newsroom
that comes to work needs a hash or two a second; strangers in a thousand networks, whom no count stops, get no more."""
HASHING = "auditor_hashing"
REFUSED = "log-in refused"


class Proved(NamedTuple):
    """Somebody who showed who they are."""

    account: Account
    kept: str | None
    """The hash of the password that was right; None for whom a provider vouches."""
    attempt: Attempt
    """The try, which is to be given back."""

    def holds(self, connection: Connection) -> bool:
        """Whether the account is still there, with the same password and role."""
        return kept_password(connection, self.account.name) == (self.account, self.kept)


@dataclass(slots=True)
class Hashing:
    """Who may hash a password now, in one process. Safe to use from many threads."""

    slots: Slots = field(default_factory=lambda: Slots(HASHES, HASHES_WAITING))
    _left: float = SHARE_AT_ONCE_SECONDS
    _seen: float = field(default_factory=time.monotonic)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A turn beside others, whose time is counted. Raises TimeoutError if none comes in HASH_WAIT_SECONDS."""
        try:
            with self.slots.taken(HASH_WAIT_SECONDS):
                begun = time.monotonic()
                yield
        except TimeoutError:
            raise TimeoutError("too many passwords are being checked") from None
        with self._lock:
            self._left -= time.monotonic() - begun

    def require_time(self) -> None:
        """Raises a 503 where the share of the process is used up; nothing was written for it yet."""
        with self._lock:
            now = time.monotonic()
            self._left = min(SHARE_AT_ONCE_SECONDS, self._left + (now - self._seen) * SHARE)
            self._seen = now
            if self._left <= 0:
                wait = math.ceil(-self._left / SHARE) + 1
                raise ServiceUnavailable("Too many people log in at the moment; try again.", retry_after=wait)


def hashing() -> Hashing:
    """That of the application that answers the request."""
    found: Hashing = current_app.extensions[HASHING]
    return found


def begin_attempt(name: str | None) -> Attempt:
    """Count a try of an account, or of the network alone. Raises a 429 that says when to come again."""
    attempt = count_attempt(services().store, name, network_of(request.remote_addr or ""))
    if attempt.is_first_refused:
        _record_refusal(name)
    if attempt.wait:
        wait = counted(attempt.wait, "second")
        raise TooManyRequests(f"There were too many tries; wait {wait}.", retry_after=attempt.wait)
    return attempt


def _record_refusal(name: str | None) -> None:
    """Tell the log once a window; of a name that is of nobody nothing, as it may be a password in the wrong field."""
    with services().store.writing() as connection:
        known = find_account(connection, name) if name else None
        actor = Actor(SERVICE, "sign-in", request.remote_addr)
        record(connection, actor, REFUSED, f"user:{known.name}" if known else "user")


def prove(name: str, password: str) -> Proved | None:
    """Who has this name and this password. Raises a 429 for a try too many, a 503 where too many passwords come."""
    hashing().require_time()
    attempt = begin_attempt(name)
    with services().store.reading() as connection:
        account, kept = kept_password(connection, name)
    try:
        with hashing().turn():
            right = is_right(kept, password)
    except TimeoutError:
        with services().store.writing() as connection:
            give_back(connection, attempt)
        raise
    return Proved(account, kept, attempt) if account and right else None
