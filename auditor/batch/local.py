"""The engine of one machine: a thread a worker, each with a process that it watches."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator, Sequence
from types import TracebackType
from typing import Protocol

from auditor.batch.hand import Hand, Watch, audit_shard, keep_hand
from auditor.batch.receipts import Receipt
from auditor.batch.task import Task


class Engine(Protocol):
    """Does tasks, in any order and as often as it needs to; a function around `audit_shard` is enough."""

    def __call__(self, tasks: Sequence[Task], watch: Watch) -> Iterator[Receipt]:
        """The receipt of each task, as they come. Raises BatchError."""


class LocalEngine:
    """Does tasks in `workers` processes of this machine; a context manager that ends them."""

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._hands: list[Hand] = []
        self._waiting: queue.SimpleQueue[tuple[Task, Watch] | None] = queue.SimpleQueue()
        self._results: queue.SimpleQueue[Receipt | BaseException] = queue.SimpleQueue()

    def __enter__(self) -> LocalEngine:
        return self

    def __call__(self, tasks: Sequence[Task], watch: Watch) -> Iterator[Receipt]:
        """The receipt of each task, as they come. Raises BatchError."""
        while len(self._hands) < min(self._workers, len(tasks)):
            hand = Hand()
            self._hands.append(hand)
            threading.Thread(target=self._work, args=(hand,), daemon=True).start()
        for task in tasks:
            self._waiting.put((task, watch))
        for _ in tasks:
            result = self._results.get()
            if isinstance(result, BaseException):
                raise result
            yield result

    def _work(self, hand: Hand) -> None:
        """What each thread does until it is told to stop."""
        keep_hand(hand)
        while (given := self._waiting.get()) is not None:
            try:
                self._results.put(audit_shard(*given))
            except BaseException as error:  # raised again by the thread that asked
                self._results.put(error)
                return

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        for hand in self._hands:
            hand.stop()
            self._waiting.put(None)
