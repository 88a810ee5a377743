"""The progress of a batch: for each stage a bar that counts exactly, with its rate and the time left."""

from __future__ import annotations

import threading
from types import TracebackType

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Task as Row
from rich.text import Text

from auditor.batch.hand import Watch
from auditor.batch.task import Task

SPEED_SECONDS = 60.0
"""The rate and the time left are those of the last minute."""


class BatchProgress:
    """Shows the stages on the error stream, if it is a terminal; a context manager."""

    def __init__(self, *, shown: bool) -> None:
        columns = (
            TextColumn("{task.description:>18}"), BarColumn(), MofNCompleteColumn(), _Rate(), TimeRemainingColumn(),
        )  # fmt: skip
        self._bars = Progress(
            *columns, console=Console(stderr=True), transient=True, disable=not shown,
            speed_estimate_period=SPEED_SECONDS,
        )  # fmt: skip
        self._lock = threading.Lock()

    def begin(self, title: str, total: int, done: int) -> Watch:
        """Show a stage; what is given back is called as its tasks go on."""
        row = self._bars.add_task(title, total=total, completed=done)
        reached: dict[str, int] = {}

        def watch(task: Task, item: int) -> None:
            with self._lock:
                new = min(item, task.weight) - reached.get(task.name, 0)
                reached[task.name] = min(item, task.weight)
                self._bars.advance(row, new)

        return watch

    def __enter__(self) -> BatchProgress:
        if not self._bars.disable:  # else older versions of rich end with an empty line
            self._bars.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if not self._bars.disable:
            self._bars.stop()


class _Rate(ProgressColumn):
    """Items a second."""

    def render(self, task: Row) -> Text:
        """The rate, once there is one."""
        return Text(f"{task.speed:,.0f}/s" if task.speed else "")
