"""`/healthz`, `/readyz` and `/metrics`."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from auditor.audit import Auditor
from auditor.store.tables import SCHEMA_REVISION


def test_a_live_process_says_which_rules_judge(client: FlaskClient, auditor: Auditor) -> None:
    assert client.get("/healthz").json == {
        "status": "ok",
        "rules": len(auditor.ruleset.rules),
        "ruleset": auditor.digest(),
    }


def test_ready_means_that_the_database_answers_and_is_ours(client: FlaskClient) -> None:
    assert client.get("/readyz").json == {"status": "ready", "schema": SCHEMA_REVISION}
    with client.application.extensions["auditor"].store.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0001'")
    response = client.get("/readyz")
    assert (response.status_code, response.content_type) == (503, "application/problem+json")
    assert "0001" in response.json["detail"]


def test_a_database_that_does_not_do_its_part_is_no_fault_of_the_client(client: FlaskClient) -> None:
    with client.application.extensions["auditor"].store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE finding")
        connection.exec_driver_sql("DROP TABLE report")
    assert client.get("/healthz").status_code == 200
    response = client.get("/v1/audits")
    assert (response.status_code, response.headers["Retry-After"]) == (503, "2")
    assert "report" not in response.json["detail"]


def test_metrics_count_requests_by_route_and_audits(client: FlaskClient, audit: Callable[..., dict[str, Any]]) -> None:
    record = audit()
    client.get(f"/v1/audits/{record['audit']}")
    text = client.get("/metrics").text
    assert 'auditor_requests_total{method="POST",route="/v1/audits",status="201"} 1.0' in text
    assert 'route="/v1/audits/<int:audit>"' in text
    assert "auditor_audits_total 1.0" in text
    assert 'auditor_not_judged_total{reason="no-text"}' not in text
    assert client.post("/v1/check?mode=gate", json={"html": "<p></p>"}).status_code == 200
    assert 'auditor_not_judged_total{reason="no-text"} 1.0' in client.get("/metrics").text


def test_metrics_are_not_public(client: FlaskClient) -> None:
    client.application.config["OPEN"] = False
    assert client.get("/metrics").status_code == 401
