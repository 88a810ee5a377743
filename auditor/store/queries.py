"""Searches of audits, findings, sources and stories: filters by index, pages by the key of their last row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, and_, func, or_, select, true

from auditor.finding import Severity
from auditor.score.article import Status
from auditor.store.reach import EVERYTHING, Reach
from auditor.store.reports import REPORT_ROW, concealed, finding_record, listed_record
from auditor.store.sources import find_source
from auditor.store.stories import is_within, members_within
from auditor.store.tables import article, finding, report, revision, ruleset, scoring, source, story, story_article


@dataclass(frozen=True, slots=True)
class Page:
    """Which rows of a list are wanted."""

    limit: int
    sort: str = ""
    """A name of the list's table of orders, `-` before it for the other direction."""
    after: Sequence[Any] = ()
    """The key of the last row already seen; empty for the first page."""


class Found(NamedTuple):
    """A page of a list."""

    rows: list[dict[str, Any]]
    last: Sequence[Any]
    """The key of the last row if others follow it, else empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flagged:
    """Which findings are meant; all of what is said must hold for one finding."""

    rule: str | None = None
    topic: str | None = None
    severity: Severity | None = None
    """This one or a graver one."""
    status: Status | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """What the rows of `finding` must fulfil; empty if any will do."""
        found: list[ColumnElement[bool]] = []
        if self.rule is not None:
            found.append(finding.c.rule == self.rule)
        if self.topic is not None:  # "0" is the character behind "/": all ids that start with the topic
            found += [finding.c.rule >= f"{self.topic}/", finding.c.rule < f"{self.topic}0"]
        if self.severity is not None:
            found.append(finding.c.severity.in_([s for s in Severity if s >= self.severity]))
        if self.status is not None:
            found.append(finding.c.status == self.status.value)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Audited:
    """Which audits are meant."""

    source: str | None = None
    """Any name of the source."""
    story: int | None = None
    article: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    flagged: Flagged = Flagged()
    """Audits that have such a finding."""
    reach: Reach = EVERYTHING
    """Audits of articles within it."""

    @property
    def is_timed(self) -> bool:
        """Whether audits of some time are meant; their keys in the order `created` are moments with ids."""
        return self.since is not None or self.until is not None


SCORE = "score"
AUDIT_ORDERS: Mapping[str, Sequence[ColumnElement[Any]]] = {
    "created": (report.c.id,),
    SCORE: (report.c.score, report.c.id),
}
NO_SCORE = -1.0
"""What stands for the score in the key of an audit that has none."""

TIMED: Sequence[ColumnElement[Any]] = (report.c.created, report.c.id)
"""The order `created` of audits of some time: by it an index gives them, which ids do not."""


def search_audits(connection: Connection, wanted: Audited, page: Page) -> Found:
    """Audits without text and findings, in one of AUDIT_ORDERS."""
    conditions = _audit_conditions(connection, wanted)
    if conditions is None:
        return Found([], ())
    name = page.sort.removeprefix("-")
    order = TIMED if name == "created" and wanted.is_timed else AUDIT_ORDERS[name]
    keys = (func.coalesce(c, NO_SCORE) if c is report.c.score else c for c in order)
    query = REPORT_ROW.where(*conditions).add_columns(*(key.label(f"key{n}") for n, key in enumerate(keys)))
    rows = _by_score(connection, query, page) if name == SCORE else _rows(connection, query, order, page)
    shown, last = _cut(rows, order, page)
    return Found([listed_record(row) for row in shown], last)


def _by_score(connection: Connection, query: Select[Any], page: Page) -> list[RowMapping]:
    """The rows of a page and one more: by their scores, then, in either direction, those that have none."""
    among_last = bool(page.after) and page.after[0] == NO_SCORE
    scored = query.where(report.c.score.is_not(None))
    rows = [] if among_last else _rows(connection, scored, AUDIT_ORDERS[SCORE], page)
    if len(rows) <= page.limit:
        rest = Page(page.limit - len(rows), page.sort, page.after[1:] if among_last else ())
        rows += _rows(connection, query.where(report.c.score.is_(None)), (report.c.id,), rest)
    return rows


def count_audits(connection: Connection, wanted: Audited) -> int:
    """How many audits there are of this kind."""
    conditions = _audit_conditions(connection, wanted)
    if conditions is None:
        return 0
    count: int = connection.execute(select(func.count(report.c.id)).where(*conditions)).scalar_one()
    return count


def _audit_conditions(connection: Connection, wanted: Audited) -> list[ColumnElement[bool]] | None:
    """What the rows of `report` must fulfil; None if none can."""
    found: list[ColumnElement[bool]] = [] if wanted.reach.is_everything else [wanted.reach.reports()]
    if wanted.source is not None:
        kept = find_source(connection, wanted.source)
        if kept is None:
            return None
        found.append(report.c.source_id == kept.id)
    if wanted.story is not None:
        members = select(story_article.c.article_id).where(story_article.c.story_id == wanted.story)
        found.append(report.c.article_id.in_(members))
    if wanted.article is not None:
        found.append(report.c.article_id == wanted.article)
    if wanted.since is not None:
        found.append(report.c.created >= wanted.since)
    if wanted.until is not None:
        found.append(report.c.created < wanted.until)
    flagged = wanted.flagged.conditions()
    if flagged:
        found.append(report.c.id.in_(select(finding.c.report_id).where(*flagged)))
    return found


def _page(
    connection: Connection, query: Select[Any], order: Sequence[ColumnElement[Any]], page: Page
) -> tuple[list[RowMapping], Sequence[Any]]:
    """The rows of a page and, if others follow, the key of the last; the query has the keys as key0, key1, ..."""
    return _cut(_rows(connection, query, order, page), order, page)


def _rows(
    connection: Connection, query: Select[Any], order: Sequence[ColumnElement[Any]], page: Page
) -> list[RowMapping]:
    """The rows of a page, and one more if others follow."""
    falling = page.sort.startswith("-")
    query = query.where(_behind(order, page.after, falling=falling)).limit(page.limit + 1)
    query = query.order_by(*(column.desc() if falling else column.asc() for column in order))
    return list(connection.execute(query).mappings())


def _cut(
    rows: Sequence[RowMapping], order: Sequence[ColumnElement[Any]], page: Page
) -> tuple[list[RowMapping], Sequence[Any]]:
    """What `_page` gives of the rows that were found."""
    shown = list(rows[: page.limit])
    more = len(rows) > page.limit
    return shown, [shown[-1][f"key{n}"] for n in range(len(order))] if more else ()


def _behind(order: Sequence[ColumnElement[Any]], key: Sequence[Any], *, falling: bool) -> ColumnElement[bool]:
    """Rows that follow the one with `key`."""
    if not key:
        return true()
    (column, *others), (value, *rest) = order, key
    further: ColumnElement[bool] = column < value if falling else column > value
    if not others:
        return further
    reached = column <= value if falling else column >= value  # said by itself, so that an index is searched by it
    both: ColumnElement[bool] = and_(reached, or_(further, _behind(others, rest, falling=falling)))
    return both


def get_finding(connection: Connection, finding_id: int, reach: Reach = EVERYTHING) -> dict[str, Any] | None:
    """One finding with the id of its audit, or None."""
    query = select(finding).join(report, report.c.id == finding.c.report_id)
    row = connection.execute(query.where(finding.c.id == finding_id, reach.reports())).mappings().one_or_none()
    return None if row is None else concealed(connection, [_with_audit(row)], reach)[0]


def _with_audit(row: RowMapping) -> dict[str, Any]:
    return finding_record(row) | {"audit": row["report_id"]}


def search_source_findings(
    connection: Connection, source_id: int, flagged: Flagged, page: Page, reach: Reach = EVERYTHING
) -> Found:
    """Findings in the newest audits of a source's articles, the latest audit first, each in the order of the text."""
    order = (report.c.id, -finding.c.position)
    query = (
        select(finding, report.c.id.label("key0"), (-finding.c.position).label("key1"))
        .join(report, report.c.id == finding.c.report_id)
        .where(report.c.source_id == source_id, report.c.current, *flagged.conditions())
    )
    query = query if reach.is_everything else query.where(reach.reports())
    rows, last = _page(connection, query, order, Page(page.limit, "-", page.after))
    return Found(concealed(connection, [_with_audit(row) for row in rows], reach), last)


