"""A store with a word in every place where an article can be, and what is read back from it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import select

from auditor import Article, Auditor
from auditor.finding import Evidence, Scope, Severity
from auditor.store import Store
from auditor.store.amending import amend_reports
from auditor.store.decisions import Decision, decide
from auditor.store.deliveries import take_delivery
from auditor.store.gate import Kind, Said
from auditor.store.jobs import add_job, add_jobs, claim_job, fail_job, finish_job
from auditor.store.queue import assign
from auditor.store.sources import add_reply
from auditor.store.tables import finding, metadata, report
from tests.store.made import flag
from tests.store.placed import tell_story

WORD = "Quizzaciously"
STORY = (
    "The council of Port Averly voted on Monday for a sea wall of 12 kilometres that will cost {cost} million.\n"
    "“We have waited long enough,” the mayor, Ann Tarrow, told reporters.\n"
    "{hurt} people were hurt when the old wall broke in March, and 320 houses were flooded.\n{more}"
)


def fill(store: Store, auditor: Auditor) -> tuple[int, list[int]]:
    """Put WORD into an article wherever an article can be; its id, and the audits of the others of its story."""
    others = []
    told = [("north.example", "$48", "Fourteen", ""), ("south.example", "$84", "Sixteen", WORD)]
    for name, cost, hurt, more in (*told, ("coast.example", "$48", "Fourteen", "")):
        given = Article(
            id=f"wall {more}", title=f"Sea wall wins vote {name} {more}", source=name, url=f"https://{name}/{more}",
            text=STORY.format(cost=f"{more or 'about'} {cost}", hurt=f"{more} {hurt}", more=f"{more} was the word."),
            authors=(f"Ann {more}",), section=more or "News", published=datetime(2025, 11, 4, tzinfo=UTC),
        )  # fmt: skip
        audit = store.add(auditor.audit(given))
        tell_story(store, auditor, audit)
        if more:
            article, mine = article_of(store, audit), audit
            critical = flag(given.text, more, severity=Severity.CRITICAL)
            store.add(replace(auditor.audit(replace(given, text=f"{given.text}\n{more} again.")), findings=(critical,)))
        else:
            others.append(audit)
    quote_elsewhere(store, others[0], mine)
    decide_and_reply(store, article, mine)
    with store.writing() as connection:
        said = Said(Kind.OVERRIDDEN, (f"“{WORD}”: No.",), f"Ann {WORD}", "rest", f"{WORD} is right")
        store.keep_event(connection, mine, said)
    add_work(store, mine)
    return article, others


def quote_elsewhere(store: Store, audit: int, quoted: int) -> None:
    """Let the report of an audit quote another in a finding that its story gave."""
    record = store.get(audit)
    assert record is not None
    evidence = (Evidence("south.example", quote=f"{WORD} said so.", article=str(quoted)),)
    more = {"scope": Scope.STORY, "message": f"Others have “{WORD}”.", "evidence": evidence}
    with store.writing() as connection:
        found = flag(record["text"], "320 houses", "story/number-differs", **more)
        amend_reports(connection, Scope.STORY, {audit: [found]}, ())


def decide_and_reply(store: Store, article: int, audit: int) -> None:
    """Let an editor take the article on and decide on it, and the publisher answer."""
    with store.writing() as connection:
        found = (
            connection.execute(select(finding).join(report).where(report.c.article_id == article)).mappings().first()
        )
        assert found is not None
        decide(connection, found["id"], Decision("accept", "Ann", note=f"{WORD} is wrong here"))
        add_reply(connection, "south.example", "The editor", f"{WORD} is right.", found["fingerprint"])
        assign(connection, [audit], "Ann")


def add_work(store: Store, audit: int) -> None:
    """Work and messages on the article: waiting, running, failed, done; in a batch, from a hook, for a receiver."""
    row = {"id": f"wall {WORD}", "source": "south.example", "text": f"{WORD} comes again."}
    by_address = {"url": f"https://south.example/{WORD}", "html": f"<p>{WORD} as a page</p>"}
    with store.writing() as connection:
        add_jobs(connection, "audit", [{"article": row}, {"article": by_address}], batch="b" * 32)
        take_delivery(connection, "south.example", f"{WORD}-7", {**row, "url": f"https://south.example/{WORD}"})
        post = {"source": "south.example", "post": f"ghost:{WORD}", "audit": audit, "headline": f"{WORD} comes"}
        add_job(connection, "quarantine", {**post, "lines": {"first": [WORD], "update": [WORD]}})
        add_job(connection, "letter", {**post, "lines": [WORD]})
    with store.writing() as connection:
        dead, done = claim(store, connection), claim(store, connection)
        fail_job(connection, (dead.id, dead.attempts), f"ValueError: {WORD}", retry_seconds=None)
        finish_job(connection, done, {"audit": audit, "id": f"wall {WORD}"})
        claim(store, connection)


def claim(store: Store, connection: Any) -> Any:
    """A running job on an article."""
    while True:
        found = claim_job(connection, "w", 60)
        assert found is not None
        if found.kind == "audit":
            return found


def everything(store: Store) -> str:
    """Every value of every row of the database."""
    with store.reading() as connection:
        rows = [row for table in metadata.sorted_tables for row in connection.execute(select(table))]
    return "\n".join(
        value.decode("latin-1") if isinstance(value, bytes) else str(value) for row in rows for value in row
    )


def article_of(store: Store, audit: int) -> int:
    """The id of the article of an audit."""
    record = store.get(audit)
    assert record is not None
    number: int = record["article"]
    return number


def findings_of(store: Store, audit: int) -> list[dict[str, Any]]:
    """The findings of an audit."""
    record = store.get(audit)
    assert record is not None
    found: list[dict[str, Any]] = record["findings"]
    return found
