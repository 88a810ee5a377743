"""Receivers of messages as the tests need them: one that takes all in a process of its own, and such as never answer."""

from __future__ import annotations

import json
import multiprocessing
import os
import socket
import urllib.request
from base64 import b64encode
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from multiprocessing.connection import Connection as Channel
from typing import Any

from auditor.webhook import AUDIT_COMPLETED, Webhook

VARIABLE, SECRET = "HOOK_SECRET", "whsec_" + b64encode(bytes([1] * 32)).decode()
os.environ[VARIABLE] = SECRET  # before any test: processes have what stood there when the first of them was started


def hook_at(port: int) -> Webhook:
    """A receiver on this machine that is told of every audit."""
    return Webhook(f"http://127.0.0.1:{port}/hook", VARIABLE, frozenset({AUDIT_COMPLETED}), allow_private=True)


@contextmanager
def hanging(number: int) -> Iterator[tuple[Webhook, ...]]:
    """So many receivers that are connected to and never answer."""
    with ExitStack() as held:
        sockets = [held.enter_context(socket.create_server(("127.0.0.1", 0), backlog=1_000)) for _ in range(number)]
        yield tuple(hook_at(each.getsockname()[1]) for each in sockets)


@contextmanager
def taking() -> Iterator[Webhook]:
    """A receiver that takes every message; `taken` says which."""
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    process = context.Process(target=_serve, args=(theirs,), daemon=True)
    process.start()
    try:
        yield hook_at(ours.recv())
    finally:
        process.kill()
        process.join()


def taken(hook: Webhook) -> set[str]:
    """The ids of the messages that a receiver took."""
    with urllib.request.urlopen(hook.url, timeout=60) as answer:
        return set(json.load(answer))


def _serve(channel: Channel) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Taking)
    channel.send(server.server_port)
    server.serve_forever()


class _Taking(BaseHTTPRequestHandler):
    ids: set[str] = set()  # noqa: RUF012  # one process, one receiver

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.ids.add(self.headers["webhook-id"])
        self._answer(b"")

    def do_GET(self) -> None:
        self._answer(json.dumps(sorted(self.ids)).encode())

    def _answer(self, body: bytes) -> None:
        self.send_response(200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Say nothing."""
