"""Reports in and out of the store, each with its article, revision and findings."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from textwrap import shorten
from typing import Any

from sqlalchemy import Connection, RowMapping, func, insert, select, update

from auditor.article import Article
from auditor.document import Document
from auditor.finding import Finding, Report
from auditor.finding import Severity as Level
from auditor.render.record import evidence_record
from auditor.score.article import Status
from auditor.store.decisions import decided_statuses, rescore
from auditor.store.door import storable, storable_all
from auditor.store.scores import freeze_for_ruleset
from auditor.store.sources import ensure_source, find_source
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
    known = _clean_article(new.article) | {"origin": origin or ("page" if new.article.layout else "text")}
    source_id = ensure_source(connection, new.article, now)
    article_id, article_known = _ensure_article(connection, known, source_id, now)
    revision_id, revision_known = _ensure_revision(connection, known | {"article_id": article_id, "created": now})
    ruleset_id = _ensure_ruleset(connection, new.ruleset, now)
    states: dict[str, Status] = {}
    if article_known:
        kept = _make_current(connection, article_id, revision_id, ruleset_id)
        if kept is not None:
            return kept
        states = decided_statuses(connection, article_id, new_revision=not revision_known)
    ids = {"revision_id": revision_id, "article_id": article_id, "source_id": source_id, "ruleset_id": ruleset_id}
    audit_id = connection.execute(insert(report).returning(report.c.id), {**_report_row(new), **ids, "created": now})
    return _add_findings(connection, audit_id.scalar_one(), new, states)


def _add_findings(connection: Connection, audit_id: int, new: Report, states: Mapping[str, Status]) -> int:
    """The audit id, after its findings were kept, each in the state that was decided for it before."""
    if new.findings:
        rows = [_finding_row(f, n) | {"report_id": audit_id} for n, f in enumerate(new.findings)]
        connection.execute(insert(finding), [r | {"status": states.get(r["fingerprint"], Status.OPEN)} for r in rows])
        rescore(connection, [audit_id])
    return audit_id


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
    values["words"] = given.words
    return values


def _headline(given: Article) -> str:
    """The title line of a text that carries its own, else its first words."""
    title = Document(given).title
    first_words = shorten(given.text[: 2 * HEADLINE_CHARACTERS], HEADLINE_CHARACTERS, placeholder=" …")
    return storable(title.text if title else first_words, "text")


def digest(text: str) -> str:
    """Half a SHA-256 of `text` in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()[:32]


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
    made = None if found else insert_new(connection, article, {"key": key, "source_id": source_id, "created": now})
    if made:
        return made, False
    return found or ensure_id(connection, article, {"key": key}, {}), True  # or another writer was first


def _ensure_revision(connection: Connection, row: Mapping[str, Any]) -> tuple[int, bool]:
    """The id of the revision, and whether it was there before; one writer an article from here on."""
    locked = select(article.c.id).where(article.c.id == row["article_id"]).with_for_update()
    connection.execute(locked)
    key = {"article_id": row["article_id"], "content": row["content"]}
    found = find_id(connection, revision, **key)
    if found:
        return found, True
    last = select(func.max(revision.c.number)).where(revision.c.article_id == row["article_id"])
    number = (connection.execute(last).scalar() or 0) + 1
    return ensure_id(connection, revision, key, {**row, "number": number}), False


def _ensure_ruleset(connection: Connection, name: str, now: datetime) -> int:
    """The id of the ruleset; what scores are measured by is frozen when it is new."""
    found = find_id(connection, ruleset, digest=name)
    made = None if found else insert_new(connection, ruleset, {"digest": name, "created": now})
    if made:
        freeze_for_ruleset(connection, made, now)
        return made
    return found or ensure_id(connection, ruleset, {"digest": name}, {})  # or another writer was first


def _make_current(connection: Connection, article_id: int, revision_id: int, ruleset_id: int) -> int | None:
    """Let the article's report on this revision speak for it, and no other; its id, None if it is yet to be made."""
    others = update(report).where(report.c.article_id == article_id, report.c.current)
    connection.execute(others.values(current=False))
    kept = find_id(connection, report, revision_id=revision_id, ruleset_id=ruleset_id)
    if kept is not None:
        connection.execute(update(report).where(report.c.id == kept).values(current=True))
    return kept


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


def _finding_row(f: Finding, position: int) -> dict[str, Any]:
    return {
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
    query = _LISTED.order_by(report.c.id.desc()).limit(min(limit, MAX_LISTED))
    if source_name is not None:
        query = query.where(report.c.source_id == _source_id(connection, source_name))
    if after is not None:
        query = query.where(report.c.id < after)
    return [_listed_record(row) for row in connection.execute(query).mappings()]


def count_reports(connection: Connection, source_name: str | None = None) -> int:
    """How many reports are kept, of all sources or of one."""
    query = select(func.count(report.c.id))
    if source_name is not None:
        query = query.where(report.c.source_id == _source_id(connection, source_name))
    count: int = connection.execute(query).scalar_one()
    return count


def _source_id(connection: Connection, name: str) -> int:
    """The id of the source that goes by `name`; 0, which no source has, for a name that is not known."""
    found = find_source(connection, name)
    return found.id if found else 0


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
