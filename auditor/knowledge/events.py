"""Events that news comes back to, with their days, and how texts name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from marshmallow import fields

from auditor.knowledge.partial_date import PartialDate, PartialDateField, partial_date
from auditor.knowledge.table import SOURCES, Rows, RowSchema, TableKind, day, listed


class Event(NamedTuple):
    """One event."""

    name: str
    """What tells it from every other: a name with its year where the name is used again."""
    forms: tuple[str, ...]
    """How texts name it; events may share one."""
    first: PartialDate
    last: PartialDate
    place: str
    behind_day: tuple[str, ...]
    """Words that mean it behind its day and month: the "attacks" of "the Sept. 11 attacks"."""
    source: str
    as_of: date

    @property
    def key(self) -> str:
        """Its name."""
        return self.name

    @property
    def years(self) -> range:
        """The years that it touched."""
        return range(self.first.year, self.last.year + 1)


class EventSchema(RowSchema):
    """A row of events.yaml; an event of one day, month or year needs no `last`."""

    name = fields.Str(required=True)
    forms = fields.List(fields.Str(), required=True)
    first = PartialDateField(required=True)
    last = PartialDateField(load_default=None)
    place = fields.Str(load_default="")
    behind_day = fields.List(fields.Str(), load_default=list)


Events = Rows[Event]


def _make_row(row: Mapping[str, Any]) -> Event:
    return Event(
        row["name"], tuple(row["forms"]), row["first"], row["last"] or row["first"], row["place"],
        tuple(row["behind_day"]), row["source"], row["as_of"],
    )  # fmt: skip


def _read_row(cells: Sequence[str]) -> Event:
    name, forms, first, last, place, behind_day, source, as_of = cells
    return Event(
        name, listed(forms), partial_date(first), partial_date(last), place, listed(behind_day),
        SOURCES[source], day(as_of),
    )  # fmt: skip


EVENTS = TableKind("events", EventSchema(), _make_row, _read_row, Events)
