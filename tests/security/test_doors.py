"""No request is answered with a 500: any JSON, path, query, header, form or bytes, at every route there is."""

from __future__ import annotations

import os
import random
import re
from collections import Counter
from collections.abc import Iterator
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, Phase, given, seed, settings
from werkzeug.test import TestResponse

from api import create_app
from api.hooks import SENDERS
from auditor.audit import Auditor
from auditor.settings import load_settings
from auditor.store.keys import SCOPES, create_key, revoke_key
from tests.accounts import add_account
from tests.api.hooks.signing import SECRETS, signed
from tests.jobs.made import plain_auditor
from tests.postgresql import Server, new_schema, running
from tests.security.conftest import OWN, PASSWORD, log_in
from tests.security.hostile import Attempt, attempts

REQUESTS = int(os.environ.get("DOOR_REQUESTS", "400"))
"""How many are tried on each database; `make doors REQUESTS=100000` tries more."""
ROUND = 1_000
"""Requests of one run of Hypothesis, which remembers each."""
MAX_REFUSAL_BYTES = 64 << 10
REFUSED = 400
BROKEN = 500
ROLES = ("reviewer", "admin")
EVERYBODY = "all"
"""The caller with a key of all scopes and the login of an admin."""


class Doors(NamedTuple):
    """A service that needs keys and logins, and what opens it."""

    app: Flask
    keys: dict[str, str]
    clients: dict[str, FlaskClient]

    def ask(self, attempt: Attempt) -> TestResponse:
        """The answer to an attempt; whoever was logged out by one before logs in again."""
        answer = self._send(attempt)
        if attempt.caller == EVERYBODY and answer.headers.get("Location", "").startswith("/login"):
            self.clients[EVERYBODY] = log_in_anew(self.app)
            answer = self._send(attempt)
        return answer

    def _send(self, attempt: Attempt) -> TestResponse:
        client = self.clients.get(attempt.caller, self.clients["nobody"])
        headers = [*OWN.items(), *attempt.headers]
        if key := self.keys.get(attempt.caller):
            headers.insert(0, ("Authorization", f"Bearer {key}"))
        path = attempt.path
        if path.startswith("/v1/hooks/"):
            delivery = signed(attempt.sender, attempt.body)
            path, headers = f"/v1/hooks/{attempt.sender}.example", [*headers, *delivery.headers.items()]
        last = {name.lower(): (name, value) for name, value in headers}
        return client.open(path, method=attempt.method, headers=list(last.values()), data=attempt.body)


def log_in_anew(app: Flask) -> FlaskClient:
    """A client with the login of an admin, from an address from where nobody was wrong about a password."""
    client, address = app.test_client(), str(IPv4Address(random.randrange(1 << 31)))
    entered = client.post(
        "/login", data={"name": "admin", "password": PASSWORD}, headers=OWN, environ_base={"REMOTE_ADDR": address}
    )
    assert entered.status_code == 303, entered.text
    return client


@pytest.fixture(scope="module")
def postgresql() -> Iterator[Server]:
    """A PostgreSQL server of our own."""
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def doors(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Doors]:
    """A service on each database, with a key of each scope, an editor of each role and a hook of each CMS."""
    url = f"sqlite:///{tmp_path}/auditor.db"
    if request.param == "postgresql":
        url = new_schema(request.getfixturevalue("postgresql"))
    app = create_app(
        {
            "DATABASE": url, "AUDITOR": hooked(plain_auditor(), tmp_path), "RATE_LIMIT": None, "ADDRESS_LIMIT": None,
            "LOGIN_LIMIT": None, "PROPAGATE_EXCEPTIONS": False,
        }
    )  # fmt: skip
    yield open_doors(app)
    app.extensions["auditor"].close()


