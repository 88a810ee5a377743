"""`POST /v1/check`: a question that is answered and not kept, and the gate."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from api import create_app
from auditor.audit import Auditor
from auditor.settings import load_settings
from auditor.store.decisions import Decision, decide
from auditor.store.keys import create_key
from auditor.store.tables import metadata

Made = Callable[[str], FlaskClient]
SIGN_UP = (
    "The harbour board voted on Tuesday to replace the ferry.\n\n"
    "Sign up for our free newsletter and get the day's top stories in your inbox.\n\n"
    "The new ship is to sail in May, the board said."
)
CLEAN = (
    "The harbour board voted to replace the ferry. The new ship is to sail in May, the board said. It is longer than the "
    "old one and has room for forty cars, and nobody at the harbour spoke against it."
)
BLOCKING = '[source."harbour.example".gate]\nblock = {severity = "minor", confidence = 0.5}\n'
GATE = "/v1/check?mode=gate&source=harbour.example"


@pytest.fixture
def made(auditor: Auditor, database: str, tmp_path: Path) -> Iterator[Made]:
    """Makes a client of a service with these settings."""
    apps = []

    def make(text: str) -> FlaskClient:
        path = tmp_path / "auditor.toml"
        path.write_text(text, encoding="utf-8")
        judge = Auditor(settings=load_settings(path, auditor.ruleset))
        apps.append(
            create_app(
                {
                    "DATABASE": database,
                    "AUDITOR": judge,
                    "OPEN": True,
                    "PROPAGATE_EXCEPTIONS": False,
                }
            )
        )
        return apps[-1].test_client()

    yield make
    for app in apps:
        app.extensions["auditor"].store.close()


def test_a_plain_check_says_what_an_audit_says_and_keeps_nothing(client: FlaskClient) -> None:
    checked = client.post("/v1/check", json={"text": SIGN_UP, "id": "a"})
    assert checked.status_code == 200
    assert client.get("/v1/audits").json["total"] == 0
    audit = client.post("/v1/audits", json={"text": SIGN_UP, "id": "a"}).json
    known = ("rule", "start", "end", "quote", "fingerprint")
    assert [[f[name] for name in known] for f in checked.json["findings"]] == [
        [f[name] for name in known] for f in audit["findings"]
    ]
    assert {n: checked.json[n] for n in ("score", "complete", "ruleset", "article")} == {
        n: audit[n] for n in ("score", "complete", "ruleset", "article")
    }


def test_a_blocked_article_is_a_problem_with_its_passages(made: Made) -> None:
    response = made(BLOCKING).post(GATE, json={"title": "Board Votes for Ferry", "text": SIGN_UP})
    assert (response.status_code, response.content_type) == (422, "application/problem+json")
    answer = response.json
    assert (answer["title"], answer["status"], answer["verdict"]) == ("Publishing blocked", 422, "block")
    assert answer["findings"][0]["level"] == "block"
    assert answer["messages"][0].startswith("Not published: ")
    assert any("Sign up" in line for line in answer["messages"])
    for finding in answer["findings"]:
        assert SIGN_UP[finding["start"] : finding["end"]] == finding["quote"]


def test_a_clean_article_passes(made: Made) -> None:
    response = made(BLOCKING).post(GATE, json={"title": "Board Votes for Ferry", "text": CLEAN})
    assert (response.status_code, response.json["verdict"], response.json["messages"]) == (200, "pass", [])
    assert response.json["outcome"] == "judged"
    assert response.json["judged"]["whole"] and response.json["score"] is not None


@pytest.mark.parametrize(
    ("setting", "status", "verdict", "messages"),
    [
        ("", 200, "warn", ["Not judged: There is no text to judge."]),
        ('not_judged = "warn"', 200, "warn", ["Not judged: There is no text to judge."]),
        ('not_judged = "pass"', 200, "pass", []),
        ('not_judged = "block"', 422, "block", ["Not published: There is no text to judge."]),
    ],
)
def test_what_could_not_be_judged_is_answered_as_the_settings_say(
    made: Made, setting: str, status: int, verdict: str, messages: list[str]
) -> None:
    """Whoever knows pass, warn and block alone does what the newsroom has decided on."""
    response = made(f"{BLOCKING}{setting}\n").post(GATE, json={"title": "Board Votes for Ferry", "html": "<p></p>"})
    answer = response.json
    assert (response.status_code, answer["verdict"], answer["messages"]) == (status, verdict, messages)
    assert (answer["outcome"], answer["score"], answer["judged"]["whole"]) == ("not-judged", None, False)
    assert ("article", "no-text") in [(gap["part"], gap["reason"]) for gap in answer["not_judged"]]


def test_a_source_without_a_policy_is_warned(client: FlaskClient) -> None:
    client.post("/v1/audits", json={"text": CLEAN, "source": "harbour.example"})
    response = client.post(GATE, json={"title": "Board Votes for Ferry", "text": SIGN_UP})
    assert (response.status_code, response.json["verdict"]) == (200, "warn")
    assert response.json["messages"][0] == "1 passage to look at."


def test_the_asked_source_decides_and_not_what_the_article_says(made: Made) -> None:
    response = made(BLOCKING).post(GATE, json={"text": SIGN_UP, "source": "other.example"})
    assert response.status_code == 422


def test_what_is_stopped_has_a_page_where_a_false_alarm_is_settled(made: Made) -> None:
    client = made(f'[service]\nurl = "https://audit.example"\n{BLOCKING}')
    article = {"id": "cms:4", "title": "Board Votes for Ferry", "text": SIGN_UP}
    review = client.post(GATE, json=article).json["review"]
    assert review.startswith("https://audit.example/audits/")
    audit = int(review.rpartition("/")[2])
    store = client.application.extensions["auditor"].store
    with store.writing() as connection:
        for found in client.get(f"/v1/audits/{audit}").json["findings"]:
            decide(connection, found["finding"], Decision("dismiss", "ada", "false alarm"))
    again = client.post(GATE, json=article)
    assert (again.status_code, again.json["verdict"], again.json["messages"]) == (200, "pass", [])
    assert again.json["review"] == review


def test_a_newsroom_may_keep_nothing_of_its_drafts(made: Made) -> None:
    client = made(BLOCKING + "keep = false\n")
    response = client.post(GATE, json={"text": SIGN_UP})
    assert (response.status_code, response.json["review"]) == (422, None)
    assert client.get("/v1/audits").json["total"] == 0


@pytest.mark.parametrize("address", [GATE, "/v1/check", "/v1/check?mode=gate"])
def test_who_may_only_check_leaves_nothing_behind(made: Made, address: str) -> None:
    client = made(BLOCKING)
    client.application.config["OPEN"] = False
    store = client.application.extensions["auditor"].store
    with store.writing() as connection:
        checker, keeper = (
            {"Authorization": f"Bearer {create_key(connection, name, scopes, sources=['harbour.example'])}"}
            for name, scopes in (("checker", ["check"]), ("keeper", ["check", "audit"]))
        )

    def kept() -> list[int]:
        with store.reading() as connection:
            tables = [metadata.tables[name] for name in ("source", "article", "revision", "report", "finding", "job")]
            return [connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables]

    answer = client.post(address, json={"text": SIGN_UP, "id": "cms:4"}, headers=checker)
    assert answer.status_code == (422 if "gate" in address else 200)
    assert (answer.json.get("review"), kept()) == (None, [0] * 6)
    answer = client.post(address, json={"text": SIGN_UP, "id": "cms:4"}, headers=keeper)
    assert bool(answer.json.get("review")) == ("gate" in address) == any(kept())


def test_a_key_needs_the_scope(made: Made) -> None:
    client = made(BLOCKING)
    client.application.config["OPEN"] = False
    assert client.post(GATE, json={"text": CLEAN}).status_code == 401


@pytest.mark.parametrize(("fail", "status", "verdict"), [("open", 200, "pass"), ("closed", 422, "block")])
def test_an_audit_out_of_time_is_answered_as_the_settings_say(
    made: Made, monkeypatch: pytest.MonkeyPatch, fail: str, status: int, verdict: str
) -> None:
    client = made(f'{BLOCKING}fail = "{fail}"\nseconds = 0.5\n')

    def too_slow(*_: object, **__: object) -> None:
        raise TimeoutError

    monkeypatch.setattr("api.gate.audit_row", too_slow)
    response = client.post(GATE, json={"text": CLEAN})
    assert (response.status_code, response.json["verdict"], response.json["complete"]) == (status, verdict, False)
    assert (response.json["outcome"], response.json["score"]) == ("unaudited", None)
    assert "did not finish within 0.5 seconds" in response.json["messages"][0]


@pytest.mark.parametrize(
    ("query", "field"),
    [("mode=gates", "mode"), ("mode=gate&source=", "source"), ("md=gate", "md")],
)
def test_a_wrong_question_is_told_apart_from_a_blocked_article(client: FlaskClient, query: str, field: str) -> None:
    response = client.post(f"/v1/check?{query}", json={"text": CLEAN})
    assert response.status_code == 422
    assert field in response.json["errors"]["query"]
    assert response.json.get("verdict") is None


def test_forms_and_articles_without_text_are_refused(client: FlaskClient) -> None:
    assert client.post("/v1/check", data="{}", content_type="text/plain").status_code == 415
    empty = client.post("/v1/check", json={"html": "<p></p>"})
    assert (empty.status_code, empty.json["detail"]) == (422, "There is no text to audit.")
    assert empty.json.get("verdict") is None
