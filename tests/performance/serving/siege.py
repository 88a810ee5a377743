"""Clients that keep a service busy, and what others wait meanwhile: `make siege`; needs nginx, Linux.

Ten followers of a batch, twelve wrong log-ins a second, four readers of the largest article, each alone and all at once,
on gunicorn behind nginx as in deploy/ and on `auditor serve`. Exit status 1 if, with all of them, one request in a hundred
to /healthz took longer than 0.5 s or to POST /v1/audits longer than 1 s, or if one was not answered as it should be.
"""

from __future__ import annotations

import argparse
import http.client
import itertools
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from math import ceil
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlencode, urlsplit

from auditor import Article, Auditor
from auditor.store import Store
from tests.performance.articles import make_articles
from tests.performance.serving.load import make_login
from tests.performance.serving.service import WORDS, Service, make_keys, running, wait_until_ready

CHARACTERS = 300_000
LINES = (
    "The board was was there for 3 days, and the the mayor said the plan is 12 kilometres (5 miles) long.",
    "Sign up for our newsletter and never miss a story.",
    "He had had it, an boat and a apple were there; the price was 5 % of of it.",
)
"""Of every line some words are flagged: 300,000 characters have some 9,000 findings."""
FOLLOWERS, LOGINS_A_SECOND, READERS = 10, 12, 4
BATCH = 400
"""Articles of the batch that is followed: the worker is busy with them meanwhile."""
PAUSE_SECONDS = 0.05
WARM_UP, WARM_UP_CLIENTS = 40, 4
TIMEOUT_SECONDS = 60.0
LIMITS: Mapping[str, float] = {"GET /healthz": 0.5, "POST /v1/audits": 1.0}
"""What one request in a hundred may take, in seconds."""


class Answer(NamedTuple):
    """What came back."""

    status: int
    """0 if nothing came."""
    text: str
    seconds: float


