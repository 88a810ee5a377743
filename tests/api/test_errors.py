"""Errors have one shape, whatever went wrong."""

import json
from typing import Any

import pytest
from flask.testing import FlaskClient

from api.errors import MAX_ERRORS_TOLD


@pytest.mark.parametrize(
    ("method", "address", "status"),
    [
        ("GET", "/v1/nothing", 404),
        ("GET", "/nothing", 404),
        ("DELETE", "/v1/audits", 405),
        ("POST", "/healthz", 405),
        ("GET", "/v1/audits/x", 404),
    ],
)
def test_problems_are_problem_details(client: FlaskClient, method: str, address: str, status: int) -> None:
    response = client.open(address, method=method)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    problem = response.json
    assert (problem["type"], problem["status"], problem["instance"]) == ("about:blank", status, address)
    assert problem["title"]
    assert problem["detail"]


def test_a_wrong_method_says_which_are_right(client: FlaskClient) -> None:
    allowed = client.delete("/v1/audits").headers["Allow"]
    assert {"GET", "POST"} <= set(allowed.split(", "))


def test_a_browser_gets_a_page(client: FlaskClient) -> None:
    response = client.get("/audits/7", headers={"Accept": "text/html"})
    assert (response.status_code, response.mimetype) == (404, "text/html")
    assert "No audit has the id 7." in response.text


def test_what_broke_inside_is_not_told(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the inside of the house")

    monkeypatch.setattr("auditor.audit.Auditor.audit", broken)
    response = client.post("/v1/audits", json={"text": "Some text."})
    assert (response.status_code, response.content_type) == (500, "application/problem+json")
    assert "inside of the house" not in response.text


def test_a_host_that_is_not_ours_is_refused(client: FlaskClient) -> None:
    client.application.config["HOSTS"] = {"127.0.0.1", "localhost", "::1"}
    for host in ("rebound.example:8000", "127.0.0.1.rebound.example", "[::2]:8000", "", "127.0.0.1:81:81", "["):
        assert client.get("/", headers={"Host": host}).status_code == 400
    for host in ("127.0.0.1:8000", "LOCALHOST", "[::1]:8000"):
        assert client.get("/", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize(
    ("path", "body", "wrong"),
    [
        ("/v1/check", {"text": "a", **{f"field {number}": 0 for number in range(900)}}, 900),
        ("/v1/check", {"text": "a", "\x1b" * 200_000: 0}, 1),
        ("/v1/check", {"text": "a", "published": "\x1b" * 200_000}, 1),
        ("/v1/check", {"text": "a", "authors": [5] * 100}, 100),
        ("/v1/batches", [{f"field {number}": 0 for number in range(90)}] * 900, 900 * 90),
        ("/v1/batches", [{"text": "a", "authors": [5] * 100}] * 900, 900 * 100),
    ],
)
def test_a_refusal_is_short_however_much_is_wrong(client: FlaskClient, path: str, body: Any, wrong: int) -> None:
    response = client.post(path, data=json.dumps(body), content_type="application/json")
    assert response.status_code == 422
    assert len(response.data) < 64 << 10
    assert response.json["detail"]
    assert response.json.get("errors_left_out", 0) == max(0, wrong - MAX_ERRORS_TOLD)


def test_a_refusal_repeats_no_more_than_the_beginning_of_an_address(client: FlaskClient) -> None:
    for path in ("/v1/rules/title/", "/v1/sources/", "/sources/", "/v2/", "/nowhere/"):
        response = client.get(path + "x" * 100_000)
        assert response.status_code == 404
        assert len(response.data) < 64 << 10


def test_a_list_of_names_is_counted_before_each_is_looked_at(client: FlaskClient) -> None:
    response = client.post("/v1/check", json={"text": "a", "authors": [5] * 101})
    assert response.json["errors"]["json"] == {"authors": ["Longer than maximum length 100."]}


def test_a_method_is_answered_or_refused_at_every_route(client: FlaskClient) -> None:
    for rule in client.application.url_map.iter_rules():
        path = rule.rule.replace("<int:", "<").partition("<")[0] + ("1" if "<" in rule.rule else "")
        known = client.application.url_map.bind("localhost").allowed_methods(path)
        options = client.open(path, method="OPTIONS")
        assert options.status_code in (200, 404)
        for method in ("TRACE", "CONNECT", "PROPFIND", "X" * 3_000):
            refused = client.open(path, method=method)
            assert refused.status_code == (405 if known else 404), (method, path)
            assert len(refused.data) < 2_000
        if "GET" in known:
            head, whole = client.head(path), client.get(path)
            assert (head.status_code, head.data) == (whole.status_code, b"")


def test_methods_that_clients_make_up_are_one_series(client: FlaskClient) -> None:
    for number in range(50):
        client.open("/healthz", method=f"M{number}")
    assert client.get("/metrics").text.count('method="M') == 0
    assert 'method="other"' in client.get("/metrics").text


@pytest.mark.parametrize(
    "shown", ["Basic \xff", "Basic !!!", "Basic !!!, Bearer \xff", "Bearer", "Bearer  ", "Bearer \xff", "x" * 9_000]
)
def test_no_authorization_is_too_odd_to_be_wrong(client: FlaskClient, shown: str) -> None:
    for path in ("/v1/rules", "/metrics"):
        assert client.get(path, headers={"Authorization": shown}).status_code == 401


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "//", "http://localhost:x", "null", "\xff"])
def test_no_origin_is_too_odd_to_be_foreign(client: FlaskClient, origin: str) -> None:
    for path in ("/v1/check", "/try"):
        assert client.post(path, json={}, headers={"Origin": origin}).status_code == 403
