"""gunicorn behind nginx, as deploy/ has it: half-sent requests hold no process, and who cannot be served is told when."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import socket
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.test_clients import HALF_SENT, HALVES
from tests.performance.serving.service import Service, running
from tests.ports import free_ports

ANSWER_SECONDS = 8
"""Less than the 10 s after which nginx drops those who do not go on: by then, all would be answered."""
pytestmark = pytest.mark.skipif(
    shutil.which("nginx", path="/usr/sbin:/usr/bin:/usr/local/bin") is None and "CI" not in os.environ,
    reason="needs nginx; where changes are judged, it must be there",
)


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