def list_sources(connection: Connection, page: Page, reach: Reach = EVERYTHING) -> Found:
    """Sources with the number of their articles, in order of their keys."""
    articles = select(func.count()).select_from(article).where(article.c.source_id == source.c.id)
    query = select(source, articles.scalar_subquery().label("articles"), source.c.key.label("key0"))
    rows, last = _page(connection, query.where(reach.source_ids(source.c.id)), (source.c.key,), page)
    return Found(
        [{"id": r["id"], "source": r["key"], "name": r["name"], "articles": r["articles"]} for r in rows], last
    )


def get_article(connection: Connection, article_id: int, reach: Reach = EVERYTHING) -> dict[str, Any] | None:
    """One article: its source, its newest audit and the number of its revisions; None if there is none."""
    columns = (article.c.id.label("article"), source.c.key.label("source"), article.c.created)
    query = select(*columns).outerjoin(source, source.c.id == article.c.source_id)
    row = connection.execute(query.where(article.c.id == article_id, reach.articles())).mappings().one_or_none()
    if row is None:
        return None
    newest = select(report.c.id).where(report.c.article_id == article_id, report.c.current)
    number = select(func.count()).select_from(revision).where(revision.c.article_id == article_id)
    return {
        **row,
        "audit": connection.execute(newest).scalar(),
        "revisions": connection.execute(number).scalar_one(),
    }


