"""`auditor keys`."""

from pathlib import Path

import pytest

from auditor.cli import main


@pytest.fixture
def database(tmp_path: Path) -> list[str]:
    return ["--database", f"sqlite:///{tmp_path}/var/auditor.db"]


def test_a_key_is_made_listed_replaced_and_ended(database: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "create", "the desk", "--scope", "read", "--scope", "audit", "--days", "30", *database]) == 0
    shown = capsys.readouterr()
    key = shown.out.strip()
    assert key.startswith("aud_")
    assert "once" in shown.err
    assert main(["keys", "rotate", "the desk", "--keep-hours", "2", *database]) == 0
    assert capsys.readouterr().out.strip() not in ("", key)
    assert main(["keys", "list", *database]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2
    assert all("valid" in line and "the desk" in line and "[audit, read]" in line for line in lines)
    assert not any(key in line for line in lines)
    assert main(["keys", "revoke", key[:12], *database]) == 0
    assert main(["keys", "list", *database]) == 0
    assert "revoked" in capsys.readouterr().out


def test_what_is_wrong_is_told(database: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["keys", "list", *database]) == 2
    assert main(["keys", "create", "desk", "--scope", "write", *database]) == 2
    assert "scopes are: check, audit, read, review, admin" in capsys.readouterr().err
    assert main(["keys", "revoke", "desk", *database]) == 2
    with pytest.raises(SystemExit):
        main(["keys", "create", "desk", "--scope", "read", "--days", "0", *database])
