"""What the gate said of an article and to whom: held back, warned of, overridden, past the gate, withdrawn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Connection, select

from auditor.article import Article
from auditor.store.door import storable, storable_all
from auditor.store.tables import gate_event, report, revision
from auditor.store.upsert import insert_row
from auditor.text.wording import wording_key


class Kind(StrEnum):
    """What came of a question to the gate, or of a publication without one."""

    BLOCKED = "blocked"
    WARNED = "warned"
    PASSED = "passed"  # nothing keeps it any more, where something did # nosec B105
    OVERRIDDEN = "overridden"
    """An editor published what the gate would have held back, and said why."""
    PAST = "past"
    """Public although the gate would have held it back: it was not asked, or not heeded."""
    WITHDRAWN = "withdrawn"
    """Was past the gate, and the CMS took it offline."""
    PUBLISHED = "published"
    """Public, and nothing keeps it any more, where something did."""


@dataclass(frozen=True, slots=True)
class Said:
    """What was said, and to whom."""

    kind: Kind
    lines: Sequence[str] = ()
    """What was shown."""
    editor: str | None = None
    way: str | None = None
    """By which way the text was to be published, or was."""
    reason: str | None = None
    """Why it was overridden."""


def keep_event(connection: Connection, audit: int, said: Said) -> int:
    """Keep what was said of the article of an audit; it is the article's newest event then. Its id.

    Raises LookupError if the audit is not kept, UnstorableText.
    """
    article_id = connection.execute(select(report.c.article_id).where(report.c.id == audit)).scalar()
    if article_id is None:
        raise LookupError(f"no audit {audit}")
    words = {name: None if text is None else storable(text, name) for name, text in _words(said).items()}
    row = {"article_id": article_id, "report_id": audit, "kind": said.kind.value, "created": datetime.now(UTC)}
    return insert_row(connection, gate_event, {**row, **words, "lines": storable_all(list(said.lines), "lines")})


def _words(said: Said) -> dict[str, str | None]:
    return {"editor": said.editor, "way": said.way, "reason": said.reason}


def newest_kind(connection: Connection, article_id: int) -> Kind | None:
    """What came last of an article at the gate; None if nothing did."""
    query = select(gate_event.c.kind).where(gate_event.c.article_id == article_id)
    found = connection.execute(query.order_by(gate_event.c.id.desc()).limit(1)).scalar()
    return None if found is None else Kind(found)


def repeats(connection: Connection, event_id: int) -> bool:
    """Whether an event says again what the one before it said of the same text: an editor who presses Publish twice."""
    columns = (gate_event.c.article_id, gate_event.c.kind, revision.c.wording, revision.c.title)
    query = select(*columns).join(report, report.c.id == gate_event.c.report_id)
    query = query.join(revision, revision.c.id == report.c.revision_id)
    said = connection.execute(query.where(gate_event.c.id == event_id)).one()
    earlier = query.where(gate_event.c.article_id == said.article_id, gate_event.c.id < event_id)
    return connection.execute(earlier.order_by(gate_event.c.id.desc()).limit(1)).one_or_none() == said


def events_of(connection: Connection, article_id: int) -> list[dict[str, Any]]:
    """Everything the gate said of an article, the oldest first: kind, audit, editor, way, lines, reason, created."""
    names = ("kind", "editor", "way", "lines", "reason", "created")
    columns = (gate_event.c.id, gate_event.c.report_id.label("audit"), *(gate_event.c[name] for name in names))
    query = select(*columns).where(gate_event.c.article_id == article_id).order_by(gate_event.c.id)
    return [dict(row) for row in connection.execute(query).mappings()]


def _says(text: Article) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    """Whether a row of `revision` has the title and the wording of `text`."""
    return revision.c.wording == wording_key(text.text), revision.c.title == storable(text.title, "title")


def last_of_text(connection: Connection, article_id: int, text: Article) -> Kind | None:
    """What came last of this very text of an article at the gate; None if nothing did."""
    query = select(gate_event.c.kind).join(report, report.c.id == gate_event.c.report_id)
    query = query.join(revision, revision.c.id == report.c.revision_id)
    mine = query.where(gate_event.c.article_id == article_id, *_says(text))
    found = connection.execute(mine.order_by(gate_event.c.id.desc()).limit(1)).scalar()
    return None if found is None else Kind(found)


def override_of(connection: Connection, article_id: int, text: Article) -> Said | None:
    """Who published this very text of an article against the gate, and why; None if nobody did.

    It holds for title and wording: the CMS dates the same text anew with each question.
    """
    query = (
        select(gate_event.c.editor, gate_event.c.way, gate_event.c.reason)
        .join(report, report.c.id == gate_event.c.report_id)
        .join(revision, revision.c.id == report.c.revision_id)
        .where(gate_event.c.article_id == article_id, gate_event.c.kind == Kind.OVERRIDDEN.value, *_says(text))
        .order_by(gate_event.c.id.desc())
        .limit(1)
    )
    row = connection.execute(query).one_or_none()
    return None if row is None else Said(Kind.OVERRIDDEN, (), row.editor, row.way, row.reason)
