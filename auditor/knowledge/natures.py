"""Which office the head of state, and the head of government, of a country holds: the table and its look-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from marshmallow import fields, validate

from auditor.knowledge.table import SOURCES, RowSchema, TableKind, day, listed, optional

_ROLES = fields.List(fields.Str(), required=True, validate=validate.Length(min=1))


class Nature(NamedTuple):
    """The order of one country for a time."""

    place: str
    state: tuple[str, ...]
    """Ids of the roles that may be head of state."""
    government: tuple[str, ...]
    """Ids of the roles that may be head of government."""
    start: date
    """From when on at the latest."""
    end: date | None
    """None while it lasts, as far as `as_of` knows."""
    source: str
    as_of: date

    @property
    def key(self) -> str:
        """The country."""
        return self.place

    @property
    def roles(self) -> frozenset[str]:
        """Those of both heads."""
        return frozenset(self.state + self.government)


class Natures:
    """The orders of countries, by code."""

    def __init__(self, rows: Sequence[Nature]) -> None:
        self._by_place: dict[str, list[Nature]] = {}
        for row in rows:
            self._by_place.setdefault(row.place, []).append(row)

    def at(self, place: str, on: date) -> Nature | None:
        """The order of a country on a day; None if none is known."""
        orders = self._by_place.get(place, ())
        return next((row for row in orders if row.start <= on and (row.end is None or on < row.end)), None)


class NatureSchema(RowSchema):
    """One row of natures.yaml."""

    country = fields.Str(required=True, validate=validate.Length(min=2))
    head_of_state = _ROLES
    head_of_government = _ROLES
    start = fields.Date(data_key="from", required=True)
    end = fields.Date(data_key="to", load_default=None, allow_none=True)


def _of_yaml(row: Mapping[str, Any]) -> Nature:
    return Nature(
        row["country"], tuple(row["head_of_state"]), tuple(row["head_of_government"]),
        row["start"], row["end"], row["source"], row["as_of"],
    )  # fmt: skip


def _of_cells(cells: Sequence[str]) -> Nature:
    place, state, government, start, end, source, as_of = cells
    return Nature(
        place, listed(state), listed(government), day(start), optional(day, end), SOURCES[source], day(as_of),
    )  # fmt: skip


NATURES: TableKind[Nature, Natures] = TableKind("natures", NatureSchema(), _of_yaml, _of_cells, Natures)
