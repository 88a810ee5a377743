"""Secrets: none stands in the database, in a log, in an answer or in a report, whatever was asked and whatever broke."""

from __future__ import annotations

import logging
from base64 import b64encode
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api import create_app
from auditor.audit import Auditor
from auditor.settings import load_settings
from auditor.store.keys import SCOPES, create_key, list_keys
from auditor.store.tables import access_key
from tests.accounts import add_account
from tests.api.hooks.payloads import ghost
from tests.api.hooks.signing import signed

OWN = {"Sec-Fetch-Site": "same-origin"}
PASSWORD = "correct horse battery staple"
WRONG_PASSWORD = "incorrect horse battery staple"
HOOK_SECRET, GHOST_KEY = "the hook's own shared secret", "0123456789abcdef:fedcba9876543210fedcba98"
WEBHOOK_SECRET = "whsec_" + b64encode(bytes(range(32))).decode()
SETTINGS = """
[source."harbour.example".hook]
sender = "ghost"
secrets = ["env:HOOK_SECRET"]
[source."harbour.example".ghost]
url = "https://harbour.example"
key = "env:GHOST_KEY"
[[webhook]]
url = "https://receiver.example/hook"
secret = "WEBHOOK_SECRET"
"""


class Session:
    """What a service heard and said while it was used."""

    def __init__(self, client: FlaskClient, folder: Path) -> None:
        self.client, self.folder = client, folder
        self.said: list[str] = []

    def ask(self, method: str, path: str, **options: Any) -> int:
        """The status of an answer, whose text and headers are kept."""
        answer = self.client.open(path, method=method, **options)
        headers = {name: value for name, value in answer.headers if name != "Set-Cookie"}
        self.said.append(f"{headers}\n{answer.text}")
        return answer.status_code


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Session]:
    """A closed service that has every kind of secret."""
    for name, value in {
        "HOOK_SECRET": HOOK_SECRET, "GHOST_KEY": GHOST_KEY, "WEBHOOK_SECRET": WEBHOOK_SECRET,
    }.items():  # fmt: skip
        monkeypatch.setenv(name, value)
    path = tmp_path / "auditor.toml"
    path.write_text(SETTINGS, encoding="utf-8")
    auditor = Auditor()
    auditor.settings = load_settings(path, auditor.ruleset)
    database = f"sqlite:///{tmp_path}/auditor.db"
    app = create_app({"DATABASE": database, "AUDITOR": auditor, "PROPAGATE_EXCEPTIONS": False})
    yield Session(app.test_client(), tmp_path)
    app.extensions["auditor"].close()


def test_a_session_of_everything_leaves_no_secret_behind(
    session: Session,
    caplog: pytest.LogCaptureFixture,
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    caplog.set_level(logging.DEBUG)
    store = session.client.application.extensions["auditor"].store
    with store.writing() as connection:
        key = create_key(connection, "desk", SCOPES)
        add_account(connection, "Ann", PASSWORD, "admin")
    login = _use(session, key, monkeypatch)
    secrets = [key, PASSWORD, WRONG_PASSWORD, HOOK_SECRET, GHOST_KEY, WEBHOOK_SECRET, login]
    told = {"log": caplog.text + "".join(capfd.readouterr()), "answers": "\n".join(session.said)}
    assert '"event": "error"' in told["log"]
    assert "desk" in told["log"]
    for place, text in told.items():
        for secret in (*secrets, key[:-6], key.removeprefix("aud_")[8:]):
            assert secret not in text, (place, secret)
    store.close()
    kept = b"".join(path.read_bytes() for path in session.folder.iterdir() if path.name.startswith("auditor.db"))
    assert len(kept) > 100_000
    for secret in secrets:
        assert secret.encode() not in kept, secret


def _use(session: Session, key: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """Do what callers, CMSs and editors do, rightly and wrongly; the login's token."""
    shown = {"Authorization": f"Bearer {key}"}
    article = {"text": "Give to us today. The council met on Friday, 6 March 2025.", "source": "harbour.example"}
    assert session.ask("POST", "/v1/audits", json=article, headers=shown) == 201
    assert session.ask("GET", "/v1/audits/1.html", headers=shown) == 200
    assert session.ask("GET", "/v1/audits/1", headers={"Authorization": f"Bearer {key}x"}) == 401
    assert session.ask("GET", f"/v1/rules/title/{key[:8]}", headers={"Authorization": f"Basic {key}"}) == 401
    form = {"text": "The the.", "language": "en-US", "username": "desk", "apiKey": key}
    assert session.ask("GET", "/v2/check", query_string=form) == 400
    assert session.ask("POST", "/v2/check", data=form) == 200
    assert session.ask("POST", "/v2/check", data={**form, "language": "xx"}) == 400
    assert session.ask("POST", "/v1/hooks/harbour.example", **_delivery(HOOK_SECRET)) == 202
    assert session.ask("POST", "/v1/hooks/harbour.example", **_delivery("another secret than ours")) == 401
    for password, status in ((WRONG_PASSWORD, 403), (PASSWORD, 303)):
        assert session.ask("POST", "/login", data={"name": "Ann", "password": password}, headers=OWN) == status
    for path in ("/", "/audits/1", "/sources", "/try", "/docs", "/openapi.json"):
        assert session.ask("GET", path) == 200
    for path in ("/metrics", "/v1/jobs/1", "/v1/sources"):
        assert session.ask("GET", path, headers=shown) in (200, 404)
    _break(session, key, monkeypatch)
    cookie = session.client.get_cookie("auditor_login")
    assert cookie is not None
    return cookie.value


def _delivery(secret: str) -> dict[str, Any]:
    request = signed("ghost", ghost(), secret=secret)
    return {"data": request.body, "headers": request.headers}


def _break(session: Session, key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the service fail with the key in the error's own words."""

    def broken(*_: object) -> None:
        raise RuntimeError(f"{key} {HOOK_SECRET}")

    with monkeypatch.context() as patched:
        patched.setattr("api.audits.read_article_row", broken)
        assert session.ask("POST", "/v1/audits", json={}, headers={"Authorization": f"Bearer {key}"}) == 500


def test_the_store_has_digests_and_no_keys(session: Session) -> None:
    store = session.client.application.extensions["auditor"].store
    with store.writing() as connection:
        key = create_key(connection, "desk", ["read"])
        (row,) = connection.execute(access_key.select()).mappings()
        (listed,) = list_keys(connection)
    assert len(row["digest"]) == 64
    for value in (*row.values(), repr(listed)):
        assert key not in str(value)
    assert key.startswith(row["prefix"])
    assert len(key) - len(row["prefix"]) >= 41, "enough is left to guess"


def test_settings_are_shown_without_secrets(session: Session) -> None:
    """In a traceback or a debugger, too."""
    extensions = session.client.application.extensions
    shown = repr((extensions["hooks"], extensions["auditor"].store.webhooks, extensions["auditor"].auditor.settings))
    for secret in (HOOK_SECRET, GHOST_KEY, WEBHOOK_SECRET):
        assert secret not in shown
    with pytest.raises(ValueError, match="elsewhere") as raised:
        path = session.folder / "auditor.toml"
        path.write_text(SETTINGS.replace("env:HOOK_SECRET", HOOK_SECRET), encoding="utf-8")
        load_settings(path, extensions["auditor"].auditor.ruleset)
    assert HOOK_SECRET not in str(raised.value)
