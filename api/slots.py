"""How many requests may keep a core busy at a time."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Slots:
    """How many requests may audit at a time."""

    def __init__(self, number: int) -> None:
        self._free = threading.BoundedSemaphore(number)

    @contextmanager
    def taken(self, seconds: float) -> Iterator[None]:
        """One of the slots. Raises TimeoutError if none gets free within `seconds`."""
        if not self._free.acquire(timeout=seconds):
            raise TimeoutError("too many articles are being audited")
        try:
            yield
        finally:
            self._free.release()
