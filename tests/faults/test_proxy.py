"""gunicorn behind nginx, as deploy/ has it: no client holds up the others, and who cannot be served is told when."""

from __future__ import annotations

import contextlib
import json
import socket
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from auditor.store import Store
from tests.browser.made import long_report
from tests.faults.test_clients import HALF_SENT, HALVES
from tests.nginx import needs_nginx
from tests.performance.clock import slowness
from tests.performance.serving.service import Service, running
from tests.ports import free_ports

ANSWER_SECONDS = 8
"""Less than the 10 s after which nginx drops those who do not go on: by then, all would be answered."""
FOLLOWERS, READERS, FINDINGS = 10, 4, 6_000
BUSY_SECONDS, ANSWER_LIMIT = 5.0, 1.0
"""Two followers once held both processes for 25 seconds, four readers for 20; it is 0.2 s on a busy machine now."""
pytestmark = needs_nginx


@pytest.fixture
def deployed(tmp_path: Path) -> Iterator[Service]:
    with free_ports(2) as port, running(tmp_path, port, workers=0) as service:
        yield service


def test_half_sent_requests_hold_nobody_up_and_a_stopped_service_is_said_to_be(deployed: Service) -> None:
    port = int(deployed.url.rpartition(":")[2])
    with contextlib.ExitStack() as held:
        for number in range(HALF_SENT):
            client = held.enter_context(socket.create_connection(("127.0.0.1", port), ANSWER_SECONDS))
            client.sendall(list(HALVES.values())[number % len(HALVES)])
        with urllib.request.urlopen(f"{deployed.url}/healthz", timeout=ANSWER_SECONDS) as response:
            assert response.status == 200
    deployed.processes["web"].terminate()
    deployed.processes["web"].wait(60)
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(f"{deployed.url}/healthz", timeout=60)
    assert refused.value.code == 503
    assert refused.value.headers["Retry-After"]
    assert refused.value.headers["Content-Type"] == "application/problem+json"
    assert json.load(refused.value)["status"] == 503


@pytest.mark.alone
def test_followers_of_a_batch_hold_nobody_up(deployed: Service) -> None:
    made = json.load(ask(deployed, "/v1/batches", json.dumps([{"text": "The board met on Monday."}]).encode()))
    path = f"/v1/batches/{made['batch']}/events"

    def follow() -> None:
        ask(deployed, path).read()
        time.sleep(1)

    assert longest_wait(deployed, follow, FOLLOWERS) < ANSWER_LIMIT * slowness()


@pytest.mark.alone
def test_readers_of_a_long_article_hold_nobody_up(deployed: Service) -> None:
    store = Store(deployed.database)
    audit = store.add(long_report(FINDINGS))
    store.close()
    waited = longest_wait(deployed, lambda: ask(deployed, f"/v1/audits/{audit}.html").read(), READERS)
    assert waited < ANSWER_LIMIT * slowness()


def longest_wait(service: Service, work: Callable[[], object], clients: int) -> float:
    """The longest that /healthz took while so many clients do their work again and again."""
    ends, waits = time.monotonic() + BUSY_SECONDS, []

    def keep_on() -> None:
        while time.monotonic() < ends:
            with contextlib.suppress(OSError):  # what is refused for a while
                work()

    threads = [threading.Thread(target=keep_on) for _ in range(clients)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    while time.monotonic() < ends:
        started = time.monotonic()
        with ask(service, "/healthz") as response:
            assert response.status == 200
        waits.append(time.monotonic() - started)
    for thread in threads:
        thread.join()
    return max(waits)


def ask(service: Service, path: str, body: bytes | None = None) -> Any:
    """The response to a request with a key of the service."""
    headers = {"Authorization": f"Bearer {service.keys[0]}", "Content-Type": "application/json"}
    return urllib.request.urlopen(urllib.request.Request(service.url + path, body, headers), timeout=60)
