"""The world's best-known firms and brands: of which countries, since when, and how texts name and misname them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from marshmallow import fields

from auditor.knowledge.bodies import Former, NamedSchema, read_former
from auditor.knowledge.table import SOURCES, Rows, TableKind, day, listed


@dataclass(frozen=True, slots=True)
class Firm:
    """One firm, or a brand that texts name as one."""

    name: str
    """As texts name it, without Inc. and the like."""
    acronyms: tuple[str, ...]
    forms: tuple[str, ...]
    """Further names that are right."""
    wrong: tuple[str, ...]
    """Usual wrong forms of its name."""
    countries: tuple[str, ...]
    """Codes of all countries that it may be called a firm of: seat, origin, and owner's for a brand that was sold."""
    founded: int
    """The earliest year from which it is counted, by itself or by an account of its forerunners."""
    former: Former
    """Names that it has given up, each with the last year in which it held."""
    source: str
    as_of: date

    @property
    def key(self) -> str:
        """Its name."""
        return self.name

    @property
    def aside(self) -> bool:
        """Whether no wrong form of it is looked for."""
        return False


Firms = Rows[Firm]


class FirmSchema(NamedSchema):
    """A row of firms.yaml."""

    founded = fields.Int(required=True)


def _make_row(row: Mapping[str, Any]) -> Firm:
    return Firm(
        row["name"], tuple(row["acronyms"]), tuple(row["forms"]), tuple(row["wrong"]), tuple(row["countries"]),
        row["founded"], row["former"], row["source"], row["as_of"],
    )  # fmt: skip


def _read_row(cells: Sequence[str]) -> Firm:
    name, acronyms, forms, wrong, countries, founded, former, source, as_of = cells
    return Firm(
        name, listed(acronyms), listed(forms), listed(wrong), listed(countries),
        int(founded), read_former(former), SOURCES[source], day(as_of),
    )  # fmt: skip


FIRMS = TableKind("firms", FirmSchema(), _make_row, _read_row, Firms)
