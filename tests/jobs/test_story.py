"""What a story changed by is compared, whoever of two workers on one job comes to its end."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from auditor import Article
from auditor.audit import Auditor
from auditor.jobs.story import prepare_story
from auditor.jobs.work import Bench
from auditor.store import Store
from auditor.store.jobs import LeaseLost, add_job, claim_job, finish_job, recover_jobs
from auditor.store.tables import story
from tests.jobs.made import TEXT, Drain

NOT_COMPARED = select(story.c.id).where(story.c.articles > 1, story.c.changes != story.c.compared)


def uncompared(store: Store) -> list[int]:
    with store.reading() as connection:
        return list(connection.execute(NOT_COMPARED).scalars())


def test_a_worker_that_comes_too_late_leaves_the_story_as_it_is(store: Store, auditor: Auditor, drain: Drain) -> None:
    audits = [store.add(auditor.audit(Article(text=TEXT * 3 + end))) for end in ("One.", "Two.")]
    drain()
    with store.writing() as connection:
        add_job(connection, "story", {"audit": audits[1]})
    with store.writing() as connection:
        slow = claim_job(connection, "slow", -1)
        assert slow is not None and recover_jobs(connection) == 1
    drain()
    assert uncompared(store) == []
    keep = prepare_story(Bench(auditor, store), slow.payload)
    with pytest.raises(LeaseLost), store.writing() as connection:
        finish_job(connection, slow, keep(connection))
    assert uncompared(store) == [], "nobody would compare it"


def test_a_story_changes_with_a_comparison_that_waits(store: Store, auditor: Auditor, drain: Drain) -> None:
    audits = [store.add(auditor.audit(Article(text=TEXT * 3 + end))) for end in ("One.", "Two.")]
    drain()
    keep = prepare_story(Bench(auditor, store), {"audit": audits[1]})
    assert uncompared(store) == [], "it is not changed before the job ends"
    with store.writing() as connection:
        keep(connection)
    assert len(uncompared(store)) == 1
    drain()
    assert uncompared(store) == []
