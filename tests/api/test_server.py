"""`auditor serve`: what happens before and around the service."""

from pathlib import Path
from typing import Any

import pytest
import waitress

from api import create_app
from api.app import make_folder
from api.server import seed_database, serve
from auditor.audit import Auditor
from auditor.store import Store, StoreError
from auditor.store.keys import create_key

TEXTS = {"a.txt": "The mayors met on Tuesday.", "b.txt": "The barrier is to cost $48 million."}


@pytest.fixture
def seeds(tmp_path: Path) -> Path:
    """A folder of two articles and a file that is none."""
    folder = tmp_path / "seeds"
    folder.mkdir()
    for name, text in TEXTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    (folder / "c.txt").write_bytes(b"\xff\xff\xff")
    return folder


def test_a_new_database_gets_the_seed_articles_once(
    auditor: Auditor, database: str, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert seed_database(auditor, database, seeds) == 2
    assert "c.txt" in capsys.readouterr().err
    assert seed_database(auditor, database, seeds) == 0
    app = create_app({"DATABASE": database, "AUDITOR": auditor, "OPEN": True})
    assert {row["id"] for row in app.test_client().get("/v1/audits").json["audits"]} == set(TEXTS)
    app.extensions["auditor"].close()


@pytest.fixture
def served(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    """What waitress was asked to serve."""
    asked: dict[str, Any] = {}
    monkeypatch.setattr("api.server.log_to_stderr", lambda: None)  # it would hold this test's stream for good
    monkeypatch.setattr(waitress, "serve", lambda app, **options: asked.update(options, app=app))
    return asked


def test_it_serves_where_it_was_asked_to(
    served: dict[str, Any], auditor: Auditor, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    serve(auditor, f"sqlite:///{seeds.parent}/auditor.db", ("127.0.0.1", 8123), seeds)
    assert (served["host"], served["port"]) == ("127.0.0.1", 8123)
    assert "127.0.0.1" in served["app"].config["TRUSTED_HOSTS"]
    assert "no keys" in capsys.readouterr().err
    assert served["app"].test_client().get("/v1/audits", base_url="http://127.0.0.1").json["total"] == 2
    served["app"].extensions["auditor"].close()


def test_another_address_needs_keys(served: dict[str, Any], auditor: Auditor, database: str) -> None:
    with pytest.raises(StoreError, match="auditor keys create"):
        serve(auditor, database, ("0.0.0.0", 8123))
    assert not served
    add_key(database)
    serve(auditor, database, ("0.0.0.0", 8123))
    assert served["app"].config["TRUSTED_HOSTS"] is None
    assert served["app"].test_client().get("/v1/audits").status_code == 401
    served["app"].extensions["auditor"].close()


def test_a_key_closes_the_loopback_address_too(
    served: dict[str, Any], auditor: Auditor, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make_folder(database)
    key = add_key(database)
    serve(auditor, database, ("127.0.0.1", 8123))
    assert "no keys" not in capsys.readouterr().err
    client = served["app"].test_client()
    assert client.get("/v1/audits").status_code == 401
    assert client.get("/v1/audits", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    served["app"].extensions["auditor"].close()


def add_key(database: str) -> str:
    """A key that may read."""
    store = Store(database)
    with store.writing() as connection:
        key = create_key(connection, "a reader", ["read"])
    store.close()
    return key


def test_a_service_without_an_auditor_has_the_shipped_rules(database: str, auditor: Auditor) -> None:
    app = create_app({"DATABASE": database})
    assert app.test_client().get("/healthz").json["ruleset"] == auditor.digest()
    app.extensions["auditor"].close()
