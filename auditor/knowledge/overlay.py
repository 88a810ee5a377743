"""A user's own rows of office holders: read strictly, laid over the package's table or put in its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from marshmallow import ValidationError, fields, validate, validates_schema

from auditor.knowledge.offices import Office, OfficeTable, Role, Term, load_roles, table_of
from auditor.knowledge.table import RowSchema, load_rows, read_yaml


class TermSchema(RowSchema):
    """One row of offices.yaml: one person's time in one office."""

    person = fields.Str(required=True, validate=validate.Length(min=2))
    aliases = fields.List(fields.Str(), load_default=list)
    office = fields.Str(required=True, validate=validate.Length(min=2))
    titles = fields.List(fields.Str(), load_default=list)
    country = fields.Str(required=True, validate=validate.Length(min=2))
    start = fields.Date(data_key="from", load_default=None, allow_none=True)
    end = fields.Date(data_key="to", load_default=None, allow_none=True)
    as_of = fields.Date(load_default=None, allow_none=True)
    acting = fields.Bool(load_default=False)

    @validates_schema
    def check_days(self, data: Mapping[str, Any], **_: Any) -> None:
        """Raise ValidationError for days that cannot be."""
        if data["delete"]:
            return
        if data["start"] is None:
            raise ValidationError("needs a day, as 2021-01-20", "from")
        if data["end"] is None and data["as_of"] is None:
            raise ValidationError("a term without an end needs the day on which it was checked", "as_of")
        if data["end"] is not None and data["end"] < data["start"]:
            raise ValidationError(f"{data['end']} is before {data['start']}", "to")


_TERM = TermSchema()


@dataclass(slots=True)
class Overlay:
    """Rows of a user: terms to add, offices of persons to clear first, names and roles that they bring."""

    terms: list[Term] = field(default_factory=list)
    cleared: set[tuple[str, Office]] = field(default_factory=set)
    aliases: dict[str, tuple[str, ...]] = field(default_factory=dict)
    roles: dict[str, Role] = field(default_factory=dict)


def read_overlay(path: Path) -> Overlay:
    """The rows of an offices.yaml. Raises KnowledgeError, OSError."""
    return overlay_of(read_yaml(path), str(path))


def overlay_of(rows: Any, where: str) -> Overlay:
    """The overlay that `rows` describe. Raises KnowledgeError naming `where` and the row."""
    overlay = Overlay()
    for row in load_rows(rows, _TERM, where):
        _add(overlay, row)
    return overlay


def _add(overlay: Overlay, row: Mapping[str, Any]) -> None:
    role = _role_of(row["office"], row["titles"])
    overlay.roles[role.id] = role
    office = Office(row["country"], role.id)
    person = row["person"]
    overlay.cleared.add((person, office))
    if row["delete"]:
        return
    if row["aliases"]:
        known = overlay.aliases.get(person, ())
        overlay.aliases[person] = (*known, *(name for name in row["aliases"] if name not in known))
    overlay.terms.append(
        Term(
            office, person, row["start"], row["end"], row["as_of"] or row["end"], row["source"], acting=row["acting"]
        )
    )  # fmt: skip


def _role_of(office: str, titles: Iterable[str]) -> Role:
    """The package's role of that id or phrase, with `titles` added, or a new one of several holders."""
    wanted = office.casefold()
    more = tuple(title.casefold() for title in titles)
    for role in load_roles().values():
        if wanted in (role.id, role.label.casefold()) or wanted in role.phrases:
            return replace(role, phrases=tuple(dict.fromkeys((*role.phrases, *more)))) if more else role
    name = re.sub(r"[^a-z0-9]+", "-", wanted).strip("-")
    return Role(name, office, False, False, False, False, False, phrases=tuple(dict.fromkeys((wanted, *more))))


def lay_over(table: OfficeTable, overlay: Overlay) -> OfficeTable:
    """`table` with the overlay's terms in place of those of the same person and office."""
    kept = [term for term in table.terms if (term.person, term.office) not in overlay.cleared]
    aliases = dict(table.aliases)
    for person, names in overlay.aliases.items():
        aliases[person] = tuple(dict.fromkeys((*aliases.get(person, ()), *names)))
    return table_of([*kept, *overlay.terms], aliases, {**table.roles, **overlay.roles})


def table_of_facts(rows: Any) -> OfficeTable:
    """The table that the `offices:` of a rule's example stand for. Raises KnowledgeError."""
    overlay = overlay_of(rows, "knowledge: offices")
    return table_of(overlay.terms, overlay.aliases, overlay.roles)
