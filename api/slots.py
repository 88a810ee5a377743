"""How many requests may keep a core busy at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Slots:
    """How many requests may keep a core busy at a time, and how many may wait for that: all others are refused at once.

    Who waits keeps a thread; without a bound, a few readers of long articles would keep all threads.
    """

    def __init__(self, number: int, waiting: int = 0) -> None:
        self._free = threading.BoundedSemaphore(number)
        self._places = threading.BoundedSemaphore(number + waiting)

    @contextmanager
    def taken(self, seconds: float) -> Iterator[None]:
        """One of the slots. Raises TimeoutError if too many wait, or if none gets free within `seconds`."""
        if not self._places.acquire(blocking=False):
            raise TimeoutError("too many requests wait for a slot")
        try:
            if not self._free.acquire(timeout=seconds):
                raise TimeoutError("others had the slots for too long")
            try:
                yield
            finally:
                self._free.release()
        finally:
            self._places.release()
