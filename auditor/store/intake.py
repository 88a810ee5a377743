"""Reports into the store, each with its article, revision and findings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from textwrap import shorten
from typing import Any, NamedTuple

from sqlalchemy import Connection, Dialect, bindparam, func, select, update

from auditor.article import Article
from auditor.audit import without_rules
from auditor.document import Document
from auditor.finding import Report, Scope, Severity
from auditor.render.judged import judged_fields
from auditor.score.article import Charge, Status, article_score
from auditor.sources import source_of
from auditor.store.amending import amend_reports
from auditor.store.blocks import block_names, remember_article
from auditor.store.decisions import decided_statuses, rescore
from auditor.store.door import storable, storable_all
from auditor.store.identity import digest, identities, identity_key
from auditor.store.rows import failure_rows, finding_rows, words_judged
from auditor.store.scores import freeze_for_ruleset
from auditor.store.sources import ensure_source, find_source_id, muted_at
from auditor.store.tables import DRAFT, article, finding, report, revision, ruleset, scoring
from auditor.store.upsert import find_id, insert_new, insert_row, required_id
from auditor.text.wording import wording_key

HEADLINE_CHARACTERS = 100
"""How much of a text without a title stands for it in a list."""
UNDECLARED = "en"
"""What counts as the language of an article that declares none when revisions are compared, as it always did."""


@dataclass(frozen=True, slots=True)
class Intake:
    """A report made ready before its transaction begins, so that writers hold the lock for as short as can be."""

    given: Report
    revision: Mapping[str, Any]
    """Columns of the revision that do not depend on what is kept already."""
    ruleset: str
    report: Mapping[str, Any]
    findings: Sequence[Mapping[str, Any]]
    blocks: Sequence[str]
    """Digests of the text's blocks, for the memory of the source."""

    @property
    def article(self) -> Article:
        """The article it reports on."""
        return self.given.article


def prepare_report(new: Report, origin: str | None = None) -> Intake:
    """The rows of `new`. Raises UnstorableText.

    `origin` is one of ORIGINS; without it, `page` for what came as HTML, else `text`.
    """
    known = _clean_article(new.article) | {"origin": origin or ("page" if new.article.layout else "text")}
    row = _report_row(new) | {"current": known["origin"] != DRAFT}
    return Intake(new, known, new.ruleset, row, finding_rows(new.findings), block_names(new.article))


class Kept(NamedTuple):
    """Where a report is kept."""

    audit: int
    article: int
    source: int | None
    score: float | None
    """None for what was not judged as a whole."""
    is_new: bool
    """Whether it was not kept before, or as a draft only: the same content under the same ruleset is one report."""
    came_before: bool
    """Whether the article was known already, by another revision or by another ruleset."""


def add_report(connection: Connection, new: Intake) -> int:
    """Keep a report and give its audit id; the same content under the same ruleset is one report."""
    return place_report(connection, new).audit


def place_report(connection: Connection, new: Intake) -> Kept:
    """Keep a report and say where; what rules say that are muted for the source is left out.

    The same content under the same ruleset is one report; what came due since, as the end of a suppression, is put in.
    """
    now = datetime.now(UTC)
    source_id = ensure_source(connection, new.article, now)
    if source_id is not None and (muted := muted_at(connection, source_id, now)):
        new = prepare_report(without_rules(new.given, muted), new.revision["origin"])
    known = {**new.revision, "created": now}
    judged_by = _ensure_ruleset(connection, new.ruleset, now)
    article_id, is_new = _ensure_article(connection, known, source_id)
    known["article_id"] = article_id
    states: Mapping[str, Status] = {}
    if is_new:
        revision_id = insert_row(connection, revision, {**known, "number": 1})
        remember_article(connection, source_id, known, new.blocks)
    else:
        revision_id, states, was_draft = _ensure_revision(connection, known)
        if known["origin"] != DRAFT:
            _make_current(connection, article_id, revision_id, judged_by.id)
        kept = _find_report(connection, revision_id, judged_by.id)
        if kept is not None:
            score = _renew_report(connection, kept, new)
            return Kept(kept.id, article_id, source_id, score, is_new=was_draft, came_before=True)
    findings = [{**row, "status": states.get(row["fingerprint"], Status.OPEN).value} for row in new.findings]
    ids = {"revision_id": revision_id, "article_id": article_id, "source_id": source_id, "ruleset_id": judged_by.id}
    words = words_judged(new.report["judged"], known["words"])
    score = _score(findings, words, judged_by.weights) if new.given.judged.whole else None
    row = {**new.report, **ids, **_waiting(findings), "score": score}
    audit_id = insert_row(connection, report, {**row, "created": now})
    if findings:
        insert_findings(connection, [{**found, "report_id": audit_id} for found in findings])
    return Kept(audit_id, article_id, source_id, score, is_new=True, came_before=not is_new)


def _renew_report(connection: Connection, kept: Any, new: Intake) -> float | None:
    """Put what came due since into a report that is kept, and what it rests on if that was not known; its score."""
    if kept.judged != new.report["judged"]:
        connection.execute(update(report).where(report.c.id == kept.id).values(judged=new.report["judged"]))
        rescore(connection, [kept.id])
    amend_reports(connection, Scope.ARTICLE, {kept.id: new.given.findings}, new.given.failures)
    score: float | None = connection.execute(select(report.c.score).where(report.c.id == kept.id)).scalar_one()
    return score


def _score(findings: Sequence[Mapping[str, Any]], words: int, weights: Mapping[str, float]) -> float:
    charges = [Charge(f["rule"], Severity(f["severity"]), Status(f["status"]), f["quoted"]) for f in findings]
    return article_score(charges, words, weights)


