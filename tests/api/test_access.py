"""Keys of the API: who may do what."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from auditor.store import jobs
from auditor.store.keys import create_key, list_keys, make_secret, revoke_key, rotate_key

Key = Callable[..., dict[str, str]]


@pytest.fixture
def key(client: FlaskClient) -> Key:
    """Makes a key and gives the headers that show it; the service is closed to everybody else."""
    client.application.config["OPEN"] = False

    def make(*scopes: str, name: str = "desk", expires: datetime | None = None) -> dict[str, str]:
        with client.application.extensions["auditor"].store.writing() as connection:
            return {"Authorization": f"Bearer {create_key(connection, name, scopes, expires)}"}

    return make


def test_without_a_key_the_way_in_is_told(client: FlaskClient, key: Key) -> None:
    key("read")
    response = client.get("/v1/audits")
    assert (response.status_code, response.content_type) == (401, "application/problem+json")
    assert response.headers["WWW-Authenticate"].startswith("Bearer realm=")


@pytest.mark.parametrize(
    ("method", "address", "scope"),
    [
        ("GET", "/v1/audits", "read"),
        ("POST", "/v1/audits", "audit"),
        ("POST", "/v1/check", "check"),
        ("GET", "/v1/audits/1", "read"),
        ("GET", "/v1/findings/1/decisions", "read"),
        ("POST", "/v1/findings/1/decisions", "review"),
        ("PUT", "/v1/sources/1/mutes/title/doubled", "admin"),
        ("DELETE", "/v1/sources/1/mutes/title/doubled", "admin"),
        ("POST", "/v1/sources/1/replies", "admin"),
        ("GET", "/metrics", "admin"),
    ],
)
def test_a_key_opens_what_its_scopes_say(client: FlaskClient, key: Key, method: str, address: str, scope: str) -> None:
    others = {"check", "audit", "read", "review", "admin"} - {scope}
    refused = client.open(address, method=method, json={}, headers=key(*others, name="other"))
    assert (refused.status_code, scope in refused.json["detail"]) == (403, True)
    assert client.open(address, method=method, json={}, headers=key(scope)).status_code not in (401, 403)


NO_KEYS = {
    "empty": "Bearer ",
    "short": "Bearer aud_x",
    "basic": "Basic YTpi",
    "bare": "aud_x",
    "other": f"Bearer {make_secret()}",
}


@pytest.mark.parametrize("shown", NO_KEYS.values(), ids=NO_KEYS)
def test_what_is_no_key_opens_nothing(client: FlaskClient, key: Key, shown: str) -> None:
    key("read")
    assert client.get("/v1/audits", headers={"Authorization": shown}).status_code == 401


def test_a_wrong_key_opens_nothing_where_none_is_needed(client: FlaskClient) -> None:
    assert client.get("/v1/audits").status_code == 200
    assert client.get("/v1/audits", headers={"Authorization": f"Bearer {make_secret()}"}).status_code == 401


def test_keys_end_when_they_expire_or_are_revoked(client: FlaskClient, key: Key) -> None:
    store = client.application.extensions["auditor"].store
    lasting = key("read")
    assert client.get("/v1/audits", headers=lasting).status_code == 200
    with store.writing() as connection:
        revoke_key(connection, "desk")
    assert client.get("/v1/audits", headers=lasting).status_code == 401
    short = key("read", name="short", expires=datetime.now(UTC) + timedelta(seconds=60))
    assert client.get("/v1/audits", headers=short).status_code == 200
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE access_key SET expires = '2020-01-01 00:00:00'")
    assert client.get("/v1/audits", headers=short).status_code == 401


def test_while_a_key_is_replaced_both_open(client: FlaskClient, key: Key) -> None:
    store = client.application.extensions["auditor"].store
    old = key("read")
    with store.writing() as connection:
        new = {"Authorization": f"Bearer {rotate_key(connection, 'desk', timedelta(hours=1))}"}
    for headers in (old, new):
        assert client.get("/v1/audits", headers=headers).status_code == 200
    assert client.post("/v1/audits", json={"text": "a"}, headers=new).status_code == 403


def test_the_last_use_is_written_once_a_minute(client: FlaskClient, key: Key) -> None:
    store = client.application.extensions["auditor"].store
    headers = key("read")

    def used() -> datetime | None:
        with store.reading() as connection:
            return list_keys(connection)[0].used

    assert used() is None
    client.get("/v1/audits", headers=headers)
    first = used()
    assert first is not None
    client.get("/v1/audits", headers=headers)
    assert used() == first
    with store.writing() as connection:
        connection.exec_driver_sql("UPDATE access_key SET used = '2020-01-01 00:00:00'")
    client.get("/v1/audits", headers=headers)
    assert used() is not None and used() >= first  # type: ignore[operator]


def test_what_was_answered_is_known_again_by_the_key_that_took_the_place_of_another(
    client: FlaskClient, key: Key
) -> None:
    store, row = client.application.extensions["auditor"].store, {"text": "Two boats left the harbour."}
    named = {"Idempotency-Key": "nightly-1"}
    sent = {**key("audit"), **named}
    first = client.post("/v1/batches", json=[row], headers=sent).json
    for _ in range(2):
        with store.writing() as connection:
            sent = {"Authorization": f"Bearer {rotate_key(connection, 'desk', timedelta(hours=1))}", **named}
            revoke_key(connection, list_keys(connection)[-2].prefix)
        assert client.post("/v1/batches", json=[row], headers=sent).json == first
        assert client.post("/v1/batches", json=[row, row], headers=sent).status_code == 422
    with store.writing() as connection:
        revoke_key(connection, "desk")
    later = client.post("/v1/batches", json=[row, row], headers={**key("audit"), **named})
    assert (later.status_code, later.json["total"]) == (202, 2), "whoever bears the name next is somebody else"


def test_one_key_does_not_fill_the_queue(client: FlaskClient, key: Key, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "MAX_OPEN_OF_OWNER", 3)
    one, other = key("audit"), key("audit", name="another desk")
    rows, long = [{"text": "Two boats left."}] * 2, {"text": "Two boats left the harbour. " * 5_000}
    assert client.post("/v1/batches", json=rows, headers=one).status_code == 202
    assert client.post("/v1/audits", json=long, headers=one).status_code == 202
    for address, body in (("/v1/batches", rows), ("/v1/audits", long)):
        refused = client.post(address, json=body, headers=one)
        assert (refused.status_code, "3 jobs of yours wait already" in refused.json["detail"]) == (429, True)
        assert int(refused.headers["Retry-After"]) > 0
    assert client.post("/v1/batches", json=rows, headers=other).status_code == 202
    assert client.post("/v1/audits", json=rows[0], headers=one).status_code == 201, "what is audited at once"


@pytest.mark.parametrize("header", ["X-Forwarded-For", "Forwarded", "X-Real-IP"])
def test_what_came_through_a_proxy_needs_a_key(client: FlaskClient, header: str) -> None:
    assert client.get("/metrics").status_code == 200
    through = {header: "203.0.113.9"}
    assert client.get("/metrics", headers=through).status_code == 401
    assert client.get("/v1/audits", headers=through).status_code == 401


def test_a_page_of_another_site_may_not_write(client: FlaskClient) -> None:
    for headers in ({"Sec-Fetch-Site": "same-site"}, {"Origin": "https://elsewhere.example"}):
        assert client.post("/v1/audits", json={"text": "a"}, headers=headers).status_code == 403
    for headers in ({"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}, {}):
        assert client.post("/v1/audits", json={"text": "a"}, headers=headers).status_code == 201
