"""A worker: what it makes of jobs, in one transaction with their end."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from auditor.audit import Auditor
from auditor.store import Store, intake
from auditor.store.jobs import add_job
from auditor.store.progress import batch_jobs, batch_progress, get_job
from tests.jobs.made import TEXT, Drain, add_articles, hurry, poisoned_auditor, rows_of


def test_articles_become_audits(store: Store, drain: Drain) -> None:
    numbers = add_articles(store, TEXT, TEXT + "One.", batch="b" * 32)
    said = drain()
    assert said[-1] == ()
    assert [claim.id for claims in said for claim in claims if claim.kind == "audit"] == numbers
    with store.reading() as connection:
        jobs = batch_jobs(connection, "b" * 32)
        assert batch_progress(connection, "b" * 32) == {
            "batch": "b" * 32, "total": 2, "waiting": 0, "running": 0, "done": 2, "dead": 0, "finished": True,
        }  # fmt: skip
        assert get_job(connection, numbers[0]) == jobs[0]
        assert get_job(connection, numbers[1] + 1_000) is None
        assert batch_progress(connection, "c" * 32) is None
    assert [(found["id"], found["state"], found["error"]) for found in jobs] == [
        ("a0", "done", None),
        ("a1", "done", None),
    ]
    record = store.get(jobs[0]["audit"])
    assert record is not None
    assert (record["text"], record["id"]) == (TEXT, "a0")
    assert record["findings"]


@pytest.mark.parametrize(
    ("payload", "reason"),
    [
        ({"article": {"text": " "}}, "no text to audit"),
        ({"article": {"title": "No text."}}, "neither text nor html"),
        ({"article": {"text": "Some text.", "published": "soon"}}, "'soon' is not an ISO date"),
    ],
)
def test_what_cannot_be_audited_is_not_tried_again(
    store: Store, drain: Drain, payload: dict[str, object], reason: str
) -> None:
    with store.writing() as connection:
        add_job(connection, "audit", payload)
    drain()
    (dead,) = rows_of(store)
    assert (dead.state, dead.attempts) == ("dead", 1)
    assert reason in dead.error


def test_a_job_of_a_newer_program_is_told(store: Store, drain: Drain) -> None:
    with store.writing() as connection:
        add_job(connection, "translate", {})
    drain()
    assert "'translate'" in rows_of(store)[0].error


def test_an_error_is_tried_three_times(store: Store) -> None:
    drain = Drain(store, poisoned_auditor())
    add_articles(store, "FAIL", TEXT)
    for tries in (1, 2, 3):
        drain()
        failed, done = rows_of(store)
        assert (failed.attempts, failed.state) == (tries, "dead" if tries == 3 else "waiting")
        hurry(store)
    assert failed.error == "ArithmeticError: no such number"
    assert done.state == "done"


def test_nothing_is_kept_of_a_transaction_that_fails(
    store: Store, auditor: Auditor, drain: Drain, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_articles(store, TEXT)
    monkeypatch.setattr(intake, "insert_row", _no_power)
    drain()
    assert rows_of(store)[0].state == "waiting"
    monkeypatch.undo()
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM article")).scalar() == 0
    hurry(store)
    drain()
    assert rows_of(store)[0].state == "done"
    assert store.count() == 1


def _no_power(*_: object) -> int:
    raise OSError("no power")
