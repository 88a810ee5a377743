"""`GET /openapi.json` describes what the service does, and `/docs` shows it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import unquote

import pytest
from flask.testing import FlaskClient

from auditor.ingest.fields import KNOWN_FIELDS
from auditor.paths import data_folder

MAX_SCRIPT_BYTES = 4_000


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


@pytest.fixture
def document(client: FlaskClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json
    return found


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            if method != "parameters":
                yield path, method, operation


def test_every_address_of_the_api_is_described(client: FlaskClient, document: dict[str, Any]) -> None:
    described = {(re.sub(r"\{.*?\}", "<>", path), method.upper()) for path, method, _ in operations(document)}
    routed = {
        (re.sub(r"<.*?>", "<>", rule.rule), method)
        for rule in client.application.url_map.iter_rules()
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if rule.rule.startswith(("/v1/", "/healthz", "/readyz", "/metrics"))
    }
    assert document["openapi"] == "3.1.0"
    assert described == routed
    assert len(described) >= 28


def test_every_operation_says_what_it_does_needs_and_answers(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        assert operation["summary"].endswith("."), path
        assert operation["tags"], path
        answers = set(operation["responses"])
        assert any(status.startswith("2") for status in answers), path
        assert {"500", "503"} <= answers, path
        if operation.get("security"):
            assert {"401", "403", "429"} <= answers, path
        if "{" in path:
            assert "404" in answers, path
        if "requestBody" in operation:
            assert {"400", "413", "415", "422"} <= answers, (path, method)


def test_what_may_be_tried_again_says_when(document: dict[str, Any]) -> None:
    for path, method, operation in operations(document):
        for status in {"429", "503"} & set(operation["responses"]):
            answer = operation["responses"][status]
            if "$ref" in answer:
                answer = document["components"]["responses"][answer["$ref"].rpartition("/")[2]]
            assert "Retry-After" in answer["headers"], (path, method, status)


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    for reference in references(document):
        found: Any = document
        for step in reference.removeprefix("#/").split("/"):
            found = found[step]


def test_errors_are_described_as_problem_details(document: dict[str, Any]) -> None:
    for name, response in document["components"]["responses"].items():
        assert list(response["content"]) == ["application/problem+json"], name


def test_a_list_in_pages_names_the_answer_to_a_foreign_cursor(document: dict[str, Any]) -> None:
    paged = {
        path for path, _, operation in operations(document)
        if any(parameter["name"] == "cursor" for parameter in operation.get("parameters", ()))
    }  # fmt: skip
    assert {"/v1/audits", "/v1/sources", "/v1/stories"} <= paged
    assert all("404" in document["paths"][path]["get"]["responses"] for path in paged)


def test_a_hook_says_what_it_takes_and_refuses(document: dict[str, Any]) -> None:
    hook = document["paths"]["/v1/hooks/{source}"]["post"]
    assert list(hook["requestBody"]["content"]) == ["application/json"]
    assert {"400", "401", "404", "413", "415", "422"} <= set(hook["responses"])


def test_the_events_of_a_batch_are_described_one_by_one(document: dict[str, Any]) -> None:
    answer = document["paths"]["/v1/batches/{batch}/events"]["get"]["responses"]["200"]
    event = answer["content"]["text/event-stream"]["schema"]
    assert event["properties"]["event"]["enum"] == ["progress", "finished"]
    assert set(event["required"]) == set(event["properties"])
    assert event["properties"]["data"]["contentSchema"] == {"$ref": "#/components/schemas/Progress"}


def test_every_link_leads_to_an_operation_that_takes_what_it_carries(document: dict[str, Any]) -> None:
    targets = set()
    for _, _, operation in operations(document):
        for answer in operation["responses"].values():
            for link in answer.get("links", {}).values():
                *_, path, method = (unquote(step).replace("~1", "/") for step in link["operationRef"].split("/"))
                assert document["paths"][path][method]
                assert link["parameters"]
                assert set(link["parameters"]) <= set(re.findall(r"{(\w+)}", path))
                targets.add(path)
    assert targets == {path for path, _, _ in operations(document) if "{" in path}


def test_an_audit_may_be_had_in_four_forms(document: dict[str, Any]) -> None:
    answer = document["paths"]["/v1/audits/{audit}"]["get"]["responses"]["200"]
    assert set(answer["content"]) == {"application/json", "text/html", "application/sarif+json", "application/ld+json"}


def test_an_article_is_described_as_it_is_read(document: dict[str, Any]) -> None:
    article = document["components"]["schemas"]["Article"]
    assert article["additionalProperties"] is False
    assert article["oneOf"] == [
        {"required": ["text"], "properties": {"text": {"type": "string"}}},
        {"required": ["html"], "properties": {"html": {"type": "string"}}},
    ]
    assert article["properties"].keys() == KNOWN_FIELDS
    assert all("null" in field["type"] for field in article["properties"].values())
    assert {"format": "date"} in article["properties"]["published"]["anyOf"]
    body = document["paths"]["/v1/audits"]["post"]["requestBody"]["content"]
    assert set(body) == {"application/json", "text/plain", "text/html"}


def test_patterns_of_texts_mean_the_same_to_every_reader(document: dict[str, Any]) -> None:
    """In JSON Schema `\\w` is ASCII and `\\s` is not Python's: a page in Chinese would be none."""
    article = document["components"]["schemas"]["Article"]["properties"]
    bodies = document["paths"]["/v1/audits"]["post"]["requestBody"]["content"]
    patterns = [article[name]["pattern"] for name in ("text", "html")]
    patterns += [bodies[name]["schema"]["pattern"] for name in ("text/plain", "text/html")]
    for pattern in patterns:
        assert not re.search(r"\\[wWsSdD]", pattern)
        assert re.search(pattern, "漢字")
        assert not re.search(pattern, " \n\u3000\x1f")


def test_json_lines_hold_a_line(document: dict[str, Any]) -> None:
    bodies = document["paths"]["/v1/batches"]["post"]["requestBody"]["content"]
    for name in ("application/x-ndjson", "application/jsonl"):
        pattern = bodies[name]["schema"]["pattern"]
        assert re.search(pattern, "\n{}\n")
        assert not re.search(pattern, " \r\n\t")


def test_scopes_are_named_and_a_key_may_be_left_out_where_none_is_needed(document: dict[str, Any]) -> None:
    assert document["components"]["securitySchemes"]["key"]["scheme"] == "bearer"
    assert document["paths"]["/v1/audits"]["get"]["security"] == [{"key": ["read"]}, {}]


def test_the_page_shows_every_operation_and_loads_nothing_of_others(
    client: FlaskClient, document: dict[str, Any]
) -> None:
    response = client.get("/docs")
    policy = response.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "`" not in response.text
    assert "needs no key" in response.text
    for path, method, _ in operations(document):
        assert f'data-method="{method.upper()}" data-path="{path}"' in response.text
    loaded = re.findall(r'(?:src|href)="([^"#]+)"', response.text)
    assert "/static/docs.js" in loaded
    for address in loaded:
        assert address.startswith("/")
        assert client.get(address).status_code == 200, address
    assert "<script>" not in response.text


def test_the_script_of_the_page_is_small() -> None:
    assert (data_folder("reports") / "docs.js").stat().st_size <= MAX_SCRIPT_BYTES
