"""The nginx of deploy/ as browsers and strangers meet it: ports, headers, the log, limits, TLS."""

from __future__ import annotations

import http.client
import json
import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import closing, contextmanager
from email.message import Message
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import trustme

from auditor.store import Store
from tests import nginx
from tests.accounts import add_account
from tests.performance.serving.service import Service, running
from tests.ports import free_ports

PASSWORD = "a long enough password"
PUBLIC = "desk.example:8080"
"""What editors on other machines write: the port that the host of the containers gives to the proxy's 80."""
STRANGE = (
    "Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Port", "X-Forwarded-Proto", "X-Forwarded-Prefix",
    "X-Real-IP", "X_Forwarded_For",
)  # fmt: skip
SECRET = "aud_the-key-of-an-editor"
pytestmark = nginx.needs_nginx


class Answer:
    """What came back."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status, self.headers, self.body = response.status, response.headers, response.read()


def ask(port: int, method: str, path: str, headers: dict[str, str] | None = None, body: str | None = None) -> Answer:
    with closing(http.client.HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request(method, path, body, headers or {})
        return Answer(connection.getresponse())


@pytest.fixture(scope="module")
def deployed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    folder = tmp_path_factory.mktemp("deployed")
    with free_ports(2) as port, running(folder, port, workers=0) as service:
        store = Store(service.database)
        with store.writing() as connection:
            add_account(connection, "Ann", PASSWORD, "admin")
        store.close()
        yield service


@pytest.fixture
def port(deployed: Service) -> int:
    return int(deployed.url.rpartition(":")[2])


def test_an_editor_logs_in_from_another_machine(port: int) -> None:
    """Where TLS is missing, browsers tell by Origin alone where a form comes from."""
    headers = {"Host": PUBLIC, "Origin": f"http://{PUBLIC}", "Content-Type": "application/x-www-form-urlencoded"}
    body = f"name=Ann&password={PASSWORD.replace(' ', '+')}"
    answer = ask(port, "POST", "/login", headers, body)
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    for elsewhere in ("http://desk.example", "http://desk.example:9090", "http://evil.example"):
        assert ask(port, "POST", "/login", {**headers, "Origin": elsewhere}, body).status == 403


def test_the_link_to_the_page_of_a_gate_has_the_port(deployed: Service, port: int) -> None:
    headers = {"Host": PUBLIC, "Authorization": f"Bearer {deployed.keys[0]}", "Content-Type": "application/json"}
    text = "Sign up for our newsletter. The board met on Monday. " * 8
    answer = ask(port, "POST", "/v1/check?mode=gate", headers, json.dumps({"text": text}))
    assert json.loads(answer.body)["review"].startswith(f"http://{PUBLIC}/audits/")


@pytest.mark.parametrize(
    "path", ["/metrics", "//metrics", "/./metrics", "/%6detrics", "/v1/../metrics", "/metrics?a=b"]
)
def test_counters_are_not_passed(deployed: Service, port: int, path: str) -> None:
    assert ask(port, "GET", path, {"Authorization": f"Bearer {deployed.keys[0]}"}).status == 403


@pytest.mark.parametrize(
    "head",
    ["Host: a.example\r\nHost: b.example\r\n", "Host: a.example/b\r\n", "Host: a b\r\n", ""],
    ids=["two", "a path", "a space", "none"],
)
def test_a_request_has_one_host(port: int, head: str) -> None:
    with socket.create_connection(("127.0.0.1", port), 30) as client:
        client.sendall(f"GET /healthz HTTP/1.0\r\n{head}\r\n".encode())
        assert client.makefile("rb").readline().split()[1] == b"400"


@contextmanager
def service_that(answers: Callable[[BaseHTTPRequestHandler], bytes]) -> Iterator[int]:
    """The port of a service of the test's own."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = answers(self)
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield server.server_port
        server.shutdown()
        thread.join()


@contextmanager
def proxied(folder: Path, behind: int) -> Iterator[int]:
    with free_ports() as port:
        configuration = nginx.write_sample(folder, "plain", behind, port)
        shared = folder / "auditor" / "service.conf"  # a second of this machine may be too short for 50 requests
        shared.write_text(shared.read_text(encoding="utf-8").replace("rate=50r/s", "rate=1r/m"), encoding="utf-8")
        with nginx.started(configuration):
            wait_for(port)
            yield port


def wait_for(port: int) -> None:
    for _ in range(100):
        try:
            socket.create_connection(("127.0.0.1", port), 5).close()
        except OSError:
            threading.Event().wait(0.05)
        else:
            return


def test_what_a_client_says_of_itself_is_not_passed(tmp_path: Path) -> None:
    seen: list[Message] = []

    def note(request: BaseHTTPRequestHandler) -> bytes:
        seen.append(request.headers)
        return b""

    with service_that(note) as behind, proxied(tmp_path, behind) as port:
        assert ask(port, "GET", "/", dict.fromkeys(STRANGE, "203.0.113.9") | {"Host": PUBLIC}).status == 200
    (headers,) = seen
    assert not [value for value in headers.values() if "203.0.113.9" in value]
    assert (headers["Host"], headers["X-Forwarded-For"], headers["X-Forwarded-Proto"]) == (PUBLIC, "127.0.0.1", "http")
    assert headers.get_all("X-Forwarded-For") == ["127.0.0.1"]


