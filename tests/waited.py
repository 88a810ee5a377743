"""An application under waitress, as `auditor serve` runs it, in a thread of the test."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from flask import Flask
from waitress.server import create_server

from api.listening import Listener
from api.server import SERVER


@contextmanager
def waited_on(app: Flask, listener: Listener) -> Iterator[str]:
    """The address at which `app` answers meanwhile."""
    server: Any = create_server(app, sockets=listener.sockets, map={}, **SERVER)

    def run() -> None:
        with suppress(OSError):  # its sockets are closed while it waits for them
            server.run()

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield listener.url
    finally:
        server.task_dispatcher.shutdown()
        server.close()
        thread.join(10)
