"""Reports in and out of the store, each with its article, revision and findings."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, RowMapping, Select, func, insert, select, update

from auditor.article import Article
from auditor.document import Document
from auditor.finding import Finding, Report
from auditor.finding import Severity as Level
from auditor.render.record import evidence_record
from auditor.sources import source_key, source_of
from auditor.store.door import storable, storable_all
from auditor.store.tables import article, finding, report, revision, ruleset, source
from auditor.store.upsert import ensure_id, find_id, insert_new
from auditor.text.fold import fold

ORIGINS = ("text", "page", "hook")
"""How a text came: as plain text, cut out of its page by our extractor, or from the publisher's own CMS."""
MAX_LISTED = 500
HEADLINE_CHARACTERS = 100
"""How much of a text without a title stands for it in a list."""


def add_report(connection: Connection, new: Report, origin: str | None = None) -> int:
    """Keep `new` and give its audit id; the same content under the same ruleset is one report.

    `origin` is one of ORIGINS; without it, `page` for what came as HTML, else `text`. Raises UnstorableText.
    """
    now = datetime.now(UTC)
    known = _clean_article(new.article)
    source_id = ensure_source(connection, new.article, now)
    article_id, seen = _ensure_article(connection, known, source_id, now)
    revision_id = _ensure_revision(
        connection, known | {"article_id": article_id, "origin": origin or _origin(new.article)}, now
    )
    ruleset_id = ensure_id(connection, ruleset, {"digest": new.ruleset}, {"created": now})
    if seen:
        connection.execute(
            update(report).where(report.c.article_id == article_id, report.c.current).values(current=False)
        )
        kept = find_id(connection, report, revision_id=revision_id, ruleset_id=ruleset_id)
        if kept:
            connection.execute(update(report).where(report.c.id == kept).values(current=True))
            return kept
    row = _report_row(new) | {
        "revision_id": revision_id, "article_id": article_id, "source_id": source_id, "ruleset_id": ruleset_id,
        "created": now,
    }  # fmt: skip
    audit_id = insert_new(connection, report, row)
    if audit_id is None:  # another writer was first
        return ensure_id(connection, report, {"revision_id": revision_id, "ruleset_id": ruleset_id}, {})
    if new.findings:
        connection.execute(insert(finding), [_finding_row(audit_id, n, f) for n, f in enumerate(new.findings)])
    return audit_id


def ensure_source(connection: Connection, given: Article, now: datetime) -> int | None:
    """The id of the article's source; None if nothing says where it comes from."""
    key = source_of(given)
    if key is None:
        return None
    name = storable(" ".join(given.source.split()) if given.source else key, "source")
    return ensure_id(connection, source, {"key": storable(key, "source")}, {"name": name, "created": now})


def _clean_article(given: Article) -> dict[str, Any]:
    """The columns of a revision that come from the article."""
    values: dict[str, Any] = {
        "name": given.id, "title": given.title, "text": given.text, "url": given.url, "language": given.language,
        "published": given.published.isoformat() if given.published else None,
        "modified": given.modified.isoformat() if given.modified else None,
    }  # fmt: skip
    values = {name: storable_all(value, name) for name, value in values.items()}
    values["headline"] = values["title"].strip() or _headline(given)
    details = {"authors": given.authors, "social_titles": given.social_titles, "layout": given.layout}
    values["details"] = storable_all({name: value for name, value in details.items() if value}, "article") or None
    judged = [values[name] for name in ("title", "text", "published", "modified", "language", "details")]
    values["content"] = digest(json.dumps(judged))
    values["wording"] = digest(" ".join(fold(given.text).split()))
    values["words"] = len(given.text.split())
    return values


def _headline(given: Article) -> str:
    """The title line of a text that carries its own, else its first words."""
    title = Document(given).title
    return storable(title.text if title else " ".join(given.text[:HEADLINE_CHARACTERS].split()), "text")


