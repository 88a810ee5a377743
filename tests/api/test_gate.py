"""The gate as CMSs ask it: dates, looks, overrides, decisions of their editors, and what is kept of all that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from api import create_app
from api.gate import dated
from auditor.audit import Auditor
from auditor.settings import load_settings
from auditor.store.gate import events_of
from auditor.store.keys import create_key
from auditor.store.reports import get_report

SOURCE = "harbour.example"
SETTINGS = f"""
[service]
url = "https://audit.example"
[source."{SOURCE}".gate]
block = {{severity = "major", confidence = 0.9}}
[source."{SOURCE}".hook]
sender = "wagtail"
secrets = ["file:secret"]
"""
SLIP = (
    "The harbour board met on Friday, 6 March 2025, to replace the ferry, and nobody spoke against the new ship. It is "
    "longer than the old one, has room for forty cars and burns less oil, the chairwoman of the board said."
)
ROW = {"id": "cms:4", "title": "Board votes for ferry", "text": SLIP, "published": "2025-03-08"}
NOW = datetime(2026, 11, 12, 9, 30, tzinfo=UTC)
Ask = Callable[..., Any]


@pytest.fixture
def client(auditor: Auditor, database: str, tmp_path: Path) -> Iterator[FlaskClient]:
    """A service that blocks at one source, for whoever shows a key."""
    path = tmp_path / "auditor.toml"
    path.write_text(SETTINGS, encoding="utf-8")
    (tmp_path / "secret").write_text("whsec_bm90aGluZyB0aGF0IGFueWJvZHkga25vd3M=")
    judge = Auditor(settings=load_settings(path, auditor.ruleset))
    app = create_app({"DATABASE": database, "AUDITOR": judge, "OPEN": False, "PROPAGATE_EXCEPTIONS": False})
    yield app.test_client()
    app.extensions["auditor"].close()


@pytest.fixture
def ask(client: FlaskClient) -> Ask:
    """Asks as the newsroom's CMS; status and answer."""
    with client.application.extensions["auditor"].store.writing() as connection:
        key = create_key(connection, "wagtail", ["check", "audit", "editors"], sources=[SOURCE])
        poor = create_key(connection, "poor", ["check", "audit"], sources=[SOURCE])

    def send(mode: str = "gate", row: dict[str, Any] = ROW, *, is_poor: bool = False, **asked: Any) -> Any:
        path = (
            f"/v1/check?source={SOURCE}&mode={mode}" if mode != "decisions" else f"/v1/check/decisions?source={SOURCE}"
        )
        body = {**row, **({"asked": asked} if asked else {})}
        shown = {"Authorization": f"Bearer {poor if is_poor else key}"}
        return client.post(path, json=body, headers=shown)

    return send


def events(client: FlaskClient) -> list[dict[str, Any]]:
    """What the gate said of the only article."""
    with client.application.extensions["auditor"].store.reading() as connection:
        return events_of(connection, 1)


@pytest.mark.parametrize(
    ("row", "published", "modified"),
    [
        ({}, date(2026, 11, 12), None),
        ({"goes_live": date(2026, 11, 15)}, date(2026, 11, 15), None),
        ({"published": date(2026, 10, 3)}, date(2026, 10, 3), date(2026, 11, 12)),
        ({"published": date(2026, 10, 3), "modified": date(2026, 11, 9)}, date(2026, 10, 3), date(2026, 11, 9)),
        (
            {"published": date(2026, 10, 3), "modified": datetime(2026, 11, 9, 8), "goes_live": NOW},
            date(2026, 10, 3), NOW,
        ),
        (
            {"published": date(2026, 10, 3), "modified": NOW, "goes_live": datetime(2026, 11, 12, 9)},
            date(2026, 10, 3), NOW,
        ),
    ],
)  # fmt: skip
def test_three_dates_are_judged_as_such(row: dict[str, Any], published: date, modified: date | None) -> None:
    known = dated(row, NOW)
    assert (known["published"], known.get("modified"), "goes_live" in known) == (published, modified, False)