def list_revisions(connection: Connection, article_id: int, page: Page) -> Found:
    """The revisions of an article without their texts, oldest first, each with the id of its newest audit."""
    audit = select(func.max(report.c.id)).where(report.c.revision_id == revision.c.id).scalar_subquery()
    columns = [revision.c[name] for name in ("number", "headline", "url", "published", "modified", "words", "created")]
    query = select(*columns, audit.label("audit"), revision.c.number.label("key0"))
    rows, last = _page(connection, query.where(revision.c.article_id == article_id), (revision.c.number,), page)
    return Found([{name: row[name] for name in row if name != "key0"} for row in rows], last)


def get_revision(connection: Connection, article_id: int, number: int) -> dict[str, Any] | None:
    """Title, text and newest audit id of one revision, or None."""
    audit = select(func.max(report.c.id)).where(report.c.revision_id == revision.c.id).scalar_subquery()
    query = select(revision.c.number, revision.c.title, revision.c.text, audit.label("audit"))
    chosen = query.where(revision.c.article_id == article_id, revision.c.number == number)
    row = connection.execute(chosen).mappings().one_or_none()
    return None if row is None else dict(row)


def list_stories(connection: Connection, page: Page, reach: Reach = EVERYTHING) -> Found:
    """Stories of two articles and more, the newest first: their articles, days, headlines and what waits.

    Those of which an article is within reach, as far as it is.
    """
    query = select(story, story.c.id.label("key0")).where(story.c.articles > 1, _is_told(reach))
    rows, last = _page(connection, query, (story.c.id,), Page(page.limit, "-", page.after))
    return Found(_stories(connection, rows, reach), last)


def get_story(connection: Connection, story_id: int, reach: Reach = EVERYTHING) -> dict[str, Any] | None:
    """One story as `list_stories` gives it, of one article too; None if there is none."""
    rows = connection.execute(select(story).where(story.c.id == story_id, _is_told(reach))).mappings().all()
    return next(iter(_stories(connection, rows, reach)), None)


def _is_told(reach: Reach) -> ColumnElement[bool]:
    """Whether an article of a story is within reach."""
    if reach.is_everything:
        return true()
    mine = select(story_article.c.story_id).join(article, article.c.id == story_article.c.article_id)
    return story.c.id.in_(mine.where(reach.articles()))


def _stories(connection: Connection, rows: Sequence[RowMapping], reach: Reach) -> list[dict[str, Any]]:
    """Stories with the headline of their newest article and the number of findings that wait."""
    numbers = [row["id"] for row in rows]
    members = (
        select(story_article.c.story_id, func.sum(report.c.waiting).label("waiting"), func.max(report.c.id).label("id"))
        .join(report, (report.c.article_id == story_article.c.article_id) & report.c.current)
        .where(story_article.c.story_id.in_(numbers), true() if reach.is_everything else is_within(reach))
        .group_by(story_article.c.story_id)
        .subquery()
    )
    query = select(members, revision.c.headline).select_from(members)
    query = query.join(report, report.c.id == members.c.id).join(revision, revision.c.id == report.c.revision_id)
    known = {row.story_id: row for row in connection.execute(query)}
    names = ("first", "last", "articles", "voices")
    counted = {} if reach.is_everything else members_within(connection, numbers, reach)
    return [
        {
            "story": row["id"],
            **{name: counted.get(row["id"], row)[name] for name in names},
            "headline": known[row["id"]].headline if row["id"] in known else "",
            "waiting": known[row["id"]].waiting if row["id"] in known else 0,
        }
        for row in rows
    ]


def get_ruleset(connection: Connection, digest: str, reach: Reach = EVERYTHING) -> dict[str, Any] | None:
    """When a ruleset judged first, how many audits within reach it made, and by what scores were measured; or None."""
    query = select(ruleset).where(ruleset.c.digest == digest)
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    audits = select(func.count()).select_from(report).where(report.c.ruleset_id == row.id, reach.reports())
    measured = select(scoring).where(scoring.c.ruleset_id == row.id).order_by(scoring.c.id.desc()).limit(1)
    constants = connection.execute(measured).mappings().one_or_none()
    names = ("shape", "rate", "dispersion", "weights", "created")
    return {
        "ruleset": row.digest,
        "created": row.created,
        "audits": connection.execute(audits).scalar_one(),
        "scoring": constants and {name: constants[name] for name in names},
    }
