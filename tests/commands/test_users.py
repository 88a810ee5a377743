"""`auditor users`, and the database that the first login or key makes."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from auditor.cli import main
from auditor.commands.acting import acting_command
from auditor.store import Store
from auditor.store.tables import log_entry

PASSWORD = "a long enough phrase"


@pytest.fixture
def database(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path}/var/auditor.db"


def add_user(monkeypatch: pytest.MonkeyPatch, database: str) -> int:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
    return main(["users", "add", "jan", "--role", "admin", "--database", database])


def test_a_login_is_made_listed_and_removed(
    monkeypatch: pytest.MonkeyPatch, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert add_user(monkeypatch, database) == 0
    assert main(["users", "list", "--database", database]) == 0
    assert "admin" in capsys.readouterr().out
    assert main(["users", "remove", "jan", "--database", database]) == 0
    assert main(["users", "list", "--database", database]) == 0
    assert capsys.readouterr().out.endswith("no logins\n")


def test_a_login_is_bound_changed_and_told(
    monkeypatch: pytest.MonkeyPatch, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(f"{PASSWORD}\n"))
    bound = ["--role", "viewer", "--source", "https://www.a.example/", "--source", "b.example", "--desk", "Sport"]
    assert main(["users", "add", "kim", *bound, "--database", database]) == 0
    changes: list[tuple[tuple[str, ...], str]] = [
        ((), "viewer    source a.example, b.example; desk Sport"),
        (("--role", "reviewer"), "reviewer  source a.example, b.example; desk Sport"),
        (("--desk", "Politics"), "reviewer  desk Politics"),
        (("--everything",), "reviewer  everything"),
    ]
    for options, told in changes:
        if options:
            assert main(["users", "set", "kim", *options, "--database", database]) == 0
        capsys.readouterr()
        assert main(["users", "list", "--database", database]) == 0
        assert told in capsys.readouterr().out
    for wrong, why in (([], "say what to change"), (["--everything", "--desk", "x"], "or is bound")):
        assert main(["users", "set", "kim", *wrong, "--database", database]) == 2
        assert why in capsys.readouterr().err
    assert main(["users", "set", "nobody", "--role", "admin", "--database", database]) == 2
    assert "no user 'nobody'" in capsys.readouterr().err


def test_a_password_that_is_easy_to_guess_is_refused(
    monkeypatch: pytest.MonkeyPatch, database: str, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("aaaaaaaaaaaaaaaaaaaa\n"))
    assert main(["users", "add", "kim", "--database", database]) == 2
    told = capsys.readouterr().err
    assert "easy to guess" in told
    assert "aaaaaaaa" not in told


def test_commands_are_in_the_log_with_who_ran_them(monkeypatch: pytest.MonkeyPatch, database: str) -> None:
    assert add_user(monkeypatch, database) == 0
    monkeypatch.setattr(sys, "stdin", io.StringIO("another phrase of some length\n"))
    assert main(["users", "password", "jan", "--database", database]) == 0
    assert main(["users", "remove", "jan", "--database", database]) == 0
    store = Store(database)
    with store.reading() as connection:
        rows = connection.execute(select(log_entry).order_by(log_entry.c.id)).all()
    store.close()
    assert [row.action for row in rows] == ["user added", "password changed", "user removed"]
    assert {(row.kind, row.who, row.object) for row in rows} == {("command", acting_command().name, "user:jan")}


def test_the_first_login_or_key_makes_the_database_and_says_where(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    makes: list[Callable[[str], int]] = [
        lambda database: add_user(monkeypatch, database),
        lambda database: main(["keys", "create", "desk", "--scope", "read", "--all-sources", "--database", database]),
    ]
    for number, make in enumerate(makes):
        path = tmp_path / str(number) / "auditor.db"
        assert make(f"sqlite:///{path}") == 0
        assert f"auditor: new database at {path}\n" in capsys.readouterr().err
        assert main(["db", "check", "--database", f"sqlite:///{path}"]) == 0
        assert "nothing wrong" in capsys.readouterr().out
        assert make(f"sqlite:///{path}") in {0, 2}  # the same login again
        assert "new database" not in capsys.readouterr().err


def test_what_needs_kept_articles_makes_no_database(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    for call in (
        ["users", "list"],
        ["users", "remove", "jan"],
        ["sources", "set", "a.example", "--alias", "b.example"],
    ):
        assert main([*call, "--database", database]) == 2
        assert "no database at" in capsys.readouterr().err
