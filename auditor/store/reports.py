"""Reports in and out of the store, each with its article, revision and findings."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from textwrap import shorten
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, bindparam, func, insert, select, update

from auditor.article import Article
from auditor.document import Document
from auditor.finding import Finding, Report
from auditor.finding import Severity as Level
from auditor.render.record import evidence_record
from auditor.score.article import Charge, Status, article_score
from auditor.store.decisions import decided_statuses
from auditor.store.door import storable, storable_all
from auditor.store.scores import freeze_for_ruleset
from auditor.store.sources import ensure_source, find_source
from auditor.store.tables import article, finding, report, revision, ruleset, scoring, source
from auditor.store.upsert import find_id, insert_new, insert_row, required_id
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
    judged_by = _ensure_ruleset(connection, new.ruleset, now)
    article_id, is_new = _ensure_article(connection, known, source_id, now)
    row = known | {"article_id": article_id, "created": now}
    states: Mapping[str, Status] = {}
    if is_new:
        revision_id = insert_row(connection, revision, row | {"number": 1})
    else:
        revision_id, states = _ensure_revision(connection, row)
        kept = _make_current(connection, article_id, revision_id, judged_by.id)
        if kept is not None:
            return kept
    ids = {"revision_id": revision_id, "article_id": article_id, "source_id": source_id, "ruleset_id": judged_by.id}
    findings = _finding_rows(new.findings, states)
    charges = [Charge(f["rule"], Level(f["severity"]), Status(f["status"]), f["quoted"]) for f in findings]
    score = article_score(charges, known["words"], judged_by.weights)
    audit_id = insert_row(connection, report, {**_report_row(new), **ids, "score": score, "created": now})
    if findings:
        connection.execute(_INSERT_FINDING, [{**row, "report_id": audit_id} for row in findings])
    return audit_id


_INSERT_FINDING = insert(finding)


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
    """The id of the article, and whether it is new.

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
    made = insert_new(connection, article, {"key": key, "source_id": source_id, "created": now})
    return (made, True) if made else (required_id(connection, article, key=key), False)


def _ensure_revision(connection: Connection, row: Mapping[str, Any]) -> tuple[int, Mapping[str, Status]]:
    """The id of the revision of an article known before, and the states of findings that were decided on.

    From here on, one writer an article.
    """
    article_id = row["article_id"]
    connection.execute(select(article.c.id).where(article.c.id == article_id).with_for_update())
    key = {"article_id": article_id, "content": row["content"]}
    found = find_id(connection, revision, **key)
    if found is None:
        last = select(func.max(revision.c.number)).where(revision.c.article_id == article_id)
        number = (connection.execute(last).scalar() or 0) + 1
        made = insert_row(connection, revision, {**row, "number": number})
        return made, decided_statuses(connection, article_id, new_revision=True)
    return found, decided_statuses(connection, article_id, new_revision=False)


class _Ruleset(NamedTuple):
    id: int
    weights: Mapping[str, float]


_WEIGHTS = (
    select(scoring.c.weights)
    .where(scoring.c.ruleset_id == ruleset.c.id)
    .order_by(scoring.c.id.desc())
    .limit(1)
    .scalar_subquery()
)
_FIND_RULESET = select(ruleset.c.id, _WEIGHTS.label("weights")).where(ruleset.c.digest == bindparam("digest"))


def _ensure_ruleset(connection: Connection, name: str, now: datetime) -> _Ruleset:
    """The ruleset and its rules' weights; what scores are measured by is frozen when it is new."""
    row = connection.execute(_FIND_RULESET, {"digest": name}).one_or_none()
    if row is None:
        made = insert_new(connection, ruleset, {"digest": name, "created": now})
        if made:
            return _Ruleset(made, freeze_for_ruleset(connection, made, now).weights)
        row = connection.execute(_FIND_RULESET, {"digest": name}).one()  # another writer was first
    return _Ruleset(row.id, row.weights or {})


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
        "complete": new.complete,
        "failures": storable_all(failures, "failure"),
        "counts": dict(counts),
    }


def _finding_rows(findings: Sequence[Finding], states: Mapping[str, Status]) -> list[dict[str, Any]]:
    """Columns of `findings`, each in the state that was decided before."""
    return [
        {
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
            "status": states.get(f.fingerprint, Status.OPEN).value,
        }
        for position, f in enumerate(findings)
    ]


_ROW = (
    select(
        report.c.id.label("audit"), revision.c.name.label("id"), revision.c.title, revision.c.headline,
        source.c.key.label("source"), source.c.name.label("source_name"), revision.c.url, revision.c.published,
        report.c.created, report.c.complete, report.c.score, ruleset.c.digest.label("ruleset"), report.c.counts,
        report.c.article_id.label("article"), revision.c.number.label("revision"), report.c.current,
    )
    .join(revision, revision.c.id == report.c.revision_id)
    .join(ruleset, ruleset.c.id == report.c.ruleset_id)
    .outerjoin(source, source.c.id == report.c.source_id)
)  # fmt: skip


def list_reports(
    connection: Connection, *, source_name: str | None = None, limit: int = 50, after: int | None = None
) -> list[dict[str, Any]]:
    """Reports without text and findings, newest first; `after` is the `audit` of the last one already seen."""
    query = _ROW.order_by(report.c.id.desc()).limit(min(limit, MAX_LISTED))
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
    `text`, `source` (its key), `source_name`, `url`, `published`, `created`, `article` and `revision`, and for each
    finding its `finding` id and `status`.
    """
    query = _ROW.add_columns(revision.c.text, revision.c.language, report.c.failures)
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
        "audit", "id", "title", "headline", "source", "source_name", "url", "published", "complete", "ruleset",
        "counts", "article", "revision", "current",
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
