"""Which articles somebody may see and act on: all, or those of some sources, or of some desks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from sqlalchemy import ColumnElement, Connection, and_, func, select, true

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
        """Whether `column`, the id of a source or NULL, names one within reach.

        Each source is a value that is looked up once, so that an index over `column` gives the rows; those of one
        source it gives in order.
        """
        if self.sources is None:
            return true()
        known = [_source_id(key) for key in sorted(self.sources)]
        return column == known[0] if len(known) == 1 else column.in_(known)

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
        return key in self.sources or self.has_source(connection, find_source_id(connection, key))

    def has_source(self, connection: Connection, source_id: int | None) -> bool:
        """Whether the record of a source that is kept is within reach."""
        known = select(source.c.id).where(source.c.id == source_id, self.source_ids(source.c.id))
        return connection.execute(known).first() is not None


EVERYTHING = Reach()


def bound_to(sources: Iterable[str] | None, desks: Iterable[str] | None = None) -> Reach:
    """The reach that lists say, as they are given by people or kept; None is no bound."""
    return Reach(
        None if sources is None else frozenset(source_key(name) for name in sources),
        None if desks is None else frozenset(" ".join(desk.split()) for desk in desks),
    )


def _source_id(key: str) -> ColumnElement[int]:
    """The id of the source that goes by `key`, NULL for none."""
    own = select(source.c.id).where(source.c.key == key).scalar_subquery()
    named = select(source_alias.c.source_id).where(source_alias.c.key == key).scalar_subquery()
    return func.coalesce(own, named)


def _desk() -> ColumnElement[str]:
    named: ColumnElement[str] = revision.c.details["desk"].as_string()
    return named
