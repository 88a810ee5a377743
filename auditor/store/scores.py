"""Scores of sources from what is kept, and the constants they are measured by."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, func, insert, select

from auditor.finding import TOPICS, Severity
from auditor.score.article import Charge, Status, charge_points
from auditor.score.profile import (
    CheckedArticle,
    Passage,
    SourceProfile,
    count_loads,
    profile_source,
    typical_rates,
)
from auditor.score.source import MIN_WORDS, Constants, SourceScore, count_once, fit_constants, source_score
from auditor.store.decisions import measured_weights
from auditor.store.errors import StoreError
from auditor.store.reach import EVERYTHING, Reach
from auditor.store.rows import words_judged
from auditor.store.sources import find_source
from auditor.store.tables import DRAFT, article, finding, report, revision, ruleset, scoring, source


def current_constants(connection: Connection) -> Constants:
    """The constants of the newest ruleset."""
    row = connection.execute(select(scoring).order_by(scoring.c.id.desc()).limit(1)).one_or_none()
    return Constants() if row is None else Constants(row.shape, row.rate, row.dispersion, row.weights)


def freeze_for_ruleset(connection: Connection, ruleset_id: int, now: datetime) -> Constants:
    """Constants of a ruleset that is new: the prior of the one before, the rules' weights by decisions up to now."""
    old = current_constants(connection)
    return _freeze(
        connection, ruleset_id, Constants(old.shape, old.rate, old.dispersion, measured_weights(connection)), now
    )


def freeze_constants(connection: Connection) -> Constants:
    """Measure all constants anew on what is kept, for the newest ruleset. Raises StoreError if nothing is kept.

    Scores of before and after do not compare, so this is done by hand and seldom.
    """
    newest = connection.execute(select(ruleset.c.id).order_by(ruleset.c.id.desc()).limit(1)).scalar()
    if newest is None:
        raise StoreError("nothing was audited yet, so there is nothing to measure on")
    weights = measured_weights(connection)
    loads = [[a.load for a in count_once(count_loads(found, weights))] for _, found in all_articles(connection)]
    return _freeze(connection, newest, fit_constants(loads, weights), datetime.now(UTC))


def _freeze(connection: Connection, ruleset_id: int, constants: Constants, now: datetime) -> Constants:
    values = {
        "ruleset_id": ruleset_id, "shape": constants.shape, "rate": constants.rate, "dispersion": constants.dispersion,
        "weights": dict(constants.weights), "created": now,
    }  # fmt: skip
    connection.execute(insert(scoring), values)
    return constants


class ScoredSource(NamedTuple):
    """A source in a list."""

    key: str
    articles: int
    unjudged: int
    """How many of them were not judged as a whole; the score leaves them out."""
    score: SourceScore | None


def list_scores(
    connection: Connection, today: date, *, after: str = "", limit: int | None = None, reach: Reach = EVERYTHING
) -> list[ScoredSource]:
    """Sources within reach that have articles, in order of their keys, behind the key `after`."""
    constants = current_constants(connection)
    return [
        ScoredSource(
            key,
            len(found),
            sum(not article.judged for article in found),
            source_score(count_loads(found, constants.weights), today, constants),
        )
        for key, found in all_articles(connection, after=after, limit=limit, reach=reach)
    ]


def source_profile(connection: Connection, name: str, today: date) -> SourceProfile | None:
    """All that is to be said of a source, by any of its names; None if it is not known."""
    found = find_source(connection, name)
    if found is None:
        return None
    constants = current_constants(connection)
    typical = typical_rates(_all_rates(connection, constants.weights))
    return profile_source(found.key, source_articles(connection, found.id), today, constants, typical)


def _all_rates(connection: Connection, weights: Mapping[str, float]) -> list[dict[str, float]]:
    """Findings per ten articles of every source, by topic; counted by the database, as there may be many."""
    judged = (report.c.current, report.c.score.is_not(None))
    counted = (*judged, report.c.source_id.is_not(None), revision.c.words >= MIN_WORDS)
    articles = select(report.c.source_id, func.count().label("number")).join(revision, _OF_REPORT).where(*counted)
    totals = {row.source_id: row.number for row in connection.execute(articles.group_by(report.c.source_id))}
    rates = {source_id: dict.fromkeys(TOPICS, 0.0) for source_id in totals}
    kind = (
        report.c.source_id,
        finding.c.rule,
        finding.c.severity,
        finding.c.status,
        finding.c.quoted,
        revision.c.origin,
    )
    findings = select(*kind, func.count().label("number")).select_from(finding).join(report).join(revision, _OF_REPORT)
    for row in connection.execute(findings.where(*counted).group_by(*kind)):
        charge = _charge(row, Status(row.status), extracted=row.origin == "text")
        if charge_points(charge, weights) > 0:
            rates[row.source_id][charge.topic] += 10 * row.number / totals[row.source_id]
    return list(rates.values())


_OF_REPORT = revision.c.id == report.c.revision_id


