"""`GET /healthz`."""

from collections.abc import Callable
from typing import Any

from flask.testing import FlaskClient

from auditor.audit import Auditor


def test_it_says_which_rules_judge_and_what_is_kept(
    client: FlaskClient, auditor: Auditor, audit: Callable[..., dict[str, Any]]
) -> None:
    audit()
    assert client.get("/healthz").json == {
        "status": "ok",
        "rules": len(auditor.ruleset.rules),
        "ruleset": auditor.ruleset.digest,
        "audits": 1,
    }


def test_a_store_that_does_not_answer_is_an_error(client: FlaskClient) -> None:
    store = client.application.extensions["auditor"].store
    with store.writing() as connection:
        connection.exec_driver_sql("DROP TABLE finding")
        connection.exec_driver_sql("DROP TABLE report")
    response = client.get("/healthz")
    assert (response.status_code, response.content_type) == (500, "application/problem+json")
    assert "report" not in response.json["detail"]
