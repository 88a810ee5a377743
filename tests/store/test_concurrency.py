"""Several processes write at once: nothing is lost, doubled or refused."""

from __future__ import annotations

import sqlite3
from multiprocessing.pool import Pool
from pathlib import Path
from threading import Timer

from sqlalchemy import text

from auditor.store import Store
from auditor.store.backup import problems
from tests.store.conftest import PROCESSES
from tests.store.made import TEXT, flag, report_on

AUDITS = 25


def add_own(url: str, writer: int) -> list[int]:
    """Audit ids of articles of this writer alone; the first to come makes the tables."""
    store = Store(url)
    found = [flag(TEXT, "Springfield"), flag(TEXT, "Monday")]
    ids = [store.add(report_on(TEXT, *found, url=f"https://example.org/{writer}/{n}")) for n in range(AUDITS)]
    store.close()
    return ids


def add_same(url: str, writer: int) -> list[int]:
    """Audit ids of articles that every writer adds, each revision of them more than once."""
    store = Store(url)
    ids = []
    for n in range(AUDITS):
        text_ = f"{TEXT} {n % 5}"
        ids.append(store.add(report_on(text_, flag(text_, "Springfield"), url="https://example.org/one")))
    store.close()
    return ids


def test_writers_of_their_own_articles(url: str, processes: Pool) -> None:
    ids = [i for each in processes.starmap(add_own, [(url, n) for n in range(PROCESSES)], 1) for i in each]
    store = Store(url)
    assert len(set(ids)) == store.count() == PROCESSES * AUDITS
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM finding")).scalar() == 2 * PROCESSES * AUDITS
        assert connection.execute(text("SELECT count(*) FROM source")).scalar() == 1
        assert connection.execute(text("SELECT count(*) FROM ruleset")).scalar() == 1
        assert connection.execute(text("SELECT count(*) FROM scoring")).scalar() == 1
    assert problems(store.database) == []
    store.close()


def test_a_new_file_is_opened_while_another_writes_to_it(tmp_path: Path) -> None:
    """As two processes that begin on the same new file do: SQLite's own waiting has no part in this."""
    other = sqlite3.connect(tmp_path / "audits.db", isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    end = Timer(0.2, other.execute, ["COMMIT"])
    end.start()
    store = Store(f"sqlite:///{tmp_path / 'audits.db'}")
    assert store.count() == 0
    store.close()
    end.join()
    other.close()


def test_writers_of_one_article(url: str, processes: Pool) -> None:
    ids = {i for each in processes.starmap(add_same, [(url, n) for n in range(PROCESSES)], 1) for i in each}
    store = Store(url)
    assert len(ids) == store.count() == 5
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM article")).scalar() == 1
        assert connection.execute(text("SELECT count(*) FROM finding")).scalar() == 5
        assert connection.execute(text("SELECT count(*) FROM report WHERE current")).scalar() == 1
        numbers = connection.execute(text("SELECT number FROM revision ORDER BY number")).scalars().all()
    assert numbers == [1, 2, 3, 4, 5]
    store.close()
