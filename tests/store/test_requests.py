"""What requests leave in either database: answers to repeat, quotas, and pages of audits of a time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import update

from auditor.store import Store
from auditor.store.answered import Answer, AnsweredMeanwhile, KeyReused, find_answer, keep_answer, repeatable
from auditor.store.queries import Audited, Page, count_audits, search_audits
from auditor.store.quotas import WINDOW_SECONDS, Quotas
from auditor.store.tables import report
from tests.store.made import report_on

NOW = 1_700_000_000.0


def test_a_request_is_answered_once(store: Store) -> None:
    audits = [store.add(report_on(text)) for text in ("One.", "Two.")]
    given = repeatable("1", "key", b"body")
    with store.writing() as connection:
        assert find_answer(connection, given) is None
        keep_answer(connection, given, Answer(audit=audits[0]))
        keep_answer(connection, given, Answer(audit=audits[0]))
        assert find_answer(connection, given) == Answer(audit=audits[0])
        with pytest.raises(AnsweredMeanwhile) as first:
            keep_answer(connection, given, Answer(audit=audits[1]))
        assert first.value.answer == Answer(audit=audits[0])
        for other in (repeatable("1", "key", b"another"), repeatable("1", "key", b"bo", b"dy")):
            with pytest.raises(KeyReused):
                find_answer(connection, other)
        assert find_answer(connection, repeatable("2", "key", b"another")) is None, "it is another caller's"


def test_processes_share_a_quota(store: Store, url: str) -> None:
    other = Store(url)
    quotas = [Quotas(each.database) for each in (store, other)]
    answered = sum(each.spend("key:1", 50, NOW).remaining >= 0 for _ in range(40) for each in quotas)
    assert answered == 50
    assert quotas[0].spend("key:1", 50, NOW + WINDOW_SECONDS).remaining >= 0
    other.close()


@pytest.mark.parametrize("sort", ["created", "-created", "-score"])
def test_audits_of_a_time_come_page_by_page(store: Store, sort: str) -> None:
    audits = [store.add(report_on(f"Number {number}.")) for number in range(6)]
    day = datetime(2026, 11, 1, tzinfo=UTC)
    with store.writing() as connection:
        for number, audit in enumerate(audits):  # two of each moment
            moment = day + timedelta(hours=number // 2)
            connection.execute(update(report).where(report.c.id == audit).values(created=moment))
    wanted = Audited(since=day, until=day + timedelta(hours=2))
    seen: list[int] = []
    page = Page(3, sort)
    with store.reading() as connection:
        while True:
            found = search_audits(connection, wanted, page)
            seen += [row["audit"] for row in found.rows]
            if not found.last:
                break
            page = Page(3, sort, found.last)
        assert count_audits(connection, wanted) == 4
    assert sorted(seen) == audits[:4]
    if sort.endswith("created"):
        assert seen == sorted(seen, reverse=sort.startswith("-"))
