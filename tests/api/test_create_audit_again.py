"""`POST /v1/audits` with an Idempotency-Key, with a raw body, and with what is audited later."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select, update

from auditor.store.tables import answered_request, job

TEXT = "Six mayors met on Monday, 5 March 2025, in Ghent."
KEY = {"Idempotency-Key": "0b3c2a6e"}


def test_the_same_request_twice_is_answered_the_same(client: FlaskClient) -> None:
    first = client.post("/v1/audits", json={"text": TEXT}, headers=KEY)
    again = client.post("/v1/audits", json={"text": TEXT}, headers=KEY)
    assert (again.status_code, again.headers["Location"]) == (201, first.headers["Location"])
    assert again.json == first.json
    assert client.get("/v1/audits").json["total"] == 1


def test_another_request_under_the_same_key_is_refused(client: FlaskClient) -> None:
    client.post("/v1/audits", json={"text": TEXT}, headers=KEY)
    for response in (
        client.post("/v1/audits", json={"text": TEXT + " More."}, headers=KEY),
        client.post("/v1/audits?source=a.example", json={"text": TEXT}, headers=KEY),
        client.post("/v1/audits", data=json.dumps({"text": TEXT}), content_type="text/plain", headers=KEY),
    ):
        assert (response.status_code, response.content_type) == (422, "application/problem+json")
        assert "Idempotency-Key" in response.json["detail"]
    assert client.get("/v1/audits").json["total"] == 1


def test_what_was_refused_is_not_remembered(client: FlaskClient) -> None:
    assert client.post("/v1/audits", json={"text": " "}, headers=KEY).status_code == 422
    assert client.post("/v1/audits", json={"text": TEXT}, headers=KEY).status_code == 201


def test_a_key_is_forgotten_after_a_day(client: FlaskClient) -> None:
    client.post("/v1/audits", json={"text": TEXT}, headers=KEY)
    store = client.application.extensions["auditor"].store
    with store.writing() as connection:
        connection.execute(update(answered_request).values(created=datetime.now(UTC) - timedelta(days=2)))
    assert client.post("/v1/audits", json={"text": "Another text."}, headers=KEY).status_code == 201
    with store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(answered_request)).scalar_one() == 1


@pytest.mark.parametrize("key", ["", "x" * 256, "two words", "clé", "a\tb"])
def test_a_key_is_a_word_of_ascii(client: FlaskClient, key: str) -> None:
    assert client.post("/v1/audits", json={"text": TEXT}, headers={"Idempotency-Key": key}).status_code == 422


def test_plain_text_comes_with_what_is_known_of_it(client: FlaskClient) -> None:
    query = {"title": "Mayors Meet", "source": "valley.example", "published": "2025-11-01", "id": "a1"}
    response = client.post("/v1/audits", data=TEXT, content_type="text/plain; charset=utf-8", query_string=query)
    assert response.status_code == 201
    record = response.json
    assert record["article"]["text"] == TEXT
    assert (record["article"]["title"], record["source"], record["published"], record["id"]) == tuple(query.values())
    assert client.post("/v1/audits", json={"text": TEXT, **query}).json["audit"] == record["audit"]


def test_a_page_comes_as_it_is(client: FlaskClient) -> None:
    page = f"<html><body><article><p>{TEXT}</p></article></body></html>"
    response = client.post("/v1/audits", data=page, content_type="text/html")
    assert response.json["article"]["text"] == TEXT


def test_what_the_body_says_wins_over_the_query(client: FlaskClient) -> None:
    record = client.post("/v1/audits?title=a&source=b", json={"text": TEXT, "title": "c"}).json
    assert (record["article"]["title"], record["source"]) == ("c", "b")


@pytest.mark.parametrize(
    ("data", "content_type", "status"),
    [
        (b"\xff", "text/plain", 400),
        (TEXT.encode("utf-16"), "text/plain; charset=utf-16", 415),
        (TEXT.encode(), "text/css", 415),
        (TEXT.encode(), "", 415),
        (b"", "text/plain", 422),
        (b"a\0b", "text/plain", 422),
        (b"[" * 100_000, "application/json", 400),
        (b'{"text": NaN}', "application/json", 400),
    ],
)
def test_what_cannot_be_read_is_told(client: FlaskClient, data: bytes, content_type: str, status: int) -> None:
    response = client.post("/v1/audits", data=data, content_type=content_type)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")


def test_a_large_article_is_audited_later_and_once(client: FlaskClient) -> None:
    text = (TEXT + "\n\n") * 2_200
    first = client.post("/v1/audits", json={"text": text, "published": "2025-11-01"}, headers=KEY)
    assert first.status_code == 202
    assert first.headers["Location"] == first.json["href"] == f"/v1/jobs/{first.json['job']}"
    assert client.post("/v1/audits", json={"text": text, "published": "2025-11-01"}, headers=KEY).json == first.json
    with client.application.extensions["auditor"].store.reading() as connection:
        (row,) = connection.execute(select(job)).all()
    assert row.payload == {"article": {"text": text, "published": "2025-11-01"}, "origin": "text"}


def test_an_audit_out_of_time_is_no_fault_of_the_client(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("api.audits.AUDIT_SECONDS", 0.0)
    response = client.post("/v1/audits", json={"text": (TEXT + "\n\n") * 1_000})
    assert (response.status_code, response.content_type) == (503, "application/problem+json")
    assert int(response.headers["Retry-After"]) > 0
    client.application.extensions["auditor"].bounded.close()