def all_articles(
    connection: Connection, *, after: str = "", limit: int | None = None, reach: Reach = EVERYTHING
) -> Iterator[tuple[str, list[CheckedArticle]]]:
    """Sources within reach with their articles, in order of their keys, behind `after`; passages have no texts."""
    keys = select(source.c.id, source.c.key).where(source.c.id.in_(select(report.c.source_id)), source.c.key > after)
    keys = keys.where(reach.source_ids(source.c.id)).order_by(source.c.key).limit(limit)
    for row in connection.execute(keys).all():
        yield row.key, source_articles(connection, row.id, texts=False)


def source_articles(connection: Connection, source_id: int, *, texts: bool = True) -> list[CheckedArticle]:
    """The articles of a source, each with what was flagged in its newest revision or put right since an older one."""
    columns = (
        report.c.id, report.c.article_id, report.c.score, report.c.judged, revision.c.words, revision.c.wording,
        revision.c.headline, revision.c.published, revision.c.number, revision.c.origin, article.c.created,
        ruleset.c.digest.label("ruleset"),
    )  # fmt: skip
    query = select(*columns).select_from(report).join(revision).join(article, article.c.id == report.c.article_id)
    rows = connection.execute(
        query.join(ruleset).where(report.c.source_id == source_id, report.c.current).order_by(report.c.id)
    ).all()
    flagged = _passages(connection, source_id, texts=texts)
    corrected = _corrections(connection, source_id)
    return [_checked(row, [*flagged[row.id], *corrected[row.article_id]], texts=texts) for row in rows]


def _checked(row: Any, passages: Sequence[tuple[Any, Status]], *, texts: bool) -> CheckedArticle:
    extracted = row.origin == "text"
    make = _passage if texts else _bare_passage
    return CheckedArticle(
        day=date.fromisoformat(row.published[:10]) if row.published else row.created.date(),
        words=words_judged(row.judged, row.words),
        wording=row.wording,
        ruleset=row.ruleset,
        passages=[make(found, _charge(found, status, extracted=extracted)) for found, status in passages],
        title=row.headline,
        audit=row.id,
        judged=row.score is not None,
    )


def _passage(row: Any, charge: Charge) -> Passage:
    return Passage(charge, row.field, row.start, row.end, row.quote, row.message, row.evidence)


def _bare_passage(_: Any, charge: Charge) -> Passage:
    return Passage(charge)


def _charge(row: Any, status: Status, *, extracted: bool) -> Charge:
    return Charge(row.rule, Severity(row.severity), status, row.quoted, extracted)


_CHARGE = (finding.c.report_id, finding.c.rule, finding.c.severity, finding.c.status, finding.c.quoted)
_TEXTS = (
    finding.c.field, finding.c.start, finding.c.end, finding.c.quote, finding.c.message, finding.c.evidence,
    finding.c.fingerprint,
)  # fmt: skip


def _flagged(source_id: int, *columns: Any) -> Select[Any]:
    """Findings above advice of a source in what was judged, in order."""
    return (
        select(*columns)
        .join(report, report.c.id == finding.c.report_id)
        .where(report.c.source_id == source_id, report.c.score.is_not(None), finding.c.severity > int(Severity.INFO))
        .order_by(finding.c.id)
    )


def _passages(connection: Connection, source_id: int, *, texts: bool) -> dict[int, list[tuple[Any, Status]]]:
    """Findings in the newest reports, by report."""
    found = defaultdict(list)
    query = _flagged(source_id, *_CHARGE, *(_TEXTS if texts else ())).where(report.c.current)
    for row in connection.execute(query):
        found[row.report_id].append((row, Status(row.status)))
    return found


def _corrections(connection: Connection, source_id: int) -> dict[int, list[tuple[Any, Status]]]:
    """Passages that were published with a finding and are gone from the newest revision, by article.

    Only a revision that was audited on the day of its publication or later was published for sure.
    """
    now = revision.alias()
    current = report.alias()
    query = (
        _flagged(source_id, *_CHARGE, *_TEXTS, report.c.article_id, now.c.title, now.c.text)
        .join(revision, revision.c.id == report.c.revision_id)
        .join(current, (current.c.article_id == report.c.article_id) & current.c.current)
        .join(now, now.c.id == current.c.revision_id)
        .where(~report.c.current, now.c.number > revision.c.number, finding.c.status != Status.DISMISSED.value)
        .where(revision.c.origin != DRAFT)
        .add_columns(revision.c.published, revision.c.created)
    )
    gone: dict[int, dict[tuple[str, str], tuple[Any, Status]]] = defaultdict(dict)
    for row in connection.execute(query):
        published = row.published is not None and row.published[:10] <= row.created.date().isoformat()
        if published and row.quote not in row.title and row.quote not in row.text:
            gone[row.article_id][row.rule, row.quote] = (row, Status.CORRECTED)
    return defaultdict(list, {number: list(found.values()) for number, found in gone.items()})
