"""`/v1/batches` and `/v1/jobs`: many articles at once, and what became of each."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from api import batches, events
from auditor.audit import Auditor
from auditor.store import Store
from auditor.store import jobs as queue
from auditor.store.tables import job
from tests.jobs.made import TEXT, Drain

ROWS = [{"id": f"a{n}", "text": f"{TEXT} {n}", "source": "example.org"} for n in range(5)]


@pytest.fixture
def store(client: FlaskClient) -> Store:
    """The service's store."""
    made: Store = client.application.extensions["auditor"].store
    return made


@pytest.fixture
def drain(store: Store, auditor: Auditor) -> Drain:
    """Does the work that waits."""
    return Drain(store, auditor)


def lines(*rows: Any) -> dict[str, Any]:
    """A request with JSON Lines."""
    return {"data": "\n".join(map(json.dumps, rows)).encode(), "content_type": "application/x-ndjson"}


def send(client: FlaskClient, **request: Any) -> dict[str, Any]:
    """The progress of a batch that was just sent."""
    response = client.post("/v1/batches", **request)
    assert response.status_code == 202, response.text
    progress: dict[str, Any] = response.json
    assert response.headers["Location"] == f"/v1/batches/{progress['batch']}"
    return progress


def test_a_list_is_audited_by_the_workers(client: FlaskClient, drain: Drain) -> None:
    sent = send(client, json=ROWS)
    assert (sent["total"], sent["waiting"], sent["finished"]) == (5, 5, False)
    drain()
    now = client.get(f"/v1/batches/{sent['batch']}").json
    assert (now["total"], now["waiting"], now["running"], now["done"], now["dead"]) == (5, 0, 0, 5, 0)
    assert now["finished"]
    rows = client.get(f"/v1/batches/{sent['batch']}/jobs").json["jobs"]
    assert [row["id"] for row in rows] == [row["id"] for row in ROWS]
    audit = client.get(f"/v1/audits/{rows[0]['audit']}").json
    assert (audit["article"]["text"], audit["source"]) == (ROWS[0]["text"], "example.org")
    assert client.get(f"/v1/jobs/{rows[0]['job']}").json == rows[0]


def test_lines_are_audited_by_the_workers(client: FlaskClient, drain: Drain) -> None:
    sent = send(client, **lines(*ROWS))
    drain()
    rows = client.get(f"/v1/batches/{sent['batch']}/jobs?state=done").json["jobs"]
    assert [row["id"] for row in rows] == [row["id"] for row in ROWS]


def test_a_line_that_is_no_article_is_named_and_nothing_is_taken(client: FlaskClient, store: Store) -> None:
    body = b"\n".join(
        [json.dumps(ROWS[0]).encode(), b"", b"{not json", b'{"text": 5}', b"\xff", json.dumps(ROWS[1]).encode()]
    )
    response = client.post("/v1/batches", data=body, content_type="application/jsonl")
    assert response.status_code == 422
    assert response.json["detail"].startswith("3 articles cannot be audited, and nothing was taken")
    errors = response.json["errors"]["lines"]
    assert errors.keys() == {"3", "4", "5"}
    assert errors["4"].keys() == {"text"}
    assert "not JSON" in errors["3"][0]
    with store.reading() as connection:
        assert not queue.lines_due(connection)


def test_pages_of_jobs(client: FlaskClient) -> None:
    batch = f"/v1/batches/{send(client, json=ROWS)['batch']}/jobs"
    first = client.get(f"{batch}?limit=3").json
    second = client.get(f"{batch}?limit=3&after={first['next']}").json
    assert [row["id"] for row in first["jobs"] + second["jobs"]] == [row["id"] for row in ROWS]
    assert second["next"] is None
    assert client.get(f"{batch}?limit=5").json["next"] is None
    assert client.get(f"{batch}?limit=0").status_code == client.get(f"{batch}?order=up").status_code == 422


