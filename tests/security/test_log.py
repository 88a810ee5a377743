"""The log of a closed service: it names keys and editors, and only admins see it."""

from __future__ import annotations

import json
import logging

import pytest

from auditor.store.log import LogFilter, search_log
from auditor.store.queries import Page
from tests.security.conftest import OWN, Service


def test_only_admins_see_the_way(closed: Service) -> None:
    for role, shown in (("reviewer", False), ("admin", True)):
        assert ('href="/log"' in closed.editors[role].get("/sources").text) == shown


TEXT = "The mayors met on Tuesday and agreed on the barrier."


def test_the_log_names_the_editor(closed: Service) -> None:
    store = closed.app.extensions["auditor"].store
    admin, key = closed.editors["admin"], {"Authorization": f"Bearer {closed.keys['audit']}"}
    sent = closed.app.test_client().post("/v1/audits", json={"text": TEXT, "source": "a.example"}, headers=key)
    assert sent.json is not None
    assert admin.post(f"/audits/{sent.json['audit']}/assign", data={"who": "bea"}, headers=OWN).status_code == 303
    with store.reading() as connection:
        (entry, *_) = search_log(connection, LogFilter(), Page(1)).rows
    assert (entry["kind"], entry["who"]) == ("editor", "admin")


def test_the_line_of_a_page_names_its_editor(closed: Service, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "auditor.api")
    assert closed.editors["reviewer"].get("/sources").status_code == 200
    assert json.loads(caplog.records[-1].message)["caller"] == "reviewer"
