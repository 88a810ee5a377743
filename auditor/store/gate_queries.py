"""Lists of what came of questions to the gate, and what stands of it today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, false, select

from auditor.store.gate import Kind
from auditor.store.queries import Found, Page
from auditor.store.reach import EVERYTHING, Reach
from auditor.store.sources import find_source
from auditor.store.tables import gate_event, report, revision, source


class Standing(NamedTuple):
    """Articles of which an event of some kinds is the last word."""

    kinds: frozenset[Kind]
    ended_by: frozenset[Kind]
    """What a later event must be to have taken its place."""


ON_THE_TEXT_THAT_READERS_SEE = frozenset({Kind.OVERRIDDEN, Kind.PAST, Kind.WITHDRAWN, Kind.PUBLISHED})
"""A question about the next version ends none of these: readers see the text of before until that is public."""
STANDINGS: Mapping[str, Standing] = {
    "blocked": Standing(frozenset({Kind.BLOCKED, Kind.WITHDRAWN}), frozenset(Kind)),
    "past": Standing(frozenset({Kind.PAST}), ON_THE_TEXT_THAT_READERS_SEE),
    "overridden": Standing(frozenset({Kind.OVERRIDDEN}), ON_THE_TEXT_THAT_READERS_SEE),
}
"""What the queue can list by the gate: what is held back, what readers see against it, what an editor answers for."""


def stands(state: str) -> ColumnElement[bool]:
    """Whether a row of `gate_event` is the last word on its article in one of STANDINGS; one row an article is."""
    kinds, ended_by = STANDINGS[state]
    later = gate_event.alias("later")
    ended = select(later.c.id).where(
        later.c.article_id == gate_event.c.article_id,
        later.c.id > gate_event.c.id,
        later.c.kind.in_(sorted(ended_by)),
    )
    return gate_event.c.kind.in_(sorted(kinds)) & ~ended.correlate(gate_event).exists()


@dataclass(frozen=True, slots=True, kw_only=True)
class GateFilter:
    """Which events are meant; what is None does not filter."""

    kind: Kind | None = None
    source: str | None = None
    """Any name of the source."""
    article: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    """Before this moment."""
    reach: Reach = EVERYTHING


_COLUMNS = (
    gate_event.c.id.label("event"), gate_event.c.kind, gate_event.c.article_id.label("article"),
    gate_event.c.report_id.label("audit"), revision.c.name.label("id"), revision.c.headline, revision.c.url,
    source.c.key.label("source"), gate_event.c.editor, gate_event.c.way, gate_event.c.lines, gate_event.c.reason,
    gate_event.c.created,
)  # fmt: skip
_EVENTS = (
    select(*_COLUMNS)
    .join(report, report.c.id == gate_event.c.report_id)
    .join(revision, revision.c.id == report.c.revision_id)
    .outerjoin(source, source.c.id == report.c.source_id)
)


def search_gate(connection: Connection, wanted: GateFilter, page: Page) -> Found:
    """Events with their articles, the newest first; the key of a page is the number of its last one."""
    behind = [gate_event.c.id < page.after[0]] if page.after else []
    query = _EVENTS.where(*_conditions(connection, wanted), *behind).order_by(gate_event.c.id.desc())
    rows = [dict(row) for row in connection.execute(query.limit(page.limit + 1)).mappings()]
    shown = rows[: page.limit]
    return Found(shown, [shown[-1]["event"]] if len(rows) > page.limit else ())


def _conditions(connection: Connection, wanted: GateFilter) -> list[ColumnElement[bool]]:
    conditions: list[ColumnElement[bool]] = [wanted.reach.reports()]
    if wanted.kind is not None:
        conditions.append(gate_event.c.kind == wanted.kind.value)
    if wanted.source is not None:
        found = find_source(connection, wanted.source)
        conditions.append(report.c.source_id == found.id if found else false())
    if wanted.article is not None:
        conditions.append(gate_event.c.article_id == wanted.article)
    if wanted.since is not None:
        conditions.append(gate_event.c.created >= wanted.since)
    if wanted.until is not None:
        conditions.append(gate_event.c.created < wanted.until)
    return conditions


def get_event(connection: Connection, event_id: int) -> dict[str, Any]:
    """One event as `search_gate` gives it. Raises NoResultFound."""
    return dict(connection.execute(_EVENTS.where(gate_event.c.id == event_id)).mappings().one())
