"""What the forms of the pages do, and what they refuse."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from flask.testing import FlaskClient

from auditor.store import Store

OWN = {"Sec-Fetch-Site": "same-origin"}
FLAGGED = (
    "The council of Port Averly voted for a sea wall of 12 kilometres that will cost $48 million.\n"
    "“We have waited long enough,” the mayor, Ann Tarrow, told reporters.\n"
    "Fourteen people were hurt when the old wall broke in March, and 320 houses were flooded.\n"
    "The wall opened on Friday, 6 March 2025.\n"
    "Sign up for our newsletter and never miss a story.\n"
    "Click here to read more.\n"
)
Audit = Callable[..., dict[str, Any]]


def store_of(client: FlaskClient) -> Store:
    store: Store = client.application.extensions["auditor"].store
    return store


@pytest.fixture
def flagged(client: FlaskClient, audit: Audit) -> dict[str, Any]:
    """An audit with findings that wait."""
    record = audit(text=FLAGGED, id="a", source="a.example")
    assert sum(found["severity"] != "info" for found in record["findings"]) >= 2
    return record


def form_of(record: dict[str, Any], number: int = 0) -> str:
    return f"/audits/{record['audit']}/findings/{record['findings'][number]['finding']}"


@pytest.mark.parametrize(
    ("form", "message"),
    [
        ({"verb": "burn"}, "Unknown verb"),
        ({}, "Unknown verb"),
        ({"reason": "dislike"}, "To dismiss needs a reason"),
        ({"reason": "other"}, "needs words"),
        ({"reason": "other", "note": "x" * 3000}, "2,000 characters at most"),
    ],
)
def test_decisions_that_cannot_be(
    client: FlaskClient, flagged: dict[str, Any], form: dict[str, str], message: str
) -> None:
    response = client.post(form_of(flagged), data=form, headers={**OWN, "Accept": "text/html"})
    assert response.status_code == 400
    assert message in response.text


def test_a_finding_of_another_audit_is_not_decided_here(
    client: FlaskClient, flagged: dict[str, Any], audit: Audit
) -> None:
    other = audit(text="Nothing is wrong here at all.")
    path = f"/audits/{other['audit']}/findings/{flagged['findings'][0]['finding']}"
    assert client.post(path, data={"verb": "accept"}, headers=OWN).status_code == 404


def test_what_is_decided_leaves_the_queue(client: FlaskClient, flagged: dict[str, Any]) -> None:
    address = f"/audits/{flagged['audit']}"
    assert address in client.get("/").text
    for number in range(len(flagged["findings"])):
        client.post(form_of(flagged, number), data={"verb": "accept"}, headers=OWN)
    assert address not in client.get("/").text
    assert address in client.get("/?state=decided").text
    assert address not in client.get("/?state=clean").text
    graver = next(number for number, found in enumerate(flagged["findings"]) if found["severity"] != "info")
    client.post(form_of(flagged, graver), data={"verb": "reopen"}, headers=OWN)
    assert address in client.get("/").text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("source=a.example", True), ("source=b.example", False), ("topic=boilerplate", True), ("topic=story", False),
        ("search=council+of", True), ("search=100%25", False), ("days=7", True), ("assigned=nobody", True),
        ("assigned=Ann", False), ("story=1", False), ("severity=critical", False), ("state=all", True),
    ],
)  # fmt: skip
def test_filters(client: FlaskClient, flagged: dict[str, Any], query: str, shown: bool) -> None:
    assert (f'/audits/{flagged["audit"]}"' in client.get(f"/?{query}").text) is shown


@pytest.mark.parametrize(
    "query", ["state=x", "severity=x", "topic=x", "days=x", "story=x", f"story={2**63}", "after=x"]
)
def test_filters_that_cannot_be(client: FlaskClient, query: str) -> None:
    assert client.get(f"/?{query}").status_code == 404


def test_the_queue_goes_on_where_its_page_ended(client: FlaskClient, audit: Audit) -> None:
    audits = {audit(text=f"{FLAGGED}Number {n}.", id=str(n))["audit"] for n in range(53)}
    seen: list[str] = []
    path = "/"
    for _ in range(3):
        text = client.get(path).text
        seen += [part.split('"')[0] for part in text.split('href="/audits/')[1:]]
        if 'rel="next"' not in text:
            break
        path = text.split('" rel="next"')[0].rsplit('href="', 1)[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 53
    assert {int(number) for number in seen} == audits


def test_many_at_once(client: FlaskClient, audit: Audit) -> None:
    records = [audit(text=f"{FLAGGED}Number {n}.", id=str(n), source="a.example") for n in range(3)]
    audits = [record["audit"] for record in records]
    found = [row for record in records[:2] for row in record["findings"] if row["rule"].startswith("boilerplate/")]
    flagged = [row for row in found if row["severity"] != "info"]  # advice waits for nobody
    form = {"audit": [str(number) for number in audits[:2]], "action": "dismiss", "reason": "acceptable here"}
    topic = client.post("/queue", data={**form, "topic": "boilerplate"}, headers=OWN)
    assert topic.headers["Location"] == f"/?topic=boilerplate&done={len(flagged)}+dismissed"
    client.post("/queue", data=form, headers=OWN)
    text = client.get("/").text
    assert [f'/audits/{number}"' in text for number in audits] == [False, False, True]
    client.post("/queue", data={"audit": str(audits[2]), "action": "assign", "who": "Ann"}, headers=OWN)
    assert f'/audits/{audits[2]}"' in client.get("/?assigned=Ann").text
    assert client.post("/queue", data={"action": "dismiss", "reason": "other"}, headers=OWN).status_code == 400
    assert client.post("/queue", data={"audit": "x"}, headers=OWN).status_code == 400


def test_a_muted_rule_waits_no_more(client: FlaskClient, flagged: dict[str, Any]) -> None:
    rules = {found["rule"] for found in flagged["findings"]}
    for rule in rules:
        form = {"rule": rule, "reason": "agreed", "until": "2099-01-01", "audit": str(flagged["audit"])}
        response = client.post("/sources/a.example/mute", data=form, headers=OWN)
        assert response.headers["Location"] == f"/audits/{flagged['audit']}"
    assert f'/audits/{flagged["audit"]}"' not in client.get("/").text
    assert "Nothing here waits" in client.get(f"/audits/{flagged['audit']}").text
    client.post("/sources/a.example/unmute", data={"rule": "date/weekday-differs"}, headers=OWN)
    assert f'/audits/{flagged["audit"]}"' in client.get("/").text


@pytest.mark.parametrize(
    "form",
    [
        {"rule": "no/such", "reason": "x"},
        {"rule": "office/not-held"},
        {"rule": "office/not-held", "reason": "x", "until": "2001-01-01"},
    ],
)
def test_mutes_that_cannot_be(client: FlaskClient, flagged: dict[str, Any], form: dict[str, str]) -> None:
    assert client.post("/sources/a.example/mute", data=form, headers=OWN).status_code == 400


def test_replies_stand_on_the_page_of_the_source(client: FlaskClient, flagged: dict[str, Any]) -> None:
    client.post("/sources/a.example/replies", data={"who": "The editor", "text": "<b>Put right.</b>"}, headers=OWN)
    assert "&lt;b&gt;Put right.&lt;/b&gt;" in client.get("/sources/a.example").text
    assert client.post("/sources/a.example/replies", data={"who": "x"}, headers=OWN).status_code == 400


@pytest.mark.parametrize(
    "path",
    [
        "/audits/9",
        f"/audits/{2**70}",
        "/stories/9",
        f"/stories/{2**70}",
        "/sources/no.example",
        "/rules/no/such",
        "/compare?old=1&new=9",
    ],
)
def test_pages_that_are_not_there(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_trial_is_marked_and_not_kept(client: FlaskClient) -> None:
    response = client.post("/try", data={"text": FLAGGED, "title": "A meeting"}, headers=OWN)
    assert 'class="note ' in response.text
    assert "This article was not kept." in response.text
    page = (
        b"<html><body><article><p>" + b"The council met on Friday, 6 March 2025. " * 9 + b"</p></article></body></html>"
    )
    files = {"file": (BytesIO(page), "a.html")}
    assert "weekday-differs" in client.post("/try", data=files, headers=OWN).text
    assert store_of(client).count() == 0


@pytest.mark.parametrize(
    ("form", "status"),
    [
        ({"text": " "}, 400),
        ({"text": "x" * 200_001}, 413),
        ({"text": "x", "published": "soon"}, 400),
        ({"file": (BytesIO(b"x"), "a.exe")}, 400),
        ({"file": (BytesIO(b"\xff\xff\xff"), "a.txt")}, 400),
    ],
)
def test_trials_that_cannot_be(client: FlaskClient, form: dict[str, Any], status: int) -> None:
    assert client.post("/try", data=form, headers=OWN).status_code == status
