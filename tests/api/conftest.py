"""The service on a real SQLite file, judging by the shipped rules."""

import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api import create_app
from auditor.audit import Auditor
from auditor.store.quotas import Quotas

TEXT = (
    "Six mayors from the lower valley met on Tuesday to plan a barrier.\n"
    "The barrier is to cost $48 million, of which the region pays half."
)


@pytest.fixture(scope="session")
def auditor() -> Auditor:
    """The shipped rules, compiled once for all tests."""
    return Auditor()


@pytest.fixture
def database(tables: Path, tmp_path: Path) -> str:
    """The URL of a store without rows."""
    return f"sqlite:///{shutil.copy(tables, tmp_path)}"


@pytest.fixture
def client(auditor: Auditor, database: str) -> Iterator[FlaskClient]:
    """A client of a new service."""
    app = create_app({"DATABASE": database, "AUDITOR": auditor, "OPEN": True, "PROPAGATE_EXCEPTIONS": False})
    yield app.test_client()
    app.extensions["auditor"].close()


@pytest.fixture
def one_window(monkeypatch: pytest.MonkeyPatch) -> None:
    """All requests of the test fall into one window of the quotas, at whatever second it begins."""
    spend, now = Quotas.spend, time.time()
    monkeypatch.setattr(Quotas, "spend", lambda quotas, subject, limit, at=now: spend(quotas, subject, limit, at))


@pytest.fixture
def audit(client: FlaskClient) -> Callable[..., dict[str, Any]]:
    """Sends an article and gives its audit."""

    def send(**article: Any) -> dict[str, Any]:
        response = client.post("/v1/audits", json={"text": TEXT, **article})
        assert response.status_code == 201, response.text
        record: dict[str, Any] = response.json
        return record

    return send
