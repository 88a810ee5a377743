"""Rate limits, and the audits that may run at a time."""

from __future__ import annotations

import threading
import time

import pytest
from flask.testing import FlaskClient

from api.slots import Slots
from auditor.store import Store
from auditor.store.keys import create_key
from auditor.store.quotas import WINDOW_SECONDS, Quotas
from tests.accounts import add_account

pytestmark = pytest.mark.usefixtures("one_window")
NOW = 1_700_000_000.0
"""Twenty seconds into a window."""


def test_what_is_left_goes_down_to_nothing_and_comes_back(tmp_path_factory: pytest.TempPathFactory) -> None:
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('quota')}/a.db")
    quotas = Quotas(store.database)
    seen = [quotas.spend("key:1", 5, NOW) for _ in range(7)]
    assert [quota.remaining for quota in seen] == [4, 3, 2, 1, 0, -1, -1]
    assert 0 < seen[0].reset <= WINDOW_SECONDS
    assert quotas.spend("key:2", 5, NOW).remaining == 4
    assert quotas.spend("key:1", 5, NOW + WINDOW_SECONDS).remaining == 4
    store.close()


def test_processes_share_one_quota(tmp_path_factory: pytest.TempPathFactory) -> None:
    url = f"sqlite:///{tmp_path_factory.mktemp('quota')}/a.db"
    stores = [Store(url), Store(url)]
    first, second = (Quotas(store.database) for store in stores)
    answered = sum(quotas.spend("key:1", 100, NOW).remaining >= 0 for _ in range(80) for quotas in (first, second))
    assert answered == 100
    for store in stores:
        store.close()


def test_one_request_in_many_writes(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('quota')}/a.db")
    quotas, writes = Quotas(store.database), []
    writing = store.database.writing
    monkeypatch.setattr(store.database, "writing", lambda: writes.append(1) or writing())  # type: ignore[func-returns-value]
    for _ in range(100):
        quotas.spend("key:1", 1000, NOW)
    assert len(writes) <= 4
    store.close()


def test_one_request_too_many_is_told_when_to_come_again(client: FlaskClient) -> None:
    client.application.config |= {"OPEN": False, "RATE_LIMIT": 3}
    with client.application.extensions["auditor"].store.writing() as connection:
        headers = {"Authorization": f"Bearer {create_key(connection, 'desk', ['read'])}"}
    for left in (2, 1, 0):
        response = client.get("/v1/rules", headers=headers)
        assert response.status_code == 200
        assert response.headers["RateLimit-Policy"] == f'"key";q=3;w={WINDOW_SECONDS}'
        assert response.headers["RateLimit"].startswith(f'"key";r={left};t=')
    refused = client.get("/v1/rules", headers=headers)
    assert (refused.status_code, refused.content_type) == (429, "application/problem+json")
    assert 0 < int(refused.headers["Retry-After"]) <= WINDOW_SECONDS
    assert refused.json["violated-policies"] == ["key"]
    assert refused.json["type"].endswith("#quota-exceeded")
    assert client.get("/healthz", headers=headers).status_code == 200


def test_guessing_keys_is_limited_by_address(client: FlaskClient) -> None:
    client.application.config |= {"OPEN": False, "ADDRESS_LIMIT": 2}
    networks = ["198.51.100.7"] * 3 + ["2001:db8::1", "2001:db8::2", "2001:db8::ffff"] + ["2001:db8:0:1::1"]
    statuses = [client.get("/v1/rules", environ_base={"REMOTE_ADDR": address}).status_code for address in networks]
    assert statuses == [401, 401, 429, 401, 401, 429, 401]


DOORS = (
    "GET /v1/rules", "POST /v1/check", "GET /metrics", "GET /docs", "GET /openapi.json", "GET /login", "POST /login",
    "POST /logout", "GET /", "GET /sources", "POST /try", "GET /static/report.css", "GET /static/none", "GET /v2/languages",
    "POST /v2/check", "GET /v2/check", "GET /v2/none", "OPTIONS /v2/check", "HEAD /docs", "POST /v1/hooks/none",
    "GET /nowhere", "TRACE /",
)  # fmt: skip


