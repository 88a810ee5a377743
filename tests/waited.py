"""An application under waitress, as `auditor serve` runs it, in a thread of the test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

from api.listening import Listener
from api.server import SERVER

LOOK_SECONDS = 0.1
"""How often the loop is asked whether to go on: its sockets are closed only once it has ended."""


@contextmanager
def waited_on(app: Flask, listener: Listener) -> Iterator[str]:
    """The address at which `app` answers meanwhile."""
    channels: dict[int, Any] = {}
    server: Any = create_server(app, sockets=listener.sockets, map=channels, **SERVER)
    stopping = threading.Event()

    def run() -> None:
        while not stopping.is_set():
            wasyncore.loop(timeout=LOOK_SECONDS, map=channels, count=1)

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield listener.url
    finally:
        stopping.set()
        thread.join(10)
        server.task_dispatcher.shutdown()
        wasyncore.close_all(channels, ignore_all=True)