def test_no_log_has_a_key(tmp_path: Path) -> None:
    """Neither of what is answered, nor of what nobody answers, nor of one request too many."""
    with free_ports() as nobody, proxied(tmp_path, nobody) as port:
        sent = {"Referer": f"http://desk.example/?apiKey={SECRET}"}
        paths = (
            f"/v2/check?apiKey={SECRET}",
            f"/lt/{SECRET}/v2/check",
            f"//lt/{SECRET}/v2/check",
            f"/%6ct/{SECRET}/v2/",
        )
        statuses = {ask(port, "GET", paths[number % len(paths)], sent).status for number in range(300)}
    assert statuses == {503, 429}
    told = "".join(path.read_text(encoding="utf-8") for path in tmp_path.glob("*.log"))
    assert "GET /v2/check HTTP/1.1" in told
    assert "GET /lt/... HTTP/1.1" in told
    assert SECRET not in told


def test_one_address_leaves_room_for_others(tmp_path: Path) -> None:
    held = threading.Event()

    def hold(_: BaseHTTPRequestHandler) -> bytes:
        held.wait(30)
        return b""

    with service_that(hold) as behind, proxied(tmp_path, behind) as port, ThreadPoolExecutor(40) as pool:
        asked = [pool.submit(ask, port, "GET", "/", {"Authorization": "Bearer x"}) for _ in range(40)]
        try:
            refused = [answered.result() for answered in islice(as_completed(asked, timeout=30), 40 - 32)]
        finally:
            held.set()
        assert sum(answered.result().status == 200 for answered in asked) == 32
    assert all(answer.status == 429 and answer.headers["Retry-After"] for answer in refused)
    assert json.loads(refused[0].body)["status"] == 429


def test_strangers_are_asked_to_wait_and_those_with_a_key_are_not(tmp_path: Path) -> None:
    with service_that(lambda _: b"") as behind, proxied(tmp_path, behind) as port:
        with_key = {ask(port, "GET", "/", {"Authorization": "Bearer x"}).status for _ in range(400)}
        assert with_key == {200}
        assert {ask(port, "GET", "/").status for _ in range(400)} == {200, 429}


class Tls:
    """The sample with TLS before a service of the test's own, and what a client needs to believe it."""

    def __init__(self, folder: Path, plain: int, port: int) -> None:
        self.plain, self.port, self._authority = plain, port, trustme.CA()
        certificate = self._authority.issue_cert("desk.example")
        certificate.private_key_pem.write_to_path(folder / "privkey.pem")
        for blob in certificate.cert_chain_pems:
            blob.write_to_path(folder / "fullchain.pem", append=True)

    def connect(self, version: ssl.TLSVersion | None = None, name: str = "desk.example") -> ssl.SSLSocket:
        context = ssl.create_default_context()
        self._authority.configure_trust(context)
        if version is not None:
            context.minimum_version = context.maximum_version = version
            context.set_ciphers("ALL:@SECLEVEL=0")
        return context.wrap_socket(socket.create_connection(("127.0.0.1", self.port), 30), server_hostname=name)

    def ask(self, path: str) -> Answer:
        connection = http.client.HTTPConnection("desk.example")
        with self.connect() as connection.sock:
            connection.request("GET", path)
            return Answer(connection.getresponse())


@pytest.fixture
def tls(tmp_path: Path) -> Iterator[Tls]:
    def tell(request: BaseHTTPRequestHandler) -> bytes:
        return request.headers["X-Forwarded-Proto"].encode()

    with free_ports(3) as port, service_that(tell) as behind:
        made = Tls(tmp_path, port, port + 1)
        with nginx.started(nginx.write_sample(tmp_path, "tls", behind, port, port + 1)):
            wait_for(port)
            yield made


def test_over_tls_the_service_is_told_so_and_browsers_stay_with_it(tls: Tls) -> None:
    answer = tls.ask("/")
    assert (answer.status, answer.body) == (200, b"https")
    assert answer.headers["Strict-Transport-Security"] == "max-age=63072000"
    assert tls.ask("/metrics").headers["Strict-Transport-Security"] == "max-age=63072000"


def test_without_tls_one_is_sent_there_and_nowhere_else(tls: Tls) -> None:
    answer = ask(tls.plain, "GET", "/audits/1?a=b", {"Host": "desk.example"})
    assert (answer.status, answer.headers["Location"]) == (308, "https://desk.example/audits/1?a=b")
    with pytest.raises(http.client.RemoteDisconnected):
        ask(tls.plain, "GET", "/audits/1", {"Host": "evil.example"})
    with pytest.raises(ssl.SSLError):
        tls.connect(name="evil.example")


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3])
def test_versions_that_are_sound_are_spoken(tls: Tls, version: ssl.TLSVersion) -> None:
    with tls.connect(version) as connection:
        assert connection.version() == version.name.replace("_", ".")
        cipher = connection.cipher()
        assert cipher is not None and ("GCM" in cipher[0] or "CHACHA20" in cipher[0])


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion.TLSv1_1 is deprecated:DeprecationWarning")
def test_versions_that_are_not_sound_are_not(tls: Tls) -> None:
    with pytest.raises(ssl.SSLError):
        tls.connect(ssl.TLSVersion.TLSv1_1)
