"""What callers of a service send: articles to keep and to check, reads, pages of editors, deliveries of a CMS, batches."""

from __future__ import annotations

import base64
import hashlib
import hmac
import http.client
import json
import random
import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urlsplit

from tests.performance.articles import make_articles
from tests.performance.serving.service import ARTICLES, HOOK_KEY, HOOK_SOURCE, WORDS, Service

BATCH = 50
"""Articles a batch."""
TIMEOUT_SECONDS = 40.0
"""Longer than the proxy waits for the service."""


class Sent(NamedTuple):
    """How one request went."""

    kind: str
    status: int
    """0 if no answer came."""
    ms: float
    patient: bool
    """Whether a refusal said when to come again."""


class Asked(NamedTuple):
    """One request."""

    method: str
    path: str
    body: bytes
    headers: Mapping[str, str]
    names: tuple[str, ...] = ()
    """The articles that are kept if it is accepted."""


@dataclass
class Traffic:
    """Makes requests, sends them, and notes what was accepted. Safe to use from many threads."""

    service: Service
    cookie: str
    accepted: set[str] = field(default_factory=set)
    sent: list[Sent] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._rows = [{"title": a.title, "text": a.text} for a in make_articles(ARTICLES, WORDS)]
        self._lock = threading.Lock()
        self._audits = 1
        self._kinds: Mapping[str, tuple[int, Callable[[], Asked]]] = {
            "audit": (40, self._audit),
            "check": (25, self._check),
            "read": (15, self._read),
            "page": (10, self._page),
            "hook": (10, self._hook),
        }

    def choose(self) -> str:
        """A kind of request, as often as its share."""
        return random.choices(list(self._kinds), [share for share, _ in self._kinds.values()])[0]

    def send(self, kind: str) -> None:
        """Send a request of `kind` from an address of its own, and note how it went."""
        asked = self._batch() if kind == "batch" else self._kinds[kind][1]()
        place = urlsplit(self.service.url)
        started = time.perf_counter()
        status, patient = 0, False
        connection = http.client.HTTPConnection(
            place.hostname or "", place.port, timeout=TIMEOUT_SECONDS, source_address=(_address(), 0)
        )
        try:
            connection.request(asked.method, asked.path, asked.body, dict(asked.headers))
            response = connection.getresponse()
            answer = response.read()
            status, patient = response.status, "Retry-After" in response.headers
        except (OSError, http.client.HTTPException):
            answer = b""
        finally:
            connection.close()
        self._note(Sent(kind, status, 1000 * (time.perf_counter() - started), patient), asked, answer)

    def _note(self, sent: Sent, asked: Asked, answer: bytes) -> None:
        with self._lock:
            self.sent.append(sent)
            if 200 <= sent.status < 300:
                self.accepted.update(asked.names)
            if sent.kind == "audit" and sent.status == 201:
                self._audits = max(self._audits, json.loads(answer)["audit"])

    def take(self) -> list[Sent]:
        """What was sent since the last time."""
        with self._lock:
            taken, self.sent = self.sent, []
        return taken

    def _row(self) -> dict[str, str]:
        """A new article."""
        name = secrets.token_hex(8)
        row = random.choice(self._rows)
        return {
            **row,
            "text": f"{row['text']}\n\nThe clerk filed it under {name}.",
            "url": f"https://paper.example/{name}",
        }

    def _headers(self, kind: str = "application/json") -> dict[str, str]:
        return {"Authorization": f"Bearer {random.choice(self.service.keys)}", "Content-Type": kind}

    def _audit(self) -> Asked:
        row = self._row()
        return Asked("POST", "/v1/audits", json.dumps(row).encode(), self._headers(), (row["url"],))

    def _check(self) -> Asked:
        return Asked("POST", "/v1/check", json.dumps(self._row()).encode(), self._headers())

    def _read(self) -> Asked:
        number = random.randint(1, self._audits)
        path = random.choice((f"/v1/audits/{number}", f"/v1/audits/{number}.html", "/v1/audits", "/v1/stories"))
        return Asked("GET", path, b"", self._headers())

    def _page(self) -> Asked:
        path = random.choice(("/", f"/audits/{random.randint(1, self._audits)}"))
        return Asked("GET", path, b"", {"Cookie": f"auditor_login={self.cookie}", "Accept": "text/html"})

    def _hook(self) -> Asked:
        row = self._row()
        body = json.dumps({"type": "article.published", "data": {**row, "id": row["url"][-16:]}}).encode()
        name, stamp = secrets.token_hex(12), str(int(time.time()))
        mac = hmac.new(HOOK_KEY, f"{name}.{stamp}.".encode() + body, hashlib.sha256).digest()
        headers = {
            "Content-Type": "application/json", "Webhook-Id": name, "Webhook-Timestamp": stamp,
            "Webhook-Signature": f"v1,{base64.b64encode(mac).decode()}",
        }  # fmt: skip
        return Asked("POST", f"/v1/hooks/{HOOK_SOURCE}", body, headers, (row["url"],))

    def _batch(self) -> Asked:
        rows = [self._row() for _ in range(BATCH)]
        body = "".join(json.dumps(row) + "\n" for row in rows).encode()
        return Asked("POST", "/v1/batches", body, self._headers("application/x-ndjson"), tuple(r["url"] for r in rows))


def _address() -> str:
    """One of 200 addresses of this machine: callers are many, and limits count by address too."""
    return f"127.0.0.{random.randint(2, 201)}"
