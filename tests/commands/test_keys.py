"""`auditor keys`."""

import getpass
import re
from pathlib import Path

import pytest
from sqlalchemy import select

from auditor.article import Article
from auditor.audit import Auditor
from auditor.cli import main
from auditor.store import Store
from auditor.store.tables import log_entry


@pytest.fixture
def database(tmp_path: Path) -> list[str]:
    return ["--database", f"sqlite:///{tmp_path}/var/auditor.db"]


def test_a_key_is_made_listed_replaced_and_ended(database: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    asked = [
        "--scope",
        "read",
        "--scope",
        "audit",
        "--source",
        "https://www.Valley.example/",
        "--source",
        "Hill News",
        "--new-source",
    ]
    assert main(["keys", "create", "the desk", *asked, "--days", "30", *database]) == 0
    shown = capsys.readouterr()
    key = shown.out.strip()
    assert key.startswith("aud_")
    assert "once" in shown.err
    assert main(["keys", "rotate", "the desk", "--keep-hours", "2", *database]) == 0
    assert capsys.readouterr().out.strip() not in ("", key)
    assert main(["keys", "list", *database]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert all(
        "valid" in line and "the desk  [audit, read]  hill news, valley.example  until" in line for line in lines
    )
    assert not any(key in line for line in lines)
    assert main(["keys", "revoke", key[:12], *database]) == 0
    assert main(["keys", "list", *database]) == 0
    assert "revoked" in capsys.readouterr().out


def test_what_is_wrong_is_told(database: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "list", *database]) == 2
    assert main(["keys", "create", "desk", "--scope", "write", "--all-sources", *database]) == 2
    assert "scopes are: check, audit, read, review, editors, admin" in capsys.readouterr().err
    assert main(["keys", "revoke", "desk", *database]) == 2
    with pytest.raises(SystemExit):
        main(["keys", "create", "desk", "--scope", "read", "--all-sources", "--days", "0", *database])


def test_a_mistyped_source_is_told(
    database: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    create = ["keys", "create", "desk", "--scope", "check", *database, "--source"]
    assert main([*create, "valley.example"]) == 2
    assert "`auditor connect` makes one, and --new-source takes it as it is" in capsys.readouterr().err
    (tmp_path / "auditor.toml").write_text('[source."valley.example"]\n', encoding="utf-8")
    assert main([*create, "vally.example"]) == 2
    assert "names the source 'vally.example'; did you mean 'valley.example'?" in capsys.readouterr().err
    assert main([*create, "https://www.valley.example/news"]) == 0, "any spelling of the same"
    store = Store(database[1])
    store.add(Auditor().audit(Article(text="The council met.", source="Hill News")))
    store.close()
    assert main(["keys", "create", "hill", "--scope", "check", *database, "--source", "hill news"]) == 0


def test_a_key_for_an_address_is_printed_in_it(
    database: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["keys", "path", "ann", *database]) == 0
    assert capsys.readouterr().out.startswith("http://127.0.0.1:8000/lt/aud_")
    (tmp_path / "auditor.toml").write_text('[service]\nurl = "https://audit.example.org/"\n', encoding="utf-8")
    assert main(["keys", "path", "ben", "--days", "30", *database]) == 0
    assert re.fullmatch(r"https://audit\.example\.org/lt/aud_\w{49}/v2\n", capsys.readouterr().out)
    assert main(["keys", "list", *database]) == 0
    assert "valid    ben  [path]  all sources  until" in capsys.readouterr().out
    assert main(["keys", "create", "cy", "--scope", "path", "--scope", "check", "--all-sources", *database]) == 2
    assert "unknown scope path" in capsys.readouterr().err, "it opens nothing beside"


@pytest.mark.parametrize(
    ("bounds", "says"),
    [
        ([], "one of the arguments --source --all-sources is required"),
        (["--source", "valley.example", "--all-sources"], "not allowed with argument --source"),
    ],
)
def test_what_a_key_reaches_is_said_when_it_is_made(
    database: list[str], capsys: pytest.CaptureFixture[str], bounds: list[str], says: str
) -> None:
    with pytest.raises(SystemExit):
        main(["keys", "create", "desk", "--scope", "read", *bounds, *database])
    assert says in capsys.readouterr().err


def test_who_made_replaced_and_ended_keys_is_in_the_log(
    database: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    main(["keys", "create", "desk", "--scope", "read", "--all-sources", *database])
    main(["keys", "rotate", "desk", *database])
    secrets = capsys.readouterr().out.split()
    main(["keys", "revoke", "desk", *database])
    assert main(["keys", "revoke", "desk", *database]) == 2
    store = Store(database[1])
    with store.reading() as connection:
        rows = list(connection.execute(select(log_entry).order_by(log_entry.c.id)))
    store.close()
    assert {(row.kind, row.who) for row in rows} == {("command", getpass.getuser())}
    first, second = (f"key:{secret[:12]}" for secret in secrets)
    told = [(row.action, row.object) for row in rows]
    assert told == [("key made", first), ("key rotated", second), ("key revoked", first), ("key revoked", second)]
    assert not any(secret in str(row) for row in rows for secret in secrets)