def test_an_old_story_may_tell_of_the_day_of_its_update(ask: Ask) -> None:
    text = "The ferry struck the quay on 3 November 2026, and the harbour was closed. Nobody was hurt, the board said. "
    text += "The ship had left the island at noon with twelve cars, and it is to sail again when its bow is mended."
    story = {"id": "cms:9", "title": "Ferry strikes quay", "text": text, "published": "2026-08-01"}
    assert ask("gate", {**story, "modified": "2026-11-04T08:00:00Z"}).json["verdict"] == "pass"
    assert ask("gate", {**story, "modified": "2026-08-01T08:00:00Z"}).json["verdict"] != "pass"
    first = {name: value for name, value in story.items() if name != "published"}
    assert ask("gate", {**first, "goes_live": "2026-11-05T06:00:00Z"}).json["verdict"] == "pass"


def test_who_was_told_what_is_kept(client: FlaskClient, ask: Ask) -> None:
    answer = ask(editor="Ada Lund", way="page-editor")
    assert answer.status_code == 422
    (event,) = events(client)
    assert (event["kind"], event["editor"], event["way"]) == ("blocked", "Ada Lund", "page-editor")
    assert event["lines"] == answer.json["messages"]
    assert answer.json["review"] == f"https://audit.example/audits/{event['audit']}"
    ask("gate", {**ROW, "text": SLIP.replace("Friday", "Thursday")}, editor="Ada Lund", way="page-editor")
    assert [event["kind"] for event in events(client)] == ["blocked", "passed"]


def test_a_clean_article_leaves_nothing(client: FlaskClient, ask: Ask) -> None:
    assert ask("gate", {**ROW, "text": SLIP.replace("Friday", "Thursday")}).json["review"] is None
    assert events(client) == []


def test_a_look_answers_as_the_gate_and_keeps_nothing(client: FlaskClient, ask: Ask) -> None:
    seen = ask("look", editor="Ada Lund")
    assert (seen.status_code, seen.json["verdict"], seen.json["review"]) == (200, "block", None)
    (found,) = seen.json["findings"]
    assert found["before"] + found["quote"] + found["after"] in SLIP
    assert (len(found["before"]), len(found["after"])) == (25, 40)
    assert events(client) == []
    assert seen.json["findings"] == ask("gate").json["findings"]


@pytest.mark.parametrize(
    ("row", "asked", "told"),
    [
        ({"published": None}, {}, ["Not published: 1 passage to be changed or settled first.", "blocked"]),
        (
            {}, {},
            ["Not updated: 1 passage to be changed or settled first; readers see the text of before.", "blocked"],
        ),
        ({}, {"public": True}, ["Public, against the gate: 1 passage to be changed or settled first.", "past"]),
    ],
)  # fmt: skip
def test_the_words_fit_what_is_done(
    client: FlaskClient, ask: Ask, row: dict[str, Any], asked: dict[str, Any], told: list[str]
) -> None:
    shown = ask("gate", {**ROW, **row}, **asked).json["messages"][0]
    assert [shown, *(event["kind"] for event in events(client))] == told


def test_an_override_publishes_this_very_text_and_says_who_and_why(client: FlaskClient, ask: Ask) -> None:
    assert ask().status_code == 422
    answer = ask(editor="Ada Lund", override="The board calls it so.", way="page-editor")
    assert (answer.status_code, answer.json["verdict"]) == (200, "warn")
    assert answer.json["overridden"] == {"editor": "Ada Lund", "reason": "The board calls it so."}
    assert answer.json["messages"][0] == "Updated against the gate by Ada Lund: The board calls it so."
    assert [event["kind"] for event in events(client)] == ["blocked", "overridden"]
    again = ask("gate", {**ROW, "published": "2025-03-09"}, public=True, way="publication")
    assert (again.status_code, again.json["overridden"]["editor"]) == (200, "Ada Lund")
    assert len(events(client)) == 2, "what an override let pass is not past the gate"
    other = ask("gate", {**ROW, "text": f"{SLIP} It is to sail in May."})
    assert (other.status_code, other.json["overridden"]) == (422, None)
    with client.application.extensions["auditor"].store.reading() as connection:
        assert get_report(connection, events(client)[1]["audit"]) is not None
    entries = [entry for entry in log(client) if entry["action"] == "gate overridden"]
    assert [(entry["who"], entry["details"]["for"]) for entry in entries] == [("wagtail", "Ada Lund")]


