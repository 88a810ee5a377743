"""Bytes that no client library would send, over a socket to waitress, and to gunicorn behind nginx."""

from __future__ import annotations

import contextlib
import os
import random
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from api import create_app
from api.listening import listening
from auditor.store.keys import SCOPES, create_key
from tests.jobs.made import plain_auditor
from tests.nginx import needs_nginx
from tests.performance.serving.service import running
from tests.ports import free_ports
from tests.waited import waited_on

REQUESTS = int(os.environ.get("DOOR_RAW_REQUESTS", "150"))
"""How many are sent to each server; `make doors` sends more."""
ANSWER_SECONDS = 20
PATIENCE_SECONDS = 1.0
"""How long half of a request waits for its answer; the servers would wait for its other half 10 to 30 seconds."""
EVIL = b"evil.example"
LINES = (
    b"GET / HTTP/1.1", b"GET /v1/audits HTTP/1.1", b"POST /v1/check HTTP/1.1", b"POST /login HTTP/1.1", b"TRACE / HTTP/1.1",
    b"GET //evil.example/ HTTP/1.1", b"GET /v1//audits HTTP/1.1", b"GET ///v1///audits HTTP/1.1", b"GET /sources//x HTTP/1.1",
    b"GET http://evil.example/v1//audits HTTP/1.1", b"GET /%2F%2Fevil.example/%2e%2e HTTP/1.1", b"GET /\\evil.example HTTP/1.1",
    b"GET /v1/audits/1/ HTTP/1.1", b"GET /sources/%00 HTTP/1.1", b"GET /sources/%ff%fe HTTP/1.1", b"GET /%zz HTTP/1.1",
    b"GET /v1/audits?after=%00&cursor=%ff HTTP/1.1", b"GET /\xff\xfe HTTP/1.1", b"GET /\x00 HTTP/1.1", b"OPTIONS * HTTP/1.1",
    b"PUT /v1/sources/1/mutes/a/b HTTP/1.1", b"HEAD /docs HTTP/1.1", b"POST /v2//check HTTP/1.1", b"GET /v1/audits/" + b"9" * 5_000 + b" HTTP/1.1",
    b"GET / HTTP/9.9", b"GET /", b"\x16\x03\x01\x02\x00", b"G\xc3\x89T / HTTP/1.1", b"CONNECT evil.example:443 HTTP/1.1", b"",
    b"POST /v1/audits HTTP/1.0", b"DELETE /v1/sources/a/mutes/b/c HTTP/1.1", b"POST /v1/hooks/x HTTP/1.1", b"PRI * HTTP/2.0",
)  # fmt: skip
HEADERS = (
    b"Host: evil.example", b"Host: evil.example:81", b"Host: [", b"Host: a b", b"Host: \xff", b"Host:", b"Host: 127.0.0.1",
    b"X-Forwarded-Host: evil.example", b"X-Forwarded-For: " + b"1, " * 900, b"X-Forwarded-Proto: javascript",
    b"Forwarded: for=\"_x\";host=evil.example", b"Content-Length: -1", b"Content-Length: 5", b"Content-Length: 99999999999999999999",
    b"Content-Length: five", b"Transfer-Encoding: chunked", b"Transfer-Encoding: xchunked", b"Transfer-Encoding: gzip, chunked",
    b"Content-Type: application/json", b"Content-Type: multipart/form-data; boundary=", b"Content-Type: \xff/\xff",
    b"Cookie: auditor_login=\xff\x01; ;;=", b"Authorization: Bearer \xff", b"Authorization: Basic !!!", b"Accept: */*;q=x",
    b"Expect: 100-continue", b"Connection: Upgrade", b"Upgrade: websocket", b"X: " + b"x" * 9_000, b" folded", b"No colon",
    b"Origin: http://[", b"Sec-Fetch-Site: same-origin", b"If-None-Match: \"\xff\"", b"Range: bytes=9-1", b"\x00: \x00",
    b"Idempotency-Key: \xff", b"X-Request-Id: \x1b[31m",
)  # fmt: skip
BODIES = (
    b"", b"[" * 20_000, b'{"text": "a"}', b"name=%00&password=\xff&next=//evil.example", b"5\r\nhello\r\n0\r\n\r\n", b"zz\r\n\xff",
    b"\xff\xfe{\x00}\x00", b"--\r\n\r\n", b"\x00" * 100,
)  # fmt: skip


