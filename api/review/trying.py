"""How passwords are tried: counted first, so many at a time, and never while the database waits."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TypeVar

from flask import current_app, request
from sqlalchemy import Connection
from werkzeug.exceptions import TooManyRequests

from auditor.store.accounts import Account, find_account, kept_password
from auditor.store.attempts import Attempt, count_attempt, give_back
from auditor.store.log import SERVICE, Actor, record
from auditor.store.passwords import is_right
from auditor.text.counted import counted

from ..limits import network_of
from ..services import services
from ..slots import Slots

HASHES = 2
"""Hashes at a time in one process: each takes 50 ms of a core and 64 MiB, so that strangers cost 128 MiB at most."""
HASH_WAIT_SECONDS = 2.0
"""How long a log-in waits for its turn: that of forty before it. Who waits longer is told to come again."""
HASH_SLOTS = "auditor_hash_slots"
REFUSED = "log-in refused"

T = TypeVar("T")


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


def end_attempt(attempt: Attempt) -> None:
    """Let a try not have been."""
    with services().store.writing() as connection:
        give_back(connection, attempt)


def hashing(work: Callable[[], T], attempt: Attempt) -> T:
    """What `work` gives, which hashes a password. Raises TimeoutError if too many do; the try is given back then."""
    slots: Slots = current_app.extensions[HASH_SLOTS]
    try:
        with slots.taken(HASH_WAIT_SECONDS):
            return work()
    except TimeoutError:
        end_attempt(attempt)
        raise TimeoutError("too many passwords are being checked") from None


def prove(name: str, password: str) -> Proved | None:
    """Who has this name and this password. Raises a 429, and TimeoutError where too many passwords are checked."""
    attempt = begin_attempt(name)
    with services().store.reading() as connection:
        account, kept = kept_password(connection, name)
    right = hashing(lambda: is_right(kept, password), attempt)
    return Proved(account, kept, attempt) if account and right else None
