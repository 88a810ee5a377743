"""`auditor serve`: what happens before and around the service."""

import urllib.request
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import waitress
from sqlalchemy import update

from api import create_app
from api.app import make_folder
from api.listening import listening
from api.server import seed_database, serve
from auditor.audit import Auditor
from auditor.cli import main
from auditor.store import Store, StoreError
from auditor.store.accounts import remove_account
from auditor.store.keys import create_key
from auditor.store.tables import access_key
from tests.accounts import TESTER, add_account
from tests.waited import waited_on

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


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The URL of a database that does not stand yet, in a folder that does not either."""
    return f"sqlite:///{tmp_path}/var/auditor.db"


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


def test_it_serves_where_it_was_asked_to_and_says_where_to_look(
    served: dict[str, Any], auditor: Auditor, seeds: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with listening("127.0.0.1", 0) as listener:
        serve(auditor, f"sqlite:///{seeds.parent}/auditor.db", listener, seeds)
        assert served["sockets"] == listener.sockets
        url = listener.url
    told = capsys.readouterr().err.splitlines()
    assert told[0] == f"auditor: auditing the articles of {seeds}"
    assert "c.txt" in told[1]
    assert told[2] == "auditor: 2 articles audited"
    assert "no keys" in told[3]
    assert told[4] == f"auditor: serving on {url}: pages for editors; {url}/docs has the API"
    assert served["app"].test_client().get("/v1/audits", base_url=url).json["total"] == 2
    assert served["app"].test_client().get("/v1/audits", base_url="http://rebound.example").status_code == 400
    served["app"].extensions["auditor"].close()


def has_ipv6() -> bool:
    try:
        with listening("::1", 0):
            return True
    except OSError:
        return False


needs_ipv6 = pytest.mark.skipif(not has_ipv6(), reason="this machine has no IPv6")


@pytest.mark.parametrize(
    ("host", "told"),
    [
        ("127.0.0.1", "127.0.0.1"), ("localhost", "localhost"), ("0.0.0.0", "127.0.0.1"),
        pytest.param("::1", "[::1]", marks=needs_ipv6), pytest.param("::", "[::1]", marks=needs_ipv6),
    ],
)  # fmt: skip
def test_the_address_that_is_told_answers(auditor: Auditor, database: str, host: str, told: str) -> None:
    make_folder(database)
    with listening(host, 0) as listener:
        assert listener.url.startswith(f"http://{told}:")
        app = create_app({"DATABASE": database, "AUDITOR": auditor, "OPEN": True, "HOSTS": listener.trusted_hosts})
        with waited_on(app, listener) as url:
            for path in ("/healthz", "/"):
                with urllib.request.urlopen(f"{url}{path}", timeout=30) as answer:
                    assert answer.status == 200
    app.extensions["auditor"].close()


def test_localhost_is_every_address_of_its_name_at_one_port() -> None:
    with listening("localhost", 0) as listener:
        assert len({bound.getsockname()[1] for bound in listener.sockets}) == 1


def test_a_port_in_use_is_told_before_anything_else(
    capsys: pytest.CaptureFixture[str], database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with listening("127.0.0.1", 0) as listener:
        port = listener.sockets[0].getsockname()[1]
        assert main(["serve", "--port", str(port), "--database", database]) == 2
        told = capsys.readouterr().err
        assert (
            told == f"auditor: {listener.url}: the port is in use; stop what uses it, or choose another with --port\n"
        )
    assert main(["serve", "--host", "no-such-host.invalid", "--database", database]) == 2
    assert "no-such-host.invalid: no address to listen on" in capsys.readouterr().err
    with pytest.raises(SystemExit):
        main(["serve", "--port", "70000"])


def test_another_address_needs_keys(served: dict[str, Any], auditor: Auditor, database: str) -> None:
    with listening("0.0.0.0", 0) as listener:
        with pytest.raises(StoreError, match="auditor keys create"):
            serve(auditor, database, listener)
        assert not served
        add_key(database)
        serve(auditor, database, listener)
    assert served["app"].config["HOSTS"] is None
    assert served["app"].test_client().get("/v1/audits").status_code == 401
    served["app"].extensions["auditor"].close()


def test_behind_a_proxy_the_loopback_address_needs_keys_and_has_any_name(
    served: dict[str, Any], auditor: Auditor, database: str
) -> None:
    make_folder(database)
    with listening("127.0.0.1", 0) as listener:
        serve(auditor, database, listener, settings={"PROXIES": 1})
    assert served["app"].test_client().get("/v1/audits", base_url="http://desk.example").status_code == 401
    served["app"].extensions["auditor"].close()


def test_a_key_closes_the_loopback_address_too(
    served: dict[str, Any], auditor: Auditor, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    make_folder(database)
    key = add_key(database)
    with listening("127.0.0.1", 0) as listener:
        serve(auditor, database, listener)
    assert "no keys" not in capsys.readouterr().err
    client = served["app"].test_client()
    assert client.get("/v1/audits").status_code == 401
    assert client.get("/v1/audits", headers={"Authorization": f"Bearer {key}"}).status_code == 200
    served["app"].extensions["auditor"].close()


@pytest.mark.parametrize(
    "what", ["a key that was revoked", "a key that has expired", "a login", "a login that was removed"]
)
def test_what_was_closed_once_never_opens(
    served: dict[str, Any], auditor: Auditor, database: str, capsys: pytest.CaptureFixture[str], what: str
) -> None:
    make_folder(database)
    store = Store(database)
    with store.writing() as connection:
        if "key" in what:
            create_key(connection, "a reader", ["read"])
            ended = (
                {"revoked": datetime.now(UTC)} if "revoked" in what else {"expires": datetime(2020, 1, 1, tzinfo=UTC)}
            )
            connection.execute(update(access_key).values(ended))
        else:
            add_account(connection, "Ann", "a long enough password", "admin")
        if "removed" in what:
            remove_account(connection, "Ann", TESTER)
    store.close()
    with listening("127.0.0.1", 0) as listener:
        serve(auditor, database, listener)
    assert "may do everything" not in capsys.readouterr().err
    client = served["app"].test_client()
    assert client.get("/v1/audits", base_url="http://127.0.0.1").status_code == 401
    assert client.get("/", base_url="http://127.0.0.1").status_code == 303
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
