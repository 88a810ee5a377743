"""How often passwords may be tried: counted in the database for all processes, before a password is looked at."""

from __future__ import annotations

import hashlib
import math
import time
from collections.abc import Sequence
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, case, delete, select, update

from auditor.store.accounts import clean_name
from auditor.store.quotas import WINDOW_SECONDS, count_use
from auditor.store.store import Store
from auditor.store.tables import quota_window

WINDOW_MINUTES = 5
"""How long who tried too often waits at most: also the owner of an account on which a stranger spent the tries."""
PER_ACCOUNT_AND_NETWORK = 5
"""Tries of one account from one network: people mistype a password twice or thrice, and then look it up."""
PER_NETWORK = 30
"""Wrong tries from one network: a newsroom behind one address has few a minute, as right ones are given back."""
PER_ACCOUNT = 20
"""Tries of one account from anywhere, 5,760 a day. To lock its owner out for five minutes takes four networks, to find
one of the 10 to the 10th that a password is chosen from at least takes thousands of years."""


class Subject(NamedTuple):
    """Of whom tries are counted."""

    name: str
    limit: int


class Attempt(NamedTuple):
    """A try that was counted, or not."""

    subjects: Sequence[Subject]
    window: int
    wait: int
    """In how many seconds to come again; 0 if the password may be looked at."""
    is_first_refused: bool = False
    """Whether it is the first in its window that is refused."""


def subjects_of(account: str | None, network: str) -> list[Subject]:
    """Of whom a try is counted, the narrowest first. Names stand as digests: a password may have slipped into one."""
    place = Subject(f"login:{_short(network)}", PER_NETWORK)
    if account is None:
        return [place]
    name = _short(clean_name(account))
    both = Subject(f"login:{name}@{_short(network)}", PER_ACCOUNT_AND_NETWORK)
    return [both, place, Subject(f"login:@{name}", PER_ACCOUNT)]


def count_attempt(store: Store, account: str | None, network: str, now: float | None = None) -> Attempt:
    """Count a try, for an account that does not exist as for one that does.

    What is over one limit does not count for the wider ones: nobody spends from one network what all networks have.
    """
    now = time.time() if now is None else now
    subjects, minute = subjects_of(account, network), int(now // WINDOW_SECONDS)
    window = minute - minute % WINDOW_MINUTES + WINDOW_MINUTES - 1  # its last minute: `Quotas` forgets by these
    wait = math.ceil((window + 1) * WINDOW_SECONDS - now)
    if _is_spent(store, subjects, window):
        return Attempt(subjects, window, wait)
    with store.writing() as connection:
        connection.execute(delete(quota_window).where(quota_window.c.number < minute))
        for subject in subjects:
            over = count_use(connection, subject.name, window, 1) - subject.limit
            if over > 0:
                return Attempt(subjects, window, wait, over == 1)
    return Attempt(subjects, window, 0)


def _is_spent(store: Store, subjects: Sequence[Subject], window: int) -> bool:
    """Whether a try would be refused and one before it was: then nothing is written."""
    limits = {subject.name: subject.limit for subject in subjects}
    query = select(quota_window.c.subject, quota_window.c.used).where(quota_window.c.number == window)
    with store.reading() as connection:
        rows = connection.execute(query.where(quota_window.c.subject.in_(limits)))
        return any(row.used > limits[row.subject] for row in rows)


def give_back(connection: Connection, attempt: Attempt) -> None:
    """Let a try not have been: the password was right, or it was not looked at."""
    for subject in attempt.subjects:
        connection.execute(_GIVE_BACK, {"name": subject.name, "window": attempt.window})


_GIVE_BACK = (
    update(quota_window)
    .where(quota_window.c.subject == bindparam("name"), quota_window.c.number == bindparam("window"))
    .values(used=case((quota_window.c.used > 0, quota_window.c.used - 1), else_=0))
)


def _short(name: str) -> str:
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:32]
