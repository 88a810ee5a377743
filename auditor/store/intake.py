"""Reports into the store, each with its article, revision and findings."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from textwrap import shorten
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, func, insert, select, update

from auditor.article import Article
from auditor.document import Document
from auditor.finding import Finding, Report, Severity
from auditor.render.record import evidence_record
from auditor.score.article import Charge, Status, article_score
from auditor.store.blocks import block_names, remember_article
from auditor.store.decisions import decided_statuses
from auditor.store.door import storable, storable_all
from auditor.store.scores import freeze_for_ruleset
from auditor.store.sources import ensure_source
from auditor.store.tables import article, finding, report, revision, ruleset, scoring
from auditor.store.upsert import find_id, insert_new, insert_row, required_id
from auditor.store.waiting import recount
from auditor.text.wording import wording_key

ORIGINS = ("text", "page", "hook")
"""How a text came: as plain text, cut out of its page by our extractor, or from the publisher's own CMS."""
HEADLINE_CHARACTERS = 100
"""How much of a text without a title stands for it in a list."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A report made ready before its transaction begins, so that writers hold the lock for as short as can be."""

    article: Article
    revision: Mapping[str, Any]
    """Columns of the revision that do not depend on what is kept already."""
    ruleset: str
    report: Mapping[str, Any]
    findings: Sequence[Mapping[str, Any]]
    blocks: Sequence[str]
    """Digests of the text's blocks, for the memory of the source."""


def prepare_report(new: Report, origin: str | None = None) -> Intake:
    """The rows of `new`. Raises UnstorableText.

    `origin` is one of ORIGINS; without it, `page` for what came as HTML, else `text`.
    """
    known = _clean_article(new.article) | {"origin": origin or ("page" if new.article.layout else "text")}
    rows, blocks = finding_rows(new.findings), block_names(new.article)
    return Intake(new.article, known, new.ruleset, _report_row(new), rows, blocks)


class Kept(NamedTuple):
    """Where a report is kept."""

    audit: int
    article: int
    source: int | None
    score: float
    is_new: bool
    """Whether it was not kept before: the same content under the same ruleset is one report."""


def add_report(connection: Connection, new: Intake) -> int:
    """Keep a report and give its audit id; the same content under the same ruleset is one report."""
    return place_report(connection, new).audit


def place_report(connection: Connection, new: Intake) -> Kept:
    """Keep a report and say where."""
    now = datetime.now(UTC)
    known = {**new.revision, "created": now}
    source_id = ensure_source(connection, new.article, now)
    judged_by = _ensure_ruleset(connection, new.ruleset, now)
    article_id, is_new = _ensure_article(connection, known, source_id)
    known["article_id"] = article_id
    states: Mapping[str, Status] = {}
    if is_new:
        revision_id = insert_row(connection, revision, {**known, "number": 1})
        remember_article(connection, source_id, known, new.blocks)
    else:
        revision_id, states = _ensure_revision(connection, known)
        kept = _make_current(connection, article_id, revision_id, judged_by.id)
        if kept is not None:
            return Kept(kept.id, article_id, source_id, kept.score, is_new=False)
    findings = [{**row, "status": states.get(row["fingerprint"], Status.OPEN).value} for row in new.findings]
    charges = [Charge(f["rule"], Severity(f["severity"]), Status(f["status"]), f["quoted"]) for f in findings]
    ids = {"revision_id": revision_id, "article_id": article_id, "source_id": source_id, "ruleset_id": judged_by.id}
    score = article_score(charges, known["words"], judged_by.weights)
    audit_id = insert_row(connection, report, {**new.report, **ids, "score": score, "created": now})
    if findings:
        connection.execute(_INSERT_FINDING, [{**row, "report_id": audit_id} for row in findings])
        recount(connection, report.c.id == audit_id)
    return Kept(audit_id, article_id, source_id, score, is_new=True)


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
    values["wording"] = wording_key(given.text)
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


def _ensure_article(connection: Connection, known: Mapping[str, Any], source_id: int | None) -> tuple[int, bool]:
    """The id of the article, and whether it is new."""
    key = article_key(known["url"], known["name"], source_id, known["content"])
    made = insert_new(connection, article, {"key": key, "source_id": source_id, "created": known["created"]})
    return (made, True) if made else (required_id(connection, article, key=key), False)


def article_key(url: str | None, name: str | None, source_id: int | None, content: str) -> str:
    """What an article is known again by: its URL, else its id at its source, else what it says.

    Two files of one name from nowhere in particular are two articles.
    """
    if url:
        return digest(json.dumps(["url", url]))
    if source_id is not None and name:
        return digest(json.dumps(["name", source_id, name]))
    return digest(json.dumps(["content", source_id, content]))


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


def _make_current(connection: Connection, article_id: int, revision_id: int, ruleset_id: int) -> Any:
    """Let the article's report on this revision speak for it, and no other; its id and score, None if there is none."""
    others = update(report).where(report.c.article_id == article_id, report.c.current)
    connection.execute(others.values(current=False))
    mine = (report.c.revision_id == revision_id, report.c.ruleset_id == ruleset_id)
    return connection.execute(
        update(report).where(*mine).values(current=True).returning(report.c.id, report.c.score)
    ).one_or_none()


def _report_row(new: Report) -> dict[str, Any]:
    counts = Counter(f.severity.label for f in new.findings)
    failures = [{"rules": list(f.rules), "error": f.error} for f in new.failures]
    return {
        "current": True,
        "complete": new.complete,
        "failures": storable_all(failures, "failure"),
        "counts": dict(counts),
    }


def finding_rows(findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Columns of `findings` but for their report and their state."""
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
        }
        for position, f in enumerate(findings)
    ]
