"""What changed from one revision of an article to the next without a word, put into the report on the new one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Connection, Select, select

from auditor.article import Article
from auditor.audit import Auditor
from auditor.finding import Failure, Finding, Scope
from auditor.ingest.dates import parse_date
from auditor.render.restore import read_details
from auditor.store.amending import amend_reports
from auditor.store.sources import muted_rules
from auditor.store.store import Store
from auditor.store.tables import DRAFT, report, revision, source


@dataclass(frozen=True, slots=True)
class Changed:
    """What the rules for revisions say of the article of an audit."""

    audit: int
    findings: Sequence[Finding]
    failures: Sequence[Failure]


def compare_revision(store: Store, auditor: Auditor, audit_id: int, today: date | None = None) -> Changed | None:
    """What changed since the revision that was public before; None if there is none, or the audit is gone."""
    with store.reading() as connection:
        row = connection.execute(_revisions().where(report.c.id == audit_id)).one_or_none()
        before = None if row is None else connection.execute(_before(row)).first()
        if row is None or before is None:
            return None
        new = _article(row)
        muted = muted_rules(connection, new)
    found, failures = auditor.audit_revision(auditor.read(_article(before), today), auditor.read(new, today))
    return Changed(audit_id, [f for f in found if f.rule not in muted], failures)


def put_changes(connection: Connection, changed: Changed) -> None:
    """Put what was found into the report; once more changes nothing."""
    amend_reports(connection, Scope.REVISION, {changed.audit: changed.findings}, changed.failures)


def read_revision(connection: Connection, audit_id: int) -> Article | None:
    """The article as it was when it was audited, with all that it is compared by; None without such an audit."""
    row = connection.execute(_revisions().where(report.c.id == audit_id)).one_or_none()
    return None if row is None else _article(row)


def first_revision(connection: Connection, article_id: int) -> Article | None:
    """An article as it first came; None if there is none."""
    query = _revisions().where(revision.c.article_id == article_id).order_by(revision.c.number).limit(1)
    row = connection.execute(query).one_or_none()
    return None if row is None else _article(row)


_COLUMNS = ("article_id", "number", "name", "title", "text", "url", "published", "modified", "language", "details")


def _revisions() -> Select[Any]:
    columns = [revision.c[name] for name in _COLUMNS]
    query = select(*columns, source.c.name.label("source")).select_from(report)
    query = query.join(revision, revision.c.id == report.c.revision_id)
    return query.outerjoin(source, source.c.id == report.c.source_id)


def _before(row: Any) -> Select[Any]:
    """The newest of the earlier revisions that readers saw: a draft may change as it likes."""
    earlier = (revision.c.article_id == row.article_id, revision.c.number < row.number, revision.c.origin != DRAFT)
    return _revisions().where(*earlier).order_by(revision.c.number.desc()).limit(1)


def _article(row: Any) -> Article:
    return Article(
        id=row.name,
        title=row.title,
        text=row.text,
        url=row.url,
        published=parse_date(row.published, "published") if row.published else None,
        modified=parse_date(row.modified, "modified") if row.modified else None,
        language=row.language,
        source=row.source,
        **read_details(row.details or {}),
    )
