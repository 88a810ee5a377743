"""`GET /v1/audits/{id}`."""

from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

Audit = Callable[..., dict[str, Any]]


@pytest.mark.parametrize(
    ("accept", "content_type"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/json", "application/json"),
        ("text/html", "text/html; charset=utf-8"),
        ("text/html,application/xhtml+xml,*/*;q=0.8", "text/html; charset=utf-8"),
        ("text/html;q=0.3, application/json;q=0.9", "application/json"),
    ],
)
def test_accept_says_in_which_form(client: FlaskClient, audit: Audit, accept: str, content_type: str) -> None:
    address = f"/v1/audits/{audit()['audit']}"
    response = client.get(address, headers={"Accept": accept})
    assert (response.status_code, response.content_type) == (200, content_type)


def test_both_forms_say_that_there_is_another(client: FlaskClient, audit: Audit) -> None:
    address = f"/v1/audits/{audit()['audit']}"
    for accept in ("text/html", "application/json"):
        assert "Accept" in client.get(address, headers={"Accept": accept}).headers["Vary"]


@pytest.mark.parametrize("audit_id", ["7", "0", str(2**63 - 1)])
def test_an_unknown_audit_is_not_found(client: FlaskClient, audit_id: str) -> None:
    response = client.get(f"/v1/audits/{audit_id}")
    assert (response.status_code, response.content_type) == (404, "application/problem+json")
    assert response.json["detail"] == f"No audit has the id {int(audit_id)}."


@pytest.mark.parametrize(
    "audit_id", [str(2**63), "9" * 20, "9" * 5_000, "-1", "\N{ARABIC-INDIC DIGIT ONE}", "1.", "1_0"]
)
def test_what_cannot_be_an_id_leads_nowhere(client: FlaskClient, audit: Audit, audit_id: str) -> None:
    assert audit()["audit"] == 1
    assert client.get(f"/v1/audits/{audit_id}").status_code == 404
    assert client.get(f"/audits/{audit_id}").status_code == 404
