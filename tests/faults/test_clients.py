"""Clients that send half of a request, or leave: others are answered meanwhile."""

from __future__ import annotations

import contextlib
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from waitress import wasyncore
from waitress.server import create_server

from api.server import SERVER, THREADS
from tests.faults.conftest import TEXT, Service

HALF_SENT = 150
"""Clients at a time: far more than threads, and than waitress would let in by itself."""
HEAD = b"POST /v1/audits HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
ANSWER_SECONDS = 20
"""Less than the 30 s after which the server drops those who do not go on: by then, all would be answered."""
HALVES = {"headers": HEAD, "body": HEAD + b'Content-Length: 5000\r\n\r\n{"text": "The co'}


@pytest.fixture
def address(service: Service) -> Iterator[tuple[str, int]]:
    """Where the service listens, under the server of `auditor serve`."""
    sockets: dict[int, Any] = {}
    server: Any = create_server(service.client.application, host="127.0.0.1", port=0, map=sockets, **SERVER)
    thread = threading.Thread(target=server.run)
    thread.start()
    yield "127.0.0.1", int(server.effective_port)
    with contextlib.suppress(OSError):  # a loop that is awake has closed them, the trigger too, before it is pulled
        server.trigger.pull_trigger(lambda: wasyncore.close_all(sockets, ignore_all=True))  # its loop ends with them
    thread.join(60)
    server.task_dispatcher.shutdown()


@pytest.mark.parametrize("half", HALVES)
def test_half_sent_requests_hold_nobody_up(half: str, service: Service, address: tuple[str, int]) -> None:
    with contextlib.ExitStack() as held:
        for _ in range(HALF_SENT):
            client = held.enter_context(socket.create_connection(address, ANSWER_SECONDS))
            client.sendall(HALVES[half])
        with urllib.request.urlopen(f"http://127.0.0.1:{address[1]}/readyz", timeout=ANSWER_SECONDS) as response:
            assert response.status == 200
    assert service.store.count() == 0, "half an article is none"


def test_who_leaves_before_the_answer_harms_nobody(service: Service, address: tuple[str, int]) -> None:
    body = b'{"text": "%s"}' % TEXT.encode()
    for _ in range(2 * THREADS):
        with socket.create_connection(address, ANSWER_SECONDS) as client:
            client.sendall(HEAD + b"Content-Length: %d\r\n\r\n" % len(body) + body)
    with urllib.request.urlopen(f"http://127.0.0.1:{address[1]}/readyz", timeout=ANSWER_SECONDS) as response:
        assert response.status == 200
    ends = time.monotonic() + 60
    while service.store.count() == 0 and time.monotonic() < ends:
        time.sleep(0.05)
    assert service.store.count() == 1, "what came whole was audited, once"
