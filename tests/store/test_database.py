"""The password of a database that stands in a file: read when it is needed, shown nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from auditor.store import StoreError
from auditor.store.database import Database

PASSWORD = "what only the file says"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "password"
    made.write_text(f"{PASSWORD}\n", encoding="utf-8")
    return made


def test_the_password_is_read_for_every_connection(file: Path) -> None:
    database = Database(f"postgresql://auditor@127.0.0.1:1/auditor?password_file={file}&connect_timeout=2")
    given: list[dict[str, Any]] = []
    event.listen(database.engine, "do_connect", lambda _, __, ___, options: given.append(dict(options)))
    for password in (PASSWORD, "another"):
        file.write_text(f"{password}\n", encoding="utf-8")
        with pytest.raises(OperationalError), database.reading():
            pass
    assert [options["password"] for options in given] == [PASSWORD, "another"]
    assert given[0]["connect_timeout"] == "2"
    assert "password_file" not in given[0]
    assert PASSWORD not in str(database)


def test_a_password_that_is_not_there_is_told(file: Path) -> None:
    file.unlink()
    with pytest.raises(StoreError, match="password"), Database(f"postgresql://a@b/c?password_file={file}").reading():
        pass
