"""A progress bar for whatever takes longer than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
QUIET_SECONDS = 1.0


def counted(items: Iterable[Item], *, shown: bool) -> Iterator[Item]:
    """`items`, counted on the error stream once they take longer than a second, if `shown` and it is a terminal."""
    if not (shown and sys.stderr.isatty()):
        yield from items
        return
    from rich.console import Console  # noqa: PLC0415 - 0.1 s that only a terminal needs
    from rich.progress import MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    columns = (SpinnerColumn(), TextColumn("articles audited:"), MofNCompleteColumn(), TimeElapsedColumn())
    begun = time.monotonic()
    with Progress(*columns, console=Console(stderr=True), transient=True, disable=False) as progress:
        task = progress.add_task("articles", total=None, visible=False)
        for item in items:
            yield item
            progress.update(task, advance=1, visible=time.monotonic() - begun > QUIET_SECONDS)
