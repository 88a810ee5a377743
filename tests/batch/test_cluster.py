"""Two nodes of a real Dask cluster, 127.0.0.1 and 127.0.0.2: a worker dies, a node dies, an article kills."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.batch.conftest import Start, article, read_rows, write_archive
from tests.ports import free_ports

SCHEDULER, WORKER = "distributed.cli.dask_scheduler", "distributed.cli.dask_worker"
WAIT_SECONDS = 120
ARTICLES, POISON = 40, 17

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="127.0.0.2 is no address of this system as it is")


class Cluster:
    """A scheduler and two nodes of one worker each."""

    def __init__(self, folder: Path, port: int, environment: dict[str, str]) -> None:
        self._folder, self._environment = folder, environment | {"TEST_SLOW": "0.03"}
        self.address = f"tcp://127.0.0.1:{port}"
        self._scheduler = self._run(SCHEDULER, "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
        self.nodes = [self._node(host) for host in ("127.0.0.1", "127.0.0.2")]

    def _node(self, host: str) -> subprocess.Popen[bytes]:
        folder = self._folder / host
        options = ("--nworkers", "1", "--nthreads", "1", "--no-dashboard", "--local-directory", str(folder))
        return self._run(WORKER, self.address, "--host", host, *options)

    def _run(self, module: str, *arguments: str) -> subprocess.Popen[bytes]:
        with (self._folder / "dask.log").open("ab") as log:
            return subprocess.Popen(
                [sys.executable, "-m", module, *arguments],
                env=self._environment,
                cwd=self._folder,
                stdout=log,
                stderr=log,
            )

    def wait_for_workers(self) -> None:
        from distributed import Client

        with Client(self.address, timeout=WAIT_SECONDS) as client:
            client.wait_for_workers(len(self.nodes), timeout=WAIT_SECONDS)

    def kill_worker(self, node: int) -> None:
        """Kill the worker of a node, and its auditor; the node starts another."""
        nanny = psutil.Process(self.nodes[node].pid)
        worker = next(p for p in nanny.children() if "resource_tracker" not in " ".join(p.cmdline()))
        for process in [worker, *worker.children(recursive=True)]:
            process.kill()

    def kill_node(self, node: int) -> None:
        nanny = psutil.Process(self.nodes[node].pid)
        for process in [nanny, *nanny.children(recursive=True)]:
            process.kill()

    def close(self) -> None:
        for node in range(len(self.nodes)):
            if self.nodes[node].poll() is None:
                self.kill_node(node)
            self.nodes[node].wait()
        self._scheduler.kill()
        self._scheduler.wait()


@pytest.fixture
def cluster(tmp_path: Path, perils: dict[str, str]) -> Iterator[Cluster]:
    with free_ports() as port:
        made = Cluster(tmp_path, port, perils)
        yield made
        made.close()


def wait_for_parts(work: Path, count: int) -> None:
    end = time.monotonic() + WAIT_SECONDS
    while len(list(work.glob("audit/*/receipt.json"))) < count:
        assert time.monotonic() < end
        time.sleep(0.02)


def test_nothing_is_lost_or_doubled(cluster: Cluster, start: Start, tmp_path: Path) -> None:
    rows = [article(number) for number in range(ARTICLES)]
    rows[POISON]["text"] += "\nThis one KILLS ITS PROCESS."
    archive, out = write_archive(tmp_path / "rows.jsonl", rows), tmp_path / "out"
    cluster.wait_for_workers()
    process = start(archive, "--out", out, "--engine", f"dask={cluster.address}", "--shard-size", 4)
    wait_for_parts(out / "work", 1)
    cluster.kill_worker(0)
    wait_for_parts(out / "work", 3)
    cluster.kill_node(1)
    assert process.wait(WAIT_SECONDS) == 2, process.communicate()[1]
    assert [row["id"] for row in read_rows(out / "quarantine.jsonl")] == [f"a{POISON}"]
    ids = [row["id"] for row in read_rows(out / "reports.jsonl")]
    assert ids == [f"a{number}" for number in range(ARTICLES) if number != POISON]

    local = tmp_path / "local"
    assert start(archive, "--out", local, "--workers", 1).wait(WAIT_SECONDS) == 2
    for name in ("reports.jsonl", "stories.jsonl", "sources.jsonl", "quarantine.jsonl"):
        assert (out / name).read_bytes() == (local / name).read_bytes()
