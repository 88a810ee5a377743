"""`docs/api.md`: what it tells a newcomer to run does what it says."""

from __future__ import annotations

import json
import re
import subprocess
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from werkzeug.serving import make_server

from api import create_app
from api.app import DEFAULTS, MAX_BODY_BYTES
from api.audits import SYNC_CHARACTERS
from api.batches import MAX_ARTICLES
from api.bounded import AUDIT_SECONDS
from auditor.audit import Auditor
from auditor.store.keys import SCOPES, create_key

GUIDE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", GUIDE, re.DOTALL | re.MULTILINE)


@pytest.fixture
def service(auditor: Auditor, database: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """A service on a real socket, named by the variables of the guide."""
    app = create_app({"DATABASE": database, "AUDITOR": auditor})
    with app.extensions["auditor"].store.writing() as connection:
        monkeypatch.setenv("KEY", create_key(connection, "newcomer", SCOPES))
    server = make_server("127.0.0.1", 0, app)
    monkeypatch.setenv("AUDITOR", f"http://127.0.0.1:{server.server_port}")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield app
    server.shutdown()
    thread.join()
    server.server_close()
    app.extensions["auditor"].close()


def run(commands: str) -> str:
    """What the commands print; they must all succeed."""
    return subprocess.run(
        ["bash", "-eu", "-c", commands], check=True, capture_output=True, text=True, timeout=600
    ).stdout


def test_the_commands_do_what_the_guide_says(service: Flask, capsys: pytest.CaptureFixture[str]) -> None:
    first, plain, reading, twice = (run(commands) for commands in blocks("sh"))
    audit, (shown,) = json.loads(first), map(json.loads, blocks("json"))
    (found,) = (row for row in audit["findings"] if row["rule"] == "date/weekday-differs")
    (told,) = shown["findings"]
    assert {**told, "message": found["message"]} == {name: found[name] for name in told}
    assert audit["audit"] == shown["audit"]
    assert json.loads(plain)["article"]["title"] == "Council meets"
    assert all(part in reading for part in ("<!doctype html>", '"runs"', "TextQuoteSelector", '"grade"'))
    assert re.sub(r"\s", "", twice).count('"total":2') == 2
    assert len(set(re.findall(r'"batch": ?"(\w+)"', twice))) == 1
    (code,) = blocks("python")
    exec(code, {})  # the guide's own words
    printed = capsys.readouterr().out
    assert "Friday, 6 March 2025" in printed
    assert "422" in printed


def test_scopes_and_limits_are_those_of_the_service() -> None:
    assert re.findall(r"^\| `(\w+)` \|", GUIDE, re.MULTILINE) == list(SCOPES)
    for limit in (MAX_ARTICLES, SYNC_CHARACTERS, DEFAULTS["RATE_LIMIT"], DEFAULTS["ADDRESS_LIMIT"]):
        assert f"{limit:,}" in GUIDE
    assert f"{MAX_BODY_BYTES >> 20} MiB" in GUIDE
    assert f"{AUDIT_SECONDS:g} seconds" in GUIDE
