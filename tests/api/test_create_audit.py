"""`POST /v1/audits`."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.app import MAX_BODY_BYTES
from auditor.article import Article
from auditor.audit import Auditor
from auditor.render.record import report_record

Audit = Callable[..., dict[str, Any]]
TEXT = "Six mayors met on Tuesday.\n\U0001f30a The barrier is to cost $48 million."


def test_the_audit_is_kept_and_given_back(client: FlaskClient) -> None:
    response = client.post(
        "/v1/audits", json={"text": TEXT, "title": "Mayors Meet", "source": "valley.example", "id": "a1"}
    )
    assert response.status_code == 201
    assert response.headers["Location"] == f"/v1/audits/{response.json['audit']}"
    assert client.get(response.headers["Location"]).json == response.json


def test_it_says_what_the_command_says(client: FlaskClient, auditor: Auditor) -> None:
    record = client.post("/v1/audits", json={"text": TEXT, "id": "a1"}).json
    expected = report_record(auditor.audit(Article(text=TEXT, id="a1")), include_text=True)
    assert {name: record[name] for name in ("id", "complete", "score", "ruleset", "article")} == {
        name: expected[name] for name in ("id", "complete", "score", "ruleset", "article")
    }
    assert expected["findings"]
    for found, finding in zip(record["findings"], expected["findings"], strict=True):
        assert {name: found[name] for name in finding} == finding


def test_quotes_are_the_field_between_their_offsets(audit: Audit) -> None:
    record = audit(text=TEXT, title="Mayors \U0001f30a Meet")
    for finding in record["findings"]:
        assert record["article"][finding["field"]][finding["start"] : finding["end"]] == finding["quote"]


def test_a_page_is_cut_to_its_text(client: FlaskClient) -> None:
    prose = "The mayors of the lower valley met on Tuesday to plan a barrier against the floods of the winter. " * 4
    page = f"<html><head><title>Mayors Meet</title></head><body><article><h1>Mayors Meet</h1><p>{prose}</p></article></body></html>"
    record = client.post("/v1/audits", json={"html": page, "id": "p1"}).json
    assert prose.strip() in record["article"]["text"]
    assert "<p>" not in record["article"]["text"]
    assert record["id"] == "p1"


def test_the_same_article_keeps_its_audit(audit: Audit) -> None:
    assert audit(text=TEXT, source="a.example")["audit"] == audit(text=TEXT, source="a.example")["audit"]


def test_two_articles_without_an_id_are_two_articles(audit: Audit) -> None:
    first, second = audit(text=TEXT, source="a.example"), audit(text=TEXT + " More.", source="a.example")
    assert first["audit"] != second["audit"]


@pytest.mark.parametrize(
    ("article", "field", "says"),
    [
        ({}, "text", "either text or html"),
        ({"text": "a", "html": "<p>a</p>"}, "text", "either text or html"),
        ({"text": ""}, "text", ""),
        ({"text": 5}, "text", ""),
        ({"text": "a\0b"}, "text", "NUL character at 1"),
        ({"text": "a", "title": "a\ud800"}, "title", "half of a surrogate pair at 1"),
        ({"text": "a", "published": "soon"}, "published", "'soon' is not an ISO date, as 2025-11-01"),
        ({"text": "a", "published": "2025-02-30"}, "published", "is not an ISO date"),
        ({"text": "a", "modified": 20251101}, "modified", ""),
        ({"text": "a", "url": "javascript:alert(1)"}, "url", "is an http or https address"),
        ({"text": "a", "language": "<b>"}, "language", "is a BCP 47 language tag"),
        ({"text": "a", "titel": "b"}, "titel", ""),
    ],
)
def test_what_cannot_be_audited_is_told_field_by_field(
    client: FlaskClient, article: dict[str, Any], field: str, says: str
) -> None:
    response = client.post("/v1/audits", data=json.dumps(article), content_type="application/json")
    assert (response.status_code, response.content_type) == (422, "application/problem+json")
    assert says in " ".join(response.json["errors"]["json"][field])


@pytest.mark.parametrize("article", [{"text": " \n\t"}, {"html": "<p>" * 5000}, {"html": "<html></html>"}])
def test_what_holds_no_text_is_refused(client: FlaskClient, article: dict[str, str]) -> None:
    response = client.post("/v1/audits", json=article)
    assert response.status_code == 422
    assert response.json["detail"]


@pytest.mark.parametrize("body", [b"{", b"\xff", b"", b"[1"])
def test_a_body_that_is_not_json_is_a_bad_request(client: FlaskClient, body: bytes) -> None:
    response = client.post("/v1/audits", data=body, content_type="application/json")
    assert (response.status_code, response.content_type) == (400, "application/problem+json")


def test_a_form_of_another_site_is_not_read(client: FlaskClient) -> None:
    for headers in ({"Sec-Fetch-Site": "cross-site"}, {"Origin": "http://elsewhere.example"}, {"Origin": "null"}):
        response = client.post("/v1/audits", data="sent by a form", content_type="text/plain", headers=headers)
        assert (response.status_code, response.content_type) == (403, "application/problem+json")
    assert client.get("/v1/audits").json["total"] == 0


def test_a_service_has_a_limit_unless_it_is_told_another(client: FlaskClient) -> None:
    body = b"{}".ljust(MAX_BODY_BYTES + 1)  # as long as it says: the client counts
    assert client.post("/v1/audits", data=body, content_type="application/json").status_code == 413


def test_a_body_over_the_limit_is_refused(client: FlaskClient) -> None:
    client.application.config["MAX_CONTENT_LENGTH"] = 1000
    response = client.post("/v1/audits", json={"text": "a" * 1000})
    assert (response.status_code, response.json["title"]) == (413, "Request Entity Too Large")
