"""A closed service with a key of every scope and an editor of every role, as a newsroom would run it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import pytest
from flask import Flask
from flask.testing import FlaskClient

from api import create_app
from auditor.audit import Auditor
from auditor.store.accounts import ROLES
from auditor.store.keys import SCOPES, create_key, revoke_key
from tests.accounts import add_account

PASSWORD = "a long enough password"
OWN = {"Sec-Fetch-Site": "same-origin"}


class Service(NamedTuple):
    """The service, and what opens it."""

    app: Flask
    keys: dict[str, str]
    """The key of each scope; `revoked` has all scopes and was revoked."""
    editors: dict[str, FlaskClient]
    """A client that is logged in, by role."""


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    """The shipped rules, compiled once."""
    return Auditor()


@pytest.fixture(scope="module")
def closed(auditor: Auditor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Service]:
    """A service that needs keys and logins."""
    database = f"sqlite:///{tmp_path_factory.mktemp('closed')}/auditor.db"
    app = create_app(
        {"DATABASE": database, "AUDITOR": auditor, "ADDRESS_LIMIT": 1 << 20, "PROPAGATE_EXCEPTIONS": False}
    )
    with app.extensions["auditor"].store.writing() as connection:
        keys = {scope: create_key(connection, scope, [scope]) for scope in SCOPES}
        keys["revoked"] = create_key(connection, "revoked", SCOPES)
        revoke_key(connection, "revoked")
        for role in ROLES:
            add_account(connection, role, PASSWORD, role)
    yield Service(app, keys, {role: log_in(app, role) for role in ROLES})
    app.extensions["auditor"].close()


def log_in(app: Flask, name: str) -> FlaskClient:
    """A client with the login of an editor."""
    client = app.test_client()
    assert client.post("/login", data={"name": name, "password": PASSWORD}, headers=OWN).status_code == 303
    return client
