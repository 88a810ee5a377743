"""The editors' queue: which articles wait for a decision, the gravest first, and who took them on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Select, delete, false, func, insert, or_, select, tuple_

from auditor.finding import Severity
from auditor.judged import Reason
from auditor.render.desk import Told
from auditor.render.judged import read_judged
from auditor.store.decisions import Decision, decide
from auditor.store.door import storable
from auditor.store.gate_queries import STANDINGS, stands
from auditor.store.reach import EVERYTHING, Reach
from auditor.store.sources import find_source
from auditor.store.tables import article, assignment, finding, gate_event, report, revision, source, story_article
from auditor.store.waiting import waits

STATES: Mapping[str, str] = {
    "waiting": "waits for a decision",
    "decided": "all decided",
    "clean": "nothing flagged",
    "unjudged": "not judged",
    "blocked": "held back by the gate",
    "past": "went past the gate",
    "overridden": "published against the gate",
    "all": "all articles",
}
NOBODY = "nobody"


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueFilter:
    """Which articles to list; what is empty does not filter."""

    state: str = "waiting"
    """One of STATES."""
    source: str = ""
    topic: str = ""
    severity: str = ""
    """Of the gravest finding that waits."""
    story: int | None = None
    days: int | None = None
    """Audited in the last so many days; in the states of the gate, told."""
    assigned: str = ""
    """A name, or NOBODY."""
    search: str = ""
    """Words of the title, the source's name or the article's own name."""
    reach: Reach = EVERYTHING
    """What of all this whoever asks may see."""

    @property
    def is_of_the_gate(self) -> bool:
        """Whether articles are listed by what the gate said of them, those that were never public too."""
        return self.state in STANDINGS


class Position(NamedTuple):
    """Where a page of the queue ended."""

    gravest: int
    audit: int


@dataclass(frozen=True, slots=True)
class QueueRow:
    """One article in the queue."""

    audit: int
    article: int
    headline: str
    source: str | None
    source_name: str | None
    published: str | None
    created: datetime
    score: float | None
    unjudged: Reason | None
    """Why there is no score."""
    waiting: int
    gravest: int
    assigned: str | None
    counts: Mapping[str, int]
    """What waits, by severity, the gravest first."""
    message: str
    """The first of the gravest findings that wait."""
    told: Told | None
    """What the gate said; only where the state that is listed is one of the gate's."""


def list_queue(
    connection: Connection, wanted: QueueFilter, limit: int, after: Position | None = None
) -> list[QueueRow]:
    """Newest reports by their gravest waiting finding, then the newest first, behind `after`.

    In the states of the gate, the reports that its events are about.
    """
    columns = (
        report.c.id.label("audit"), report.c.article_id.label("article"), revision.c.headline,
        source.c.key.label("source"), source.c.name.label("source_name"), revision.c.published, report.c.created,
        report.c.score, report.c.judged, report.c.waiting, report.c.gravest, assignment.c.who.label("assigned"),
    )  # fmt: skip
    told = [column.label(f"told_{name}") for name, column in _TOLD.items()] if wanted.is_of_the_gate else []
    query = _joined(select(*columns, *told), wanted).where(*_conditions(connection, wanted))
    if after is not None:
        query = query.where(tuple_(report.c.gravest, report.c.id) < tuple_(after.gravest, after.audit))
    rows = connection.execute(query.order_by(report.c.gravest.desc(), report.c.id.desc()).limit(limit)).all()
    audits = [row.audit for row in rows if row.waiting]
    counts, messages = _count_waiting(connection, audits), _gravest_messages(connection, audits)
    return [QueueRow(**_listed(row), counts=counts[row.audit], message=messages.get(row.audit, "")) for row in rows]


_TOLD: Mapping[str, ColumnElement[Any]] = {
    name: gate_event.c["report_id" if name == "audit" else name] for name in Told._fields
}


def _listed(row: Any) -> dict[str, Any]:
    """What a row of the queue says beside its findings."""
    known = dict(row._mapping)
    told = [known.pop(f"told_{name}") for name in _TOLD if f"told_{name}" in known]
    obstacle = read_judged(known.pop("judged") or {}).obstacle
    return known | {"unjudged": obstacle.reason if obstacle else None, "told": Told(*told) if told else None}


def _joined(query: Select[Any], wanted: QueueFilter) -> Select[Any]:
    listed = report.join(gate_event, gate_event.c.report_id == report.c.id) if wanted.is_of_the_gate else report
    return (
        query.select_from(listed)
        .join(revision, revision.c.id == report.c.revision_id)
        .outerjoin(source, source.c.id == report.c.source_id)
        .outerjoin(assignment, assignment.c.article_id == report.c.article_id)
    )


def _count_waiting(connection: Connection, reports: Sequence[int]) -> dict[int, dict[str, int]]:
    """How many findings of each report wait, by severity, the gravest first."""
    query = select(finding.c.report_id, finding.c.severity, func.count()).join(report)
    chosen = query.where(finding.c.report_id.in_(reports), waits()).group_by(finding.c.report_id, finding.c.severity)
    found: dict[int, dict[str, int]] = defaultdict(dict)
    for audit, severity, number in connection.execute(chosen.order_by(finding.c.severity.desc())):
        found[audit][Severity(severity).label] = number
    return found


def _gravest_messages(connection: Connection, reports: Sequence[int]) -> dict[int, str]:
    """What the first of the gravest findings of each report says that wait."""
    order = (finding.c.severity.desc(), finding.c.position)
    place = func.row_number().over(partition_by=finding.c.report_id, order_by=order).label("place")
    waiting = select(finding.c.id, place).join(report).where(finding.c.report_id.in_(reports), waits()).subquery()
    query = select(finding.c.report_id, finding.c.message).join(waiting, waiting.c.id == finding.c.id)
    return {audit: message for audit, message in connection.execute(query.where(waiting.c.place == 1))}