def log(client: FlaskClient) -> list[dict[str, Any]]:
    """The log's entries."""
    with client.application.extensions["auditor"].store.writing() as connection:
        key = create_key(connection, f"log {datetime.now(UTC):%f}", ["admin"])
    found: list[dict[str, Any]] = client.get("/v1/log", headers={"Authorization": f"Bearer {key}"}).json["entries"]
    return found


def test_only_who_speaks_for_editors_may_override_or_decide(client: FlaskClient, ask: Ask) -> None:
    assert ask(is_poor=True, override="Because.").status_code == 403
    name = ask("look").json["findings"][0]["fingerprint"]
    decision = {"fingerprint": name, "verb": "dismiss", "reason": "false alarm", "editor": "Ada Lund"}
    assert ask("decisions", {**ROW, "decision": decision}, is_poor=True).status_code == 403
    assert events(client) == []


def test_an_override_of_nothing_is_none(client: FlaskClient, ask: Ask) -> None:
    answer = ask("gate", {**ROW, "text": SLIP.replace("Friday", "Thursday")}, override="Just in case.")
    assert (answer.json["verdict"], answer.json["overridden"]) == ("pass", None)
    assert events(client) == []


def test_an_editor_decides_inside_the_cms(client: FlaskClient, ask: Ask) -> None:
    found = ask("look").json["findings"][0]
    decision = {"fingerprint": found["fingerprint"], "verb": "dismiss", "reason": "false alarm", "editor": "Ada Lund"}
    decided = ask("decisions", {**ROW, "decision": decision})
    assert (decided.status_code, decided.json["status"], decided.json["verdict"]) == (201, "dismissed", "pass")
    assert decided.json["findings"] == []
    assert ask("look").json["verdict"] == "pass"
    assert ask().json["verdict"] == "pass"
    (entry,) = [entry for entry in log(client) if entry["action"] == "finding decided"]
    assert entry["details"]["for"] == "Ada Lund (wagtail)"
    reopened = ask("decisions", {**ROW, "decision": {**decision, "verb": "reopen", "reason": None}})
    assert reopened.status_code == 422
    del decision["reason"]
    assert ask("decisions", {**ROW, "decision": {**decision, "verb": "reopen"}}).json["verdict"] == "block"
    gone = {**decision, "verb": "accept", "fingerprint": "0" * 16}
    assert ask("decisions", {**ROW, "decision": gone}).status_code == 404


def test_an_unknown_source_is_an_error_and_no_pass(client: FlaskClient, ask: Ask) -> None:
    with client.application.extensions["auditor"].store.writing() as connection:
        key = create_key(connection, "misspelt", ["check", "audit"], sources=["harbor.example"])
    shown = {"Authorization": f"Bearer {key}"}
    answer = client.post("/v1/check?mode=gate&source=harbor.example", json=ROW, headers=shown)
    assert (answer.status_code, answer.json["verdict"], answer.json["outcome"]) == (422, "block", "unaudited")
    assert "does not know a source “harbor.example”" in answer.json["messages"][0]
    assert client.get("/v1/check?source=harbor.example", headers=shown).status_code == 404
    assert client.get(f"/v1/check?source={SOURCE}", headers=shown).status_code == 404


def test_a_client_can_look_at_its_set_up(client: FlaskClient, ask: Ask) -> None:
    with client.application.extensions["auditor"].store.writing() as connection:
        key = create_key(connection, "set-up", ["check"], sources=[SOURCE])
    known = client.get(f"/v1/check?source={SOURCE}", headers={"Authorization": f"Bearer {key}"}).json
    assert (known["sender"], known["scopes"], known["pages"]) == ("wagtail", ["check"], "https://audit.example")
    assert known["policy"]["block"] == {"severity": "major", "confidence": 0.9}


def test_a_plain_check_reads_no_question(ask: Ask) -> None:
    assert ask("plain", way="rest").status_code == 422
    assert ask("plain", {**ROW, "goes_live": "2026-11-05"}).status_code == 422
    assert ask("gate", way="Rest API").status_code == 422
