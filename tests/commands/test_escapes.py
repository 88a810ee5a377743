"""What commands print reaches a terminal without a character that it would act on, whatever was sent to the service."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.article import Article
from auditor.cli import COMMANDS, UNESCAPED, main
from auditor.finding import Report
from auditor.render.escapes import escaped
from auditor.store import Store
from auditor.store.keys import create_key
from auditor.store.sources import Mute, add_reply, find_source, mute_rule
from tests.jobs.made import plain_auditor

EVIL = "Evil \x1b]0;owned\x07 \x1b[31m \x9b2J \u202egnp.exe \u2066 \u200f \x7f \x08 News"
ACTED_ON = ("Cc", "Cf", "Zl", "Zp", "Cs")
"""Categories of Unicode: controls, formats such as marks of direction, separators of lines, half pairs."""
LISTED = {
    "sources list": ["sources", "list"],
    "sources show": ["sources", "show", "SOURCE"],
    "sources show as JSON": ["sources", "show", "SOURCE", "--format", "json"],
    "sources set": ["sources", "set", "SOURCE", "--keep-days", "9"],
    "sources mute": ["sources", "mute", "SOURCE", "language/doubled-word", "--reason", EVIL],
    "sources unmute": ["sources", "unmute", "SOURCE", "title/doubled"],
    "sources reply": ["sources", "reply", "SOURCE", EVIL],
    "an unknown source": ["sources", "show", f"{EVIL}?"],
    "keys list": ["keys", "list"],
    "keys revoke": ["keys", "revoke", EVIL],
    "an unknown key": ["keys", "revoke", f"{EVIL}?"],
    "users list": ["users", "list"],
    "db check": ["db", "check"],
    "report": ["report", "--out", EVIL],
}


@pytest.fixture
def database(tables: Path) -> str:
    """A store whose every name is that of somebody who means it badly."""
    url = f"sqlite:///{tables}"
    store = Store(url)
    report: Report = plain_auditor().audit(Article(text="The the council met.", title=EVIL, source=EVIL, id=EVIL))
    store.add(report)
    with store.writing() as connection:
        kept = find_source(connection, EVIL)
        assert kept is not None
        mute_rule(connection, kept.key, Mute("title/doubled", EVIL, EVIL))
        add_reply(connection, kept.key, EVIL, EVIL)
        create_key(connection, EVIL, ["read"])
    store.close()
    return url


@pytest.fixture
def tables(tables: Path, tmp_path: Path) -> Path:
    """A copy of the tables for this test."""
    copy = tmp_path / "auditor.db"
    copy.write_bytes(tables.read_bytes())
    return copy


def acted_on(text: str) -> set[str]:
    """The characters of `text` that a terminal acts on."""
    return {char for char in text if unicodedata.category(char) in ACTED_ON and char not in "\n\t"}


@pytest.mark.parametrize("name", LISTED)
def test_no_name_reaches_the_terminal_raw(
    database: str, name: str, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    arguments = [EVIL if argument == "SOURCE" else argument for argument in LISTED[name]]
    main([*arguments, "--database", database])
    out, err = capsys.readouterr()
    assert out or err
    assert acted_on(out + err) == set()
    if name.startswith("sources"):
        assert "\\u001b" in out or "kept;" in out or "no rule" in out, "it shows that there is something"


def test_json_that_is_escaped_is_the_same_json(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    main(["sources", "show", EVIL, "--format", "json", "--database", database])
    record = json.loads(capsys.readouterr().out)
    assert record["replies"][0]["who"] == EVIL


@given(st.text(st.characters(codec="utf-8")))
def test_escaped_text_is_inert_and_still_the_text(text: str) -> None:
    assert acted_on(escaped(text)) == set()
    assert json.loads(f'"{escaped(json.dumps(text, ensure_ascii=False)[1:-1])}"') == text


def test_only_commands_that_write_data_or_draw_are_left_alone() -> None:
    assert set(COMMANDS) > UNESCAPED
    assert {"sources", "keys", "users", "webhooks", "db", "reconcile"}.isdisjoint(UNESCAPED)


@pytest.mark.parametrize("form", ["text", "json"])
def test_a_terminal_gets_no_article_raw(
    form: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps({"text": f"The the council met. {EVIL}", "title": EVIL, "id": EVIL}), encoding="utf-8")
    seen: Callable[[], bool] = lambda: True  # noqa: E731 - what isatty is
    monkeypatch.setattr("sys.stdout.isatty", seen)
    monkeypatch.setenv("NO_COLOR", "1")
    main(["check", str(path), "--format", form])
    assert acted_on(capsys.readouterr().out) == set()
