"""`auditor users`, and the database that the first login or key makes."""

import io
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from auditor.cli import main

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
