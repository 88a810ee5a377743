"""`auditor serve` killed while clients write, and a backup taken meanwhile: what was acknowledged is there."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPException
from pathlib import Path

import psutil
import pytest

from auditor.store import Store
from auditor.store.backup import backup, problems, restore
from auditor.store.database import Database
from tests.faults.conftest import TEXT
from tests.ports import free_ports

CLIENTS = 3
START_SECONDS, ANSWER_SECONDS = 120, 60


@pytest.fixture
def port() -> Iterator[int]:
    with free_ports() as free:
        yield free


@contextmanager
def serving(database: str, port: int) -> Iterator[psutil.Process]:
    """The service with its worker, of few rules; killed in the end if it still runs."""
    command = [sys.executable, "-m", "auditor", "serve", "--port", str(port), "--database", database]
    process = subprocess.Popen([*command, "--select", "language"], stderr=subprocess.DEVNULL)
    try:
        ends = time.monotonic() + START_SECONDS
        while time.monotonic() < ends:
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/readyz", timeout=2):
                    break
            except OSError:
                time.sleep(0.1)
        yield psutil.Process(process.pid)
    finally:
        process.kill()
        process.wait()


class Writer(threading.Thread):
    """Posts articles one after the other until nobody answers."""

    def __init__(self, port: int, number: int) -> None:
        super().__init__()
        self.url, self.number = f"http://127.0.0.1:{port}/v1/audits", number
        self.acknowledged: list[int] = []

    def run(self) -> None:
        """Post and note what was acknowledged."""
        for count in range(10_000):
            body = json.dumps({"text": f"{TEXT} {self.number} {count}"}).encode()
            asked = urllib.request.Request(self.url, body, {"Content-Type": "application/json"})
            try:
                with urllib.request.urlopen(asked, timeout=ANSWER_SECONDS) as response:
                    self.acknowledged.append(json.load(response)["audit"])
            except (OSError, HTTPException):  # nobody is there, or died before the whole answer was out
                return


def test_what_was_acknowledged_outlives_a_kill_and_the_backup_is_whole(tmp_path: Path, port: int) -> None:
    url = f"sqlite:///{tmp_path}/audits.db"
    with serving(url, port) as service:
        family = [service, *service.children(recursive=True)]
        assert len(family) > 1, "a worker is there by default"
        writers = [Writer(port, number) for number in range(CLIENTS)]
        for writer in writers:
            writer.start()
        while sum(len(writer.acknowledged) for writer in writers) < 5 * CLIENTS:
            assert all(writer.is_alive() for writer in writers)
            time.sleep(0.05)
        rows = backup(Database(url), tmp_path / "backup")
        time.sleep(random.uniform(0.2, 1))
        service.send_signal(signal.SIGKILL)
        for writer in writers:
            writer.join()
        _, alive = psutil.wait_procs(family[1:], timeout=ANSWER_SECONDS)
        assert alive == [], "processes that outlive their service"
    store = Store(url)
    acknowledged = {audit for writer in writers for audit in writer.acknowledged}
    assert len(acknowledged) > CLIENTS
    assert all(store.get(audit) for audit in acknowledged)
    assert store.count() <= len(acknowledged) + CLIENTS, "each client had one request on its way"
    assert problems(store.database) == []
    store.close()
    copy = Database(f"sqlite:///{tmp_path}/copy.db")
    assert restore(copy, tmp_path / "backup") == rows
    assert problems(copy) == []
    copy.close()


def test_a_service_that_is_told_to_stop_leaves_no_process(tmp_path: Path, port: int) -> None:
    with serving(f"sqlite:///{tmp_path}/audits.db", port) as service:
        family = [service, *service.children(recursive=True)]
        service.terminate()
        _, alive = psutil.wait_procs(family, timeout=ANSWER_SECONDS)
        assert alive == []
