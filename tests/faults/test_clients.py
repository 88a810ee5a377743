"""Clients that send half of a request, or leave: others are answered meanwhile."""

from __future__ import annotations

import contextlib
import socket
import time
import urllib.request
from collections.abc import Iterator

import pytest

from api.listening import listening
from api.server import THREADS
from tests.faults.conftest import TEXT, Service
from tests.waited import waited_on

HALF_SENT = 150
"""Clients at a time: far more than threads, and than waitress would let in by itself."""
HEAD = b"POST /v1/audits HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: application/json\r\n"
ANSWER_SECONDS = 20
"""Less than the 30 s after which the server drops those who do not go on: by then, all would be answered."""
HALVES = {"headers": HEAD, "body": HEAD + b'Content-Length: 5000\r\n\r\n{"text": "The co'}


@pytest.fixture
def address(service: Service) -> Iterator[tuple[str, int]]:
    """Where the service listens, under the server of `auditor serve`."""
    with listening("127.0.0.1", 0) as listener, waited_on(service.client.application, listener):
        yield "127.0.0.1", listener.sockets[0].getsockname()[1]


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
