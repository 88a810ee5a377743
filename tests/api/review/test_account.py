"""One's own account: another password, where one is logged in, out everywhere; and the cookies of log-ins."""

from __future__ import annotations

import runpy
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update

from api import create_app
from api.app import DEFAULTS
from api.review.trying import HASHES, HASHES_WAITING, HASHING, SHARE_AT_ONCE_SECONDS
from api.server import THREADS
from auditor.audit import Auditor
from auditor.store.accounts import remove_account
from auditor.store.attempts import PER_ACCOUNT_AND_NETWORK
from auditor.store.log import EDITOR, SERVICE
from auditor.store.passwords import hash_password, is_right
from auditor.store.tables import log_entry, login
from tests.accounts import TESTER, add_account

ROOT = Path(__file__).parents[3]
PASSWORD, ANOTHER = "a long enough password", "six more words than that"
OWN = {"Sec-Fetch-Site": "same-origin"}


@pytest.fixture
def app(auditor: Auditor, database: str) -> Iterator[Flask]:
    """A service with a viewer, a reviewer and an admin."""
    made = create_app(
        {"DATABASE": database, "AUDITOR": auditor, "OPEN": True, "PROPAGATE_EXCEPTIONS": False, "PROXIES": 1}
    )
    with made.extensions["auditor"].store.writing() as connection:
        for name, role in (("Vi", "viewer"), ("Ann", "reviewer"), ("Bo", "admin")):
            add_account(connection, name, PASSWORD, role)
    yield made
    made.extensions["auditor"].store.close()


@pytest.fixture
def enter(app: Flask) -> Callable[..., FlaskClient]:
    """Logs somebody in, in a browser of their own."""

    def make(name: str = "Ann", password: str = PASSWORD) -> FlaskClient:
        client = app.test_client()
        assert log_in(client, name, password).status_code == 303
        return client

    return make


def log_in(client: FlaskClient, name: str = "Ann", password: str = PASSWORD, **headers: str) -> Any:
    return client.post("/login", data={"name": name, "password": password}, headers={**OWN, **headers})


def change(client: FlaskClient, old: str, new: str, again: str | None = None) -> Any:
    form = {"old": old, "new": new, "again": new if again is None else again}
    return client.post("/account/password", data=form, headers=OWN)


def said(app: Flask) -> list[tuple[str, str, str, str | None]]:
    """The log: kind, who, action, address."""
    with app.extensions["auditor"].store.reading() as connection:
        columns = (log_entry.c.kind, log_entry.c.who, log_entry.c.action, log_entry.c.address)
        return [tuple(row) for row in connection.execute(select(*columns).order_by(log_entry.c.id))][3:]


def test_the_password_is_changed_by_who_knows_the_old_one(app: Flask, enter: Callable[..., FlaskClient]) -> None:
    client, elsewhere = enter(), enter()
    assert change(client, "not the old one at all", ANOTHER).status_code == 403
    assert "differ" in change(client, PASSWORD, ANOTHER, ANOTHER + "!").text
    answer = change(client, PASSWORD, "aaaaaaaaaaaaaaaaaaaa")
    assert answer.status_code == 400
    assert "easy to guess" in answer.text
    assert change(client, PASSWORD, ANOTHER).headers["Location"] == "/account?done=password"
    assert "all other logins have ended" in client.get("/account?done=password").text
    assert elsewhere.get("/").status_code == 303, "whoever was logged in with the old one is out"
    assert log_in(app.test_client()).status_code == 403
    enter(password=ANOTHER)
    assert ("editor", "Ann", "password changed", "127.0.0.1") in said(app)


def test_tries_of_the_old_password_count(enter: Callable[..., FlaskClient]) -> None:
    client = enter()
    statuses = [
        change(client, "not the old one at all", ANOTHER).status_code for _ in range(PER_ACCOUNT_AND_NETWORK + 1)
    ]
    assert statuses == [403] * PER_ACCOUNT_AND_NETWORK + [429]
    assert change(client, PASSWORD, ANOTHER).status_code == 429


