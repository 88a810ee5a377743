"""Logs: a line a request, with its id and without what an article says."""

from __future__ import annotations

import json
import logging

import pytest
from flask.testing import FlaskClient

SECRET = "Zweigniederlassung"


def test_a_request_has_an_id_in_its_answer_and_its_line(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "auditor.api")
    response = client.post("/v1/audits?title=" + SECRET, json={"text": f"The {SECRET} met."})
    line = json.loads(caplog.records[-1].message)
    assert line["request"] == response.headers["X-Request-Id"]
    assert (line["method"], line["route"], line["status"], line["caller"]) == ("POST", "/v1/audits", 201, "local")
    assert SECRET not in caplog.text


@pytest.mark.parametrize(("given", "kept"), [("abc-123", True), ("a b", False), ("x" * 65, False), ("a\tb", False)])
def test_an_id_is_taken_over_if_it_cannot_break_a_log(client: FlaskClient, given: str, kept: bool) -> None:
    response = client.get("/healthz", headers={"X-Request-Id": given})
    assert (response.headers["X-Request-Id"] == given) == kept


def test_what_broke_is_logged_without_its_words(
    client: FlaskClient, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(f"cannot read {SECRET}")

    monkeypatch.setattr("auditor.audit.Auditor.audit", broken)
    response = client.post("/v1/audits", json={"text": f"The {SECRET} met."})
    assert response.status_code == 500
    lines = [json.loads(record.message) for record in caplog.records if record.name == "auditor.api"]
    (error,) = [line for line in lines if line["event"] == "error"]
    assert (error["kind"], error["request"]) == ("RuntimeError", response.json["request"])
    assert any("broken" in frame for frame in error["where"])
    assert SECRET not in caplog.text


def test_a_line_says_who_sent_a_form_and_from_where(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "auditor.api")
    client.post("/queue", data={}, headers={"Sec-Fetch-Site": "same-origin"}, environ_base={"REMOTE_ADDR": "192.0.2.7"})
    line = json.loads(caplog.records[-1].message)
    assert (line["route"], line["status"], line["caller"], line["address"]) == ("/queue", 400, "local", "192.0.2.7")


def test_a_line_of_nobody(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO, "auditor.api")
    client.get("/healthz")
    line = json.loads(caplog.records[-1].message)
    assert (line["caller"], line["address"]) == (None, "127.0.0.1")
