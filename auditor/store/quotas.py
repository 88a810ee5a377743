"""How many requests somebody may send in a minute, counted in the database for all processes of the service."""

from __future__ import annotations

import math
import threading
import time
from typing import NamedTuple

from sqlalchemy import Connection, case, delete

from auditor.store.database import Database
from auditor.store.tables import quota_window
from auditor.store.upsert import INSERTS

WINDOW_SECONDS = 60
SHARES = 20
"""A process takes a twentieth of a quota at a time, so that one request in so many writes to the database."""
MAX_SUBJECTS = 10_000
"""How many callers a process has taken shares for at most; more of them give theirs up."""


class Quota(NamedTuple):
    """What one caller may still do."""

    limit: int
    """Requests a window."""
    remaining: int
    """Of them left for this process to answer, -1 if this request was one too many."""
    reset: int
    """Seconds until the window ends."""


class _Share(NamedTuple):
    window: int
    taken: int
    """Used or set aside by any process, when this one last asked."""
    left: int
    """Set aside for this process."""


class Quotas:
    """Counts requests by caller. Safe to use from many threads."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._lock = threading.Lock()
        self._shares: dict[str, _Share] = {}
        self._window = 0

    def spend(self, subject: str, limit: int, now: float | None = None) -> Quota:
        """Count one request of `subject`, who may send `limit` in a window of WINDOW_SECONDS."""
        now = time.time() if now is None else now
        window = int(now // WINDOW_SECONDS)
        reset = math.ceil((window + 1) * WINDOW_SECONDS - now)
        with self._lock:
            self._forget(window)
            share = self._shares.get(subject)
            if share is None or (share.left == 0 and share.taken < limit):
                share = self._take(subject, window, limit)
            if share.left == 0:
                self._shares[subject] = share
                return Quota(limit, -1, reset)
            share = self._shares[subject] = share._replace(left=share.left - 1)
        return Quota(limit, limit - share.taken + share.left, reset)

    def _forget(self, window: int) -> None:
        """Drop what was set aside in windows before, here and, for all, in the database."""
        if window != self._window or len(self._shares) > MAX_SUBJECTS:
            self._shares.clear()
        if window != self._window:
            self._window = window
            with self._database.writing() as connection:
                connection.execute(delete(quota_window).where(quota_window.c.number < window))

    def _take(self, subject: str, window: int, limit: int) -> _Share:
        wanted = max(1, limit // SHARES)
        with self._database.writing() as connection:
            taken = count_use(connection, subject, window, wanted)
        over = max(0, taken - limit)
        return _Share(window, min(taken, limit), max(0, wanted - over))


def count_use(connection: Connection, subject: str, window: int, number: int) -> int:
    """Add `number` to what `subject` used in `window`; the sum."""
    row = INSERTS[connection.dialect.name](quota_window).values(subject=subject, number=window, used=number)
    same = quota_window.c.number == row.excluded.number
    grown = row.on_conflict_do_update(
        index_elements=["subject"],
        set_={"number": row.excluded.number, "used": case((same, quota_window.c.used), else_=0) + number},
    )
    used: int = connection.execute(grown.returning(quota_window.c.used)).scalar_one()
    return used
