"""The API keeps to its own OpenAPI document, whatever is sent: with a key and without one."""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings
from openapi_spec_validator import OpenAPIV31SpecValidator

from api import create_app
from auditor.audit import Auditor
from auditor.store.keys import SCOPES, create_key
from tests.api.contract import complete

EXAMPLES = int(os.environ.get("CONTRACT_EXAMPLES", "4"))
"""Cases an operation, beside those that the document gives; more by hand: CONTRACT_EXAMPLES=200."""
TEXT = "The mayors met on Monday, 5 March 2025, in Ghent.\nThe barrier is to cost $48 million, edition {}."
RUN = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)


@pytest.fixture(scope="module")
def app(auditor: Auditor, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A service with some audits, which needs keys."""
    database = f"sqlite:///{tmp_path_factory.mktemp('contract')}/auditor.db"
    made = create_app({"DATABASE": database, "AUDITOR": auditor, "PROPAGATE_EXCEPTIONS": False, "RATE_LIMIT": None,
                       "ADDRESS_LIMIT": None})  # fmt: skip
    headers = {"Authorization": f"Bearer {new_key(made)}"}
    for number in range(3):
        article = {"text": TEXT.format(number), "source": "valley.example", "id": "a1"}
        assert made.test_client().post("/v1/audits", json=article, headers=headers).status_code == 201
    yield made
    made.extensions["auditor"].close()


def new_key(app: Flask) -> str:
    """A key that may do everything."""
    with app.extensions["auditor"].store.writing() as connection:
        return create_key(connection, uuid.uuid4().hex, SCOPES)


def test_the_document_is_openapi(app: Flask) -> None:
    document = app.test_client().get("/openapi.json").json
    assert document is not None
    OpenAPIV31SpecValidator(document).validate()


def operations(app: Flask) -> Iterator[Any]:
    """All operations of the document."""
    schema = schemathesis.openapi.from_wsgi("/openapi.json", app)
    for result in schema.get_all_operations():
        yield result.ok()


@pytest.mark.parametrize("with_key", [True, False])
def test_every_operation_keeps_to_it(app: Flask, with_key: bool) -> None:
    headers = {"Authorization": f"Bearer {new_key(app)}"} if with_key else {}
    count = 0
    for operation in operations(app):

        @RUN
        @given(operation.as_strategy())
        def check(case: Any) -> None:
            complete(case)
            case.call_and_validate(headers=headers)

        check()
        count += 1
    assert count > 25


def test_every_operation_asks_for_a_key_but_three(app: Flask) -> None:
    paths = app.test_client().get("/openapi.json").json["paths"]
    unguarded = {
        path for path, item in paths.items() for name, operation in item.items()
        if name != "parameters" and not operation.get("security")
    }  # fmt: skip
    assert unguarded == {"/healthz", "/readyz", "/v1/hooks/{source}"}
