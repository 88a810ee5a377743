"""A service that is open to its own machine, under waitress: what came through a proxy came from anywhere."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from api import create_app
from api.listening import listening
from auditor.audit import Auditor
from tests import nginx
from tests.nginx import needs_nginx
from tests.performance.serving.service import wait_until_ready
from tests.ports import free_ports
from tests.waited import waited_on

NAMES = (
    "Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Forwarded-Port",
    "X-Forwarded-By", "X-Forwarded-Server", "X-Original-Forwarded-For", "X-Original-Host", "X-Real-IP", "X-Client-IP",
    "X-Cluster-Client-IP", "CF-Connecting-IP", "CDN-Loop", "True-Client-IP", "Fastly-Client-IP", "X-Amzn-Trace-Id",
    "X-Cloud-Trace-Context", "X-Azure-ClientIP", "X-Envoy-External-Address", "x-forwarded-for",
)  # fmt: skip
CLOSED = (
    ("GET", "/metrics"), ("GET", "/v1/audits"), ("POST", "/v1/audits"), ("POST", "/v1/check"), ("POST", "/v1/batches"),
    ("PUT", "/v1/sources/1/mutes/title/doubled"), ("POST", "/v1/findings/1/decisions"), ("GET", "/v2/check?text=a&language=en"),
    ("GET", "/"), ("GET", "/try"), ("POST", "/queue"), ("POST", "/sources/1/mute"),
)  # fmt: skip
REFUSED = (303, 401, 403)
"""A page sends to the log-in, the API asks for a key, that of LanguageTool refuses."""


@pytest.fixture(scope="module")
def port(auditor: Auditor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    """Where an open service listens."""
    database = f"sqlite:///{tmp_path_factory.mktemp('open')}/auditor.db"
    with listening("127.0.0.1", 0) as listener:
        config = {"DATABASE": database, "AUDITOR": auditor, "OPEN": True, "HOSTS": listener.trusted_hosts}
        config["ADDRESS_LIMIT"] = None  # all that is refused here comes from one
        app = create_app(config)
        with waited_on(app, listener):
            yield listener.sockets[0].getsockname()[1]
        app.extensions["auditor"].close()


def ask(port: int, method: str, path: str, headers: dict[str, str] | None = None) -> int:
    """The status of a request from this machine, as a program or a form of our own page sends it."""
    sent = {"Sec-Fetch-Site": "same-origin", "Content-Type": "application/json", **(headers or {})}
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(method, path, None if method == "GET" else "{}", sent)
        return connection.getresponse().status


@pytest.mark.parametrize(("method", "path"), CLOSED)
def test_who_comes_directly_may_do_everything(port: int, method: str, path: str) -> None:
    assert ask(port, method, path) not in REFUSED


@pytest.mark.parametrize("name", NAMES)
def test_any_header_of_a_proxy_ends_it(port: int, name: str) -> None:
    assert {ask(port, method, path, {name: "203.0.113.9"}) for method, path in CLOSED} <= set(REFUSED)


def test_an_empty_header_of_a_proxy_ends_it_too(port: int) -> None:
    assert ask(port, "GET", "/metrics", {"X-Forwarded-For": ""}) == 401


def test_a_proxy_that_says_nothing_but_speaks_the_old_protocol_ends_it(port: int) -> None:
    with socket.create_connection(("127.0.0.1", port), 30) as client:
        client.sendall(f"GET /metrics HTTP/1.0\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
        assert client.makefile("rb").readline().split()[1] == b"401"


FORWARDING = {
    "as it comes": "",
    "with an address": "proxy_http_version 1.1; proxy_set_header X-Real-IP $remote_addr;",
    "with a list": "proxy_http_version 1.1; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
}


@needs_nginx
@pytest.mark.parametrize("says", FORWARDING.values(), ids=FORWARDING)
def test_nothing_is_open_through_nginx(port: int, tmp_path: Path, says: str) -> None:
    with free_ports() as public:
        site = f"server {{ listen 127.0.0.1:{public}; location / {{ proxy_pass http://127.0.0.1:{port}; {says} }} }}"
        with nginx.started(nginx.write_site(tmp_path, site)):
            wait_until_ready(f"http://127.0.0.1:{public}")
            assert {ask(public, method, path) for method, path in CLOSED} <= set(REFUSED)
