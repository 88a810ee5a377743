"""The sender: how many messages go where at a time, and what becomes of them when nobody answers, or somebody trickles."""

from __future__ import annotations

import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
import trustme
from sqlalchemy import update

from auditor.jobs import deliver, receivers, sender, supervisor
from auditor.jobs.deliver import NotDelivered, post
from auditor.jobs.kinds import ERRANDS
from auditor.jobs.receivers import FIRST_REST_SECONDS, MAX_BUSY, MAX_REST_SECONDS, Receivers
from auditor.jobs.supervisor import working
from auditor.jobs.work import Errand
from auditor.jobs.worker import SENDERS, Terms
from auditor.settings import Settings
from auditor.store import Store
from auditor.store.jobs import add_job
from auditor.store.tables import job
from auditor.webhook import Webhook
from tests.jobs.made import Drain, plain_auditor, rows_of, wait_until
from tests.jobs.receiving import hanging, hook_at
from tests.store.made import report_on

MANY = 12
MOST_SECONDS = 4.0
"""For an answer that is cut after half a second."""


class Answering(ThreadingHTTPServer):
    """Answers with `status`, after `seconds`, and counts how many it answers at a time."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Answer)
        self.status, self.seconds = 204, 0.0
        self.busy = self.busiest = self.answered = 0
        self.lock = threading.Lock()


class _Answer(BaseHTTPRequestHandler):
    server: Answering

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        with self.server.lock:
            self.server.busy += 1
            self.server.busiest = max(self.server.busiest, self.server.busy)
        time.sleep(self.server.seconds)
        with self.server.lock:
            self.server.busy -= 1
            self.server.answered += 1
        self.send_response(self.server.status)
        self.end_headers()

    def log_message(self, *_: Any) -> None:
        """Say nothing."""


@pytest.fixture
def answering() -> Iterator[Answering]:
    with Answering() as server:
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield server
        server.shutdown()


def announce(store: Store, hook: Webhook, number: int = MANY) -> None:
    """Have a receiver told of so many audits."""
    store.webhooks = (hook,)
    for n in range(number):
        store.add(report_on(f"Text {n}."))


def messages(store: Store) -> list[Any]:
    return rows_of(store, kind="webhook")


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_receiver_that_takes_nothing_now_is_asked_once_for_all(
    store: Store, drain: Drain, answering: Answering, status: int
) -> None:
    answering.status = status
    announce(store, hook_at(answering.server_port))
    drain()
    assert answering.answered == 1
    assert sorted(row.attempts for row in messages(store)) == [0] * (MANY - 1) + [1]


def test_a_host_that_is_not_there_is_called_once_for_all(store: Store, drain: Drain) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    announce(store, hook_at(port))
    drain()
    assert sum(row.attempts for row in messages(store)) == 1


def test_a_message_that_is_refused_holds_no_other_up(store: Store, drain: Drain, answering: Answering) -> None:
    answering.status = 400
    announce(store, hook_at(answering.server_port))
    drain()
    assert answering.answered == MANY
    assert {row.attempts for row in messages(store)} == {1}


def test_a_receiver_gets_some_at_a_time(store: Store, drain: Drain, answering: Answering) -> None:
    answering.seconds = 0.1
    announce(store, hook_at(answering.server_port), 3 * MAX_BUSY)
    drain()
    assert answering.answered == 3 * MAX_BUSY
    assert answering.busiest == MAX_BUSY


def test_what_waited_in_vain_for_two_days_is_given_up(store: Store, drain: Drain, answering: Answering) -> None:
    answering.status = 503
    announce(store, hook_at(answering.server_port), 3)
    long_ago = datetime.now(UTC) - timedelta(seconds=sender.GIVE_UP_SECONDS + 60)
    with store.writing() as connection:
        connection.execute(update(job).where(job.c.id < messages(store)[-1].id).values(due=long_ago))
    drain()
    tried, given_up, later = messages(store)
    assert (tried.state, tried.attempts) == ("waiting", 1)
    assert (given_up.state, given_up.attempts) == ("dead", 0)
    assert "503" in given_up.error
    assert (later.state, later.attempts) == ("waiting", 0)


def test_a_message_that_is_somebody_elses_by_now_undoes_no_other(
    store: Store, drain: Drain, monkeypatch: pytest.MonkeyPatch
) -> None:
    def send(_: Settings, payload: Any) -> dict[str, Any]:
        if payload["n"] == 1:
            with store.writing() as connection:
                connection.execute(update(job).where(job.c.id == numbers[1]).values(attempts=job.c.attempts + 1))
        return {"type": "test", "url": "", "status": 200}

    monkeypatch.setitem(ERRANDS, "webhook", Errand(send, ()))
    with store.writing() as connection:
        numbers = [add_job(connection, "webhook", {"n": n}, owner=f"host{n}") for n in range(3)]
    drain()
    assert [row.state for row in messages(store)] == ["done", "running", "done"]


def test_a_message_of_a_newer_program_is_told(store: Store, drain: Drain) -> None:
    with store.writing() as connection:
        number = add_job(connection, "webhook", {})
        connection.execute(update(job).where(job.c.id == number).values(kind="telegram"))
    drain()
    (row,) = rows_of(store)
    assert (row.state, "'telegram'" in row.error) == ("dead", True)


def test_what_is_under_way_is_waited_for(tmp_path: Path, answering: Answering) -> None:
    answering.seconds = 1.0
    store = Store(f"sqlite:///{tmp_path}/audits.db")
    announce(store, hook_at(answering.server_port), 1)
    with working(Terms(str(store.database), plain_auditor, Settings(webhooks=store.webhooks), poll=0.05), 1):
        wait_until(lambda: answering.busy == 1)
    assert [row.state for row in messages(store)] == ["done"]
    store.close()


def test_a_sender_that_hangs_is_ended_and_its_message_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(supervisor, "DEADLINE_SECONDS", 1.5)
    store = Store(f"sqlite:///{tmp_path}/audits.db")
    with hanging(1) as (silent,):
        announce(store, silent, 1)
        with working(Terms(str(store.database), plain_auditor, Settings(webhooks=(silent,)), poll=0.05), 1):
            wait_until(lambda: messages(store)[0].failures > 0)
        assert messages(store)[0].error == "its process was ended: not done in 1.5 seconds"
    store.close()


def test_without_senders_messages_wait(tmp_path: Path, answering: Answering) -> None:
    store = Store(f"sqlite:///{tmp_path}/audits.db")
    announce(store, hook_at(answering.server_port), 1)
    terms = Terms(str(store.database), plain_auditor, Settings(webhooks=store.webhooks), senders=0, poll=0.05)
    with working(terms, 1):
        with store.writing() as connection:
            number = add_job(connection, "audit", {"article": {"text": "Some text."}})
        wait_until(lambda: rows_of(store, id=number)[0].state == "done")
    assert {row.state for row in messages(store)} == {"waiting"}
    store.close()


@pytest.fixture
def passing(monkeypatch: pytest.MonkeyPatch) -> Callable[[float], None]:
    """Lets time pass for what is known of receivers."""
    now = [1_000.0]
    monkeypatch.setattr(receivers, "time", SimpleNamespace(monotonic=lambda: now[0]))

    def passes(seconds: float) -> None:
        now[0] += seconds

    return passes


def fail(known: Receivers, name: str) -> None:
    known.begin(name)
    known.end(name, answered=False)


def test_who_does_not_answer_is_left_alone_longer_each_time(passing: Callable[[float], None]) -> None:
    known, rests = Receivers(SENDERS), []
    for _ in range(9):
        fail(known, "silent")
        rest = 0.0
        while not known.has_room("silent"):
            passing(1.0)
            rest += 1.0
        rests.append(rest)
    assert rests[:3] == [FIRST_REST_SECONDS, 2 * FIRST_REST_SECONDS, 4 * FIRST_REST_SECONDS]
    assert rests[-2:] == [MAX_REST_SECONDS] * 2
    known.begin("silent")
    assert not known.has_room("silent"), "one message tries for all"
    known.end("silent", answered=True)
    assert known.has_room("silent")
    fail(known, "silent")
    passing(FIRST_REST_SECONDS)
    assert known.has_room("silent"), "who answered in between begins anew"


def test_several_that_fail_together_are_one_failure(passing: Callable[[float], None]) -> None:
    known = Receivers(SENDERS)
    for answered in (True, False):
        for _ in range(MAX_BUSY if not answered else 1):
            known.begin("late")
        for _ in range(MAX_BUSY if not answered else 1):
            known.end("late", answered=answered)
    passing(FIRST_REST_SECONDS)
    assert known.has_room("late")


def test_those_that_fail_take_half_of_the_senders_at_most(passing: Callable[[float], None]) -> None:
    known = Receivers(SENDERS)
    names = [f"host{n}" for n in range(SENDERS)]
    for name in names:
        fail(known, name)
    passing(MAX_REST_SECONDS)
    begun = 0
    for name in names:
        if known.has_room(name):
            known.begin(name)
            begun += 1
    assert begun == SENDERS // 2
    assert known.has_room("another")


TRICKLES = {
    "a line of the status without end": (b"HTTP/1.1 200 ", b"O"),
    "headers without end": (b"HTTP/1.1 200 OK\r\n", b"a: b\r\n"),
    "other answers without end": (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
}


@contextmanager
def trickling(begins: bytes, goes_on: bytes, context: ssl.SSLContext | None = None) -> Iterator[int]:
    """The port of a receiver that is never done answering, though something comes all the time."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def trickle() -> None:
            with server.accept()[0] as raw, context.wrap_socket(raw, server_side=True) if context else raw as client:
                client.sendall(begins)
                ends = time.monotonic() + 2 * MOST_SECONDS  # so that what is never cut fails, and does not hang
                while time.monotonic() < ends:
                    client.sendall(goes_on)
                    time.sleep(0.05)

        def until_cut() -> None:
            try:
                trickle()
            except OSError:  # as it should
                return

        thread = threading.Thread(target=until_cut)
        thread.start()
        yield server.getsockname()[1]
        thread.join(MOST_SECONDS)
        assert not thread.is_alive(), "it was never cut"


@pytest.mark.parametrize("what", TRICKLES)
@pytest.mark.parametrize("tls", [False, True])
def test_an_answer_that_trickles_is_cut(monkeypatch: pytest.MonkeyPatch, what: str, tls: bool) -> None:
    monkeypatch.setattr(deliver, "ANSWER_SECONDS", 0.5)
    authority = trustme.CA()
    served, client = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH), ssl.create_default_context()
    authority.issue_cert("127.0.0.1").configure_cert(served)
    authority.configure_trust(client)
    monkeypatch.setattr(ssl, "create_default_context", lambda: client)
    with trickling(*TRICKLES[what], context=served if tls else None) as port:
        started = time.monotonic()
        hook = Webhook(f"{'https' if tls else 'http'}://127.0.0.1:{port}/", "HOOK_SECRET", allow_private=True)
        with pytest.raises(NotDelivered, match=r"no answer in 0\.5 seconds"):
            post(hook, b"{}", {})
        assert time.monotonic() - started < MOST_SECONDS
