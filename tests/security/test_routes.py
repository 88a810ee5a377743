"""Every address of the service, asked by everybody there is: none, each scope, a revoked key, editors, other sites."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import make_url, update
from werkzeug.test import TestResponse

from api import create_app
from auditor.audit import Auditor
from auditor.store.keys import SCOPES
from auditor.store.tables import login
from tests.security.conftest import OWN, Service, log_in

PUBLIC, SIGNED, FORM_KEY = "public", "signed", "key in the form"
VIEWER, EDITOR, ADMIN = LOGINS = ("anybody who is logged in", "editor who decides", "editor who is an admin")
NEEDS = {
    # The API: one scope each.
    "GET /v1/articles/<int:article>": "read",
    "DELETE /v1/articles/<int:article>": "admin",
    "GET /v1/articles/<int:article>/diff": "read",
    "GET /v1/articles/<int:article>/revisions": "read",
    "GET /v1/audits": "read",
    "POST /v1/audits": "audit",
    "GET /v1/audits/<int:audit>": "read",
    "GET /v1/audits/<int:audit>.<any(json, html, sarif, jsonld):form>": "read",
    "GET /v1/audits/<int:audit>/findings": "read",
    "POST /v1/batches": "audit",
    "GET /v1/batches/<batch>": "read",
    "GET /v1/batches/<batch>/events": "read",
    "GET /v1/batches/<batch>/jobs": "read",
    "GET /v1/check": "check",
    "POST /v1/check": "check",
    "POST /v1/check/decisions": "editors",
    "GET /v1/findings/<int:finding>": "read",
    "GET /v1/findings/<int:finding>/decisions": "read",
    "POST /v1/findings/<int:finding>/decisions": "review",
    "GET /v1/jobs/<int:job>": "read",
    "GET /v1/log": "admin",
    "GET /v1/rules": "read",
    "GET /v1/rules/<topic>/<name>": "read",
    "GET /v1/rulesets/<digest>": "read",
    "GET /v1/sources": "read",
    "GET /v1/sources/<source>": "read",
    "GET /v1/sources/<source>/findings": "read",
    "GET /v1/sources/<source>/history": "read",
    "GET /v1/sources/<source>/mutes": "read",
    "DELETE /v1/sources/<source>/mutes/<topic>/<name>": "admin",
    "PUT /v1/sources/<source>/mutes/<topic>/<name>": "admin",
    "GET /v1/sources/<source>/replies": "read",
    "POST /v1/sources/<source>/replies": "admin",
    "GET /v1/stories": "read",
    "GET /v1/stories/<int:story>": "read",
    "GET /metrics": "admin",
    "POST /v1/hooks/<source>": SIGNED,
    "GET /v2/check": FORM_KEY,
    "POST /v2/check": FORM_KEY,
    # The pages: a login.
    "GET /": VIEWER,
    "GET /account": VIEWER,
    "POST /account/logout": VIEWER,
    "POST /account/password": VIEWER,
    "GET /audits/<int:audit>": VIEWER,
    "POST /audits/<int:audit>/assign": EDITOR,
    "POST /audits/<int:audit>/findings/<int:finding>": EDITOR,
    "GET /audits/<int:audit>/erase": ADMIN,
    "POST /audits/<int:audit>/erase": ADMIN,
    "GET /compare": VIEWER,
    "GET /log": ADMIN,
    "POST /queue": EDITOR,
    "GET /rules": VIEWER,
    "GET /rules/<topic>/<name>": VIEWER,
    "GET /sources": VIEWER,
    "GET /sources/<name>": VIEWER,
    "GET /sources/<name>/mute": ADMIN,
    "POST /sources/<name>/mute": ADMIN,
    "POST /sources/<name>/replies": EDITOR,
    "POST /sources/<name>/unmute": ADMIN,
    "GET /stories": VIEWER,
    "GET /stories/<int:story>": VIEWER,
    "GET /try": VIEWER,
    "POST /try": VIEWER,
    # What tells nothing of articles.
    "GET /docs": PUBLIC,
    "GET /healthz": PUBLIC,
    "GET /login": PUBLIC,
    "POST /login": PUBLIC,
    "POST /logout": PUBLIC,
    "GET /openapi.json": PUBLIC,
    "GET /readyz": PUBLIC,
    "GET /static/<name>": PUBLIC,
    "GET /v2/<path:rest>": PUBLIC,
    "GET /v2/healthcheck": PUBLIC,
    "GET /v2/info": PUBLIC,
    "GET /v2/languages": PUBLIC,
    "GET /v2/maxtextlength": PUBLIC,
}
"""Who may call what; a new address must be put here, and nothing here may be missing from the service."""
SCOPED = [route for route, need in NEEDS.items() if need in SCOPES]
PAGES = [route for route, need in NEEDS.items() if need in LOGINS]
WRITES = [route for route in NEEDS if not route.startswith("GET ")]
REFUSED = (401, 403)


def routes(app: Flask) -> Iterator[str]:
    for rule in app.url_map.iter_rules():
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            yield f"{method} {rule.rule}"


def address(route: str) -> str:
    """The route with something in its places; nothing of it stands in the store."""
    pieces = route.partition(" ")[2].split("/")
    return "/".join(_filled(piece) for piece in pieces)


def _filled(piece: str) -> str:
    if not piece.startswith("<"):
        return piece
    name, _, rest = piece[1:].partition(">")
    return ("1" if name.startswith("int:") else "x") + rest.replace("<any(json, html, sarif, jsonld):form>", "json")


def ask(client: FlaskClient, route: str, key: str | None = None, **headers: str) -> TestResponse:
    shown = {"Authorization": f"Bearer {key}"} if key else {}
    method = route.partition(" ")[0]
    body: dict[str, Any] = {} if method == "GET" else {"json": {}}
    if NEEDS.get(route) in LOGINS:
        body = {} if method == "GET" else {"data": {}}
    return client.open(address(route), method=method, headers={**shown, **headers}, **body)


def test_the_table_names_every_address(closed: Service) -> None:
    assert sorted(routes(closed.app)) == sorted(NEEDS)


@pytest.mark.parametrize("route", SCOPED)
def test_only_the_scope_of_an_operation_opens_it(closed: Service, route: str) -> None:
    need = NEEDS[route]
    client = closed.app.test_client()
    for key in (None, closed.keys["revoked"], closed.keys[need].swapcase()):
        assert ask(client, route, key).status_code == 401, key and "a wrong key"
    statuses = {scope: ask(client, route, closed.keys[scope]).status_code for scope in SCOPES}
    assert statuses.pop(need) not in (*REFUSED, 500)
    assert set(statuses.values()) == {403}, statuses
    if route.startswith("GET "):
        assert client.head(address(route)).status_code == 401


@pytest.mark.parametrize("route", PAGES)
def test_pages_open_to_logins_only(closed: Service, route: str) -> None:
    stranger = closed.app.test_client()
    for key in (None, closed.keys["admin"]):
        answer = ask(stranger, route, key, **OWN)
        assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (303, "/login")
    answers = {role: ask(log_in(closed.app, role), route, **OWN) for role in closed.editors}
    refused = {role for role, answer in answers.items() if answer.status_code == 403 and "Only a" in answer.text}
    assert refused == {VIEWER: set(), EDITOR: {"viewer"}, ADMIN: {"viewer", "reviewer"}}[NEEDS[route]]
    assert answers["admin"].status_code not in (*REFUSED, 500)
    for answer in answers.values():
        assert route == "POST /account/logout" or not answer.headers.get("Location", "").startswith("/login")


@pytest.mark.parametrize("route", SCOPED)
def test_a_login_does_not_open_the_api(closed: Service, route: str) -> None:
    assert ask(closed.editors["admin"], route).status_code == 401


@pytest.mark.parametrize("route", [route for route, need in NEEDS.items() if need == FORM_KEY])
@pytest.mark.parametrize("scope", [None, "revoked", *SCOPES])
def test_the_key_in_a_form(closed: Service, route: str, scope: str | None) -> None:
    form = {"text": "A text.", "language": "en-US"}
    if scope:
        form |= {"username": "desk", "apiKey": closed.keys[scope]}
    client = closed.app.test_client()
    if route.startswith("GET"):
        status = client.get("/v2/check", query_string=form).status_code
        assert status == (400 if scope else 403), "a key must not stand in an address, whosever it is"
    else:
        assert client.post("/v2/check", data=form).status_code == (200 if scope == "check" else 403)


@pytest.mark.parametrize("method", ["GET", "POST"])
def test_the_key_in_a_header_opens_the_check_too(closed: Service, method: str) -> None:
    form, client = {"text": "A text.", "language": "en-US"}, closed.app.test_client()
    sent: dict[str, Any] = {"query_string" if method == "GET" else "data": form}
    statuses = {
        scope: client.open(
            "/v2/check", method=method, headers={"Authorization": f"Bearer {closed.keys[scope]}"}, **sent
        ).status_code
        for scope in ("check", "read", "revoked")
    }
    assert statuses == {"check": 200, "read": 403, "revoked": 403}


def test_a_hook_that_is_not_configured_is_nowhere(closed: Service) -> None:
    assert ask(closed.app.test_client(), "POST /v1/hooks/<source>", closed.keys["admin"]).status_code == 404


@pytest.mark.parametrize("route", [route for route, need in NEEDS.items() if need == PUBLIC])
def test_what_is_public_tells_nothing_of_articles(closed: Service, route: str) -> None:
    answer = ask(closed.app.test_client(), route, **OWN)
    assert answer.status_code in (200, 303, 403, 404)
    assert (answer.status_code == 403) == (route == "POST /login"), "a wrong password"


@pytest.fixture(scope="module")
def open_service(auditor: Auditor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[FlaskClient]:
    """A service on a loopback address, for which no key and no account was made."""
    database = f"sqlite:///{tmp_path_factory.mktemp('open')}/auditor.db"
    app = create_app({"DATABASE": database, "AUDITOR": auditor, "OPEN": True, "PROPAGATE_EXCEPTIONS": False})
    yield app.test_client()
    app.extensions["auditor"].close()


@pytest.mark.parametrize("route", [route for route, need in NEEDS.items() if need not in (PUBLIC, SIGNED)])
def test_an_open_service_needs_no_key(open_service: FlaskClient, route: str) -> None:
    answer = ask(open_service, route, **OWN)
    assert answer.status_code not in (*REFUSED, 500)
    assert not answer.headers.get("Location", "").startswith("/login")
    if NEEDS[route] in SCOPES:
        assert ask(open_service, route, "aud_wrong").status_code == 401, "a wrong key is wrong here too"


@pytest.mark.parametrize("route", [route for route in WRITES if route != "POST /v2/check"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
    ],
)
def test_no_page_of_another_site_writes(
    open_service: FlaskClient, closed: Service, route: str, headers: dict[str, str]
) -> None:
    for client in (open_service, closed.editors["admin"]):
        assert ask(client, route, **headers).status_code == 403


def test_nothing_is_changed_by_reading(closed: Service) -> None:
    """Browsers send GET from anywhere, with the cookie: none may write, but that the login is in use still."""
    path = make_url(closed.app.config["DATABASE"]).database or ""
    client = log_in(closed.app, "admin")

    def kept(*, uses: bool) -> list[str]:
        with closing(sqlite3.connect(":memory:")) as copy:
            with closing(sqlite3.connect(path)) as connection:
                connection.backup(copy)
            if not uses:
                copy.execute("UPDATE login SET used = NULL")
            return [row for row in copy.iterdump() if '"quota_window"' not in row]

    def read_all() -> None:
        for route in PAGES:
            if route.startswith("GET "):
                ask(client, route)

    before = kept(uses=True)
    read_all()
    assert kept(uses=True) == before, "within a minute of the log-in, its use is no news"
    with closed.app.extensions["auditor"].store.writing() as connection:
        connection.execute(update(login).values(used=datetime.now(UTC) - timedelta(minutes=2)))
    before, used = kept(uses=False), kept(uses=True)
    read_all()
    assert kept(uses=False) == before
    assert kept(uses=True) != used


SQL = ("x' OR '1'='1", "x'; DROP TABLE report; --", 'x" OR ""="', "x) UNION SELECT digest FROM access_key --", "%", "_")


@pytest.mark.parametrize("value", SQL)
@pytest.mark.parametrize("name", ["source", "rule", "topic", "id", "url", "ruleset", "sort", "cursor", "severity", "q"])
def test_sql_in_a_filter_is_text(open_service: FlaskClient, name: str, value: str) -> None:
    answer = open_service.get("/v1/audits", query_string={name: value})
    assert answer.status_code in (200, 404, 422)
    assert answer.status_code != 200 or answer.json == open_service.get("/v1/audits?source=nowhere.example").json
    assert open_service.get("/v1/sources/" + value).status_code in (404, 422)
