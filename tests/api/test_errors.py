"""Errors have one shape, whatever went wrong."""

import pytest
from flask.testing import FlaskClient


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