def hooked(auditor: Auditor, folder: Path) -> Auditor:
    """`auditor` with settings that have a hook of each CMS, of the source that is called after it."""
    lines = []
    for sender in SENDERS:
        (folder / sender).write_text(SECRETS[sender], encoding="utf-8")
        lines.append(f'[source."{sender}.example".hook]\nsender = "{sender}"\nsecrets = ["file:{sender}"]\n')
    path = folder / "auditor.toml"
    path.write_text("".join(lines), encoding="utf-8")
    auditor.settings = load_settings(path, auditor.ruleset)
    return auditor


def open_doors(app: Flask) -> Doors:
    """Make the keys and logins, and keep an article with a finding."""
    with app.extensions["auditor"].store.writing() as connection:
        keys = {scope: create_key(connection, scope, [scope]) for scope in SCOPES}
        keys |= {name: create_key(connection, name, SCOPES) for name in (EVERYBODY, "revoked")}
        revoke_key(connection, "revoked")
        for role in ROLES:
            add_account(connection, role, PASSWORD, role)
    clients = {role: log_in(app, role) for role in ROLES}
    clients |= {EVERYBODY: clients["admin"], "nobody": app.test_client(use_cookies=False)}
    article = {"text": "The the council met.", "source": "valley.example", "title": "The council met"}
    made = clients["nobody"].post("/v1/audits", json=article, headers={"Authorization": f"Bearer {keys[EVERYBODY]}"})
    assert made.json and made.json["findings"]
    return Doors(app, keys, clients)


PLACE = re.compile(r"<[^<>]*>")


def test_no_path_with_a_nul_leads_anywhere(doors: Doors) -> None:
    """Random paths met the one place where it did once in 50,000."""
    for rule in doors.app.url_map.iter_rules():
        for place in PLACE.finditer(rule.rule):
            path = PLACE.sub("1", rule.rule[: place.start()]) + "%00" + PLACE.sub("1", rule.rule[place.end() :])
            for method in sorted((rule.methods or set()) - {"OPTIONS"}):
                shown = {**OWN, "Authorization": f"Bearer {doors.keys[EVERYBODY]}"}
                answer = doors.clients[EVERYBODY].open(path, method=method, headers=shown, json={})
                assert answer.status_code == 404, f"{method} {path}"


def faults(answer: TestResponse) -> list[str]:
    """What is wrong with an answer, whatever was asked."""
    found, status, place = [], answer.status_code, answer.headers.get("Location", "/")
    if status >= BROKEN:
        found.append(f"status {status}")
    if not place.startswith("/") or place.startswith("//"):
        found.append(f"Location: {place}")
    if status >= REFUSED and len(answer.data) > MAX_REFUSAL_BYTES:
        found.append(f"a refusal of {len(answer.data)} bytes")
    if status >= REFUSED and answer.mimetype not in ("application/problem+json", "text/html", "text/plain"):
        found.append(f"a refusal as {answer.mimetype}")
    return found


@pytest.mark.skipif(REQUESTS < 1, reason="no requests were asked for")
def test_no_request_is_answered_with_a_500(doors: Doors, request: pytest.FixtureRequest) -> None:
    counts: Counter[int] = Counter()
    broken: list[str] = []

    def attempt_all(number: int, count: int) -> None:
        @seed(number)
        @settings(
            max_examples=count, database=None, deadline=None, phases=[Phase.generate],
            suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(attempts(list(doors.app.url_map.iter_rules())))
        def attempt_one(attempt: Attempt) -> None:
            answer = doors.ask(attempt)
            counts[answer.status_code] += 1
            if found := faults(answer):
                broken.append(f"{found} for {_told(attempt)}")

        attempt_one()

    for number in range(0, REQUESTS, ROUND):
        attempt_all(number, min(ROUND, REQUESTS - number))
    print(f"\n{request.node.name}: {counts.total():,} requests, by status {dict(sorted(counts.items()))}")
    print(*broken, sep="\n")
    assert not broken, f"{len(broken)} of {counts.total()}"


def _told(attempt: Attempt) -> str:
    """An attempt as a person reads it."""
    parts: tuple[Any, ...] = (attempt.method, attempt.path, attempt.headers, attempt.body, attempt.caller)
    return " ".join(str(part)[:300] for part in parts)