@dataclass
class Siege:
    """A service under siege. Safe to use from many threads."""

    service: Service
    cookie: str
    largest: int = 0
    batch: str = ""
    ended: threading.Event = field(default_factory=threading.Event)

    def ask(self, method: str, path: str, body: bytes | None = None, source: int = 1, **headers: str) -> Answer:
        """The answer to one request from the address 127.0.0.`source`."""
        place, started = urlsplit(self.service.url), time.perf_counter()
        connection = http.client.HTTPConnection(
            place.hostname or "", place.port, timeout=TIMEOUT_SECONDS, source_address=(f"127.0.0.{source}", 0)
        )
        try:
            connection.request(method, path, body, {name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            text, status = response.read().decode(), response.status
        except (OSError, http.client.HTTPException):
            text, status = "", 0
        finally:
            connection.close()
        return Answer(status, text, time.perf_counter() - started)

    def send(self, path: str, value: object) -> Answer:
        """The answer to a value sent as JSON with a key."""
        key = self.service.keys[0]
        body = json.dumps(value).encode()
        return self.ask("POST", path, body, Authorization=f"Bearer {key}", Content_Type="application/json")

    def follow(self, number: int) -> None:
        """Follow the batch as a browser does."""
        known: dict[str, Any] = {}
        while not self.ended.is_set():
            key = self.service.keys[number % len(self.service.keys)]
            told = self.ask("GET", f"/v1/batches/{self.batch}/events", Authorization=f"Bearer {key}", **known)
            ids = [line[4:] for line in told.text.splitlines() if line.startswith("id: ")]
            known = {"Last_Event_ID": ids[-1]} if ids else known
            self.ended.wait(1)

    def guess(self, number: int) -> None:
        """Log in with wrong passwords, from a new address each time."""
        form = {"Origin": self.service.url, "Content_Type": "application/x-www-form-urlencoded"}
        for source in itertools.count(2 + number):
            if self.ended.wait(1):
                return
            body = urlencode({"name": ("Ann", "nobody")[source % 2], "password": f"wrong {source}"}).encode()
            self.ask("POST", "/login", body, 2 + source % 250, **form)

    def read(self, number: int) -> None:
        """Read the pages of the largest article, one after the other."""
        for part in itertools.count(number):
            if self.ended.is_set():
                return
            self.ask("GET", f"/audits/{self.largest}?part={1 + part % 9}", Cookie=f"auditor_login={self.cookie}")

    def fetch(self, number: int) -> None:
        """Fetch the largest article in the forms that programs read."""
        for form in itertools.islice(itertools.cycle(("json", "sarif", "jsonld")), number, None):
            if self.ended.is_set():
                return
            key = self.service.keys[number]
            self.ask("GET", f"/v1/audits/{self.largest}.{form}", Authorization=f"Bearer {key}")


Load = tuple[Callable[[Siege, int], None], int]
LOADS: Mapping[str, Sequence[Load]] = {
    "nobody": (),
    "followers": ((Siege.follow, FOLLOWERS),),
    "log-ins": ((Siege.guess, LOGINS_A_SECOND),),
    "readers": ((Siege.read, READERS),),
    "programs": ((Siege.fetch, READERS),),
    "all": ((Siege.follow, FOLLOWERS), (Siege.guess, LOGINS_A_SECOND), (Siege.read, READERS)),
}
"""Who besieges the service, and how many of them; programs are apart, as nobody needs so many forms of one article."""


def largest_article() -> Article:
    """A text in which nearly everything is flagged."""
    lines = itertools.cycle(LINES)
    text = ""
    while len(text) < CHARACTERS - len(LINES[0]):
        text += next(lines) + "\n"
    return Article(title="The largest article", text=text, source="paper.example")


def prepare(service: Service) -> Siege:
    """A service with an editor and the largest article in its store."""
    made = Siege(service, make_login(service.database))
    store = Store(service.database)
    made.largest = store.add(Auditor().audit(largest_article()))
    store.close()
    return made


def warm_up(siege: Siege) -> None:
    """Let every process audit once: its first audit reads the tables, which takes a second."""
    articles = [{"title": a.title, "text": a.text} for a in make_articles(WARM_UP, WORDS)]
    with ThreadPoolExecutor(WARM_UP_CLIENTS) as pool:
        for number in range(WARM_UP):
            pool.submit(siege.send, "/v1/audits", _new(articles, number))


def besiege(siege: Siege, loads: Sequence[Load], seconds: float) -> dict[str, list[Answer]]:
    """What asked for /healthz and for audits, one after the other, while `loads` are at it."""
    articles = [{"title": a.title, "text": a.text} for a in make_articles(BATCH, WORDS)]
    if any(load is Siege.follow for load, _ in loads):
        siege.batch = json.loads(siege.send("/v1/batches", articles).text)["batch"]
    numbers = itertools.count()
    probes: dict[str, Callable[[], Answer]] = {
        "GET /healthz": partial(siege.ask, "GET", "/healthz"),
        "POST /v1/audits": lambda: siege.send("/v1/audits", _new(articles, next(numbers))),
    }
    answers: dict[str, list[Answer]] = {name: [] for name in probes}
    siege.ended.clear()

    def probe(name: str) -> None:
        while not siege.ended.is_set():
            answers[name].append(probes[name]())
            siege.ended.wait(PAUSE_SECONDS)

    threads = [threading.Thread(target=load, args=(siege, n)) for load, count in loads for n in range(count)]
    threads += [threading.Thread(target=probe, args=(name,)) for name in probes]
    for thread in threads:
        thread.start()
    time.sleep(seconds)
    siege.ended.set()
    for thread in threads:
        thread.join()
    return answers


def _new(articles: Sequence[Mapping[str, str]], number: int) -> dict[str, str]:
    """An article that was not sent before."""
    row = articles[number % len(articles)]
    return {**row, "text": f"{row['text']}\n\nThe clerk filed it under {time.time_ns()}."}


def tell(name: str, answers: Mapping[str, Sequence[Answer]]) -> list[str]:
    """Print the lines of a load; what is wrong with them."""
    wrong = []
    for what, found in answers.items():
        times = sorted(answer.seconds for answer in found)
        p50, p99, most = (times[ceil(share * len(times)) - 1] for share in (0.5, 0.99, 1.0))
        refused = sum(answer.status not in (200, 201) for answer in found)
        line = f"{name:<10} {what:<16} {len(found):>6} {p50:>7.3f} {p99:>7.3f} {most:>7.3f} {refused:>8}"
        sys.stdout.write(line + "\n")
        sys.stdout.flush()
        if refused or p99 > LIMITS[what]:
            wrong.append(" ".join(line.split()))
    return wrong


@contextmanager
def serving(folder: Path, port: int) -> Iterator[Service]:
    """`auditor serve` with one worker, and keys, on 127.0.0.1:`port`."""
    url = f"sqlite:///{folder}/auditor.db"
    service = Service(f"http://127.0.0.1:{port}", url, folder, make_keys(url))
    command = [sys.executable, "-m", "auditor", "serve", "--port", str(port), "--database", url]
    with (folder / "serve.log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, env=dict(os.environ), stdout=log, stderr=log)
    try:
        wait_until_ready(service.url)
        yield service
    finally:
        process.terminate()
        process.wait(60)


SERVERS: Mapping[str, Callable[[Path, int], AbstractContextManager[Service]]] = {
    "gunicorn": running,
    "waitress": serving,
}


def main() -> int:
    """Print the table of every server; 1 if others wait too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=8700)
    parser.add_argument("--seconds", type=float, default=10.0, help="of each load; default: %(default)g")
    parser.add_argument("--server", choices=SERVERS, action="append", help="default: both")
    parser.add_argument("--load", choices=LOADS, action="append", help="default: all of them")
    args = parser.parse_args()
    wrong = []
    for server in args.server or SERVERS:
        with tempfile.TemporaryDirectory() as folder, SERVERS[server](Path(folder), args.port) as service:
            siege = prepare(service)
            warm_up(siege)
            sys.stdout.write(f"\n{server}\nload       request            sent   p50 s   p99 s   max s  refused\n")
            for load in args.load or LOADS:
                found = tell(load, besiege(siege, LOADS[load], args.seconds))
                wrong += [f"{server}: {line}" for line in found if load == "all"]
    sys.stdout.write("\n" + ("\n".join(f"too slow or refused: {line}" for line in wrong) or "held") + "\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
