"""Who may use the pages, and whose forms they take."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask.testing import FlaskClient

from api import create_app
from auditor.audit import Auditor
from auditor.store import Store, StoreError
from auditor.store.accounts import list_accounts, remove_account, set_password
from auditor.store.attempts import PER_ACCOUNT_AND_NETWORK
from auditor.store.passwords import hash_password
from tests.accounts import TESTER, add_account

PASSWORD = "a long enough password"
OWN = {"Sec-Fetch-Site": "same-origin"}
PAGES = ("/", "/audits/1", "/compare", "/stories", "/sources", "/rules", "/rules/office/not-held", "/try")


def store_of(client: FlaskClient) -> Store:
    store: Store = client.application.extensions["auditor"].store
    return store


@pytest.fixture
def locked(auditor: Auditor, database: str) -> Iterator[FlaskClient]:
    """A client of a service with a reviewer and an admin."""
    app = create_app({"DATABASE": database, "AUDITOR": auditor, "OPEN": True, "PROPAGATE_EXCEPTIONS": False})
    with app.extensions["auditor"].store.writing() as connection:
        add_account(connection, "Ann", PASSWORD, "reviewer")
        add_account(connection, "Bo", PASSWORD, "admin")
    yield app.test_client()
    app.extensions["auditor"].store.close()


def log_in(client: FlaskClient, name: str = "Ann", password: str = PASSWORD, **form: str) -> Any:
    return client.post("/login", data={"name": name, "password": password, **form}, headers=OWN)


@pytest.mark.parametrize("path", PAGES)
def test_pages_need_a_login_once_there_are_accounts(locked: FlaskClient, path: str) -> None:
    response = locked.get(path)
    assert response.status_code == 303
    assert response.headers["Location"] == f"/login?next={path}"


def test_a_service_that_is_not_open_needs_one_even_without_accounts(auditor: Auditor, database: str) -> None:
    app = create_app({"DATABASE": database, "AUDITOR": auditor, "OPEN": False})
    client = app.test_client()
    assert client.get("/").status_code == 303
    assert "auditor users add NAME" in client.get("/login").text
    app.extensions["auditor"].store.close()


def test_an_open_service_says_that_it_is(client: FlaskClient) -> None:
    assert "No logins: everybody who reaches this address may decide" in client.get("/").text


def test_login_and_logout(locked: FlaskClient) -> None:
    response = log_in(locked, next="/rules?x=1")
    assert response.headers["Location"] == "/rules?x=1"
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Ann" in locked.get("/").text
    kept = cookie.split("=", 1)[1].split(";")[0]
    locked.post("/logout", headers=OWN)
    assert locked.get("/").status_code == 303
    locked.set_cookie("auditor_login", kept)
    assert locked.get("/").status_code == 303  # the login itself is over, not only its cookie


@pytest.mark.parametrize("elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:1"])
def test_login_leads_nowhere_else(locked: FlaskClient, elsewhere: str) -> None:
    assert log_in(locked, next=elsewhere).headers["Location"] == "/"


@pytest.mark.parametrize("name", ["Ann", "nobody"])
def test_wrong_passwords_are_refused_and_soon_not_even_tried(locked: FlaskClient, name: str) -> None:
    tries = [log_in(locked, name, "not the password at all") for _ in range(PER_ACCOUNT_AND_NETWORK + 1)]
    assert [answer.status_code for answer in tries] == [403] * PER_ACCOUNT_AND_NETWORK + [429]
    assert 0 < int(tries[-1].headers["Retry-After"]) <= 300
    assert log_in(locked, name).status_code == 429, "right ones, too"
    assert log_in(locked, "Bo").status_code == 303, "another account is not touched"


def test_a_removed_account_and_a_new_password_end_logins(locked: FlaskClient) -> None:
    log_in(locked)
    with store_of(locked).writing() as connection:
        set_password(connection, "Ann", hash_password("Ann", "another long password"), TESTER)
    assert locked.get("/").status_code == 303
    log_in(locked, password="another long password")
    assert locked.get("/").status_code == 200
    with store_of(locked).writing() as connection:
        remove_account(connection, "Ann", TESTER)
        assert [account.name for account in list_accounts(connection)] == ["Bo"]
    assert locked.get("/").status_code == 303


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (("Ann", PASSWORD, "reviewer"), "is a user"),
        (("Cy", "short", "reviewer"), "at least 15 characters"),
        (("", PASSWORD, "reviewer"), "1 to 64 characters"),
        (("Cy", PASSWORD, "owner"), "roles are: viewer, reviewer, admin"),
    ],
)
def test_accounts_that_cannot_be(locked: FlaskClient, values: tuple[str, str, str], message: str) -> None:
    with (
        pytest.raises(StoreError, match=message.replace("is a user", "there is a user")),
        store_of(locked).writing() as connection,
    ):
        add_account(connection, *values)


def test_only_admins_mute(locked: FlaskClient, auditor: Auditor) -> None:
    from auditor.article import Article

    store_of(locked).add(auditor.audit(Article(text="Give to us today.", source="a.example")))
    form = {"rule": "office/not-held", "reason": "why"}
    log_in(locked)
    assert locked.get("/sources/a.example/mute").status_code == 403
    assert locked.post("/sources/a.example/mute", data=form, headers=OWN).status_code == 403
    log_in(locked, "Bo")
    assert locked.post("/sources/a.example/mute", data=form, headers=OWN).status_code == 303
    assert "office/not-held" in locked.get("/sources/a.example").text


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 303),
        ({"Origin": "http://localhost"}, 303),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "none"}, 403),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 403),
    ],
)
def test_only_forms_of_our_own_pages_are_taken(
    client: FlaskClient, audit: Callable[..., dict[str, Any]], headers: dict[str, str], status: int
) -> None:
    number = audit()["audit"]
    assert client.post(f"/audits/{number}/assign", data={"who": "Ann"}, headers=headers).status_code == status


def test_pages_run_our_script_only(client: FlaskClient) -> None:
    response = client.get("/")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert response.headers["Cache-Control"] == "no-store"
    script = client.get("/static/review.js")
    assert script.mimetype == "text/javascript"
    assert len(script.data) < 8_000
    assert client.get("/static/article.html").status_code == 404
