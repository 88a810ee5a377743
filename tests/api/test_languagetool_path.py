"""LanguageTool's API for clients that can send no key: one stands in their address, and opens nothing else."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import language_tool_python
import pytest
import urllib3
from flask.testing import FlaskClient

from auditor.store.keys import PATH, create_key, revoke_key, rotate_key
from tests.ports import free_ports

DEPLOY = Path(__file__).parents[2] / "deploy"
TEXT = "The mayors met on 31 June 2026, and spoke."
FORM = {"text": TEXT, "language": "en-US"}


@pytest.fixture
def token(client: FlaskClient) -> str:
    """A key for an address, of a service that asks for keys."""
    client.application.config["OPEN"] = False
    with client.application.extensions["auditor"].store.writing() as connection:
        return create_key(connection, "ann's notebook", [PATH])


def ask(client: FlaskClient, token: str, path: str = "v2/check") -> Any:
    return client.post(f"/lt/{token}/{path}", data=FORM)


@pytest.mark.parametrize("path", ["v2/check", "v2//check"])
def test_a_token_opens_the_check(client: FlaskClient, token: str, path: str) -> None:
    answer = ask(client, token, path)
    assert answer.status_code == 200, answer.text
    (match,) = answer.json["matches"]
    assert TEXT[match["offset"] : match["offset"] + match["length"]] == "31 June 2026"
    with client.application.extensions["auditor"].store.reading() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM report").scalar() == 0, "nothing is kept"


def test_a_token_opens_nothing_else(client: FlaskClient, token: str) -> None:
    shown = {"Authorization": f"Bearer {token}"}
    assert client.post("/v1/check", json={"text": TEXT}, headers=shown).status_code == 403
    assert client.get("/v1/audits", headers=shown).status_code == 403
    assert client.post("/v2/check", data=FORM, headers=shown).status_code == 403
    assert client.post("/v2/check", data={**FORM, "username": "ann", "apiKey": token}).status_code == 403
    assert client.get(f"/lt/{token}/v1/audits").status_code == 404


def test_a_key_that_opens_more_is_refused_in_an_address(client: FlaskClient, token: str) -> None:
    with client.application.extensions["auditor"].store.writing() as connection:
        key = create_key(connection, "desk", ["check"])
    answer = ask(client, key)
    assert (answer.status_code, answer.mimetype) == (403, "text/plain")
    assert "auditor keys path" in answer.text


def test_a_token_is_replaced_and_ended_as_keys_are(client: FlaskClient, token: str) -> None:
    store = client.application.extensions["auditor"].store
    with store.writing() as connection:
        new = rotate_key(connection, "ann's notebook", timedelta(hours=1))
    assert [ask(client, each).status_code for each in (token, new)] == [200, 200]
    with store.writing() as connection:
        revoke_key(connection, token[:12])
    assert [ask(client, each).status_code for each in (token, new)] == [403, 200]
    with store.reading() as connection:
        kept = str(connection.exec_driver_sql("SELECT * FROM access_key").all())
    assert token not in kept and new not in kept


@pytest.mark.usefixtures("one_window")
def test_a_token_has_a_quota_and_guesses_are_counted(client: FlaskClient, token: str) -> None:
    client.application.config |= {"RATE_LIMIT": 2, "ADDRESS_LIMIT": 3}
    assert [ask(client, token).status_code for _ in range(3)] == [200, 200, 429]
    assert [ask(client, f"aud_{number}").status_code for number in range(4)] == [403, 403, 403, 429]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where gunicorn serves a token, with a log of all requests, as `--access-logfile` of an administrator has it."""
    folder = tmp_path_factory.mktemp("path")
    database = f"sqlite:///{folder}/auditor.db"
    command = [sys.executable, "-m", "auditor", "keys", "path", "ann", "--database", database]
    token = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True).stdout.strip()
    with free_ports() as port, (folder / "log").open("wb") as log:
        environment = {**os.environ, "AUDITOR_DATABASE": database, "AUDITOR_BIND": f"127.0.0.1:{port}"}
        serve = ["-m", "gunicorn", "--config", str(DEPLOY / "gunicorn.conf.py"), "--workers", "1"]
        process = subprocess.Popen(
            [sys.executable, *serve, "--access-logfile", "-"], cwd=folder, env=environment, stdout=log, stderr=log
        )
        try:
            wait_for(f"http://127.0.0.1:{port}/healthz")
            yield token.replace("http://127.0.0.1:8000", f"http://127.0.0.1:{port}")
        finally:
            process.terminate()
            process.wait(60)
    told = (folder / "log").read_text(encoding="utf-8")
    assert '"POST /lt/... HTTP/1.1" 200' in told, "gunicorn's"
    assert '"route": "/lt/<token>/v2/check", "status": 200, "caller": "ann"' in told, "ours"
    assert token.split("/")[-2] not in told


def wait_for(url: str) -> None:
    tries = urllib3.Retry(total=100, connect=100, backoff_factor=0.1, backoff_max=0.5)
    assert urllib3.request("GET", url, retries=tries, timeout=30).status == 200


def test_what_pages_may_be_told(address: str) -> None:
    asked = {
        name: urllib3.request("GET", f"{address}/{name}", retries=False) for name in ("languages", "info", "words")
    }
    assert [answer.status for answer in asked.values()] == [200, 200, 404]
    assert {"name": "English (GB)", "code": "en", "longCode": "en-GB"} in json.loads(asked["languages"].data)


def test_language_tool_python(address: str) -> None:
    tool = language_tool_python.LanguageTool("en-US", remote_server=f"{address.removesuffix('v2')}")
    matches = tool.check(TEXT)
    assert [TEXT[match.offset : match.offset + match.error_length] for match in matches] == ["31 June 2026"]
    tool.close()


def test_pylanguagetool(address: str) -> None:
    run = "import sys; from pylanguagetool import main; sys.exit(main())"
    command = [sys.executable, "-c", run, "--api-url", f"{address}/", "--lang", "en-US", "--no-color"]
    done = subprocess.run(command, input=TEXT, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 1, done.stderr
    assert "31 June" in done.stdout
