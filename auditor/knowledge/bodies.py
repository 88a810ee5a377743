"""Bodies by their official names: agencies, courts, treaties, institutions, and how texts name and misname them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from marshmallow import fields

from auditor.knowledge.table import SOURCES, Rows, RowSchema, TableKind, day, listed, optional

OTHER = "other"
Former = Mapping[str, int]
"""Names that are given up, each with the last year in which it held."""


class Named(Protocol):
    """What bodies and firms have in common."""

    @property
    def name(self) -> str:
        """As it calls itself in English, or as English texts name it."""

    @property
    def acronyms(self) -> tuple[str, ...]:
        """The letters that stand for it."""

    @property
    def forms(self) -> tuple[str, ...]:
        """Further names that are right: shorter ones, and parts and arms that carry a like name."""

    @property
    def wrong(self) -> tuple[str, ...]:
        """Usual wrong forms, told in the text of its own name."""

    @property
    def former(self) -> Former:
        """Its former names."""

    @property
    def countries(self) -> tuple[str, ...]:
        """Codes of the countries that it is of; none for one of many countries."""

    @property
    def aside(self) -> bool:
        """Whether it is there only so that its name is not taken for another's."""

    @property
    def source(self) -> str:
        """What the row rests on."""

    @property
    def as_of(self) -> date:
        """When it was last checked."""


@dataclass(frozen=True, slots=True)
class Body:
    """One body, treaty or institution."""

    name: str
    acronyms: tuple[str, ...]
    forms: tuple[str, ...]
    wrong: tuple[str, ...]
    countries: tuple[str, ...]
    kind: str
    """As "agency", "court", "treaty"; OTHER for one that is there only so that its name is not taken for another's."""
    since: int | None
    until: int | None
    """Years; None while it lasts."""
    former: Former
    source: str
    as_of: date

    @property
    def key(self) -> str:
        """Its name with its countries: bodies of several may bear one name."""
        return f"{self.name} ({', '.join(self.countries)})" if self.countries else self.name

    @property
    def aside(self) -> bool:
        """Whether no wrong form of it is looked for."""
        return self.kind == OTHER


Bodies = Rows[Body]


class NamedSchema(RowSchema):
    """What rows of bodies.yaml and firms.yaml have in common."""

    name = fields.Str(required=True)
    acronyms = fields.List(fields.Str(), load_default=list)
    forms = fields.List(fields.Str(), load_default=list)
    wrong = fields.List(fields.Str(), load_default=list)
    countries = fields.List(fields.Str(), load_default=list)
    former = fields.Dict(fields.Str(), fields.Int(), load_default=dict)


class BodySchema(NamedSchema):
    """A row of bodies.yaml."""

    kind = fields.Str(load_default="body")
    since = fields.Int(load_default=None)
    until = fields.Int(load_default=None)


def _make_row(row: Mapping[str, Any]) -> Body:
    return Body(
        row["name"], tuple(row["acronyms"]), tuple(row["forms"]), tuple(row["wrong"]), tuple(row["countries"]),
        row["kind"], row["since"], row["until"], row["former"], row["source"], row["as_of"],
    )  # fmt: skip


def _read_row(cells: Sequence[str]) -> Body:
    name, acronyms, forms, wrong, countries, kind, since, until, former, source, as_of = cells
    return Body(
        name, listed(acronyms), listed(forms), listed(wrong), listed(countries),
        kind, optional(int, since), optional(int, until), read_former(former), SOURCES[source], day(as_of),
    )  # fmt: skip


def read_former(cell: str) -> Former:
    """Former names from a cell as "Old Name 1970;Older Name 1952"."""
    pairs = (entry.rpartition(" ") for entry in listed(cell))
    return {name: int(year) for name, _, year in pairs}


BODIES = TableKind("bodies", BodySchema(), _make_row, _read_row, Bodies)