def test_out_everywhere_and_out_here(app: Flask, enter: Callable[..., FlaskClient]) -> None:
    client, second, third, other = enter(), enter(), enter(), enter("Bo")
    page = client.get("/account").text
    assert page.count("127.0.0.1") == 3
    assert page.count("(this one)") == 1
    assert second.post("/logout", headers=OWN).status_code == 303
    assert [each.get("/").status_code for each in (client, second, third)] == [200, 303, 200]
    assert client.post("/account/logout", headers=OWN).status_code == 303
    assert [each.get("/").status_code for each in (client, third, other)] == [303, 303, 200]
    assert (EDITOR, "Ann", "logged out everywhere", "127.0.0.1") in said(app)


def test_a_login_that_is_not_used_ends(app: Flask, enter: Callable[..., FlaskClient]) -> None:
    client, store = enter(), app.extensions["auditor"].store
    for minutes, status in ((59, 200), (61, 303)):
        with store.writing() as connection:
            connection.execute(update(login).values(used=datetime.now(UTC) - timedelta(minutes=minutes)))
        assert client.get("/").status_code == status
    client = enter()
    with store.writing() as connection:
        connection.execute(update(login).values(created=datetime.now(UTC) - timedelta(days=7, minutes=1)))
    assert client.get("/").status_code == 303, "used or not, none lasts longer than a week"


def test_cookies_are_bound_to_this_host_behind_tls(app: Flask) -> None:
    client = app.test_client()
    plain = log_in(client).headers["Set-Cookie"]
    assert plain.startswith("auditor_login=")
    assert "Secure" not in plain
    cookie = log_in(client, **{"X-Forwarded-Proto": "https"}).headers["Set-Cookie"]
    assert cookie.startswith("__Host-auditor_login=")
    parts = cookie.split("; ")[1:]
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(parts)
    assert not any(part.startswith("Domain") for part in parts), "a sister host's page could set it"


def test_behind_tls_a_cookie_that_any_host_could_set_opens_nothing(app: Flask) -> None:
    client = app.test_client()
    token = log_in(client).headers["Set-Cookie"].partition("=")[2].partition(";")[0]
    stranger = app.test_client()
    stranger.set_cookie("auditor_login", token, secure=False)
    assert stranger.get("/").status_code == 200
    assert stranger.get("/", headers={"X-Forwarded-Proto": "https"}).status_code == 303
    stranger.set_cookie("__Host-auditor_login", token)
    assert stranger.get("/", headers={"X-Forwarded-Proto": "https"}).status_code == 200


@pytest.mark.parametrize(
    "path", ["/queue", "/audits/1/assign", "/audits/1/findings/1", "/sources/a/replies", "/sources/a/mute"]
)
def test_a_viewer_decides_nothing(enter: Callable[..., FlaskClient], path: str) -> None:
    answer = enter("Vi").post(path, data={"audit": "1"}, headers=OWN)
    assert answer.status_code == 403
    assert "Only a" in answer.text


def test_a_viewer_sees_no_forms_of_decisions(app: Flask, auditor: Auditor, enter: Callable[..., FlaskClient]) -> None:
    from auditor.article import Article

    text = "Give to us today. The council met on Friday, 6 March 2025."
    app.extensions["auditor"].store.add(auditor.audit(Article(text=text, source="a.example")))
    viewer, reviewer = enter("Vi"), enter()
    for path in ("/?state=all", "/audits/1", "/sources/a.example"):
        forms = [client.get(path).text.count("<button") for client in (viewer, reviewer)]
        assert forms[0] < forms[1], path
        assert viewer.get(path).status_code == 200
    assert 'action="/audits/1/' not in viewer.get("/audits/1").text
    assert viewer.post("/try", data={"text": text}, headers=OWN).status_code == 200


