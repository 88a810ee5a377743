"""An article that was erased is nowhere: in no row of any table, and in no byte of the file."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select, text

from auditor import Auditor
from auditor.finding import Evidence
from auditor.ruleset import default_folders, load_rules
from auditor.store import Store
from auditor.store.backup import problems
from auditor.store.decisions import Decision, decide, rule_quality
from auditor.store.erasing import Erased, Work, erase_article, erase_articles, find_article, find_work
from auditor.store.jobs import LeaseLost, add_job, finish_job
from auditor.store.log import EDITOR, Actor
from auditor.store.retention import prune
from auditor.store.sources import add_reply
from auditor.store.tables import (
    assignment,
    block_memory,
    decision,
    job,
    log_entry,
    reply,
    report,
    source,
    story,
)
from auditor.webhook import Webhook
from tests.store.filled import WORD, article_of, claim, everything, fill, findings_of
from tests.store.made import TEXT, flag, report_on

NO_WORK = Work({}, 0)
ADA = Actor(EDITOR, "ada", "192.0.2.1")
ALL = frozenset({"audit.completed", "finding.critical", "source.changed"})
HOOK = Webhook(url="https://receiver.example/", secret="SECRET", events=ALL)


@pytest.fixture(scope="module")
def auditor() -> Auditor:
    """The rules on stories."""
    return Auditor(load_rules(*default_folders()))


@pytest.fixture
def told(store: Store) -> Iterator[Store]:
    """The store, with a receiver of all messages."""
    other = Store(str(store.database.engine.url.render_as_string(hide_password=False)), (HOOK,))
    yield other
    other.close()


def test_its_words_are_nowhere(told: Store, auditor: Auditor, url: str) -> None:
    article, others = fill(told, auditor)
    assert everything(told).count(WORD) > 20
    assert any(WORD in str(found["evidence"]) + found["message"] for found in findings_of(told, others[0]))
    erased = erase_article(told.database, article, ADA, "ticket 12")
    assert erased is not None
    assert WORD.casefold() not in everything(told).casefold()
    for path in files(url):
        assert WORD.encode() not in path.read_bytes(), path
    counts = erased.counts()
    assert all(counts.values()), counts
    entry = entries(told)[-1]
    assert (entry["who"], entry["action"], entry["object"]) == ("ada", "article erased", f"article:{article}")
    assert entry["details"] == {**counts, "audit_numbers": list(erased.audits), "reason": "ticket 12"}
    assert problems(told.database) == []


def files(url: str) -> list[Path]:
    """The files of a SQLite database: itself, its write-ahead log and what belongs to that."""
    if not url.startswith("sqlite:///"):
        return []
    path = Path(url.removeprefix("sqlite:///"))
    found = sorted(path.parent.glob(f"{path.name}*"))
    assert len(found) == 3
    return found


def entries(store: Store) -> list[dict[str, Any]]:
    with store.reading() as connection:
        return [dict(row) for row in connection.execute(select(log_entry).order_by(log_entry.c.id)).mappings()]


def test_there_is_none(store: Store) -> None:
    assert erase_article(store.database, 1, ADA) is None
    audit = store.add(report_on())
    assert erase_article(store.database, article_of(store, audit), ADA) is not None
    assert erase_article(store.database, 1, ADA) is None
    assert len(entries(store)) == 1
    with store.writing() as connection:
        assert erase_articles(connection, [], NO_WORK) == erase_articles(connection, [7, 8], NO_WORK) == Erased()


def test_a_running_audit_does_not_bring_it_back(store: Store) -> None:
    row = {"id": "one", "source": "example.org", "text": TEXT}
    article = article_of(store, store.add(report_on(id="one")))
    with store.writing() as connection:
        add_job(connection, "audit", {"article": row})
        running = claim(store, connection)
    erase_article(store.database, article, ADA)
    with pytest.raises(LeaseLost), store.writing() as connection:
        store.keep(connection, store.prepare(report_on(id="one")))
        finish_job(connection, running)
    assert store.count() == 0
    again = store.add(report_on(id="one"))
    assert article_of(store, again) > article, "what is delivered later is another article"


@pytest.mark.parametrize(
    "row",
    [
        {"id": "one", "source": "other.example", "text": TEXT},
        {"id": "two", "source": "example.org", "text": TEXT},
        {"url": "https://other.example/1", "text": TEXT},
        {"text": TEXT},
        {"source": "example.org", "text": "Other words."},
        {"source": "example.org", "html": "<p>Other words.</p>"},
    ],
)
def test_work_on_other_articles_goes_on(store: Store, row: dict[str, Any]) -> None:
    audit = store.add(report_on(id="one", url="https://example.org/1"))
    with store.writing() as connection:
        number = add_job(connection, "audit", {"article": row})
    erase_article(store.database, article_of(store, audit), ADA)
    with store.reading() as connection:
        assert connection.execute(select(job.c.id).where(job.c.id == number)).scalar() == number


@pytest.mark.parametrize("form", ["text", "html"])
def test_work_that_names_nothing_is_told_by_its_words(store: Store, form: str) -> None:
    audit = store.add(report_on(TEXT, title="", source=None))
    with store.writing() as connection:
        add_job(connection, "audit", {"article": {form: TEXT if form == "text" else f"<p>{TEXT}</p>"}})
    erase_article(store.database, article_of(store, audit), ADA)
    with store.reading() as connection:
        left = select(func.count()).select_from(job).where(job.c.kind == "audit")
        assert connection.execute(left).scalar_one() == 0


def test_what_others_have_too_stays(store: Store) -> None:
    """A reply to a finding of two articles, a reply to all, a block that stands in a second article."""
    common, own = "Sign up for our newsletter and never miss a story of ours again, dear readers.", "Only here, though."
    first, second = (f"{TEXT}{n}\n\n{common}\n\n{more}" for n, more in enumerate((own, "")))
    audits = [store.add(report_on(text_, flag(text_, common), id=str(n))) for n, text_ in enumerate((first, second))]
    fingerprint = findings_of(store, audits[0])[0]["fingerprint"]
    with store.writing() as connection:
        add_reply(connection, "example.org", "The editor", "To both.", fingerprint)
        add_reply(connection, "example.org", "The editor", "To all.")

    def kept() -> tuple[list[str], int]:
        with store.reading() as connection:
            replies = connection.execute(select(reply.c.text).order_by(reply.c.id)).scalars().all()
            return list(replies), connection.execute(select(func.sum(block_memory.c.articles))).scalar() or 0

    _, before = kept()
    erase_article(store.database, article_of(store, audits[0]), ADA)
    replies, after = kept()
    assert replies == ["To both.", "To all."]
    assert 0 < after < before
    erase_article(store.database, article_of(store, audits[1]), ADA)
    assert kept() == (["To all."], 0)


def test_a_copy_keeps_the_blocks(store: Store) -> None:
    """The blocks of two articles that read the same were counted once."""
    audits = [store.add(report_on(TEXT, id=str(n), title=f"Title {n}")) for n in range(2)]
    erase_article(store.database, article_of(store, audits[0]), ADA)
    with store.reading() as connection:
        assert (connection.execute(select(func.sum(block_memory.c.articles))).scalar() or 0) > 0
    erase_article(store.database, article_of(store, audits[1]), ADA)
    with store.reading() as connection:
        assert connection.execute(select(block_memory.c.block)).first() is None


def test_what_editors_found_of_a_rule_stays(store: Store) -> None:
    """As bare votes: the last one on each finding, and none on what was not judged."""
    whole = store.add(report_on(TEXT, flag(TEXT, "Springfield"), flag(TEXT, "Monday")))
    first, second = (found["finding"] for found in findings_of(store, whole))
    with store.writing() as connection:
        decide(connection, first, Decision("dismiss", "Ann", "other", WORD))
        decide(connection, first, Decision("accept", "Bea", None, WORD))
        decide(connection, second, Decision("dismiss", "Ann", "false alarm"))
    with store.reading() as connection:
        before = rule_quality(connection)
    erase_article(store.database, article_of(store, whole), ADA)
    with store.reading() as connection:
        (after,) = rule_quality(connection)
        assert (after.accepted, after.dismissed) == (before[0].accepted, before[0].dismissed) == (1, 1)
        rows = connection.execute(select(decision.c.note, decision.c.fingerprint)).all()
    assert [row.note for row in rows] == [None, None]
    assert all(row.fingerprint.startswith("erased:") for row in rows)


def test_votes_on_what_was_not_judged_go(store: Store) -> None:
    audit = store.add(report_on(TEXT, flag(TEXT, "Springfield")))
    with store.writing() as connection:
        decide(connection, findings_of(store, audit)[0]["finding"], Decision("accept", "Ann"))
        connection.execute(report.update().values(score=None))
    erase_article(store.database, article_of(store, audit), ADA)
    with store.reading() as connection:
        assert connection.execute(select(decision.c.id)).first() is None


def test_prune_forgets_as_erasing_does(told: Store, auditor: Auditor) -> None:
    article, _ = fill(told, auditor)
    with told.writing() as connection:
        long_ago = datetime.now(UTC) - timedelta(days=400)
        connection.execute(report.update().where(report.c.article_id == article).values(created=long_ago))
        connection.execute(job.delete().where(job.c.kind == "audit", job.c.state != "done"))
        gone = {"article_id": 999, "fingerprint": "0" * 16, "rule": "office/not-held", "verb": "accept", "who": "Ann"}
        connection.execute(decision.insert(), {**gone, "note": WORD, "created": long_ago})
    assert prune(told.database, 365, actor=ADA) == 1
    assert WORD.casefold() not in everything(told).casefold()
    (entry,) = entries(told)
    assert (entry["who"], entry["action"], entry["object"]) == ("ada", "articles pruned", "database")
    assert (entry["details"]["older_than"], entry["details"]["articles"], entry["details"]["notes"]) == (365, 1, 1)
    assert prune(told.database, 365) == 0
    assert len(entries(told)) == 1, "nothing was done"


def test_the_story_is_told_anew(store: Store, auditor: Auditor) -> None:
    article, others = fill(store, auditor)
    with store.reading() as connection:
        (before,) = connection.execute(select(story.c.id, story.c.articles)).all()
    erase_article(store.database, article, ADA)
    with store.reading() as connection:
        (after,) = connection.execute(select(story.c.id, story.c.articles)).all()
        compared = connection.execute(select(job.c.payload).where(job.c.kind == "compare")).scalars().all()
    assert (after.id, after.articles) == (before.id, before.articles - 1)
    assert {"story": after.id} in compared
    for audit in others:
        found = findings_of(store, audit)
        assert not [f for f in found if f["rule"].startswith("story/")]
        record = store.get(audit)
        assert record is not None
        assert sum(record["counts"].values()) == len(found)


def test_the_score_of_the_source_is_looked_at(told: Store) -> None:
    audit = told.add(report_on())
    with told.writing() as connection:
        connection.execute(job.delete())
        connection.execute(source.update().values(told_grade="few", score_due=False))
    erase_article(told.database, article_of(told, audit), ADA)
    with told.reading() as connection:
        assert connection.execute(select(job.c.kind)).scalars().all() == ["source"]
        assert connection.execute(select(assignment.c.id)).first() is None


def test_an_article_that_comes_while_it_is_erased_is_a_new_one(store: Store) -> None:
    article = article_of(store, store.add(report_on(id="one")))
    ready, made = store.prepare(report_on(id="one")), []

    def come() -> None:
        with store.writing() as connection:
            made.append(store.keep(connection, ready))

    thread = threading.Thread(target=come)
    with store.writing() as connection:
        erase_articles(connection, [article], NO_WORK)
        thread.start()
        thread.join(0.5)
        assert thread.is_alive(), "it waits for the end of the other's transaction"
    thread.join(20)
    assert article_of(store, made[0]) > article


def test_an_article_is_found_by_an_address_that_it_had(store: Store) -> None:
    audit = store.add(report_on(id="one"), origin="draft")
    for word in ("old", "new"):
        store.add(report_on(f"{TEXT} {word}", id="one", url=f"https://www.example.org/{word}"), origin="hook")
    other = store.add(report_on(id="one", url="https://www.example.org/old", source="other.example"))
    with store.reading() as connection:
        for url in ("https://www.example.org/old", "https://www.example.org/new"):
            assert find_article(connection, url) == article_of(store, audit)
        assert find_article(connection, "https://www.example.org/old", "other.example") == article_of(store, other)
        for url, name in (("https://www.example.org/none", None), ("https://nowhere.example/", None), ("x", "x")):
            assert find_article(connection, url, name) is None


def test_another_evidence_is_kept(store: Store) -> None:
    """What the findings of other articles rest on stays where no story gave them."""
    quoted = Evidence("another article", quote="Springfield", article="1")
    audits = [store.add(report_on(f"{TEXT}{n}", flag(TEXT, "Monday", evidence=(quoted,)), id=str(n))) for n in range(2)]
    erase_article(store.database, article_of(store, audits[0]), ADA)
    assert len(findings_of(store, audits[1])) == 1
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM report")).scalar() == 1


def test_work_that_comes_between_is_found(store: Store) -> None:
    """A message that was written after the jobs were looked at, and before the article goes."""
    audit = store.add(report_on())
    with store.reading() as connection:
        work = find_work(connection, [audit])
    with store.writing() as connection:
        add_job(connection, "webhook", {"type": "audit.completed", "data": {"audit": audit, "headline": WORD}})
        erased = erase_articles(connection, [article_of(store, audit)], work)
    assert (erased.jobs, WORD in everything(store)) == (2, False)
