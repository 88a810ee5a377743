"""The progress of a batch as server-sent events."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from typing import Any

from auditor.store import Store
from auditor.store.progress import batch_progress

MAX_STREAM_SECONDS = 25.0
"""Servers end requests that take longer than 30 s, and a stream keeps a thread."""
LOOK_SECONDS = 0.5
SILENCE_SECONDS = 5.0
"""After so long without news a comment is sent: that is how a client that left is noticed."""


def follow(store: Store, batch: str) -> Iterator[str]:
    """`progress` events whenever the counts of a batch have changed, and `finished` with the last ones."""
    started = told = time.monotonic()
    before: Mapping[str, Any] | None = None
    while time.monotonic() - started < MAX_STREAM_SECONDS:
        with store.reading() as connection:
            progress = batch_progress(connection, batch)
        if progress is None:  # pruned meanwhile
            return
        if progress != before:
            before, told = progress, time.monotonic()
            yield f"event: progress\ndata: {json.dumps(progress)}\n\n"
        elif time.monotonic() - told > SILENCE_SECONDS:
            told = time.monotonic()
            yield ": still at it\n\n"
        if progress["finished"]:
            yield f"event: finished\ndata: {json.dumps(progress)}\n\n"
            return
        time.sleep(LOOK_SECONDS)