def _conditions(connection: Connection, wanted: QueueFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [wanted.reach.reports(), *_state(wanted)]
    if wanted.source:
        found = find_source(connection, wanted.source)
        conditions.append(report.c.source_id == found.id if found else false())
    if wanted.topic:
        flagged = select(finding.c.report_id).where(finding.c.rule.startswith(f"{wanted.topic}/", autoescape=True))
        open_only = flagged.where(finding.c.status == "open", finding.c.severity > int(Severity.INFO))
        conditions.append(report.c.id.in_(open_only if wanted.state == "waiting" else flagged))
    if wanted.story is not None:
        members = select(story_article.c.article_id).where(story_article.c.story_id == wanted.story)
        conditions.append(report.c.article_id.in_(members))
    if wanted.days is not None:
        created = gate_event.c.created if wanted.is_of_the_gate else report.c.created
        conditions.append(created >= datetime.now(UTC) - timedelta(days=wanted.days))
    if wanted.assigned:
        name = wanted.assigned
        conditions.append(assignment.c.who.is_(None) if name == NOBODY else assignment.c.who == name)
    if wanted.search:
        texts = (revision.c.headline, source.c.name, source.c.key, revision.c.name)
        conditions.append(or_(*(text.icontains(wanted.search, autoescape=True) for text in texts)))
    return conditions


def _state(wanted: QueueFilter) -> list[ColumnElement[bool]]:
    gravest = [report.c.gravest == int(Severity.parse(wanted.severity))] if wanted.severity else []
    if wanted.is_of_the_gate:
        return [stands(wanted.state), *gravest]
    if gravest:
        return [report.c.current, *gravest]
    flagged = select(finding.c.id).where(finding.c.report_id == report.c.id, finding.c.severity > int(Severity.INFO))
    states: Mapping[str, list[ColumnElement[bool]]] = {
        "waiting": [report.c.gravest > 0],
        "decided": [report.c.gravest == 0, flagged.exists()],
        "clean": [report.c.gravest == 0, report.c.score.is_not(None), ~flagged.exists()],
        "unjudged": [report.c.score.is_(None)],
    }
    return [report.c.current, *states.get(wanted.state, [])]


class QueueCounts(NamedTuple):
    """How much of the queue a filter leaves."""

    articles: int
    findings: int
    by_severity: Mapping[str, int]
    """Articles by the gravest finding that waits, the gravest first."""


def count_queue(connection: Connection, wanted: QueueFilter) -> QueueCounts:
    """How many articles and waiting findings `wanted` chooses."""
    columns = (report.c.gravest, func.count().label("articles"), func.coalesce(func.sum(report.c.waiting), 0))
    counted = select(*columns)
    if wanted.assigned or wanted.search or wanted.is_of_the_gate:  # all else stands in the report itself
        counted = _joined(counted, wanted)
    query = counted.where(*_conditions(connection, wanted)).group_by(report.c.gravest)
    rows = connection.execute(query.order_by(report.c.gravest.desc())).all()
    by_severity = {Severity(row.gravest).label: row.articles for row in rows if row.gravest}
    return QueueCounts(sum(row.articles for row in rows), sum(row[2] for row in rows), by_severity)


def list_waiting_sources(connection: Connection, limit: int, reach: Reach = EVERYTHING) -> list[tuple[str, str, int]]:
    """Key and name of the sources with the most articles within reach that wait, with how many."""
    number = func.count()
    waiting = (report.c.current, report.c.gravest > 0, reach.reports())
    query = select(source.c.key, source.c.name, number).join(report).where(*waiting)
    rows = connection.execute(query.group_by(source.c.id).order_by(number.desc(), source.c.key).limit(limit))
    return [(row[0], row[1], row[2]) for row in rows]


def list_assigned(connection: Connection, reach: Reach = EVERYTHING) -> list[str]:
    """Everybody who took on an article within reach, in order of their names."""
    query = select(assignment.c.who).distinct().order_by(assignment.c.who)
    if not reach.is_everything:
        query = query.join(article, article.c.id == assignment.c.article_id).where(reach.articles())
    return list(connection.execute(query).scalars())


def assign(connection: Connection, audits: Sequence[int], who: str) -> int:
    """Give the articles of `audits` to `who`, or to nobody if that is empty; how many articles."""
    query = select(report.c.article_id).where(report.c.id.in_(audits)).distinct()
    articles = list(connection.execute(query).scalars())
    connection.execute(select(article.c.id).where(article.c.id.in_(articles)).with_for_update())
    connection.execute(delete(assignment).where(assignment.c.article_id.in_(articles)))
    if who and articles:
        now, name = datetime.now(UTC), storable(who, "who")
        connection.execute(insert(assignment), [{"article_id": id, "who": name, "created": now} for id in articles])
    return len(articles)


def assigned_to(connection: Connection, article_id: int) -> str | None:
    """Who took on an article."""
    return connection.execute(select(assignment.c.who).where(assignment.c.article_id == article_id)).scalar()


def decide_all(connection: Connection, audits: Sequence[int], made: Decision, topic: str = "") -> int:
    """Decide alike on all that waits in `audits`, or on the findings of one topic there; how many findings.

    Raises DecisionError.
    """
    made.check()
    query = select(finding.c.id).join(report).where(finding.c.report_id.in_(audits), waits())
    if topic:
        query = query.where(finding.c.rule.startswith(f"{topic}/", autoescape=True))
    chosen = list(connection.execute(query.order_by(finding.c.id)).scalars())
    for number in chosen:
        decide(connection, number, made)
    return len(chosen)
