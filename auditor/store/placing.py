"""What the story of an article says, put into the reports of its articles.

What is to be thought over is thought over outside of the transactions that write: `profile_audit` before the article is
placed, `compare_story` before `put_findings`. Articles placed one after the other are compared once, after the last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import Connection, select, update

from auditor.article import Article
from auditor.audit import Auditor
from auditor.checks.protocol import Hit
from auditor.finding import Failure, Finding, Scope
from auditor.render.restore import read_details, read_report
from auditor.sources import source_of
from auditor.store.amending import amend_reports
from auditor.store.reports import get_report
from auditor.store.sources import muted_rules
from auditor.store.store import Store
from auditor.store.stories import story_tellings
from auditor.store.tables import report, revision, source, story
from auditor.story.profile import Profile, make_profile


def profile_audit(store: Store, auditor: Auditor, audit_id: int, today: date | None = None) -> Profile | None:
    """What the article of an audit is placed and compared by; None if the audit is gone."""
    with store.reading() as connection:
        record = get_report(connection, audit_id)
    return None if record is None else make_profile(auditor.read(read_report(record).article, today))


@dataclass(frozen=True, slots=True)
class Told:
    """What a story says of the articles of some audits, as of a number of changes to it."""

    story: int
    changes: int
    findings: Mapping[int, Sequence[Finding]]
    """By audit id, an entry for each article that was compared."""
    failures: Sequence[Failure]


def compare_story(store: Store, auditor: Auditor, story_id: int, today: date | None = None) -> Told | None:
    """What the articles of a story say of each other; None if there is one only, or nothing new since last time."""
    with store.reading() as connection:
        changes = _changes(connection, story_id)
        if changes is None or not is_to_compare(connection, story_id):
            return None
        tellings = story_tellings(connection, story_id)
    if len(tellings) < 2:
        return None
    hits, failures = auditor.audit_story(tellings)
    by_audit: dict[int, list[Hit]] = defaultdict(list)
    for found in hits:
        by_audit[int(found.article)].append(found.hit)
    findings: dict[int, Sequence[Finding]] = {int(telling.key): () for telling in tellings}
    with store.reading() as connection:
        articles = _articles(connection, by_audit)
        by_source = {source_of(article): article for article in articles.values()}
        muted = {name: muted_rules(connection, article) for name, article in by_source.items()}
    for audit, article in articles.items():
        found_here = auditor.story_findings(article, by_audit[audit], today)
        findings[audit] = [f for f in found_here if f.rule not in muted[source_of(article)]]
    return Told(story_id, changes, findings, failures)


def put_findings(connection: Connection, told: Told) -> None:
    """Put what a story says into the newest reports of its articles, in place of what was there.

    If the story has changed since it was compared, nothing is written: who changed it compares again.
    """
    if _changes(connection, told.story) == told.changes:
        amend_reports(connection, Scope.STORY, told.findings, told.failures)
        connection.execute(update(story).where(story.c.id == told.story).values(compared=told.changes))


def is_to_compare(connection: Connection, story_id: int) -> bool:
    """Whether a story has several articles and has changed since it was compared."""
    changed = (story.c.articles > 1) & (story.c.changes != story.c.compared)
    return connection.execute(select(story.c.id).where((story.c.id == story_id) & changed)).first() is not None


def _changes(connection: Connection, story_id: int) -> int | None:
    found: int | None = connection.execute(select(story.c.changes).where(story.c.id == story_id)).scalar()
    return found


def _articles(connection: Connection, audits: Iterable[int]) -> dict[int, Article]:
    """What settings, mutes and fingerprints of story findings need of the articles of some audits."""
    columns = (
        report.c.id,
        revision.c.name,
        revision.c.title,
        revision.c.text,
        revision.c.published,
        revision.c.url,
        revision.c.details,
    )
    query = select(*columns, source.c.name.label("source")).select_from(report)
    query = query.join(revision, revision.c.id == report.c.revision_id)
    query = query.outerjoin(source, source.c.id == report.c.source_id).where(report.c.id.in_(list(audits)))
    return {
        row.id: Article(
            id=row.name,
            title=row.title,
            text=row.text,
            published=date.fromisoformat(row.published[:10]) if row.published else None,
            url=row.url,
            source=row.source,
            **read_details(row.details or {}),
        )
        for row in connection.execute(query)
    }