def _waiting(findings: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """What `waiting.recount` would count: none of these is of a muted rule."""
    waiting = [f["severity"] for f in findings if f["status"] == Status.OPEN.value and f["severity"] > Severity.INFO]
    return {"waiting": len(waiting), "gravest": max(waiting, default=0)}


def insert_findings(connection: Connection, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows of `finding_rows` with their report and state.

    Their evidence goes to the driver as JSON already, with no more to be done for each value: SQLAlchemy's own way
    takes half of a writer's time.
    """
    plain = [{**row, "evidence": json.dumps(row["evidence"])} for row in rows]
    connection.exec_driver_sql(_insert_findings(connection.dialect), plain)


@cache
def _insert_findings(dialect: Dialect) -> str:
    names = [column.name for column in finding.columns if column.name != "id"]
    columns = ", ".join(map(dialect.identifier_preparer.quote, names))
    values = ", ".join(_PLACEHOLDERS[dialect.name].format(name) for name in names)
    return f"INSERT INTO {finding.name} ({columns}) VALUES ({values})"  # our own columns # nosec B608


_PLACEHOLDERS = {"sqlite": ":{}", "postgresql": "%({})s"}
"""How the drivers name a value."""


def _clean_article(given: Article) -> dict[str, Any]:
    """The columns of a revision that come from the article."""
    values: dict[str, Any] = {
        "name": given.id, "title": given.title, "text": given.text, "url": given.url, "language": given.language,
        "published": given.published.isoformat() if given.published else None,
        "modified": given.modified.isoformat() if given.modified else None,
    }  # fmt: skip
    values = {name: storable_all(value, name) for name, value in values.items()}
    values["headline"] = values["title"].strip() or _headline(given)
    said = _details(given, "authors", "social_titles", "layout", "section", "desk")
    told = values | {"language": values["language"] or UNDECLARED}
    judged = [told[name] for name in ("title", "text", "published", "modified", "language")]
    values["content"] = digest(json.dumps([*judged, said or None]))
    values["details"] = {**said, **_details(given, "published_from", "free")} or None
    values["wording"] = wording_key(given.text)
    values["words"] = given.words
    return values


def _details(given: Article, *names: str) -> dict[str, Any]:
    """Those of the fields `names` of an article that say something."""
    known = {name: getattr(given, name) for name in names}
    details: dict[str, Any] = storable_all({n: v for n, v in known.items() if v or v is False}, "article")
    return details


def _headline(given: Article) -> str:
    """The title line of a text that carries its own, else its first words."""
    title = Document(given).title
    first_words = shorten(given.text[: 2 * HEADLINE_CHARACTERS], HEADLINE_CHARACTERS, placeholder=" …")
    return storable(title.text if title else first_words, "text")


def known_article(connection: Connection, given: Article) -> int | None:
    """The article that a draft of `given` would be a revision of; None if it was never kept. Raises UnstorableText."""
    key = source_of(given)
    source_id = None if key is None else find_source_id(connection, storable(key, "source"))
    return None if key is not None and source_id is None else _find_draft(connection, source_id, _clean_article(given))


def _find_draft(connection: Connection, source_id: int | None, known: Mapping[str, Any]) -> int | None:
    """The article that a CMS names by its id first, and by its address once it is published."""
    surest, *others = identities(source_id, known)
    named = next((each for each in others if each[0] == "name"), None)
    found = find_id(connection, article, key=identity_key(named)) if named else None
    return found if found is not None else find_id(connection, article, key=identity_key(surest))


def _ensure_article(connection: Connection, known: Mapping[str, Any], source_id: int | None) -> tuple[int, bool]:
    """The id of the article, and whether it is new.

    No source has a say in the articles of another. A CMS gives an article an id first and a URL once it is published,
    so that what a hook tells of is known again by its id too.
    """
    surest, *_ = identities(source_id, known)
    if known["origin"] in ("hook", DRAFT):
        found = _find_draft(connection, source_id, known)
        if found is not None:
            return found, False
    row = {"key": identity_key(surest), "source_id": source_id, "created": known["created"]}
    made = insert_new(connection, article, row)
    return (made, True) if made else (required_id(connection, article, key=row["key"]), False)


def _ensure_revision(connection: Connection, row: Mapping[str, Any]) -> tuple[int, Mapping[str, Status], bool]:
    """The id of the revision of an article known before, the states of findings that were decided on, and whether it
    was a draft until now.

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
        return made, decided_statuses(connection, article_id, new_revision=True), False
    was_draft = False
    if row["origin"] != DRAFT:
        published = update(revision).where(revision.c.id == found, revision.c.origin == DRAFT)
        was_draft = connection.execute(published.values(origin=row["origin"])).rowcount > 0
    return found, decided_statuses(connection, article_id, new_revision=False), was_draft


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


def _make_current(connection: Connection, article_id: int, revision_id: int, ruleset_id: int) -> None:
    """Let the article's report on this revision speak for it, and no other."""
    others = update(report).where(report.c.article_id == article_id, report.c.current)
    connection.execute(others.values(current=False))
    mine = (report.c.revision_id == revision_id, report.c.ruleset_id == ruleset_id)
    connection.execute(update(report).where(*mine).values(current=True))


def _find_report(connection: Connection, revision_id: int, ruleset_id: int) -> Any:
    """The id of the report on a revision by a ruleset and what it rests on, None if there is none."""
    mine = (report.c.revision_id == revision_id, report.c.ruleset_id == ruleset_id)
    return connection.execute(select(report.c.id, report.c.judged).where(*mine)).one_or_none()


def _report_row(new: Report) -> dict[str, Any]:
    counts = Counter(f.severity.label for f in new.findings)
    return {
        "complete": new.complete,
        "failures": failure_rows(new.failures),
        "counts": dict(counts),
        "judged": storable_all(judged_fields(new.judged), "judged"),
    }
