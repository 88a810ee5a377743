"""`auditor db`, `auditor sources` and `auditor rules quality` on a store in a file."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import text

from auditor.cli import main
from auditor.store import Store
from auditor.store.decisions import Decision, decide
from auditor.store.tables import SCHEMA_REVISION
from tests.store.made import TEXT, flag, report_on


@pytest.fixture
def url(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A store with two articles of one source, one finding dismissed, named by the environment."""
    made = f"sqlite:///{tmp_path}/audits.db"
    monkeypatch.setenv("AUDITOR_DATABASE", made)
    store = Store(made)
    record = store.get(store.add(report_on(TEXT, flag(TEXT, "Springfield"), flag(TEXT, "Monday"))))
    assert record is not None
    with store.writing() as connection:
        decide(connection, record["findings"][0]["finding"], Decision("dismiss", "Ann", "false alarm"))
    store.add(report_on(TEXT + "More."))
    store.close()
    return made


@pytest.mark.usefixtures("url")
def test_sources_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", "list"]) == 0
    out = capsys.readouterr().out
    assert out.startswith("example.org")
    assert "Not enough evidence (2 of 10 articles)" in out


@pytest.mark.usefixtures("url")
def test_sources_show(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", "show", "www.example.org"]) == 0
    out = capsys.readouterr().out
    assert "2 passages flagged; 0 accepted and 1 dismissed by editors" in out
    assert "“Monday”" in out
    assert main(["sources", "show", "example.org", "--format", "json"]) == 0
    record = json.loads(capsys.readouterr().out)
    assert (record["source"], record["replies"]) == ("example.org", [])


@pytest.mark.usefixtures("url")
def test_sources_set_and_freeze(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", "set", "example.org", "--alias", "The Example", "--keep-days", "30"]) == 0
    assert capsys.readouterr().out == "example.org: also the example; kept 30 days\n"
    assert main(["sources", "set", "The Example", "--keep-days", "0"]) == 0
    assert capsys.readouterr().out == "example.org: also the example; kept as long as others\n"
    assert main(["sources", "freeze"]) == 0
    assert "prior: mean load 3.00" in capsys.readouterr().out


def test_a_muted_rule_is_left_out_of_audits_from_then_on(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    mute = ["sources", "mute", "example.org", "office/not-held", "--who", "Ann", "--reason", "house style"]
    assert main([*mute, "--until", "2999-01-01"]) == 0
    assert "until 2999-01-01, by Ann: house style" in capsys.readouterr().out
    new = report_on(TEXT + "New.", flag(TEXT, "Springfield"), flag(TEXT, "Monday", "date/weekday"))
    store = Store(url)
    muted = store.get(store.add(new))
    assert main(["sources", "unmute", "example.org", "office/not-held"]) == 0
    assert "no rule is muted" in capsys.readouterr().out
    whole = store.get(store.add(new))
    store.close()
    assert muted is not None and whole is not None
    assert [found["rule"] for found in muted["findings"]] == ["date/weekday"]
    assert len(whole["findings"]) == 2, "judged by other rules, it is another report"
    assert muted["score"] > whole["score"]
    assert muted["ruleset"] != whole["ruleset"]


@pytest.mark.usefixtures("url")
def test_a_publisher_replies(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sources", "reply", "example.org", "We have corrected this.", "--who", "The editor"]) == 0
    assert main(["sources", "show", "example.org"]) == 0
    assert "We have corrected this." in capsys.readouterr().out


@pytest.mark.usefixtures("url")
def test_rules_quality(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules", "quality"]) == 0
    line = capsys.readouterr().out.splitlines()[1]
    assert line.split() == ["office/not-held", "0.33", "1", "0.00", "1000.0", "false", "alarm", "1"]


def test_db_backup_restore_check_prune(url: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = f"sqlite:///{tmp_path}/new/other.db"
    assert main(["db", "backup", str(tmp_path / "backup.gz")]) == 0
    assert main(["db", "restore", str(tmp_path / "backup.gz"), "--database", other]) == 0
    assert main(["db", "check", "--database", other]) == 0
    assert main(["db", "prune", "--older-than", "90d", "--database", other]) == 0
    out = capsys.readouterr().out
    assert "nothing wrong" in out
    assert "0 articles deleted" in out
    copy, store = Store(other), Store(url)
    assert copy.list() == store.list()
    copy.close()
    store.close()


def test_db_upgrade(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = ["--database", f"sqlite:///{tmp_path}/new/audits.db"]
    assert main(["db", "upgrade", *new]) == 0
    assert main(["db", "upgrade", *new]) == 0
    assert capsys.readouterr().out == f"empty -> {SCHEMA_REVISION}\nat {SCHEMA_REVISION} already\n"


def test_db_check_says_what_is_wrong(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    store = Store(url)
    with store.writing() as connection:
        connection.execute(text("DROP TABLE mute"))
    store.close()
    assert main(["db", "check"]) == 1
    assert capsys.readouterr().out == "table mute is missing\n"


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (["sources", "show", "nobody.example"], "no source 'nobody.example'"),
        (["sources", "set", "nobody.example", "--alias", "x"], "no source 'nobody.example'"),
        (["sources", "list", "--database", "sqlite:////nowhere/a.db"], "no database at /nowhere/a.db"),
        (["sources", "list", "--database", "mysql://host/a"], "not in mysql"),
        (["db", "restore", "/nowhere/backup"], "/nowhere/backup: "),
        (
            ["db", "check", "--database", "postgresql://u:secret@127.0.0.1:1/a"],
            "postgresql+psycopg://u:***@127.0.0.1:1/a:",
        ),
    ],
)
@pytest.mark.usefixtures("url")
def test_what_cannot_be_done(call: list[str], message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(call) == 2
    err = capsys.readouterr().err
    assert message in err
    assert "secret" not in err


def test_a_database_that_is_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "text.db").write_text("not a database " * 100)
    assert main(["sources", "list", "--database", f"sqlite:///{tmp_path}/text.db"]) == 2
    assert f"{tmp_path}/text.db: " in capsys.readouterr().err
