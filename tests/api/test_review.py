"""`/v1/findings`, `/v1/sources`, `/v1/articles`, `/v1/rules` and `/v1/rulesets`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import update

from auditor.audit import Auditor
from auditor.finding import Severity
from auditor.store.keys import create_key
from auditor.store.tables import finding as findings

Audit = Callable[..., dict[str, Any]]
WRONG_DAY = (
    "The council met on Friday, 6 March 2025, and will meet again in May. Its members want to know first what each of the "
    "streets is to cost, and asked the town hall for a plan."
)


def long_text(number: int) -> str:
    """Some 300 words without a fault, another for each number."""
    streets = "\n\n".join(
        f"The board asked for a plan of street {number * 20 + street}, where {street + 3} houses and a school stand. "
        "It is to be shown in the town hall in spring."
        for street in range(12)
    )
    return f"The council met in the town hall on Monday.\n\n{streets}"


@pytest.fixture
def finding(audit: Audit) -> dict[str, Any]:
    """A finding that costs points."""
    record = audit(text=WRONG_DAY, source="valley.example", title="Council", published="2025-03-08")
    (found,) = (row for row in record["findings"] if row["rule"] == "date/weekday-differs")
    return {**found, "audit": record["audit"]}


def test_one_finding_names_its_audit(client: FlaskClient, finding: dict[str, Any]) -> None:
    assert client.get(f"/v1/findings/{finding['finding']}").json == finding


def test_decisions_are_kept_and_change_the_score(client: FlaskClient, finding: dict[str, Any]) -> None:
    address = f"/v1/findings/{finding['finding']}/decisions"
    score = client.get(f"/v1/audits/{finding['audit']}").json["score"]
    body = {"verb": "dismiss", "reason": "other", "note": "The year is meant.", "who": "A.  Editor"}
    response = client.post(address, json=body)
    assert (response.status_code, response.json["status"]) == (201, "dismissed")
    (decision,) = response.json["decisions"]
    assert decision.pop("created")
    assert decision == body | {"who": "A. Editor (local)"}
    assert client.get(f"/v1/audits/{finding['audit']}").json["score"] > score
    client.post(address, json={"verb": "reopen"})
    assert client.get(address).json["status"] == "open"
    assert [row["verb"] for row in client.get(address).json["decisions"]] == ["dismiss", "reopen"]
    assert client.get("/v1/audits?status=dismissed").json["total"] == 0


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"verb": "forget"},
        {"verb": "dismiss"},
        {"verb": "dismiss", "reason": "other"},
        {"verb": "dismiss", "reason": "other", "note": "  "},
        {"verb": "accept", "reason": "false alarm"},
        {"verb": "accept", "who": " "},
        {"verb": "accept", "verdict": "x"},
    ],
)
def test_a_decision_that_cannot_be_made_is_told(
    client: FlaskClient, finding: dict[str, Any], body: dict[str, str]
) -> None:
    response = client.post(f"/v1/findings/{finding['finding']}/decisions", json=body)
    assert (response.status_code, response.content_type) == (422, "application/problem+json")
    assert client.get(f"/v1/findings/{finding['finding']}/decisions").json["decisions"] == []


def keyed(client: FlaskClient, name: str, *scopes: str) -> dict[str, str]:
    """Headers with a new key, for a service that is closed to everybody else."""
    client.application.config["OPEN"] = False
    with client.application.extensions["auditor"].store.writing() as connection:
        return {"Authorization": f"Bearer {create_key(connection, name, scopes)}"}


def test_a_key_decides_in_the_name_of_its_holder(client: FlaskClient, finding: dict[str, Any]) -> None:
    address = f"/v1/findings/{finding['finding']}/decisions"
    headers = keyed(client, "Desk", "read", "review")
    refused = client.post(address, json={"verb": "accept", "who": "Ann"}, headers=headers)
    assert (refused.status_code, "admin" in refused.json["detail"]) == (403, True)
    for body in ({"verb": "accept"}, {"verb": "reopen", "who": " Desk "}):
        assert client.post(address, json=body, headers=headers).status_code == 201
    assert [row["who"] for row in client.get(address, headers=headers).json["decisions"]] == ["Desk", "Desk"]
    importer = keyed(client, "Import", "review", "admin")
    imported = client.post(address, json={"verb": "accept", "who": "Ann"}, headers=importer)
    assert imported.json["decisions"][-1]["who"] == "Ann (Import)"


def test_one_key_does_not_second_its_own_dismissal(client: FlaskClient, finding: dict[str, Any]) -> None:
    store = client.application.extensions["auditor"].store
    with store.writing() as connection:
        connection.execute(update(findings).values(severity=int(Severity.CRITICAL)))
    address = f"/v1/findings/{finding['finding']}/decisions"
    body = {"verb": "dismiss", "reason": "false alarm"}
    first, second = keyed(client, "Desk", "review"), keyed(client, "Night desk", "review")
    for headers, status in ((first, "open"), (first, "open"), (second, "dismissed")):
        assert client.post(address, json=body, headers=headers).json["status"] == status
    as_other = client.post(address, json=body | {"who": "Somebody"}, headers=first)
    assert as_other.status_code == 403


def test_a_form_decides_nothing(client: FlaskClient, finding: dict[str, Any]) -> None:
    address = f"/v1/findings/{finding['finding']}/decisions"
    assert client.post(address, data={"verb": "accept"}).status_code == 415


@pytest.mark.parametrize(
    "address",
    [
        "/v1/findings/9", f"/v1/findings/{2**63}", "/v1/findings/9/decisions", "/v1/sources/9", "/v1/sources/none.example",
        f"/v1/sources/{2**63}", "/v1/sources/%00", "/v1/sources/9/history", "/v1/articles/9", f"/v1/articles/{2**63}",
        "/v1/articles/9/diff", "/v1/stories/9", "/v1/rules/title/none", "/v1/rulesets/none", "/v1/rulesets/%00",
    ],
)  # fmt: skip
def test_what_is_not_there_is_not_found(client: FlaskClient, address: str) -> None:
    response = client.get(address)
    assert (response.status_code, response.content_type) == (404, "application/problem+json")


def test_a_source_says_what_evidence_is_lacking(client: FlaskClient, audit: Audit, finding: dict[str, Any]) -> None:
    (row,) = client.get("/v1/sources").json["sources"]
    assert (row["source"], row["articles"]) == ("valley.example", 1)
    by_id, by_name = client.get(f"/v1/sources/{row['id']}").json, client.get("/v1/sources/Valley.Example").json
    assert by_id == by_name
    assert by_id["grade"] is None
    assert "ot enough evidence" in by_id["lacking"]
    today = datetime.now(UTC).date()
    for number in range(20):
        audit(text=long_text(number), source="valley.example", published=f"{today - timedelta(days=3 * number)}")
    graded = client.get("/v1/sources/valley.example").json
    assert graded["lacking"] is None
    assert graded["interval"][0] <= graded["score"] <= graded["interval"][1]
    assert graded["grade"] == "few"
    months = client.get("/v1/sources/valley.example/history").json["months"]
    assert sum(month["articles"] for month in months) == graded["articles"] - graded["unjudged"]


def test_findings_of_a_source_come_in_pages(client: FlaskClient, audit: Audit) -> None:
    sent = [audit(text=f"{WRONG_DAY} {number}", source="valley.example") for number in range(3)]
    audit(text=WRONG_DAY, source="other.example")
    expected = [row["finding"] for record in reversed(sent) for row in record["findings"]]
    seen, address = [], "/v1/sources/valley.example/findings?limit=2"
    while address:
        page = client.get(address)
        assert len(page.json["findings"]) <= 2
        seen += [row["finding"] for row in page.json["findings"]]
        address = page.json["next"]
        assert ("Link" in page.headers) == bool(address)
    assert seen == expected
    wrong = client.get("/v1/sources/valley.example/findings?rule=date/weekday-differs&severity=major&status=open").json
    assert len(wrong["findings"]) == 3


def test_a_rule_is_muted_for_a_source_and_heard_again(
    client: FlaskClient, audit: Audit, finding: dict[str, Any]
) -> None:
    address = "/v1/sources/valley.example/mutes/date/weekday-differs"
    assert client.put(address, json={}).status_code == 422
    muted = client.put(address, json={"reason": "An archive."}).json["mutes"]
    assert [(row["rule"], row["who"], row["reason"], row["until"]) for row in muted] == [
        ("date/weekday-differs", "local", "An archive.", None)
    ]
    again = client.put(address, json={"reason": "An archive still.", "days": 3}).json["mutes"]
    assert [row["reason"] for row in again] == ["An archive still."]
    assert again[0]["until"]
    record = audit(text=WRONG_DAY + " So it goes.", source="valley.example")
    assert "date/weekday-differs" not in {row["rule"] for row in record["findings"]}
    assert client.delete(address).json["mutes"] == []
    assert client.get("/v1/sources/valley.example/mutes").json["mutes"] == []
    record = audit(text=WRONG_DAY + " So it goes on.", source="valley.example")
    assert "date/weekday-differs" in {row["rule"] for row in record["findings"]}
    assert client.put("/v1/sources/valley.example/mutes/date/none", json={"reason": "a"}).status_code == 404


def test_replies_are_kept(client: FlaskClient, finding: dict[str, Any]) -> None:
    address = "/v1/sources/valley.example/replies"
    body = {"who": "The editor", "text": "It was put right.", "fingerprint": finding["fingerprint"]}
    assert client.post(address, json=body).status_code == 201
    (reply,) = client.get(address).json["replies"]
    assert {name: reply[name] for name in body} == body


def test_revisions_are_listed_and_compared(client: FlaskClient, audit: Audit) -> None:
    old = audit(text=WRONG_DAY, source="valley.example", id="a1")
    new = audit(text=WRONG_DAY.replace("Friday", "Thursday") + "\n\nMore.", source="valley.example", id="a1")
    article = f"/v1/articles/{new['article_id']}"
    assert client.get(article).json["audit"] == new["audit"]
    first = client.get(f"{article}/revisions?limit=1").json
    second = client.get(first["next"]).json
    assert [first["revisions"][0]["audit"], second["revisions"][0]["audit"]] == [old["audit"], new["audit"]]
    diff = client.get(f"{article}/diff").json
    assert [change["change"] for change in diff["paragraphs"]] == ["edited", "inserted"]
    replaced = [word for word in diff["paragraphs"][0]["words"] if word["change"] == "replace"]
    before, after = replaced[0]["old"], replaced[0]["new"]
    assert diff["old"]["text"][before[0] : before[1]].strip() == "Friday"
    assert diff["new"]["text"][after[0] : after[1]].strip() == "Thursday"
    assert "date/weekday-differs" in {row["rule"] for row in diff["findings"]["gone"]}
    assert diff == client.get(f"{article}/diff?old=1&new=2").json
    assert client.get(f"{article}/diff?old=1&new=3").status_code == 404


def test_rules_and_rulesets_are_told(client: FlaskClient, auditor: Auditor, finding: dict[str, Any]) -> None:
    listed = client.get("/v1/rules").json
    assert {rule["id"] for rule in listed["rules"]} == {rule.id for rule in auditor.ruleset.rules}
    rule = client.get("/v1/rules/date/weekday-differs").json
    (text, mark), *_ = [(e["articles"][m["article"]], m) for e in rule["flag"] for m in e["marks"]]
    assert text[mark["field"]][mark["start"] : mark["end"]]
    guarded = client.get("/v1/rules/geography/containment").json
    assert {example["guard"] for example in guarded["passes"]} - {""} == {guard["id"] for guard in guarded["guards"]}
    assert all(guard["reason"].endswith(".") for guard in guarded["guards"])
    assert not any(example["marks"] for example in guarded["passes"]), "nothing of what passes is flagged"
    assert "What it lets pass" in client.get("/rules/geography/containment").text
    ruleset = client.get(f"/v1/rulesets/{listed['ruleset']}").json
    assert (ruleset["current"], ruleset["audits"]) == (True, 1)
    assert ruleset["scoring"]["shape"] > 0
