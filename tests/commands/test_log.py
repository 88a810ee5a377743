"""`auditor log` and `auditor articles`: what commands do is logged, shown, verified, exported; an article is erased."""

from __future__ import annotations

import getpass
import json
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from auditor.cli import main
from auditor.store import Store
from auditor.store.decisions import Decision, decide
from auditor.store.log import EDITOR, Actor, iter_log, record
from tests.store.made import TEXT, flag, report_on

URL = "https://example.org/bridge"


@pytest.fixture
def path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of a store with two articles, named by the environment."""
    made = tmp_path / "audits.db"
    monkeypatch.setenv("AUDITOR_DATABASE", f"sqlite:///{made}")
    store = Store(f"sqlite:///{made}")
    record_ = store.get(store.add(report_on(TEXT, flag(TEXT, "Springfield"), url=URL)))
    assert record_ is not None
    with store.writing() as connection:
        decide(connection, record_["findings"][0]["finding"], Decision("dismiss", "Ann", "other", "Roe wrote that"))
    store.add(report_on(f"{TEXT}More.", source="example.net"))
    store.close()
    return made


def entries(path: Path) -> list[dict[str, Any]]:
    store = Store(f"sqlite:///{path}")
    found = list(iter_log(store.database))
    store.close()
    return found


def test_what_commands_do_is_logged(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    backup = tmp_path / "kept.gz"
    for call in (
        ["sources", "set", "example.org", "--alias", "The Example", "--keep-days", "30"],
        ["sources", "mute", "The Example", "title/doubled", "--reason", "words of ours", "--who", "Ann"],
        ["sources", "unmute", "The Example", "title/doubled"],
        ["sources", "reply", "example.org", "words of theirs", "--who", "The editor"],
        ["sources", "freeze"],
        ["db", "backup", str(backup)],
        ["db", "prune", "--older-than", "90d"],
        ["db", "upgrade"],
    ):
        assert main(call) == 0, capsys.readouterr().err
    made = entries(path)
    assert {(entry["kind"], entry["who"], entry["address"]) for entry in made} == {("command", getpass.getuser(), None)}
    assert [(entry["action"], entry["object"], entry["details"]) for entry in made] == [
        ("source set", "source:example.org", {"aliases": ["The Example"], "keep_days": 30}),
        ("rule muted", "source:example.org", {"rule": "title/doubled", "until": None, "for": "Ann"}),
        ("rule unmuted", "source:example.org", {"rule": "title/doubled"}),
        ("reply kept", "source:example.org", {"to": "source"}),
        ("scores measured anew", "scores", {}),
        ("backup begun", "database", {"file": "kept.gz"}),
    ]
    other = tmp_path / "other.db"
    assert main(["db", "restore", str(backup), "--database", f"sqlite:///{other}"]) == 0
    *before, restored = entries(other)
    assert before == made
    assert (restored["action"], restored["details"]["file"]) == ("backup restored", "kept.gz")
    assert main(["log", "verify", "--database", f"sqlite:///{other}", "--expect", made[-1]["digest"]]) == 0


def test_an_upgrade_of_what_was_there_is_logged(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from auditor.store.database import Database
    from auditor.store.schema import upgrade

    old = Database(f"sqlite:///{tmp_path}/old.db")
    upgrade(old, "0011")
    old.close()
    call = ["--database", f"sqlite:///{tmp_path}/old.db"]
    assert main(["db", "backup", str(tmp_path / "old.gz"), *call]) == 0, "that has no log yet"
    assert main(["db", "upgrade", *call]) == 0
    (entry,) = entries(tmp_path / "old.db")
    assert (entry["action"], entry["details"]["before"]) == ("database upgraded", "0011")
    assert "0011 -> " in capsys.readouterr().out


def test_show(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["log", "show"]) == 0
    assert capsys.readouterr().out == ""
    store = Store(f"sqlite:///{path}")
    with store.writing() as connection:
        for n in range(3):
            actor = Actor(EDITOR, "ada\x1b[31m\u202e", "192.0.2.1")
            record(connection, actor, "rule muted", f"source:{n}.example", rule="title/doubled\x9b")
    store.close()
    assert main(["log", "show", "--who", "ada\x1b[31m\u202e", "--action", "rule muted", "--limit", "2"]) == 0
    out = capsys.readouterr().out
    assert [line.split()[0] for line in out.splitlines()] == ["2", "3"]
    assert "editor ada\\u001b[31m\\u202e (192.0.2.1)  rule muted  source:2.example" in out
    assert all(character.isprintable() for character in out.replace("\n", ""))
    assert main(["log", "show", "--object", "source:1.example", "--since", "2026-01-01", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == 2
    assert main(["log", "show", "--since", "2999-01-01"]) == 0
    assert capsys.readouterr().out == ""


def test_verify_finds_the_first_entry_that_was_changed(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for days in ("30", "40", "50"):
        assert main(["sources", "set", "example.org", "--keep-days", days]) == 0
    capsys.readouterr()
    assert main(["log", "verify"]) == 0
    first, last = capsys.readouterr().out.splitlines()
    assert (first, last) == ("3 entries, each follows from the one before; last:", entries(path)[-1]["digest"])
    assert main(["log", "verify", "--expect", last]) == 0
    assert main(["log", "verify", "--expect", "0" * 63 + "1"]) == 1
    assert "the expected digest is not in the chain" in capsys.readouterr().out
    tamper(path, "UPDATE log_entry SET who = 'eve' WHERE id = 2")
    assert main(["log", "verify"]) == 1
    assert capsys.readouterr().out == "entry 2 was changed; 1 entry before it are whole\n"


def test_verify_tells_of_a_cut(path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for days in ("30", "40", "50"):
        assert main(["sources", "set", "example.org", "--keep-days", days]) == 0
    last = entries(path)[-1]["digest"]
    tamper(path, "DELETE FROM log_entry WHERE id = 3")
    assert main(["log", "verify"]) == 0, "what was cut off at the end is told by a digest kept elsewhere alone"
    assert main(["log", "verify", "--expect", last]) == 1
    tamper(path, "DELETE FROM log_entry WHERE id = 1")
    capsys.readouterr()
    assert main(["log", "verify"]) == 1
    assert "entry 2 was not written after the one before it" in capsys.readouterr().out


def tamper(path: Path, statement: str) -> None:
    """Change the log as somebody with the file in hand could: without the triggers."""
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript(
            "DROP TRIGGER IF EXISTS log_entry_no_update; DROP TRIGGER IF EXISTS log_entry_no_delete"
        )
        connection.execute(statement)
        connection.commit()


def test_an_export_is_verified(path: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", "set", "example.org", "--alias", "Müller\u2028"]) == 0
    assert main(["sources", "set", "example.org", "--keep-days", "40"]) == 0
    export = tmp_path / "log.jsonl"
    assert main(["log", "export", "--out", str(export)]) == 0
    capsys.readouterr()
    assert main(["log", "export"]) == 0
    assert capsys.readouterr().out == export.read_text(encoding="utf-8")
    assert main(["log", "verify", str(export), "--expect", entries(path)[0]["digest"]]) == 0
    export.write_text(export.read_text(encoding="utf-8").replace("40", "41"), encoding="utf-8")
    assert main(["log", "verify", str(export)]) == 1
    export.write_text("{}\n", encoding="utf-8")
    assert main(["log", "verify", str(export)]) == 2
    assert "log.jsonl:1: no entry of a log" in capsys.readouterr().err


@pytest.mark.parametrize("named", [["1"], ["--url", URL], ["--url", URL, "--source", "Example.org"]])
def test_an_article_is_erased(path: Path, named: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["articles", "erase", *named, "--reason", "ticket 12"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("article 1 is erased: 1 revision, 1 audit, 1 note, 1 job; backups")
    (entry,) = entries(path)
    assert (entry["kind"], entry["action"], entry["object"]) == ("command", "article erased", "article:1")
    assert entry["details"]["reason"] == "ticket 12"
    assert main(["articles", "erase", *named]) == 2
    assert "no article" in capsys.readouterr().err
    store = Store(f"sqlite:///{path}")
    assert [row["source"] for row in store.list()] == ["example.net"]
    store.close()


@pytest.mark.parametrize(
    ("call", "problem"),
    [
        (["--url", "https://other.example/"], "no article of its own source has or had the address"),
        (["--url", URL, "--source", "example.net"], "no article of example.net has or had the address"),
        (["99"], "no article 99"),
    ],
)
@pytest.mark.usefixtures("path")
def test_an_article_that_there_is_not(call: list[str], problem: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["articles", "erase", *call]) == 2
    assert problem in capsys.readouterr().err


@pytest.mark.parametrize("call", [[], ["1", "--url", URL]])
def test_an_article_is_named_in_one_way(call: list[str]) -> None:
    with pytest.raises(SystemExit):
        main(["articles", "erase", *call])
