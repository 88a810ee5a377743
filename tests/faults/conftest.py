"""A service with few rules on a real SQLite file, and a PostgreSQL server that may be stopped."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event

from api import create_app
from auditor.audit import Auditor
from auditor.store import Store
from tests.jobs.made import plain_auditor
from tests.postgresql import Server, running

TEXT = "The council sold the the old mill on Monday. Forty people were there, and nobody bid against it. "
BUSY_MS = 300


class Service:
    """A service, and its database from behind."""

    def __init__(self, client: FlaskClient, path: Path | None = None) -> None:
        self.client, self.path = client, path
        self.store: Store = client.application.extensions["auditor"].store

    def post(self, text: str = TEXT) -> Any:
        """The response to an article."""
        return self.client.post("/v1/audits", json={"text": text})

    def kept(self, text: str = TEXT) -> int:
        """The id of the audit of an article, which is kept."""
        response = self.post(text)
        assert response.status_code == 201, response.text
        number: int = response.json["audit"]
        return number

    def refuses(self, why: str, text: str = "Another text.") -> None:
        """Check that a post is answered with a 503 that says why and when to come again."""
        response = self.post(text)
        assert (response.status_code, response.content_type) == (503, "application/problem+json"), response.text
        assert why in response.json["detail"]
        assert response.headers["Retry-After"]


@pytest.fixture(scope="session")
def auditor() -> Auditor:
    return plain_auditor()


@pytest.fixture
def start(auditor: Auditor) -> Iterator[Callable[..., Service]]:
    """Starts services."""
    apps = []

    def make(url: str, path: Path | None = None) -> Service:
        config = {"DATABASE": url, "AUDITOR": auditor, "OPEN": True, "PROPAGATE_EXCEPTIONS": False}
        apps.append(create_app(config))
        return Service(apps[-1].test_client(), path)

    yield make
    for app in apps:
        app.extensions["auditor"].close()


@pytest.fixture
def service(start: Callable[..., Service], tmp_path: Path) -> Service:
    """A service on a file, which waits for other writers for BUSY_MS only."""
    path = tmp_path / "audits.db"
    made = start(f"sqlite:///{path}", path)
    made.store.close()
    event.listen(made.store.database.engine, "connect", lambda raw, _: raw.execute(f"PRAGMA busy_timeout={BUSY_MS}"))
    return made


@pytest.fixture
def server() -> Iterator[Server]:
    """A PostgreSQL server of our own."""
    with running() as started:
        yield started
