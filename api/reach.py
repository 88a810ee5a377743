"""What callers that are bound to sources may send: articles of those sources, each of which says whose it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.exceptions import Forbidden

from auditor.article import Article
from auditor.sources import source_of

from .access import Caller, current_caller
from .services import services

Row = Mapping[str, Any]


def own_row(row: Row) -> Row:
    """`row`, whose source is within the caller's reach. Raises a 403 if it is not."""
    return own_rows([row])[0]


def own_rows(rows: Sequence[Row]) -> list[Row]:
    """`rows`, each of which names its source. Raises a 403 for the first of a source out of the caller's reach.

    A page may say in its own words where it is from: so what it was let in for stands in the row, which wins.
    """
    caller = current_caller()
    if caller.reach.is_everything:
        return list(rows)
    named: list[Row] = [{**row, "source": _source(row, caller)} for row in rows]
    known: dict[tuple[str | None, str | None], bool] = {}
    with services().store.reading() as connection:
        for place, row in enumerate(named, 1):
            mark = (row["source"], row.get("desk"))
            if mark not in known:
                given = Article(text="", source=row["source"], desk=row.get("desk"))
                known[mark] = caller.reach.takes(connection, given)
            if not known[mark]:
                raise Forbidden(_refusal(caller, row, f"Article {place} of {len(rows)}: " if len(rows) > 1 else ""))
    return named


def _source(row: Row, caller: Caller) -> str | None:
    """What an article is of: what it says, else the domain of its address, else the one source of the caller."""
    if (row.get("source") or "").strip():
        return str(row["source"])
    only = caller.reach.sources or frozenset()
    return source_of(Article(text="", url=row.get("url"))) or (next(iter(only)) if len(only) == 1 else None)


def _refusal(caller: Caller, row: Row, where: str) -> str:
    said = f"the source {row['source']!r} is not among those" if row["source"] else "no `source` is named among those"
    return f"{where}{said} that the key of {caller.name} is bound to."
