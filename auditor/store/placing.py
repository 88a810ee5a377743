"""What the story of an article says, put into the reports of its articles.

Three steps, so that none holds the database while it thinks: `place_audit`, `compare_story` and `put_findings`;
`tell_story` takes them all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update

from auditor.article import Article
from auditor.audit import Auditor
from auditor.checks.protocol import Hit
from auditor.finding import Failure, Finding, Severity
from auditor.render.restore import read_report
from auditor.score.article import Status
from auditor.store.decisions import decided_statuses, rescore
from auditor.store.door import storable_all
from auditor.store.intake import finding_rows
from auditor.store.reports import get_report
from auditor.store.sources import muted_rules
from auditor.store.store import Store
from auditor.store.stories import place_article, story_tellings
from auditor.store.tables import finding, report, revision, source, story
from auditor.story.profile import make_profile

TOPIC = "story/"
"""What the rules' ids begin with that compare articles."""


def tell_story(store: Store, auditor: Auditor, audit_id: int) -> int | None:
    """Place the article of an audit in its story and compare that anew; the story's id, None without such an audit."""
    story_id = place_audit(store, auditor, audit_id)
    told = None if story_id is None else compare_story(store, auditor, story_id)
    if told is not None:
        with store.writing() as connection:
            put_findings(connection, told)
    return story_id


def place_audit(store: Store, auditor: Auditor, audit_id: int) -> int | None:
    """Let the article of an audit join its story or open one; the story's id, None if the audit is gone."""
    with store.reading() as connection:
        record = get_report(connection, audit_id)
    if record is None:
        return None
    profile = make_profile(auditor.read(read_report(record).article))
    with store.writing() as connection:
        return place_article(connection, audit_id, profile)


@dataclass(frozen=True, slots=True)
class Told:
    """What a story says of the articles of some audits, as of a number of changes to it."""

    story: int
    changes: int
    findings: Mapping[int, Sequence[Finding]]
    """By audit id, an entry for each article that was compared."""
    failures: Sequence[Failure]


def compare_story(store: Store, auditor: Auditor, story_id: int) -> Told | None:
    """What the articles of a story say of each other, None if there is one only."""
    with store.reading() as connection:
        changes, tellings = _changes(connection, story_id), story_tellings(connection, story_id)
    if changes is None or len(tellings) < 2:
        return None
    hits, failures = auditor.audit_story(tellings)
    by_audit: dict[int, list[Hit]] = defaultdict(list)
    for found in hits:
        by_audit[int(found.article)].append(found.hit)
    findings: dict[int, Sequence[Finding]] = {int(telling.key): () for telling in tellings}
    with store.reading() as connection:
        for audit, article in _articles(connection, by_audit).items():
            muted = muted_rules(connection, article)
            found_here = auditor.story_findings(article, by_audit[audit])
            findings[audit] = [f for f in found_here if f.rule not in muted]
    return Told(story_id, changes, findings, failures)


def put_findings(connection: Connection, told: Told) -> None:
    """Put what a story says into the newest reports of its articles, in place of what was there.

    If the story has changed since it was compared, nothing is written: who changed it compares again.
    """
    if _changes(connection, told.story) == told.changes:
        rescore(connection, [audit for audit in sorted(told.findings) if _put(connection, audit, told)])


def _changes(connection: Connection, story_id: int) -> int | None:
    found: int | None = connection.execute(select(story.c.changes).where(story.c.id == story_id)).scalar()
    return found


def _articles(connection: Connection, audits: Iterable[int]) -> dict[int, Article]:
    """What settings, mutes and fingerprints of story findings need of the articles of some audits."""
    columns = (report.c.id, revision.c.title, revision.c.text, revision.c.published, revision.c.url)
    query = select(*columns, source.c.name.label("source")).select_from(report)
    query = query.join(revision, revision.c.id == report.c.revision_id)
    query = query.outerjoin(source, source.c.id == report.c.source_id).where(report.c.id.in_(list(audits)))
    return {
        row.id: Article(
            title=row.title,
            text=row.text,
            published=date.fromisoformat(row.published[:10]) if row.published else None,
            url=row.url,
            source=row.source,
        )
        for row in connection.execute(query)
    }


_COMPARED = ("severity", "confidence", "message", "evidence", "fix")
"""Columns of a finding that may change while the passage stays."""


def _put(connection: Connection, audit: int, told: Told) -> bool:
    """Give a report the story findings of now; whether anything changed."""
    mine = (finding.c.report_id == audit, finding.c.rule.startswith(TOPIC))
    before = {row["fingerprint"]: row for row in connection.execute(select(finding).where(*mine)).mappings()}
    after = {row["fingerprint"]: row for row in finding_rows(told.findings[audit])}
    gone = [row["id"] for name, row in before.items() if name not in after]
    new = [row for name, row in after.items() if name not in before]
    other = [
        (before[name]["id"], {column: row[column] for column in _COMPARED})
        for name, row in after.items()
        if name in before and any(before[name][column] != row[column] for column in _COMPARED)
    ]
    failed = _put_failures(connection, audit, told.failures)
    if not (gone or new or other):
        return failed
    if gone:
        connection.execute(delete(finding).where(finding.c.id.in_(gone)))
    for number, values in other:
        connection.execute(update(finding).where(finding.c.id == number).values(values))
    _insert(connection, audit, new)
    _number(connection, audit)
    return True


def _insert(connection: Connection, audit: int, new: Sequence[Mapping[str, Any]]) -> None:
    """Add findings, in the state that was decided on before."""
    if new:
        article_id = connection.execute(select(report.c.article_id).where(report.c.id == audit)).scalar_one()
        states = decided_statuses(connection, article_id, new_revision=False)
        connection.execute(
            insert(finding),
            [{**row, "report_id": audit, "status": states.get(row["fingerprint"], Status.OPEN).value} for row in new],
        )


def _number(connection: Connection, audit: int) -> None:
    """Number the findings of a report by their place, title first, and count them by severity."""
    columns = (finding.c.id, finding.c.field, finding.c.start, finding.c.end, finding.c.rule, finding.c.position)
    rows = connection.execute(select(*columns, finding.c.severity).where(finding.c.report_id == audit)).all()
    ordered = sorted(rows, key=lambda row: (row.field != "title", row.start, row.end, row.rule))
    for position, row in enumerate(ordered):
        if row.position != position:
            connection.execute(update(finding).where(finding.c.id == row.id).values(position=position))
    counts = Counter(Severity(row.severity).label for row in rows)
    connection.execute(update(report).where(report.c.id == audit).values(counts=dict(counts)))


def _put_failures(connection: Connection, audit: int, failures: Sequence[Failure]) -> bool:
    """Say in a report which story rules could not finish, in place of what it said of them; whether that is new."""
    this = report.c.id == audit
    before = connection.execute(select(report.c.failures).where(this)).scalar_one()
    after = [known for known in before if not all(rule.startswith(TOPIC) for rule in known["rules"])]
    after += storable_all([{"rules": list(f.rules), "error": f.error} for f in failures], "failure")
    if after == before:
        return False
    connection.execute(update(report).where(this).values(failures=after, complete=not after))
    return True
