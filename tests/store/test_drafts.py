"""What the gate stopped is kept as a draft, and speaks for nobody until it is published."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import select

from auditor.finding import Severity
from auditor.gate import Policy, Threshold, Verdict
from auditor.score.profile import SourceProfile
from auditor.store import Store
from auditor.store.decisions import Decision, decide
from auditor.store.scores import source_profile
from auditor.store.tables import DRAFT, finding, job, report, revision
from auditor.store.verdicts import judge_kept
from auditor.webhook import AUDIT_COMPLETED, FINDING_CRITICAL, Webhook
from tests.store.made import TEXT, flag, report_on

STRICT = Policy(block=Threshold(Severity.MAJOR))
FLAGGED = report_on(TEXT, flag(TEXT, "Senator Jane Roe"), id="cms:4")
CLEAN = report_on(TEXT.replace("Senator Jane Roe", "Jane Roe"), id="cms:4", url="https://example.org/bridge/")


def profile(store: Store) -> SourceProfile:
    with store.reading() as connection:
        found = source_profile(connection, "example.org", date(2026, 11, 22))
    assert found is not None
    return found


def current(store: Store) -> list[tuple[int, str]]:
    with store.reading() as connection:
        query = select(report.c.id, revision.c.origin).join(revision).where(report.c.current)
        return [(row.id, row.origin) for row in connection.execute(query)]


def test_a_draft_counts_in_no_score(store: Store) -> None:
    store.add(FLAGGED, origin=DRAFT)
    assert current(store) == []
    assert profile(store).articles == 0


def test_a_draft_that_was_put_right_before_publishing_charges_nothing(store: Store) -> None:
    draft = store.add(FLAGGED, origin=DRAFT)
    published = store.add(CLEAN, origin="hook")
    assert current(store) == [(published, "hook")]
    assert profile(store).passages == ()
    kept = store.get(draft), store.get(published)
    assert [row["article"] for row in kept if row] == [1, 1], "known again by its id, although it has a URL by now"


def test_a_draft_that_is_published_as_it_is_becomes_the_article(store: Store) -> None:
    draft = store.add(FLAGGED, origin=DRAFT)
    assert store.add(FLAGGED, origin="hook") == draft
    assert current(store) == [(draft, "hook")]
    assert len(profile(store).passages) == 1


def test_nobody_is_told_of_a_draft_before_it_is_published(url: str) -> None:
    hook = Webhook("https://receiver.example/hook", "SECRET", frozenset({AUDIT_COMPLETED, FINDING_CRITICAL}))
    store = Store(url, [hook])
    critical = report_on(TEXT, flag(TEXT, "Springfield", severity=Severity.CRITICAL), id="a1")

    def waiting() -> list[str]:
        with store.reading() as connection:
            rows = connection.execute(select(job.c.kind, job.c.payload)).all()
        return sorted(row.payload.get("type", row.kind) for row in rows)

    store.add(critical, origin=DRAFT)
    store.add(critical, origin=DRAFT)
    assert waiting() == []
    store.add(critical, origin="hook")
    assert waiting() == [AUDIT_COMPLETED, FINDING_CRITICAL, "revision", "story"]
    store.add(critical, origin="hook")
    assert waiting() == [AUDIT_COMPLETED, AUDIT_COMPLETED, FINDING_CRITICAL, "revision", "story"]
    store.close()


def test_a_draft_of_a_published_article_leaves_that_in_its_place(store: Store) -> None:
    published = store.add(CLEAN, origin="hook")
    store.add(FLAGGED, origin=DRAFT)
    store.add(CLEAN, origin=DRAFT)
    assert current(store) == [(published, "hook")]


def test_other_origins_are_known_by_their_url_first(store: Store) -> None:
    first = store.add(report_on(id="a.txt"))
    second = store.add(report_on(id="a.txt", url="https://example.org/bridge/"))
    kept = store.get(first), store.get(second)
    assert [row["article"] for row in kept if row] == [1, 2]


def test_a_verdict_heeds_what_editors_decided(store: Store) -> None:
    audit = store.add(FLAGGED, origin=DRAFT)
    with store.writing() as connection:
        assert judge_kept(connection, audit, STRICT).verdict is Verdict.BLOCK
        number = connection.execute(select(finding.c.id)).scalar_one()
        decide(connection, number, Decision("fixed", "ada"))
        assert judge_kept(connection, audit, STRICT).verdict is Verdict.BLOCK, "it stands there still"
        decide(connection, number, Decision("dismiss", "ada", "false alarm"))
        assert judge_kept(connection, audit, STRICT).verdict is Verdict.PASS
        with pytest.raises(LookupError):
            judge_kept(connection, 999, STRICT)
