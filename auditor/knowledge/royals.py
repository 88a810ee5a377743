"""Who of a royal house bore which title of a place: the table and its look-up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any, NamedTuple

from marshmallow import fields, validate

from auditor.knowledge.offices import display_name
from auditor.knowledge.table import SOURCES, RowSchema, TableKind, day, listed, optional


class RoyalTitle(NamedTuple):
    """One person's time under one title: "Princess of Wales"."""

    person: str
    """Key of the person: the name, and in brackets what tells namesakes apart."""
    names: tuple[str, ...]
    """What texts call the person beside a title."""
    noun: str
    """In lower case: "princess"."""
    place: str
    start: date
    end: date | None
    """None while it lasts, or where it is kept beyond death, as far as `as_of` knows."""
    source: str
    as_of: date

    @property
    def key(self) -> tuple[str, str, str]:
        """The person and the title."""
        return (self.person, self.noun, self.place)

    @property
    def name(self) -> str:
        """The person's name."""
        return display_name(self.person)

    @property
    def label(self) -> str:
        """As "Princess of Wales"."""
        return f"{self.noun.capitalize()} of {self.place}"

    def covers(self, on: date, grace: timedelta) -> bool:
        """Whether the title was borne on a day, `grace` allowed at both ends."""
        return self.start <= on + grace and (self.end is None or on <= self.end + grace)


class RoyalTitles:
    """Titles by person, and what there is of them; compared by identity."""

    def __init__(self, rows: Sequence[RoyalTitle]) -> None:
        self.by_person: dict[str, list[RoyalTitle]] = {}
        for row in rows:
            self.by_person.setdefault(row.person, []).append(row)
        self.places = frozenset(row.place for row in rows)
        self._known = frozenset((row.noun, row.place) for row in rows)

    def of(self, person: str, noun: str, place: str) -> list[RoyalTitle]:
        """When a person bore a title."""
        return [row for row in self.by_person[person] if (row.noun, row.place) == (noun, place)]

    def borne(self, person: str, on: date | None) -> list[RoyalTitle]:
        """What a person bore on a day; nothing is known without one."""
        return [row for row in self.by_person[person] if on and row.covers(on, timedelta(0))]

    def has(self, noun: str, place: str) -> bool:
        """Whether anybody ever bore a title."""
        return (noun, place) in self._known


class RoyalTitleSchema(RowSchema):
    """One row of royal-titles.yaml."""

    person = fields.Str(required=True, validate=validate.Length(min=2))
    names = fields.List(fields.Str(), required=True, validate=validate.Length(min=1))
    title = fields.Str(required=True, validate=validate.Length(min=2))
    place = fields.Str(required=True, validate=validate.Length(min=2))
    start = fields.Date(data_key="from", required=True)
    end = fields.Date(data_key="to", load_default=None, allow_none=True)


def _of_yaml(row: Mapping[str, Any]) -> RoyalTitle:
    return RoyalTitle(
        row["person"], tuple(row["names"]), row["title"].lower(), row["place"],
        row["start"], row["end"], row["source"], row["as_of"],
    )  # fmt: skip


def _of_cells(cells: Sequence[str]) -> RoyalTitle:
    person, names, noun, place, start, end, source, as_of = cells
    until = optional(day, end)
    return RoyalTitle(person, listed(names), noun, place, day(start), until, SOURCES[source], day(as_of))


ROYAL_TITLES: TableKind[RoyalTitle, RoyalTitles] = TableKind(
    "royal-titles", RoyalTitleSchema(), _of_yaml, _of_cells, RoyalTitles
)
