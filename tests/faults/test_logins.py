"""Whoever tries passwords stops nobody, and gets so many tries, whichever process answers: gunicorn behind a proxy."""

from __future__ import annotations

import contextlib
import http.client
import json
import statistics
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlencode

import pytest

from auditor.store import Store
from auditor.store.attempts import PER_ACCOUNT, PER_ACCOUNT_AND_NETWORK
from tests.accounts import add_account
from tests.nginx import needs_nginx
from tests.performance.clock import slowness
from tests.performance.serving.service import Service, running
from tests.ports import free_ports

PASSWORD = "a long enough password"
TRIES_A_SECOND, SECONDS = 12, 5
MOST_SECONDS = 1.0
"""Of an audit beside wrong log-ins; it took ten, as Argon2 ran while SQLite's only writer waited for it."""
pytestmark = needs_nginx


@pytest.fixture
def deployed(tmp_path: Path) -> Iterator[Service]:
    """gunicorn with two processes and an account; we are the proxy before it, and say who asks."""
    with free_ports(2) as port, running(tmp_path, port, workers=0) as service:
        store = Store(service.database)
        with store.writing() as connection:
            add_account(connection, "Ann", PASSWORD, "reviewer")
        store.close()
        yield service


def ask(service: Service, path: str, body: str, **headers: str) -> tuple[int, http.client.HTTPMessage]:
    """Status and headers of the answer of gunicorn itself, at the port behind nginx's."""
    port = int(service.url.rpartition(":")[2]) + 1
    with contextlib.closing(http.client.HTTPConnection("127.0.0.1", port, timeout=60)) as connection:
        connection.request("POST", path, body.encode(), headers)
        answer = connection.getresponse()
        answer.read()
        return answer.status, answer.headers


def try_password(service: Service, address: str, name: str = "Ann", password: str = "not hers, not hers") -> int:
    """The status of the answer to somebody at `address`."""
    form = urlencode({"name": name, "password": password})
    kind = {"Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin"}
    return ask(service, "/login", form, **kind, **{"X-Forwarded-For": address})[0]


def audit(service: Service, number: int) -> float:
    """How long an audit takes."""
    row = json.dumps({"text": f"The council met on Tuesday, and {number} people came.", "source": "a.example"})
    begun = time.perf_counter()
    shown = {"Authorization": f"Bearer {service.keys[0]}", "Content-Type": "application/json"}
    assert ask(service, "/v1/audits", row, **shown)[0] == 201
    return time.perf_counter() - begun


@pytest.mark.alone
def test_wrong_log_ins_hold_no_writer_up(deployed: Service) -> None:
    most = MOST_SECONDS * slowness(time.perf_counter)
    for number in range(8):
        audit(deployed, -number)  # the first of each process loads what all need
    with ThreadPoolExecutor(16) as pool:
        begun, tries, taken = time.monotonic(), [], []
        for number in range(TRIES_A_SECOND * SECONDS):
            tries.append(pool.submit(try_password, deployed, f"2001:db8:{number:x}::1", f"name {number}"))
            if number % 4 == 0:
                taken.append(pool.submit(audit, deployed, number))
            time.sleep(max(0.0, begun + (number + 1) / TRIES_A_SECOND - time.monotonic()))
        seconds = sorted(future.result() for future in taken)
        answers = Counter(future.result() for future in tries)
    assert set(answers) <= {403, 503}
    assert answers[403] >= 2, "some were looked at"
    assert statistics.median(seconds) < most / 2, seconds
    assert seconds[-1] < most, seconds


def test_tries_are_counted_for_all_processes_and_before_the_password_is_looked_at(deployed: Service) -> None:
    with ThreadPoolExecutor(30) as pool:
        answers = Counter(pool.map(lambda _: try_password(deployed, "192.0.2.1"), range(60)))
    assert answers[403] <= PER_ACCOUNT_AND_NETWORK
    assert answers[403] + answers[503] + answers[429] == 60
    assert try_password(deployed, "192.0.2.1") == 429
    assert try_password(deployed, "192.0.2.1", password=PASSWORD) == 429, "the right one, too: else it would be told"
    assert try_password(deployed, "198.51.100.1", password=PASSWORD) == 303, "she is not locked out elsewhere"


def test_a_subscribers_addresses_are_one_network(deployed: Service) -> None:
    tries = [try_password(deployed, f"2001:db8:1:2::{number:x}") for number in range(24)]
    assert tries.count(403) == PER_ACCOUNT_AND_NETWORK
    assert set(tries) == {403, 429}


def test_many_networks_have_few_tries_of_one_account(deployed: Service) -> None:
    tries = [try_password(deployed, f"2001:db8:{number:x}::1") for number in range(PER_ACCOUNT + 5)]
    assert tries == [403] * PER_ACCOUNT + [429] * 5
