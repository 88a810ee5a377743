"""When persons that news names were born and died."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from marshmallow import fields

from auditor.knowledge.offices import display_name
from auditor.knowledge.partial_date import PartialDate, PartialDateField, partial_date
from auditor.knowledge.table import SOURCES, Rows, RowSchema, TableKind, day, listed, optional


class Life(NamedTuple):
    """One person's."""

    person: str
    """The name, and in brackets what tells namesakes apart."""
    others: tuple[str, ...]
    """Other names that texts use."""
    born: PartialDate
    died: PartialDate | None
    """None if the person is not known to have died."""
    source: str
    as_of: date

    @property
    def key(self) -> str:
        """The person."""
        return self.person

    @property
    def names(self) -> tuple[str, ...]:
        """All of them, the usual one first."""
        return (display_name(self.person), *self.others)


class LifeSchema(RowSchema):
    """A row of lives.yaml."""

    person = fields.Str(required=True)
    others = fields.List(fields.Str(), load_default=list)
    born = PartialDateField(required=True)
    died = PartialDateField(load_default=None, allow_none=True)


Lives = Rows[Life]


def _make_row(row: Mapping[str, Any]) -> Life:
    return Life(row["person"], tuple(row["others"]), row["born"], row["died"], row["source"], row["as_of"])


def _read_row(cells: Sequence[str]) -> Life:
    person, others, born, died, source, as_of = cells
    death = optional(partial_date, died)
    return Life(person, listed(others), partial_date(born), death, SOURCES[source], day(as_of))


LIVES = TableKind("lives", LifeSchema(), _make_row, _read_row, Lives)