@pytest.mark.parametrize("door", DOORS)
def test_every_door_counts_those_who_show_nothing_by_address(client: FlaskClient, door: str) -> None:
    client.application.config |= {"OPEN": False, "ADDRESS_LIMIT": 2}
    method, _, path = door.partition(" ")
    answers = [client.open(path, method=method) for _ in range(3)]
    assert [answer.status_code == 429 for answer in answers] == [False, False, True]
    assert 0 < int(answers[-1].headers["Retry-After"]) <= WINDOW_SECONDS


def test_who_guesses_keys_in_forms_is_told_to_wait(client: FlaskClient) -> None:
    client.application.config["OPEN"] = False
    form = {"text": "A text.", "language": "en-US", "username": "a"}
    guesses = [client.post("/v2/check", data={**form, "apiKey": f"aud_{number}"}).status_code for number in range(400)]
    limit = client.application.config["ADDRESS_LIMIT"]
    assert guesses == [403] * limit + [429] * (400 - limit)


def test_a_key_in_a_form_has_its_own_quota(client: FlaskClient) -> None:
    client.application.config |= {"OPEN": False, "RATE_LIMIT": 3, "ADDRESS_LIMIT": 1}
    with client.application.extensions["auditor"].store.writing() as connection:
        key = create_key(connection, "desk", ["check"])
    form = {"text": "A text.", "language": "en-US", "username": "a", "apiKey": key}
    answers = [client.post("/v2/check", data=form) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert answers[-1].mimetype == "text/plain"
    assert answers[0].headers["RateLimit-Policy"].startswith('"key"')


def test_editors_are_counted_by_login_not_by_the_address_of_their_newsroom(client: FlaskClient) -> None:
    client.application.config |= {"OPEN": False, "LOGIN_LIMIT": 3, "ADDRESS_LIMIT": 4}
    with client.application.extensions["auditor"].store.writing() as connection:
        for name in ("Ann", "Ben"):
            add_account(connection, name, "a long enough password", "reviewer")
    for name in ("Ann", "Ben"):
        form = {"name": name, "password": "a long enough password"}
        entered = client.post("/login", data=form, headers={"Sec-Fetch-Site": "same-origin"})
        assert entered.status_code == 303
        assert [client.get("/static/report.css").status_code for _ in range(4)] == [200, 200, 200, 429]
        client.delete_cookie("auditor_login")


@pytest.mark.parametrize("path", ["/healthz", "/readyz"])
def test_monitors_are_never_told_to_wait(client: FlaskClient, path: str) -> None:
    client.application.config |= {"OPEN": False, "ADDRESS_LIMIT": 0}
    assert client.get(path).status_code == 200


def test_where_no_key_is_needed_nothing_is_counted(client: FlaskClient) -> None:
    assert "RateLimit" not in client.get("/v1/rules").headers
    client.application.config["OPEN_LIMIT"] = 1
    assert [client.get("/v1/rules").status_code for _ in range(2)] == [200, 429]


def test_more_audits_than_slots_are_asked_to_come_again(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.bounded.MAX_WAITING_SECONDS", 0.05)
    slots = Slots(1)
    kept = client.application.extensions["auditor"]
    client.application.extensions["auditor"] = kept._replace(slots=slots)
    with slots.taken(1):
        response = client.post("/v1/audits", json={"text": "The mayors met."})
    assert (response.status_code, response.content_type) == (503, "application/problem+json")
    assert int(response.headers["Retry-After"]) > 0
    assert client.post("/v1/audits", json={"text": "The mayors met."}).status_code == 201


def test_who_would_wait_behind_too_many_is_refused_at_once() -> None:
    slots, started = Slots(1, waiting=1), time.monotonic()
    refused = []

    def wait(seconds: float) -> None:
        try:
            with slots.taken(seconds):
                pass
        except TimeoutError as error:
            refused.append(str(error))

    with slots.taken(1):
        waiting = threading.Thread(target=wait, args=(60,))
        waiting.start()
        while not refused and time.monotonic() - started < 5:
            wait(0.01)  # until the other one waits
            refused[:] = [each for each in refused if "too many" in each]
    waiting.join()
    assert time.monotonic() - started < 30
    assert len(refused) == 1, "the one that waited had its turn"


def test_slots_are_given_back_when_an_audit_fails() -> None:
    slots, done = Slots(1), threading.Event()
    with pytest.raises(KeyError), slots.taken(0.1):
        raise KeyError
    with slots.taken(0.1):
        done.set()
    assert done.is_set()
