"""`GET /openapi.json` describes what the service does."""

from collections.abc import Iterator
from typing import Any

from flask.testing import FlaskClient


def references(value: Any) -> Iterator[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key == "$ref":
                yield inner
            else:
                yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_every_operation_is_described(client: FlaskClient) -> None:
    spec = client.get("/openapi.json").json
    assert spec["openapi"] == "3.1.0"
    operations = {(path, method) for path, item in spec["paths"].items() for method in item if method != "parameters"}
    assert operations == {
        ("/v1/audits", "get"),
        ("/v1/audits", "post"),
        ("/v1/audits/{audit}", "get"),
        ("/v1/check", "post"),
        ("/v1/hooks/{source}", "post"),
        ("/healthz", "get"),
    }


def test_every_reference_leads_somewhere(client: FlaskClient) -> None:
    spec = client.get("/openapi.json").json
    for reference in references(spec):
        found: Any = spec
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]


def test_errors_are_described_as_problem_details(client: FlaskClient) -> None:
    spec = client.get("/openapi.json").json
    for name, response in spec["components"]["responses"].items():
        assert list(response["content"]) == ["application/problem+json"], name


def test_an_audit_may_be_json_or_a_page(client: FlaskClient) -> None:
    answer = client.get("/openapi.json").json["paths"]["/v1/audits/{audit}"]["get"]["responses"]["200"]
    assert set(answer["content"]) == {"application/json", "text/html"}


def test_an_article_is_described_as_it_is_read(client: FlaskClient) -> None:
    article = client.get("/openapi.json").json["components"]["schemas"]["Article"]
    assert article["additionalProperties"] is False
    assert article["oneOf"] == [{"required": ["text"]}, {"required": ["html"]}]
    assert {"format": "date"} in article["properties"]["published"]["anyOf"]
