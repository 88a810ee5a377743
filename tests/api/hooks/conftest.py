"""A service with one hook, and what its store holds."""

from __future__ import annotations

import copy
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from api import create_app
from auditor.audit import Auditor
from auditor.settings import load_settings
from auditor.store.tables import delivery, job
from tests.api.hooks.signing import SECRETS, SOURCE, Request


class Service:
    """A service whose one source has a hook."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client
        self.store = client.application.extensions["auditor"].store

    def send(self, request: Request, **options: Any) -> TestResponse:
        """The answer to one delivery."""
        return self.client.post(request.path, data=request.body, headers=request.headers, **options)

    def rows(self) -> list[dict[str, Any]]:
        """The articles that wait to be audited; every one has its delivery."""
        with self.store.reading() as connection:
            jobs = (
                connection.execute(select(job.c.payload).join(delivery, delivery.c.job_id == job.c.id)).scalars().all()
            )
            assert (
                len(jobs)
                == len(connection.execute(select(job.c.id)).all())
                == len(connection.execute(select(delivery.c.id)).all())
            )
        assert all(payload["origin"] == "hook" for payload in jobs)
        return [payload["article"] for payload in jobs]


@pytest.fixture
def serve_settings(auditor: Auditor, tables: Path, tmp_path: Path) -> Iterator[Callable[[str], Service]]:
    """Starts a service with these settings."""
    apps = []

    def start(text: str) -> Service:
        path = tmp_path / "auditor.toml"
        path.write_text(text, encoding="utf-8")
        judge = copy.copy(auditor)  # compiled once: no test of a hook audits
        judge.settings = load_settings(path, auditor.ruleset)
        shutil.copy(tables, tmp_path)
        app = create_app(
            {"DATABASE": f"sqlite:///{tmp_path}/auditor.db", "AUDITOR": judge, "PROPAGATE_EXCEPTIONS": False}
        )
        apps.append(app)
        return Service(app.test_client())

    yield start
    for app in apps:
        app.extensions["auditor"].store.close()


@pytest.fixture
def serve(serve_settings: Callable[[str], Service], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Service]:
    """Starts a service with a hook for `sender`; `more` are further settings of the hook."""

    def start(sender: str, more: str = "", secrets: str = '["env:HOOK_SECRET"]') -> Service:
        monkeypatch.setenv("HOOK_SECRET", SECRETS[sender])
        return serve_settings(f'[source."{SOURCE}".hook]\nsender = "{sender}"\nsecrets = {secrets}\n{more}\n')

    return start
