"""The service as it is deployed: gunicorn and a worker behind nginx, in a folder of its own, and what they cost."""

from __future__ import annotations

import base64
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psutil

from auditor.store import Store
from auditor.store.keys import SCOPES, create_key
from tests import nginx
from tests.performance.articles import make_articles

ROOT = Path(__file__).resolve().parents[3]
KEYS = 20
"""Callers: the quota of one, 3,000 requests a minute, is less than the service can do."""
WORDS = 400
ARTICLES = 200
START_SECONDS = 60.0
HOOK_SOURCE = "paper.example"
HOOK_KEY = b"the key of our own CMS: 32 bytes"
SETTINGS = f'''[source."{HOOK_SOURCE}".hook]
sender = "standard"
secrets = ["env:HOOK_SECRET"]
'''


@dataclass
class Service:
    """A running service."""

    url: str
    database: str
    folder: Path
    keys: list[str]
    processes: dict[str, psutil.Process] = field(default_factory=dict)

    def members(self, name: str) -> list[psutil.Process]:
        """A program's processes that do the work: those it started, itself if it started none."""
        process = self.processes[name]
        return process.children(recursive=True) or [process]

    def cpu_seconds(self, name: str) -> float:
        """Processor time of the processes of a program so far."""
        return sum(sum(each.cpu_times()[:2]) for each in self.members(name))

    def memory_mib(self, name: str) -> float:
        """Proportional set size of the processes of a program."""
        return float(sum(each.memory_full_info().pss for each in self.members(name))) / 2**20


@contextmanager
def running(folder: Path, port: int, database: str | None = None, workers: int = 1) -> Iterator[Service]:
    """The service on 127.0.0.1:`port` (and the port after it, for gunicorn), with KEYS keys and all scopes."""
    url = database or f"sqlite:///{folder}/auditor.db"
    service = Service(f"http://127.0.0.1:{port}", url, folder, make_keys(url))
    (folder / "auditor.toml").write_text(SETTINGS, encoding="utf-8")
    environment = {
        **os.environ, "AUDITOR_DATABASE": url, "AUDITOR_BIND": f"127.0.0.1:{port + 1}", "AUDITOR_PROXIES_BEFORE": "1",
        "AUDITOR_CONFIG": str(folder / "auditor.toml"), "HOOK_SECRET": f"whsec_{base64.b64encode(HOOK_KEY).decode()}",
    }  # fmt: skip
    commands = {
        "web": [
            sys.executable,
            "-m",
            "gunicorn",
            "--config",
            str(ROOT / "deploy" / "gunicorn.conf.py"),
            "--workers",
            "2",
        ],
        "proxy": nginx.command(write_proxy(folder, port)),
    }
    if workers:
        commands["worker"] = [sys.executable, "-m", "auditor", "worker", "--workers", str(workers)]
        commands["worker"] += ["--config", str(folder / "auditor.toml")]
    started = []
    try:
        for name, command in commands.items():
            with (folder / f"{name}.log").open("wb") as log:
                started.append(subprocess.Popen(command, cwd=folder, env=environment, stdout=log, stderr=log))
            service.processes[name] = psutil.Process(started[-1].pid)
        wait_until_ready(service.url)
        yield service
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(60)


def program(name: str) -> str:
    """Where a program is."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin")
    if found is None:
        raise SystemExit(f"{name} is not installed")
    return found


def make_keys(database: str) -> list[str]:
    """Keys that may do everything."""
    store = Store(database)
    with store.writing() as connection:
        keys = [create_key(connection, f"caller {secrets.token_hex(4)}", SCOPES) for _ in range(KEYS)]
    store.close()
    return keys


def write_proxy(folder: Path, port: int) -> Path:
    """The configuration of deploy/nginx for our ports, in a folder in `folder`, as its own is called like our package.

    It is without limits: our clients are one address.
    """
    place = folder / "nginx"
    place.mkdir()
    path = nginx.write_sample(place, "plain", port + 1, port)
    server = place / "auditor" / "server.conf"
    lines = server.read_text(encoding="utf-8").splitlines(keepends=True)
    server.write_text("".join(line for line in lines if not line.startswith(("limit_conn ", "limit_req "))), "utf-8")
    return path


def wait_until_ready(url: str) -> None:
    """Return once the service answers."""
    ends = time.monotonic() + START_SECONDS
    while time.monotonic() < ends:
        try:
            with urllib.request.urlopen(f"{url}/readyz", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise SystemExit(f"the service at {url} did not start in {START_SECONDS:g} seconds")


def write_bodies(path: Path, words: int = WORDS) -> Path:
    """Request bodies, one a line, that hold NUMBER where each request puts a number of its own."""
    with path.open("w", encoding="utf-8") as stream:
        for article in make_articles(ARTICLES, words):
            row = {
                "title": article.title,
                "text": f"{article.text}\n\nThe clerk filed it under NUMBER.",
                "url": "https://paper.example/NUMBER",
                "published": "2025-11-01",
            }
            stream.write(json.dumps(row, ensure_ascii=False) + "\n")
    return path


def wrk(service: Service, path: str, connections: int, seconds: float) -> dict[str, Any]:
    """What wrk counts when so many connections post articles to `path`, one after the other; times in ms."""
    environment = {
        **os.environ, "KEYS": ",".join(service.keys), "RUN": secrets.token_hex(3),
        "ARTICLES": str(write_bodies(service.folder / "bodies.jsonl")),
    }  # fmt: skip
    script = Path(__file__).with_name("articles.lua")
    command = [program("wrk"), "-t1", f"-c{connections}", f"-d{seconds:g}", "--timeout", "30", "-s", str(script)]
    told = subprocess.run([*command, service.url + path], env=environment, capture_output=True, text=True, check=True)
    found = re.search(r"^RESULT (.*)$", told.stdout, re.MULTILINE)
    if found is None:
        raise SystemExit(told.stdout + told.stderr)
    counted: dict[str, Any] = json.loads(found[1])
    return counted
