"""The how-manieth holder of an office somebody was: the table and its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from marshmallow import fields, validate

from auditor.knowledge.offices import Office
from auditor.knowledge.table import SOURCES, RowSchema, TableKind, day, listed


class Ordinal(NamedTuple):
    """One holder of an office, and the numbers by which they are counted."""

    office: Office
    names: tuple[str, ...]
    """What texts call the holder, the usual name first."""
    numbers: tuple[int, ...]
    """Several for several terms, or where texts count in several ways."""
    source: str
    as_of: date

    @property
    def key(self) -> tuple[Office, str]:
        """The office and its holder."""
        return (self.office, self.names[0])


class Ordinals:
    """All that are known; compared by identity."""

    def __init__(self, rows: Sequence[Ordinal]) -> None:
        self.rows = rows
        self.roles = frozenset(row.office.role for row in rows)


class OrdinalSchema(RowSchema):
    """One row of ordinals.yaml."""

    office = fields.Str(required=True, validate=validate.Length(min=2))
    country = fields.Str(required=True, validate=validate.Length(min=2))
    names = fields.List(fields.Str(), required=True, validate=validate.Length(min=1))
    numbers = fields.List(fields.Int(), required=True, validate=validate.Length(min=1))


def _of_yaml(row: Mapping[str, Any]) -> Ordinal:
    office = Office(row["country"], row["office"])
    return Ordinal(office, tuple(row["names"]), tuple(row["numbers"]), row["source"], row["as_of"])


def _of_cells(cells: Sequence[str]) -> Ordinal:
    office, names, numbers, source, as_of = cells
    counted = tuple(map(int, listed(numbers)))
    return Ordinal(Office(*office.split("/")), listed(names), counted, SOURCES[source], day(as_of))


ORDINALS: TableKind[Ordinal, Ordinals] = TableKind("ordinals", OrdinalSchema(), _of_yaml, _of_cells, Ordinals)
