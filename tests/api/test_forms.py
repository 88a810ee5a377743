"""`/v1/audits/{id}` in its forms: by Accept or by suffix, with an ETag, with offsets in the reader's unit."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient

Audit = Callable[..., dict[str, Any]]
TEXT = "🌊 Six mayors met on Friday, 6 March 2025, in Ghent.\nThe 🌊 meeting of Friday, 6 March 2025, was the é first."
TYPES = {
    "json": "application/json",
    "html": "text/html",
    "sarif": "application/sarif+json",
    "jsonld": "application/ld+json",
}


@pytest.mark.parametrize("form", TYPES)
def test_a_suffix_and_an_accept_header_give_the_same(client: FlaskClient, audit: Audit, form: str) -> None:
    address = f"/v1/audits/{audit(text=TEXT)['audit']}"
    by_suffix = client.get(f"{address}.{form}")
    by_accept = client.get(address, headers={"Accept": TYPES[form]})
    assert by_suffix.status_code == by_accept.status_code == 200
    assert by_suffix.mimetype == by_accept.mimetype == TYPES[form]
    assert by_suffix.data == by_accept.data


def test_what_it_is_not_given_in_is_told(client: FlaskClient, audit: Audit) -> None:
    address = f"/v1/audits/{audit()['audit']}"
    response = client.get(address, headers={"Accept": "text/csv"})
    assert (response.status_code, response.content_type) == (406, "application/problem+json")
    assert client.get(f"{address}.csv").status_code == 404


@pytest.mark.parametrize("form", TYPES)
def test_who_has_this_state_gets_no_other_copy(client: FlaskClient, audit: Audit, form: str) -> None:
    record = audit(text=TEXT)
    address = f"/v1/audits/{record['audit']}.{form}"
    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    finding = record["findings"][0]["finding"]
    client.post(f"/v1/findings/{finding}/decisions", json={"verb": "accept"})
    if form == "json":
        changed = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
        assert changed.status_code == 200


@pytest.mark.parametrize(
    ("unit", "encoding", "width"), [("codepoint", "utf-32-le", 4), ("utf16", "utf-16-le", 2), ("utf8", "utf-8", 1)]
)
def test_quotes_are_between_their_offsets_in_every_unit(
    client: FlaskClient, audit: Audit, unit: str, encoding: str, width: int
) -> None:
    audit_id = audit(text=TEXT, title="🌊 Mayors")["audit"]
    record = client.get(f"/v1/audits/{audit_id}?offsets={unit}").json
    listed = client.get(f"/v1/audits/{audit_id}/findings?offsets={unit}").json["findings"]
    assert listed == record["findings"]
    passages = [p for f in record["findings"] for p in (f, *f["evidence"]) if "start" in p and "article" not in p]
    assert any(passage["start"] > 2 for passage in passages)
    for passage in passages:
        units = record["article"][passage["field"]].encode(encoding)
        assert units[width * passage["start"] : width * passage["end"]].decode(encoding) == passage["quote"]


def test_sarif_counts_in_code_points_or_utf16(client: FlaskClient, audit: Audit) -> None:
    audit_id = audit(text=TEXT)["audit"]
    for query, kind, encoding, width in (
        ("", "unicodeCodePoints", "utf-32-le", 4),
        ("?offsets=utf16", "utf16CodeUnits", "utf-16-le", 2),
        ("?offsets=utf8", "unicodeCodePoints", "utf-32-le", 4),
    ):
        run = json.loads(client.get(f"/v1/audits/{audit_id}.sarif{query}").text)["runs"][0]
        assert run["columnKind"] == kind
        units = TEXT.encode(encoding)
        assert run["results"]
        for result in run["results"]:
            region = result["locations"][0]["physicalLocation"]["region"]
            start, length = width * region["charOffset"], width * region["charLength"]
            assert units[start : start + length].decode(encoding) == region["snippet"]["text"]
            line = TEXT.split("\n")[region["startLine"] - 1].encode(encoding)
            begun = line[width * (region["startColumn"] - 1) :].decode(encoding)
            assert begun.startswith(region["snippet"]["text"].split("\n")[0])


def test_annotations_and_pages_count_code_points_always(client: FlaskClient, audit: Audit) -> None:
    audit_id = audit(text=TEXT)["audit"]
    for form in ("jsonld", "html"):
        plain = client.get(f"/v1/audits/{audit_id}.{form}")
        assert client.get(f"/v1/audits/{audit_id}.{form}?offsets=utf16").data == plain.data


def test_an_unknown_unit_is_told(client: FlaskClient, audit: Audit) -> None:
    response = client.get(f"/v1/audits/{audit()['audit']}?offsets=bytes")
    assert response.status_code == 422
    assert "offsets" in response.json["errors"]["query"]
