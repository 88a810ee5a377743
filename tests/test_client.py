"""The Python client against a real service on a real socket."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update
from werkzeug.serving import make_server

from api import create_app
from api.audits import SYNC_CHARACTERS
from auditor.audit import Auditor
from auditor.client import ApiError, Client
from auditor.jobs.supervisor import working
from auditor.jobs.worker import Terms
from auditor.store.jobs import DEAD, WAITING
from auditor.store.keys import SCOPES, create_key
from auditor.store.tables import job
from tests.jobs.made import plain_auditor

TEXT = "The council met on Friday, 6 March 2025, and will meet again in May. Number {}."


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder: Path = tmp_path_factory.mktemp("client")
    made = create_app({"DATABASE": f"sqlite:///{folder}/a.db", "AUDITOR": Auditor(), "RATE_LIMIT": None})
    yield made
    made.extensions["auditor"].close()


@pytest.fixture(scope="module")
def address(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="module")
def client(app: Flask, address: str) -> Client:
    with app.extensions["auditor"].store.writing() as connection:
        return Client(address, create_key(connection, "client", SCOPES))


def test_articles_in_and_reports_out(client: Client) -> None:
    sent = [client.audit(text=TEXT.format(number), source="valley.example", title="Council") for number in range(3)]
    assert client.audit(text=TEXT.format(0), source="valley.example", title="Council")["audit"] == sent[0]["audit"]
    listed = list(client.list_audits(source="valley.example", limit=2))
    assert [row["audit"] for row in listed] == [row["audit"] for row in reversed(sent)]
    record = client.get_audit(sent[0]["audit"])
    assert record == sent[0]
    for finding in record["findings"]:
        assert record["article"][finding["field"]][finding["start"] : finding["end"]] == finding["quote"]
    assert "Council" in client.get_form(sent[0]["audit"], "html")
    assert '"runs"' in client.get_form(sent[0]["audit"], "sarif")
    assert client.get_source("valley.example")["articles"] == 3
    assert [row["source"] for row in client.list_sources()] == ["valley.example"]
    wrong = [row for row in client.source_findings("valley.example", rule="date/weekday-differs", limit=1)]
    assert len(wrong) == 3
    decided = client.decide(wrong[0]["finding"], "dismiss", reason="false alarm", who="A. Editor")
    assert decided["status"] == "dismissed"
    assert len(client.list_rules()) > 50


def test_a_check_keeps_nothing(client: Client) -> None:
    before = len(list(client.list_audits()))
    assert client.check(text=TEXT.format(99))["findings"]
    assert len(list(client.list_audits())) == before


def test_a_repeated_request_is_answered_the_same(client: Client) -> None:
    first = client.audit(text="Once.", idempotency_key="a1")
    assert client.audit(text="Once.", idempotency_key="a1") == first
    with pytest.raises(ApiError, match="Idempotency-Key"):
        client.audit(text="Twice.", idempotency_key="a1")


def test_a_large_article_is_waited_for(app: Flask, client: Client) -> None:
    text = "\n\n".join(TEXT.format(number) for number in range(1_500))
    assert len(text) > SYNC_CHARACTERS
    with pytest.raises(TimeoutError, match="/v1/jobs/"):
        client.audit(text=text, idempotency_key="large", wait=0.0)
    with working(Terms(app.config["DATABASE"], plain_auditor, poll=0.05), 1):
        record = client.audit(text=text, idempotency_key="large")
    assert record["article"]["text"] == text


def test_what_cannot_be_audited_ends_the_wait(app: Flask, client: Client) -> None:
    text = "Dead. " + TEXT * 1_500
    with pytest.raises(TimeoutError, match="/v1/jobs/"):
        client.audit(text=text, idempotency_key="dead", wait=0.0)
    with app.extensions["auditor"].store.writing() as connection:
        waiting = update(job).where(job.c.kind == "audit", job.c.state == WAITING)
        connection.execute(waiting.values(state=DEAD, error="its process died of signal 11"))
    with pytest.raises(ApiError, match="signal 11"):
        client.audit(text=text, idempotency_key="dead")


def test_what_is_refused_is_an_error_with_its_problem(client: Client, address: str) -> None:
    with pytest.raises(ApiError) as caught:
        client.audit(text="a", published="soon")
    assert caught.value.status == 422
    assert "published" in caught.value.problem["errors"]["json"]
    with pytest.raises(ApiError, match="401"):
        next(Client(address).list_audits())
    with pytest.raises(ValueError, match="no address"):
        Client("file:///etc/passwd")


def test_what_is_refused_for_a_while_is_tried_again(app: Flask, address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    app.config["ADDRESS_LIMIT"] = 0
    slept: list[float] = []
    monkeypatch.setattr("auditor.client.time.sleep", slept.append)
    with pytest.raises(ApiError) as caught:
        Client(address).list_rules()
    assert caught.value.status == 429
    assert len(slept) == 2
    assert all(0 < seconds <= 60 for seconds in slept)
    app.config["ADDRESS_LIMIT"] = None


@pytest.mark.parametrize("status", ["200 OK", "500 Internal Server Error"])
def test_an_answer_that_breaks_off_is_an_error_as_one_that_never_came(status: str) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:

        def answer() -> None:
            with server.accept()[0] as connection:
                connection.recv(10_000)
                connection.sendall(f'HTTP/1.1 {status}\r\nContent-Length: 979\r\n\r\n{{"rul'.encode())

        thread = threading.Thread(target=answer)
        thread.start()
        with pytest.raises(ConnectionError if status.startswith("200") else ApiError):
            Client(f"http://127.0.0.1:{server.getsockname()[1]}").list_rules()
        thread.join()
