"""The client for Node, by Node's own test runner, against the service as a process of its own."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import urllib3

from tests.ports import free_ports

CLIENT = Path(__file__).parents[1] / "clients" / "node"
NODE = shutil.which("node")
pytestmark = pytest.mark.skipif(
    NODE is None and "CI" not in os.environ, reason="needs node 18 or newer; where changes are judged, it must be there"
)


@contextmanager
def connected(folder: Path) -> Iterator[dict[str, str]]:
    """A service that runs, and the variables that `auditor connect` says of it."""
    options = ["--database", f"sqlite:///{folder}/auditor.db", "--config", str(folder / "auditor.toml")]
    auditor = [sys.executable, "-m", "auditor"]
    with free_ports() as port:
        url = f"http://127.0.0.1:{port}"
        connect = [*auditor, "connect", "standard", "--source", "example.org", "--url", url, *options]
        told = subprocess.run(connect, capture_output=True, text=True, check=True).stdout
        with (folder / "log").open("wb") as log:
            serve = [*auditor, "serve", "--port", str(port), "--workers", "0", *options]
            with subprocess.Popen(serve, stdout=log, stderr=log, cwd=folder) as process:
                try:
                    tries = urllib3.Retry(total=100, connect=100, backoff_factor=0.1, backoff_max=0.5)
                    assert urllib3.request("GET", f"{url}/healthz", retries=tries, timeout=30).status == 200
                    yield dict(re.findall(r"(AUDITOR_\w+)=(\S+)", told))
                finally:
                    process.terminate()


def test_the_client(tmp_path: Path) -> None:
    assert NODE is not None
    with connected(tmp_path) as variables:
        done = subprocess.run(
            [NODE, "--test", "tests/"], cwd=CLIENT, env={**os.environ, **variables}, capture_output=True, text=True,
            timeout=120, check=False,
        )  # fmt: skip
    assert done.returncode == 0, done.stdout
    assert re.search(r"^# pass [1-9]\d", done.stdout, re.MULTILINE), done.stdout