@pytest.mark.parametrize(
    ("request_", "status", "says"),
    [
        ({"json": []}, 422, "no articles"),
        ({"json": {"text": TEXT}}, 422, "a list"),
        ({"json": [ROWS[0], {"title": "No text"}]}, 422, "either text or html"),
        ({"json": [ROWS[0], 5]}, 422, '"errors": {"json": {"1": '),
        ({"data": b"[", "content_type": "application/json"}, 400, ""),
        ({"data": b"text=x", "content_type": "application/x-www-form-urlencoded"}, 415, "application/x-ndjson"),
        ({"data": b"\n\n", "content_type": "application/x-ndjson"}, 422, "no articles"),
    ],
)
def test_what_is_refused_leaves_nothing(
    client: FlaskClient, store: Store, request_: dict[str, Any], status: int, says: str
) -> None:
    response = client.post("/v1/batches", **request_)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert says in response.text
    with store.reading() as connection:
        assert not queue.lines_due(connection)


def test_so_many_and_no_more(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batches, "MAX_ARTICLES", 4)
    for request in ({"json": ROWS}, lines(*ROWS)):
        response = client.post("/v1/batches", **request)
        assert response.status_code == 413
        assert "at most 4" in response.json["detail"]


def test_the_same_batch_twice_is_one_batch(client: FlaskClient) -> None:
    key = {"Idempotency-Key": "nightly-1"}
    first, again = send(client, json=ROWS, headers=key), send(client, json=ROWS, headers=key)
    assert again == first
    assert send(client, json=ROWS)["batch"] != first["batch"]
    other = client.post("/v1/batches", json=ROWS[:2], headers=key)
    assert (other.status_code, "Idempotency-Key" in other.json["detail"]) == (422, True)


def test_of_two_batches_sent_at_once_under_one_key_one_is_kept(
    client: FlaskClient, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = {"Idempotency-Key": "nightly-1"}
    first = send(client, json=ROWS, headers=key)
    monkeypatch.setattr(batches, "find_made", lambda given: None)  # as it is when neither is answered yet
    assert send(client, json=ROWS, headers=key) == first
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(job)).scalar_one() == len(ROWS)


def test_a_full_queue_says_when_to_come_again(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(queue, "MAX_OPEN", 7)
    send(client, json=ROWS)
    response = client.post("/v1/batches", json=ROWS)
    assert response.status_code == 503
    assert int(response.headers["Retry-After"]) > 0
    assert response.json["title"] == "Service Unavailable"


@pytest.mark.parametrize(
    "path", ["batches/0", f"batches/{'0' * 32}/jobs", f"batches/{'0' * 32}/events", "jobs/1", f"jobs/{2**70}"]
)
def test_what_is_not_there(client: FlaskClient, path: str) -> None:
    response = client.get(f"/v1/{path}")
    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


def test_a_batch_can_be_followed(client: FlaskClient, drain: Drain) -> None:
    path = f"/v1/batches/{send(client, json=ROWS)['batch']}/events"
    response = client.get(path)
    assert response.mimetype == "text/event-stream"
    (name, first), *others = read_events(response.text)
    assert (name, first["waiting"], others) == ("progress", 5, [])
    drain()
    (name, counted), (last, ended) = read_events(client.get(path, headers=having(response)).text)
    assert (name, last) == ("progress", "finished")
    assert counted == ended == {**first, "waiting": 0, "done": 5, "finished": True}


def test_what_a_follower_has_is_not_told_again_and_the_end_is_the_end(client: FlaskClient, drain: Drain) -> None:
    path = f"/v1/batches/{send(client, json=ROWS)['batch']}/events"
    again = client.get(path, headers=having(client.get(path)))
    assert (again.status_code, read_events(again.text)) == (200, [])
    assert again.text.startswith(f"retry: {events.RETRY_MILLISECONDS}\n"), "browsers are told when to come again"
    drain()
    ended = client.get(path)
    assert client.get(path, headers=having(ended)).status_code == 204, "at this an EventSource ends"
    assert client.get(path, headers={"Last-Event-ID": "5-0-0-0"}).status_code == 200


def read_events(stream: str) -> list[tuple[str, dict[str, Any]]]:
    """The events of an answer, by name."""
    return [
        (name, json.loads(data)) for name, data in re.findall(r"^event: (.*)\n(?:id: .*\n)data: (.*)$", stream, re.M)
    ]


def having(response: Any) -> dict[str, str]:
    """The header of a browser that has the events of `response`."""
    return {"Last-Event-ID": re.findall(r"^id: (.*)$", response.text, re.M)[-1]}