def test_what_people_do_is_in_the_log(app: Flask, enter: Callable[..., FlaskClient]) -> None:
    enter()
    for _ in range(PER_ACCOUNT_AND_NETWORK + 3):
        log_in(app.test_client(), "Ann", "not the password at all")
        log_in(app.test_client(), "my secret password", "Ann")
    entries = said(app)
    assert entries == [
        (EDITOR, "Ann", "logged in", "127.0.0.1"),
        *[(SERVICE, "sign-in", "log-in refused", "127.0.0.1")] * 2,
    ]
    with app.extensions["auditor"].store.reading() as connection:
        objects = connection.execute(select(log_entry.c.object).order_by(log_entry.c.id)).scalars().all()
    assert objects[-2:] == ["user:Ann", "user"], "a name of nobody may be a password"


def test_once_there_was_a_login_the_pages_never_open_again(app: Flask) -> None:
    with app.extensions["auditor"].store.writing() as connection:
        for name in ("Vi", "Ann", "Bo"):
            remove_account(connection, name, TESTER)
    assert app.test_client().get("/").status_code == 303


def test_who_hashes_too_long_is_told_to_come_again(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from api.review import trying

    now = [100.0]
    monkeypatch.setattr(time, "monotonic", lambda: now[0])
    app.extensions[HASHING] = trying.Hashing(_seen=now[0])

    def slow(kept: str | None, password: str) -> bool:
        now[0] += 2 * SHARE_AT_ONCE_SECONDS
        return kept is not None

    monkeypatch.setattr(trying, "is_right", slow)
    assert log_in(app.test_client()).status_code == 303
    answer = log_in(app.test_client())
    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) == 3
    now[0] += 3
    assert log_in(app.test_client()).status_code == 303


def test_who_waits_too_long_for_a_turn_loses_no_try(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    from api.review import trying

    monkeypatch.setattr(trying, "HASH_WAIT_SECONDS", 0.01)
    hashing = app.extensions[HASHING]
    with hashing.slots.taken(1), hashing.slots.taken(1):
        for _ in range(PER_ACCOUNT_AND_NETWORK + 3):
            answer = log_in(app.test_client())
            assert (answer.status_code, "passwords are being checked" in answer.text) == (503, True)
    assert log_in(app.test_client()).status_code == 303


def test_a_log_in_waits_for_its_turn_beside_others(app: Flask) -> None:
    hashing = app.extensions[HASHING]
    with ThreadPoolExecutor(HASHES_WAITING) as pool:
        with hashing.slots.taken(1), hashing.slots.taken(1):
            waiting = [pool.submit(log_in, app.test_client()) for _ in range(HASHES_WAITING)]
            assert not wait(waiting, 0.3).done
        assert [each.result().status_code for each in waiting] == [303] * HASHES_WAITING


def test_threads_are_left_beside_all_that_may_wait() -> None:
    """For what takes milliseconds, under both servers."""
    names = ("AUDIT_SLOTS", "AUDIT_WAITING", "PAGE_SLOTS", "PAGE_WAITING")
    busy = sum(DEFAULTS[name] for name in names) + HASHES + HASHES_WAITING
    deployed = runpy.run_path(str(ROOT / "deploy" / "gunicorn.conf.py"))["threads"]
    assert busy <= min(THREADS, deployed) - 2


def test_no_transaction_is_open_while_a_password_is_checked(
    app: Flask, enter: Callable[..., FlaskClient], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hash takes longer than a whole audit; SQLite has one writer."""
    from api.review import account, trying

    store, checked = app.extensions["auditor"].store, []

    def watched(work: Callable[..., Any]) -> Callable[..., Any]:
        def checking(*values: Any) -> Any:
            checked.append(store.database.engine.pool.checkedout())
            return work(*values)

        return checking

    monkeypatch.setattr(trying, "is_right", watched(is_right))
    monkeypatch.setattr(account, "hash_password", watched(hash_password))
    client = enter()
    log_in(app.test_client(), "nobody")
    assert change(client, PASSWORD, ANOTHER).status_code == 303
    assert checked == [0] * 4