class Address(NamedTuple):
    """Where a server listens, and a key that opens it."""

    port: int
    key: str

    def answer(self, request: bytes, seconds: float = ANSWER_SECONDS) -> bytes:
        """What comes back within `seconds`; nothing where the server closes or waits for more of a request.

        Our side stays open: nginx drops the request of a client that has closed its own.
        """
        said = b""
        with (
            socket.create_connection(("127.0.0.1", self.port), seconds) as client,
            contextlib.suppress(ConnectionError, TimeoutError),
        ):
            client.sendall(request)
            while part := client.recv(1 << 16):
                said += part
        return said


@contextlib.contextmanager
def behind_waitress(folder: Path) -> Iterator[Address]:
    """The service under the server of `auditor serve`, in need of a key."""
    app = create_app({"DATABASE": f"sqlite:///{folder}/auditor.db", "AUDITOR": plain_auditor(), "ADDRESS_LIMIT": None})
    with app.extensions["auditor"].store.writing() as connection:
        key = create_key(connection, "all", SCOPES)
    with listening("127.0.0.1", 0) as listener, waited_on(app, listener):
        yield Address(listener.sockets[0].getsockname()[1], key)
    app.extensions["auditor"].close()


@contextlib.contextmanager
def behind_nginx(folder: Path) -> Iterator[Address]:
    """The service as deploy/ has it."""
    with free_ports(2) as port, running(folder, port, workers=0) as service:
        yield Address(port, service.keys[0])


SERVERS = {"waitress": behind_waitress, "nginx": behind_nginx}


@pytest.fixture(params=["waitress", pytest.param("nginx", marks=needs_nginx)])
def server(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Address]:
    """Each of the servers."""
    with SERVERS[request.param](tmp_path) as address:
        yield address


def make_request(choose: random.Random, key: str) -> bytes:
    """Bytes that may be a request."""
    headers = [*choose.sample(HEADERS, choose.randrange(3)), b"Connection: close"]
    if choose.random() < 0.9:
        headers.append(b"Host: 127.0.0.1")
    if choose.random() < 0.5:
        headers.append(b"Authorization: Bearer " + key.encode())
    body = choose.choice(BODIES)
    if choose.random() < 0.9:
        headers.append(b"Content-Length: %d" % len(body))
    choose.shuffle(headers)
    end = choose.choice((b"\r\n",) * 30 + (b"\n", b"\r"))
    return end.join((choose.choice(LINES), *headers, b"", body))


def test_no_bytes_break_the_service_or_lead_away_from_it(server: Address) -> None:
    choose = random.Random(25)
    counts: dict[bytes, int] = {}
    for _ in range(REQUESTS):
        request = make_request(choose, server.key)
        said = server.answer(request, PATIENCE_SECONDS)
        status, head = said[9:12], said.partition(b"\r\n\r\n")[0]
        counts[status] = counts.get(status, 0) + 1
        assert status not in (b"500", b"502", b"504"), (request, said)
        places = [line for line in head.split(b"\r\n") if line.lower().startswith(b"location:")]
        assert not any(EVIL in place.partition(b"?")[0] for place in places), (request, places)
    print(f"\n{REQUESTS:,} requests, by status {dict(sorted(counts.items()))}")
    assert b" 200 " in server.answer(b"GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n")[:20]


@pytest.mark.parametrize(
    "path", ["/v1//audits", "//v1/audits", "//evil.example//audits", "/sources//mute", "/", "/login", "/audits/1/"]
)
def test_no_redirect_names_the_host_that_was_sent(server: Address, path: str) -> None:
    said = server.answer(f"GET {path} HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n".encode())
    head = said.partition(b"\r\n\r\n")[0].decode("latin-1").split("\r\n")
    places = [line.partition(": ")[2] for line in head if line.lower().startswith("location:")]
    assert head[0].split()[1] in ("200", "303", "401", "404")
    assert all(place.startswith("/") and not place.startswith("//") for place in places), places
