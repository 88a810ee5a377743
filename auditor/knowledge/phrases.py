"""What an outlet's articles have in common word for word, and what its editors say of each: left over, or its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, NamedTuple

from marshmallow import fields, validate

from auditor.knowledge.table import SOURCES, RowSchema, TableKind, day
from auditor.sources import source_key
from auditor.text.fold import fold
from auditor.text.wording import passage_form


class Verdict(StrEnum):
    """What editors say of a phrase."""

    UNDECIDED = "undecided"
    LEFT_OVER = "left-over"
    """It is no part of an article."""
    OWN = "own"
    """It is meant to stand in many articles."""


class HousePhrase(NamedTuple):
    """One phrase of one outlet."""

    outlet: str
    """Its key, as `source_key` makes it; empty for all outlets."""
    phrase: str
    verdict: Verdict
    source: str
    as_of: date

    @property
    def key(self) -> tuple[str, str]:
        """The outlet and the phrase in the form that passages are compared in."""
        return self.outlet, passage_form(fold(self.phrase))


class HousePhrases:
    """The phrases of all outlets."""

    def __init__(self, rows: Sequence[HousePhrase]) -> None:
        self._verdicts = {row.key: row.verdict for row in rows}
        self.outlets = frozenset(outlet for outlet, _ in self._verdicts)

    def verdict(self, outlet: str, folded: str) -> Verdict | None:
        """What is said of a folded passage of an outlet; None where it is no phrase of the table."""
        form = passage_form(folded)
        return self._verdicts.get((outlet, form)) or self._verdicts.get(("", form))


class PhraseSchema(RowSchema):
    """One row of phrases.yaml."""

    phrase = fields.Str(required=True, validate=validate.Length(min=1))
    outlet = fields.Str(load_default="")
    verdict = fields.Enum(Verdict, by_value=True, data_key="is", load_default=Verdict.UNDECIDED)
    articles = fields.Int(load_default=0)
    """In how many it was met; for the editor alone."""


def _of_yaml(row: Mapping[str, Any]) -> HousePhrase:
    outlet = source_key(row["outlet"]) if row["outlet"] else ""
    return HousePhrase(outlet, row["phrase"], row["verdict"], row["source"], row["as_of"])


def _of_cells(cells: Sequence[str]) -> HousePhrase:
    outlet, phrase, verdict, source, as_of = cells
    return HousePhrase(outlet, phrase, Verdict(verdict), SOURCES[source], day(as_of))


PHRASES: TableKind[HousePhrase, HousePhrases] = TableKind("phrases", PhraseSchema(), _of_yaml, _of_cells, HousePhrases)