def digest(text: str) -> str:
    """Half a SHA-256 of `text` in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _origin(given: Article) -> str:
    return "page" if given.layout else "text"


def _ensure_article(
    connection: Connection, known: Mapping[str, Any], source_id: int | None, now: datetime
) -> tuple[int, bool]:
    """The id of the article, and whether it was there before.

    An article is known again by its URL, else by its id at its source, else by what it says: two files of one
    name from nowhere in particular are two articles.
    """
    if known["url"]:
        identity = ["url", known["url"]]
    elif source_id is not None and known["name"]:
        identity = ["name", source_id, known["name"]]
    else:
        identity = ["content", source_id, known["content"]]
    key = digest(json.dumps(identity))
    found = find_id(connection, article, key=key)
    if found:
        return found, True
    return ensure_id(connection, article, {"key": key}, {"source_id": source_id, "created": now}), False


def _ensure_revision(connection: Connection, row: Mapping[str, Any], now: datetime) -> int:
    key = {"article_id": row["article_id"], "content": row["content"]}
    found = find_id(connection, revision, **key)
    if found:
        return found
    last = select(func.max(revision.c.number)).where(revision.c.article_id == row["article_id"])
    number = (connection.execute(last).scalar() or 0) + 1
    return ensure_id(connection, revision, key, {**row, "number": number, "created": now})


def _report_row(new: Report) -> dict[str, Any]:
    counts = Counter(f.severity.label for f in new.findings)
    failures = [{"rules": list(f.rules), "error": f.error} for f in new.failures]
    return {
        "current": True,
        "score": new.score,
        "complete": new.complete,
        "failures": storable_all(failures, "failure"),
        "counts": dict(counts),
    }


def _finding_row(audit_id: int, position: int, f: Finding) -> dict[str, Any]:
    return {
        "report_id": audit_id,
        "position": position,
        "rule": f.rule,
        "severity": int(f.severity),
        "confidence": f.confidence,
        "field": f.field,
        "start": f.span.start,
        "end": f.span.end,
        "quote": storable(f.quote, "quote"),
        "message": storable(f.message, "message"),
        "why": f.why,
        "evidence": storable_all([evidence_record(e) for e in f.evidence], "evidence"),
        "fingerprint": f.fingerprint,
        "fix": None if f.fix is None else storable(f.fix, "fix"),
        "quoted": f.quoted,
        "status": "open",
    }


_LISTED = (
    select(
        report.c.id.label("audit"), revision.c.name.label("id"), revision.c.title, revision.c.headline,
        source.c.key.label("source"), revision.c.url, revision.c.published, report.c.created, report.c.complete,
        report.c.score, ruleset.c.digest.label("ruleset"), report.c.counts, report.c.article_id.label("article"),
        revision.c.number.label("revision"), report.c.current,
    )
    .join(revision, revision.c.id == report.c.revision_id)
    .join(ruleset, ruleset.c.id == report.c.ruleset_id)
    .outerjoin(source, source.c.id == report.c.source_id)
)  # fmt: skip


def list_reports(
    connection: Connection, *, source_name: str | None = None, limit: int = 50, after: int | None = None
) -> list[dict[str, Any]]:
    """Reports without text and findings, newest first; `after` is the `audit` of the last one already seen."""
    query = _from_source(_LISTED, source_name).order_by(report.c.id.desc()).limit(min(limit, MAX_LISTED))
    if after is not None:
        query = query.where(report.c.id < after)
    return [_listed_record(row) for row in connection.execute(query).mappings()]


def count_reports(connection: Connection, source_name: str | None = None) -> int:
    """How many reports are kept, of all sources or of one."""
    count: int = connection.execute(_from_source(select(func.count(report.c.id)), source_name)).scalar_one()
    return count


def _from_source(query: Select[Any], name: str | None) -> Select[Any]:
    if name is None:
        return query
    return query.where(report.c.source_id.in_(select(source.c.id).where(source.c.key == source_key(name))))


def get_report(connection: Connection, audit_id: int) -> dict[str, Any] | None:
    """The report row of one audit with the text it speaks of, or None.

    Beside what `report_record` says: `audit`, `title`, `headline` (the title found in the text if none came with it),
    `text`, `source`, `url`, `published`, `created`, `article` and `revision`, and for each finding its `finding` id
    and `status`.
    """
    query = _LISTED.add_columns(revision.c.text, revision.c.language, report.c.failures)
    row = connection.execute(query.where(report.c.id == audit_id)).mappings().one_or_none()
    if row is None:
        return None
    found = select(finding).where(finding.c.report_id == audit_id).order_by(finding.c.position)
    record = _listed_record(row) | {"text": row["text"], "language": row["language"]}
    record["findings"] = [_finding_record(f) for f in connection.execute(found).mappings()]
    if row["failures"]:
        record["failures"] = row["failures"]
    return record


def _listed_record(row: RowMapping) -> dict[str, Any]:
    names = (
        "audit", "id", "title", "headline", "source", "url", "published", "complete", "ruleset", "counts",
        "article", "revision", "current",
    )  # fmt: skip
    return {name: row[name] for name in names} | {
        "score": round(row["score"], 1),
        "created": row["created"].isoformat(timespec="seconds"),
    }


_FINDING_NAMES: Sequence[str] = (
    "rule", "confidence", "field", "start", "end", "quote", "message", "why", "evidence", "fingerprint", "status",
)  # fmt: skip


def _finding_record(row: RowMapping) -> dict[str, Any]:
    record = {"finding": row["id"], "severity": Level(row["severity"]).label}
    record |= {name: row[name] for name in _FINDING_NAMES}
    if row["fix"] is not None:
        record["fix"] = row["fix"]
    if row["quoted"]:
        record["quoted"] = True
    return record
