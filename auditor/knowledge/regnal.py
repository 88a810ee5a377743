"""Names that popes and monarchs took, with their numbers: the table and its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from marshmallow import fields, validate

from auditor.knowledge.table import SOURCES, Rows, RowSchema, TableKind, day, optional


class RegnalName(NamedTuple):
    """One name under one title."""

    title: str
    """In lower case: "king"."""
    name: str
    last: int
    """The highest number of that name in any country."""
    number: int | None
    """That of who bears it now, or bore it lately."""
    start: date | None
    end: date | None
    """None while it lasts, as far as `as_of` knows."""
    source: str
    as_of: date

    @property
    def key(self) -> tuple[str, str]:
        """Title and name."""
        return (self.title, self.name)

    def reigns(self, on: date) -> bool:
        """Whether who bears it now, or bore it lately, reigned on a day."""
        return self.start is not None and self.start <= on and (self.end is None or on <= self.end)


RegnalNames = Rows[RegnalName]


class RegnalNameSchema(RowSchema):
    """One row of regnal-names.yaml."""

    title = fields.Str(required=True, validate=validate.Length(min=2))
    name = fields.Str(required=True, validate=validate.Length(min=2))
    last = fields.Int(required=True, validate=validate.Range(min=1))
    number = fields.Int(load_default=None, allow_none=True)
    start = fields.Date(data_key="from", load_default=None, allow_none=True)
    end = fields.Date(data_key="to", load_default=None, allow_none=True)


def _of_yaml(row: Mapping[str, Any]) -> RegnalName:
    return RegnalName(
        row["title"].lower(), row["name"], row["last"], row["number"], row["start"], row["end"],
        row["source"], row["as_of"],
    )  # fmt: skip


def _of_cells(cells: Sequence[str]) -> RegnalName:
    title, name, last, number, start, end, source, as_of = cells
    return RegnalName(
        title, name, int(last), optional(int, number), optional(day, start), optional(day, end),
        SOURCES[source], day(as_of),
    )  # fmt: skip


REGNAL_NAMES: TableKind[RegnalName, RegnalNames] = TableKind(
    "regnal-names", RegnalNameSchema(), _of_yaml, _of_cells, RegnalNames
)
