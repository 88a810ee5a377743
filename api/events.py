"""The progress of a batch as server-sent events, each answer complete at once: a follower holds no worker."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

RETRY_MILLISECONDS = 1_000
"""When a browser asks again: one count of at most 1,000 jobs a second, 3 ms of a worker each."""


def tell_progress(progress: Mapping[str, Any], known: str | None) -> str | None:
    """The events for a client whose last one was `known`: none where nothing changed; None where all was told.

    The id of an event is its counts, so that any process knows what a client has.
    """
    state = "-".join(str(progress[name]) for name in ("waiting", "running", "done", "dead"))
    retry = f"retry: {RETRY_MILLISECONDS}\n"
    if state == known:
        return None if progress["finished"] else f"{retry}: nothing new\n\n"
    names = ("progress", "finished") if progress["finished"] else ("progress",)
    data = json.dumps(progress)
    return retry + "".join(f"event: {name}\nid: {state}\ndata: {data}\n\n" for name in names)
