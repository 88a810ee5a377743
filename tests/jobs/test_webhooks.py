"""Messages to receivers: written with what they tell of, signed, sent where they may go, tried again, kept if dead."""

from __future__ import annotations

import json
import socket
import ssl
import threading
from base64 import b64encode
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from typing import Any

import pytest
import trustme
import urllib3
from sqlalchemy import select
from standardwebhooks import Webhook as Oracle

from auditor.finding import Severity
from auditor.jobs.addresses import AddressRefused, checked_address, is_public
from auditor.jobs.deliver import NotDelivered, post
from auditor.store import Store
from auditor.store.progress import list_messages, retry_messages
from auditor.store.tables import source
from auditor.webhook import Webhook, sign
from tests.jobs.made import TEXT, Drain, add_articles, hurry, rows_of
from tests.store.made import TEXT as LONG
from tests.store.made import flag, report_on

PUBLIC = "93.184.215.14"
SECRET, OLD_SECRET = ("whsec_" + b64encode(bytes([n] * 32)).decode() for n in (1, 2))


class Receiver(HTTPServer):
    """A receiver on this machine that keeps what it is sent."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.status = 204
        self.messages: list[tuple[dict[str, str], bytes]] = []
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        """Where it listens."""
        return f"http://127.0.0.1:{self.server_port}/hook?for=us"

    def handle_error(self, *_: Any) -> None:
        """A client that breaks off is no news here."""

    def end(self) -> None:
        """Listen no more."""
        self.shutdown()
        self.server_close()


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()} | {"path": self.path}
        self.server.messages.append((headers, body))
        self.send_response(self.server.status)
        self.send_header("location", "http://127.0.0.1:1/elsewhere")
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    """A receiver that takes every message."""
    made = Receiver()
    yield made
    made.end()


@pytest.fixture
def hook(receiver: Receiver, monkeypatch: pytest.MonkeyPatch) -> Webhook:
    """The setting that names it."""
    monkeypatch.setenv("HOOK_SECRET", SECRET)
    return Webhook(receiver.url, "HOOK_SECRET", allow_private=True)


@pytest.fixture
def told(store: Store, hook: Webhook) -> Store:
    """A store whose events go to the receiver."""
    store.webhooks = (hook,)
    return store


def sent(receiver: Receiver, type_: str) -> list[dict[str, Any]]:
    """What the receiver was told by messages of one type."""
    bodies = [json.loads(body) for _, body in receiver.messages]
    return [body["data"] for body in bodies if body["type"] == type_]


def test_an_audit_is_told_signed(told: Store, drain: Drain, receiver: Receiver) -> None:
    add_articles(told, TEXT)
    drain()
    (data,) = sent(receiver, "audit.completed")
    record = told.get(data["audit"])
    assert record is not None
    names = ("id", "score", "judged", "not_judged", "counts", "headline")
    assert {name: data[name] for name in names} == {name: record[name] for name in names}
    headers, body = receiver.messages[0]
    assert headers["path"] == "/hook?for=us"
    assert Oracle(SECRET).verify(body, headers) == json.loads(body)
    assert rows_of(told, kind="webhook")[0].result["status"] == 204


def test_while_secrets_change_both_are_signed_with(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOOK_SECRET", f"{SECRET} {OLD_SECRET}")
    hook = Webhook("https://receiver.example/", "HOOK_SECRET")
    headers = sign(hook.secrets(), "msg_1", int(datetime.now(UTC).timestamp()), b'{"a": 1}')
    for secret in (SECRET, OLD_SECRET):
        assert Oracle(secret).verify(b'{"a": 1}', headers) == {"a": 1}


def test_critical_findings_are_told_once(told: Store, drain: Drain, receiver: Receiver) -> None:
    report = report_on(LONG, flag(LONG, "Springfield", severity=Severity.CRITICAL), flag(LONG, "Monday"))
    told.add(report)
    told.add(report)
    drain()
    (data,) = sent(receiver, "finding.critical")
    assert [finding["quote"] for finding in data["findings"]] == ["Springfield"]
    assert data["source"] == "example.org"
    assert len(sent(receiver, "audit.completed")) == 2


def test_a_new_grade_of_a_source_is_told_once(told: Store, drain: Drain, receiver: Receiver) -> None:
    long = LONG * 8  # twelve such articles are words enough for a grade
    for n in range(12):
        day = datetime.now(UTC).date() - timedelta(days=3 * n)
        told.add(report_on(f"{long} {n}", url=f"https://example.org/{n}", published=day))
    assert len(rows_of(told, kind="source")) == 1, "one look for all of them"
    hurry(told)
    drain()
    (data,) = sent(receiver, "source.changed")
    assert (data["source"], data["grade"], data["before"]) == ("example.org", "few", None)
    told.add(report_on(long + "One more.", published=datetime.now(UTC).date()))
    hurry(told)
    drain()
    assert len(sent(receiver, "source.changed")) == 1
    with told.reading() as connection:
        assert connection.execute(select(source.c.score_due, source.c.told_grade)).one() == (False, "few")


def test_only_the_events_and_sources_that_were_asked_for(told: Store, hook: Webhook) -> None:
    told.webhooks = (
        replace(hook, events=frozenset({"finding.critical"})),
        replace(hook, sources=frozenset({"example.net"})),
    )
    told.add(report_on("One."))
    assert rows_of(told) == []
    told.add(report_on("Two.", source="https://www.example.net/two"))
    assert [row.payload["type"] for row in rows_of(told, kind="webhook")] == ["audit.completed"]


def test_no_message_without_its_audit(told: Store) -> None:
    with pytest.raises(RuntimeError), told.writing() as connection:
        told.keep(connection, told.prepare(report_on()))
        raise RuntimeError("no power")
    assert rows_of(told) == []


@pytest.mark.parametrize(("status", "tries"), [(500, 8), (302, 8), (410, 1)])
def test_what_is_not_taken_is_tried_again_then_kept(
    told: Store, drain: Drain, receiver: Receiver, status: int, tries: int
) -> None:
    receiver.status = status
    told.add(report_on())
    waits = []
    while rows_of(told, kind="webhook")[0].state == "waiting":
        drain()
        row = rows_of(told, kind="webhook")[0]
        waits.append((row.due - datetime.now(UTC).replace(tzinfo=row.due.tzinfo)).total_seconds())
        hurry(told)
    assert len(receiver.messages) == tries
    assert waits[:-1] == sorted(waits[:-1]), "each wait is longer than the one before"
    assert len({headers["webhook-id"] for headers, _ in receiver.messages}) == 1
    with told.reading() as connection:
        (dead,) = list_messages(connection, ["dead"], 10)
    assert (dead["type"], dead["attempts"]) == ("audit.completed", tries)
    assert str(status) in dead["error"]
    receiver.status = 200
    with told.writing() as connection:
        assert retry_messages(connection, [dead["job"] + 1]) == 0
        assert retry_messages(connection) == 1
    drain()
    assert rows_of(told, kind="webhook")[0].state == "done"


def test_a_receiver_that_was_taken_out_gets_nothing(told: Store, drain: Drain, receiver: Receiver) -> None:
    told.add(report_on())
    told.webhooks = ()
    drain()
    assert receiver.messages == []
    assert "auditor.toml" in rows_of(told, kind="webhook")[0].error


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "240.0.0.1", "192.0.2.1", "::1", "::", "fe80::1", "fc00::1", "ff02::1", "ff0e::1",
        "::ffff:127.0.0.1", "::ffff:169.254.169.254", "2002:7f00:1::", "2002:a9fe:a9fe::1", "64:ff9b::7f00:1",
        "64:ff9b::a00:1", "64:ff9b:1::1", "2001:0:4136:e378::", "::127.0.0.1", "fe80::1%1", "2001:db8::1", "fec0::1",
        "::ffff:0:7f00:1", "64:ff9b::a9fe:a9fe", "2002:a00:1::", "fd00:ec2::254", "100::1", "5f00::1", "3fff::1", "2001:2::1",
        "2001:20::1", "192.88.99.1", "192.0.0.8", "198.18.0.1", "203.0.113.1", "0.1.2.3",
    ],
)  # fmt: skip
def test_addresses_inside(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize(
    "address", ["93.184.215.14", "2606:2800:21f::1", "::ffff:93.184.215.14", "2002:5db8:d70e::1", "64:ff9b::5db8:d70e"]
)
def test_addresses_outside(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("host", ["127.0.0.1", "2130706433", "0x7f.1", "017700000001", "127.1", "localhost", "::1"])
def test_this_machine_in_every_notation(host: str) -> None:
    with pytest.raises(AddressRefused, match="not public"):
        checked_address(host, 443)


def resolver(*addresses: str) -> Callable[..., list[Any]]:
    """A name service that gives other addresses every time; the last for good."""
    left = list(addresses)

    def look_up(host: str, port: int, *_: Any, **__: Any) -> list[Any]:
        address = left.pop(0) if len(left) > 1 else left[0]
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in address.split()]

    return look_up


def test_one_private_address_among_others_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolver("93.184.215.14 10.0.0.1"))
    with pytest.raises(AddressRefused, match=r"10\.0\.0\.1"):
        checked_address("receiver.example", 443)
    assert checked_address("receiver.example", 443, allow_private=True) == "93.184.215.14"


@pytest.mark.parametrize(("scheme", "checked", "later"), [("https", PUBLIC, "127.0.0.1"), ("http", "10.0.0.1", PUBLIC)])
def test_the_address_that_was_checked_is_the_one_connected_to(
    monkeypatch: pytest.MonkeyPatch, scheme: str, checked: str, later: str
) -> None:
    """A name that is public when looked at, and ours a moment later, gets nowhere; nor does what may go inside only."""
    reached: list[str] = []

    def connect(address: tuple[str, int], *_: Any, **__: Any) -> socket.socket:
        reached.append(address[0])
        raise ConnectionRefusedError

    monkeypatch.setattr(socket, "getaddrinfo", resolver(checked, later))
    monkeypatch.setattr(urllib3.util.connection, "create_connection", connect)
    with pytest.raises(NotDelivered):
        post(Webhook(f"{scheme}://receiver.example/", "HOOK_SECRET", allow_private=scheme == "http"), b"{}", {})
    assert reached == [checked]


def test_a_public_address_is_not_sent_to_in_the_clear(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", resolver("93.184.215.14"))
    with pytest.raises(NotDelivered, match="https"):
        post(Webhook("http://receiver.example/", "HOOK_SECRET", allow_private=True), b"{}", {})


@pytest.mark.parametrize(("name", "taken"), [("receiver.example", True), ("other.example", False)])
def test_the_receiver_proves_its_name(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch, name: str, taken: bool
) -> None:
    authority = trustme.CA()
    served, client = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    authority.issue_cert(name).configure_cert(served)
    authority.configure_trust(client)
    receiver.socket = served.wrap_socket(receiver.socket, server_side=True)
    monkeypatch.setattr(ssl, "create_default_context", lambda: client)
    monkeypatch.setattr(socket, "getaddrinfo", resolver("127.0.0.1"))
    hook = Webhook(f"https://receiver.example:{receiver.server_port}/", "HOOK_SECRET", allow_private=True)
    if taken:
        assert post(hook, b"{}", {}) == 204
        assert receiver.messages[0][0]["host"] == f"receiver.example:{receiver.server_port}"
    else:
        with pytest.raises(NotDelivered):
            post(hook, b"{}", {})
        assert receiver.messages == []
