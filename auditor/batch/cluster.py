"""The engine of many machines: Dask distributed. Each of its workers calls `audit_shard`, as a local one does."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from types import TracebackType
from typing import Any

from auditor.batch.hand import Watch, audit_shard
from auditor.batch.receipts import Receipt
from auditor.batch.task import BatchError, Task

MAX_LOSSES = 3
"""How often a task is given to the cluster again after Dask has given it up with its workers; then it is done here."""


class ClusterEngine:
    """Does tasks on the cluster at `address`, or on one of `workers` processes that it starts; a context manager.

    Every machine needs this version of the program, and the folders of the run at the same path. Raises BatchError.
    """

    def __init__(self, address: str | None, workers: int) -> None:
        self._address, self._workers = address, workers
        self._stack = ExitStack()

    def __enter__(self) -> ClusterEngine:
        try:
            from distributed import Client, LocalCluster  # noqa: PLC0415 - an extra
        except ImportError:
            raise BatchError("--engine dask needs Dask: pip install 'article-auditor[cluster]'") from None
        target: Any = self._address
        if target is None:
            cluster = LocalCluster(n_workers=self._workers, threads_per_worker=1, dashboard_address=None)
            target = self._stack.enter_context(cluster)
        try:
            self._client: Any = self._stack.enter_context(Client(target))
        except OSError as error:
            raise BatchError(f"no Dask scheduler answers at {self._address}: {error}") from None
        return self

    def __call__(self, tasks: Sequence[Task], watch: Watch) -> Iterator[Receipt]:
        """The receipt of each task, as they come. Raises BatchError."""
        from distributed import KilledWorker, as_completed  # noqa: PLC0415 - an extra

        losses: Counter[str] = Counter()
        asked = {self._submit(task): task for task in tasks}
        running = as_completed(asked)
        for future in running:
            task = asked.pop(future)
            try:
                yield future.result()
            except KilledWorker:
                losses[task.name] += 1
                if losses[task.name] > MAX_LOSSES:
                    yield audit_shard(task, watch)
                    continue
                again = self._submit(task)
                asked[again] = task
                running.add(again)

    def _submit(self, task: Task) -> Any:
        return self._client.submit(audit_shard, task, pure=False)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._stack.close()
