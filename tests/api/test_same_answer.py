"""The same malformed JSON is refused with the same status, in the same words, at every door that takes JSON."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from api import create_app
from auditor.audit import Auditor
from auditor.settings import load_settings
from tests.api.hooks.signing import SECRETS, SOURCE, signed
from tests.jobs.made import plain_auditor

ARTICLE = json.dumps({"text": "The the council met.", "source": SOURCE})
DEEP, DIGITS = "[" * 160 + "]" * 160, "9" * 5_000
MALFORMED = {
    "empty": b"",
    "cut": ARTICLE[:-1].encode(),
    "no JSON": b"text",
    "Latin-1": ARTICLE.replace("the council", "the caf\u00e9").encode("latin-1"),
    "UTF-16": ARTICLE.encode("utf-16"),
    "UTF-16 without its mark": ARTICLE.encode("utf-16-le"),
    "byte order mark": ARTICLE.encode("utf-8-sig"),
    "never closed": b"[" * 100_000,
    "too deep": DEEP.encode(),
    "too deep within": ARTICLE.replace("}", f', "x": {DEEP}}}').encode(),
    "digits": f'{{"id": {DIGITS}}}'.encode(),
    "digits within": f'[{{"id": {DIGITS}}}]'.encode(),
    "digits of a fraction": f'{{"days": 0.{DIGITS}}}'.encode(),
    "infinite": b'{"days": 1e400}',
    "NaN": b'{"days": NaN}',
    "infinity": b'{"days": -Infinity}',
    "twice": b'{"text": "a", "text": "b"}',
    "half a pair in a name": rb'{"a\ud800": 1}',
    "NUL in a name": rb'{"a\u0000": 1}',
    "many fields": json.dumps({f"field {number}": 0 for number in range(100_000)}).encode(),
}
Door = Callable[[FlaskClient, bytes], TestResponse]


def post(path: str, method: str = "POST") -> Door:
    """A door that takes one JSON value."""
    return lambda client, body: client.open(path, method=method, data=body, content_type="application/json")


def deliver(client: FlaskClient, body: bytes) -> TestResponse:
    """The door of a CMS."""
    request = signed("standard", body)
    return client.post(request.path, data=request.body, headers=request.headers)


DOORS: dict[str, Door] = {
    "check": post("/v1/check"),
    "gate": post("/v1/check?mode=gate"),
    "audits": post("/v1/audits"),
    "batch": post("/v1/batches"),
    "decision": post("/v1/findings/1/decisions"),
    "mute": post("/v1/sources/1/mutes/language/doubled-word", "PUT"),
    "reply": post("/v1/sources/1/replies"),
    "hook": deliver,
}


@pytest.fixture(scope="module")
def client(tmp_path_factory: pytest.TempPathFactory) -> Any:
    """A service with an article, its finding, its source and its hook."""
    folder = tmp_path_factory.mktemp("doors")
    (folder / "secret").write_text(SECRETS["standard"], encoding="utf-8")
    (folder / "auditor.toml").write_text(f'[source."{SOURCE}".hook]\nsecrets = ["file:secret"]\n', encoding="utf-8")
    auditor: Auditor = plain_auditor()
    auditor.settings = load_settings(folder / "auditor.toml", auditor.ruleset)
    database = f"sqlite:///{folder}/auditor.db"
    app = create_app({"DATABASE": database, "AUDITOR": auditor, "OPEN": True, "PROPAGATE_EXCEPTIONS": False})
    client = app.test_client()
    assert client.post("/v1/audits", data=ARTICLE, content_type="application/json").status_code == 201
    yield client
    app.extensions["auditor"].close()


def told(answer: TestResponse) -> tuple[int, str | None, str]:
    """What an answer says of what was sent."""
    assert answer.json is not None
    return answer.status_code, answer.mimetype, answer.json["detail"]


@pytest.mark.parametrize("name", MALFORMED)
def test_every_door_says_the_same(client: FlaskClient, name: str) -> None:
    said = {door: told(ask(client, MALFORMED[name])) for door, ask in DOORS.items()}
    assert set(said.values()) == {(400, "application/problem+json", said["check"][2])}, said
    assert len(said["check"][2]) < 200


@pytest.mark.parametrize("name", [name for name in MALFORMED if name not in ("empty", "UTF-16 without its mark")])
def test_a_line_of_a_batch_is_refused_in_the_same_words(client: FlaskClient, name: str) -> None:
    body = b"\n".join([ARTICLE.encode(), MALFORMED[name], ARTICLE.encode()])
    answer = client.post("/v1/batches", data=body, content_type="application/x-ndjson")
    assert answer.json is not None
    words = told(DOORS["check"](client, MALFORMED[name]))[2]
    assert (answer.status_code, answer.json["errors"]["lines"]["2"]) == (422, [words])


@pytest.mark.parametrize(
    "row",
    [
        {"text": 5}, {"text": "a\0b"}, {"text": "a\ud800"}, {"text": ""}, {"text": "a", "title": "x" * 2_001},
        {"text": "a", "authors": [5]}, {"text": "a", "authors": ["x"] * 101}, {"text": "a", "published": "soon"},
        {"text": "a", "language": "<b>"}, {"text": "a", "titel": "b"}, {"text": "a", "html": "b"}, {},
    ],
)  # fmt: skip
def test_an_article_is_refused_field_by_field_alike(client: FlaskClient, row: dict[str, Any]) -> None:
    body = json.dumps(row).encode()
    said = [DOORS[door](client, body) for door in ("check", "gate", "audits")]
    listed = client.post("/v1/batches", data=b"[" + body + b"]", content_type="application/json")
    line = client.post("/v1/batches", data=body, content_type="application/jsonl")
    assert [answer.status_code for answer in (*said, listed, line)] == [422] * 5
    errors = [answer.json["errors"]["json"] for answer in said if answer.json]
    assert listed.json and line.json
    errors += [listed.json["errors"]["json"]["0"], line.json["errors"]["lines"]["1"]]
    assert errors == errors[:1] * 5


@pytest.mark.parametrize("body", ['"text"', "5", "null", "[]", "[5]", "true"])
def test_what_is_no_object_is_refused_alike(client: FlaskClient, body: str) -> None:
    statuses = {
        DOORS[door](client, body.encode()).status_code for door in ("check", "audits", "decision", "mute", "reply")
    }
    assert statuses == {422}


def test_the_form_of_languagetool_reads_its_data_as_strictly(client: FlaskClient) -> None:
    for name in MALFORMED.keys() - {"Latin-1"}:  # a form is UTF-8 before it is anything else
        form = {"data": MALFORMED[name].decode("utf-8", "replace"), "language": "en-US"}
        assert client.post("/v2/check", data=form).status_code == 400, name
