"""Which articles somebody may see and act on: all, or those of some sources, or of some desks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, or_, select, true

from auditor.article import Article
from auditor.sources import source_key, source_of
from auditor.store.sources import find_source_id
from auditor.store.tables import article, report, revision, source, source_alias


class Reach(NamedTuple):
    """What a key or a login is bound to."""

    sources: frozenset[str] | None = None
    """Keys of sources, which need not be known yet; None for all."""
    desks: frozenset[str] | None = None
    """Desks as articles name theirs; None for all. The record of a source is not of any desk."""

    @property
    def is_everything(self) -> bool:
        """Whether nothing is out of reach."""
        return self.sources is None and self.desks is None

    def source_ids(self, column: ColumnElement[int] | ColumnElement[int | None]) -> ColumnElement[bool]:
        """Whether `column`, the id of a source or NULL, names one within reach."""
        if self.sources is None:
            return true()
        own = select(source.c.id).where(source.c.key.in_(self.sources))
        named = select(source_alias.c.source_id).where(source_alias.c.key.in_(self.sources))
        return or_(column.in_(own), column.in_(named))

    def reports(self) -> ColumnElement[bool]:
        """Whether a row of `report` is within reach."""
        if self.desks is None:
            return self.source_ids(report.c.source_id)
        mine = select(revision.c.id).where(revision.c.id == report.c.revision_id, _desk().in_(self.desks))
        return and_(self.source_ids(report.c.source_id), mine.correlate(report).exists())

    def articles(self) -> ColumnElement[bool]:
        """Whether a row of `article` is within reach: for desks, whether any revision of it is."""
        if self.desks is None:
            return self.source_ids(article.c.source_id)
        mine = select(revision.c.id).where(revision.c.article_id == article.c.id, _desk().in_(self.desks))
        return and_(self.source_ids(article.c.source_id), mine.correlate(article).exists())

    def takes(self, connection: Connection, given: Article) -> bool:
        """Whether `given`, which is not kept yet, would be within reach."""
        if self.desks is not None and given.desk not in self.desks:
            return False
        if self.sources is None:
            return True
        key = source_of(given)
        if key is None:
            return False
        wanted = find_source_id(connection, key)
        return key in self.sources or (
            wanted is not None and any(find_source_id(connection, name) == wanted for name in self.sources)
        )


EVERYTHING = Reach()


def bound_to(sources: Iterable[str] | None, desks: Iterable[str] | None = None) -> Reach:
    """The reach that lists say, as they are given by people or kept; None is no bound."""
    return Reach(
        None if sources is None else frozenset(source_key(name) for name in sources),
        None if desks is None else frozenset(" ".join(desk.split()) for desk in desks),
    )


def _desk() -> ColumnElement[str]:
    named: ColumnElement[str] = revision.c.details["desk"].as_string()
    return named
