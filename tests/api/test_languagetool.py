"""The API of LanguageTool, asked as its clients ask."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import language_tool_python
import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.serving import make_server

from api import create_app
from api.languagetool.form import MAX_CHARACTERS, read_form
from auditor.article import Span
from auditor.audit import Auditor
from auditor.store.keys import create_key
from auditor.text.annotated import AnnotatedText, Piece

TEXT = "The mayors met \N{BRIDGE AT NIGHT} on 31 June 2026, and spoke."
FORM = "application/x-www-form-urlencoded"


def ask(client: FlaskClient, **form: str) -> Any:
    """The answer to a check of TEXT."""
    return client.post("/v2/check", data={"text": TEXT, "language": "en-US", **form})


def flagged(text: str, answer: Any) -> list[str]:
    """The passages of the matches, cut out as an editor that counts UTF-16 does."""
    units = text.encode("utf-16-le")
    spans = [(match["offset"], match["offset"] + match["length"]) for match in answer.json["matches"]]
    return [units[2 * start : 2 * end].decode("utf-16-le") for start, end in spans]


def test_a_match_has_all_that_clients_read(client: FlaskClient) -> None:
    answer = ask(client)
    assert answer.status_code == 200
    assert flagged(TEXT, answer) == ["31 June 2026"]
    match = answer.json["matches"][0]
    assert match["rule"]["id"].startswith("date/")
    assert match["rule"]["category"]["id"] == "date"
    assert match["rule"]["issueType"] and match["shortMessage"] and match["message"]
    assert match["sentence"] == TEXT
    context = match["context"]
    cut = context["text"].encode("utf-16-le")[2 * context["offset"] : 2 * (context["offset"] + context["length"])]
    assert cut.decode("utf-16-le") == "31 June 2026"
    assert answer.json["language"]["code"] == "en-US"
    assert answer.json["warnings"] == {"incompleteResults": False}
    assert answer.json["sentenceRanges"] == [[0, len(TEXT) + 1]]


def test_a_clean_text_is_ok(client: FlaskClient) -> None:
    answer = ask(client, text="The mayors met.")
    assert (answer.status_code, answer.json["matches"]) == (200, [])


def test_markup_counts_but_is_not_audited(client: FlaskClient) -> None:
    pieces = [{"markup": "<p>", "interpretAs": "\n\n"}, {"text": "They met on "}, {"markup": "<b>"}]
    pieces += [{"text": "31 June"}, {"markup": "</b>"}, {"text": " 2026, and spoke."}]
    answer = client.post("/v2/check", data={"data": json.dumps({"annotation": pieces}), "language": "en-US"})
    whole = "".join(piece.get("text", piece.get("markup", "")) for piece in pieces)
    assert flagged(whole, answer) == ["31 June</b> 2026"]


def test_data_may_be_a_text(client: FlaskClient) -> None:
    answer = client.post("/v2/check", data={"data": json.dumps({"text": TEXT}), "language": "auto"})
    assert flagged(TEXT, answer) == ["31 June 2026"]
    assert answer.json["language"]["detectedLanguage"]["confidence"] == 0


@pytest.mark.parametrize("kind", ["application/json", "text/plain", FORM])
def test_a_form_is_a_form_whatever_its_type_says(client: FlaskClient, kind: str) -> None:
    body = urlencode({"language": "en-US", "text": TEXT})
    assert flagged(TEXT, client.post("/v2/check", data=body, content_type=kind)) == ["31 June 2026"]


def test_an_unencoded_text_is_read_whole(client: FlaskClient) -> None:
    text = "Roe & Sons = 5+3 % met \N{BRIDGE AT NIGHT} & spoke on 31 June 2026."
    answer = client.post("/v2//check", data=f"text={text}&language=en-US".encode(), content_type=FORM)
    assert flagged(text, answer) == ["31 June 2026"]


@given(st.dictionaries(st.sampled_from(["text", "language", "level"]), st.text(st.characters(codec="utf-8"))))
def test_what_is_encoded_comes_back(form: dict[str, str]) -> None:
    assert read_form(urlencode(form).encode()) == form


def test_a_query_asks_too(client: FlaskClient) -> None:
    assert flagged(TEXT, client.get("/v2/check", query_string={"text": TEXT, "language": "en"})) == ["31 June 2026"]


@pytest.mark.parametrize(
    ("wishes", "count"),
    [
        ({"disabledRules": "date/impossible"}, 0),
        ({"disabledCategories": "date"}, 0),
        ({"enabledCategories": "title", "enabledOnly": "true"}, 0),
        ({"enabledCategories": "date", "enabledOnly": "true"}, 1),
        ({"mode": "allButTextLevelOnly"}, 0),
        ({"mode": "textLevelOnly"}, 1),
        ({"level": "picky"}, 2),
    ],
)
def test_wishes(client: FlaskClient, wishes: dict[str, str], count: int) -> None:
    assert len(ask(client, **wishes).json["matches"]) == count


@pytest.mark.parametrize(
    ("form", "status", "message"),
    [
        ({"language": "en-US"}, 400, "Missing 'text' or 'data' parameter"),
        ({"text": "x"}, 400, "Missing 'language' parameter"),
        ({"text": "x", "data": "{}", "language": "en-US"}, 400, "not both"),
        ({"text": "x", "language": "tlh"}, 400, "'tlh' is not a language code known"),
        ({"text": "x", "language": "en-US", "level": "strict"}, 400, "level: "),
        ({"data": "{", "language": "en-US"}, 400, "not annotated text"),
        ({"data": "[" * 100_000, "language": "en-US"}, 400, "not annotated text"),
        ({"data": '{"annotation":[{"text":"a","markup":"b"}]}', "language": "en"}, 400, "either 'text' or 'markup'"),
        ({"text": "x\0", "language": "en-US"}, 400, "NUL"),
        ({"text": "x", "language": "en-US", "username": "ann"}, 400, "both 'username' and 'apiKey'"),
        ({"text": "x" * (MAX_CHARACTERS + 1), "language": "en-US"}, 413, "longer than"),
    ],
)
def test_what_is_refused(client: FlaskClient, form: dict[str, str], status: int, message: str) -> None:
    answer = client.post("/v2/check", data=form)
    assert answer.status_code == status
    assert answer.mimetype == "text/plain"
    assert answer.text.startswith("Error: ") and message in answer.text


def test_an_unknown_path_is_refused_in_plain_text(client: FlaskClient) -> None:
    answer = client.get("/v2/words")
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")


def test_broken_bytes_are_refused(client: FlaskClient) -> None:
    assert client.post("/v2/check", data=b"text=\xff&language=en-US").status_code == 400


def test_what_else_clients_ask(client: FlaskClient) -> None:
    known = client.get("/v2/languages").json
    assert {"name": "English (GB)", "code": "en", "longCode": "en-GB"} in (known or [])
    assert client.get("/v2//healthcheck").text == "OK"
    assert int(client.get("/v2/maxtextlength").text) == MAX_CHARACTERS
    assert client.get("/v2/info").json["software"]["apiVersion"] == 1


def test_only_the_configured_origin_may_read(auditor: Auditor, database: str, client: FlaskClient) -> None:
    assert "Access-Control-Allow-Origin" not in client.get("/v2/info").headers
    app = create_app({"DATABASE": database, "AUDITOR": auditor, "OPEN": True, "ALLOW_ORIGIN": "https://editor.example"})
    headers = app.test_client().get("/v2/info").headers
    assert headers["Access-Control-Allow-Origin"] == "https://editor.example"
    app.extensions["auditor"].store.close()


def test_a_key_stands_in_the_form(auditor: Auditor, database: str) -> None:
    app = create_app({"DATABASE": database, "AUDITOR": auditor, "OPEN": False})
    store, client = app.extensions["auditor"].store, app.test_client()
    with store.writing() as connection:
        right, wrong = (create_key(connection, name, [name]) for name in ("check", "read"))
    assert ask(client, username="ann", apiKey=right).status_code == 200
    for refused in (ask(client), ask(client, username="ann", apiKey=wrong), ask(client, username="ann", apiKey="aud_")):
        assert (refused.status_code, refused.mimetype) == (403, "text/plain")
    assert client.get("/v2/languages").status_code == 200, "clients ask for it without a key"
    store.close()


@given(st.lists(st.tuples(st.text(max_size=4), st.none() | st.text(max_size=3)), max_size=8), st.data())
def test_a_passage_is_found_among_markup(parts: list[tuple[str, str | None]], data: st.DataObject) -> None:
    """Characters of the text, not of what markup is read as, are found where they stand."""
    text = AnnotatedText(Piece(whole, whole if read is None else read) for whole, read in parts)
    own = [read is None for whole, read in parts for _ in (whole if read is None else read)]
    places = [at for at, mine in enumerate(own) if mine]
    for at in places:
        start, end = text.place(Span(at, at + 1))
        assert text.whole[start:end] == text.text[at]
    if places:
        first, last = sorted((data.draw(st.sampled_from(places)), data.draw(st.sampled_from(places))))
        start, end = text.place(Span(first, last + 1))
        assert text.whole[start] == text.text[first]
        assert text.whole[end - 1] == text.text[last]


@pytest.fixture
def address(auditor: Auditor, database: str) -> Iterator[str]:
    """Where a real server answers."""
    app = create_app({"DATABASE": database, "AUDITOR": auditor, "OPEN": True})
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions["auditor"].store.close()


def test_language_tool_python(address: str) -> None:
    tool = language_tool_python.LanguageTool("en-US", remote_server=address)
    matches = tool.check(TEXT)
    assert [TEXT[match.offset : match.offset + match.error_length] for match in matches] == ["31 June 2026"]
    assert matches[0].rule_id.startswith("date/")
    with pytest.raises(language_tool_python.exceptions.LanguageToolError, match="longer than"):
        tool.check("x" * (MAX_CHARACTERS + 1))
    tool.close()


def test_pylanguagetool(address: str) -> None:
    run = "import sys; from pylanguagetool import main; sys.exit(main())"
    command = [sys.executable, "-c", run, "--api-url", f"{address}/v2/", "--lang", "en-US", "--no-color"]
    done = subprocess.run(command, input=TEXT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 1, done.stderr
    assert "31 June" in done.stdout
