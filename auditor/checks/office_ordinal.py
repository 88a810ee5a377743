"""Kind `office-ordinal`: the holder of an office is counted by another number: "the 43rd president, Barack Obama"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.offices.telling import spell
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.ordinals import Ordinal, Ordinals
from auditor.mentions.names_beside import index_names, name_before, name_behind
from auditor.mentions.offices import COMMA, Places, closes, of_place, office_index
from auditor.mentions.people import has_first_name
from auditor.mentions.phrases import BothEnds
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"person", "ordinal", "office", "source", "as_of"})
TEENS = range(11, 14)
ELSEWHERE = ("",)
"""The place of an office that is of something the table of places does not have: "of the club"."""
ENDINGS = {1: "st", 2: "nd", 3: "rd"}


class Params(Schema):
    """None."""


class Counted(NamedTuple):
    """Words that count an office: "the 44th U.S. president"."""

    window: Window
    number: int
    roles: frozenset[str]
    places: Places
    """Codes of the place beside it; none if none is named."""

    def may_mean(self, row: Ordinal) -> bool:
        """Whether it is the office of a row."""
        return row.office.role in self.roles and row.office.within_any(self.places)


class Miscounted(NamedTuple):
    """A name beside a number that is not its own."""

    window: Window
    row: Ordinal


@lru_cache(maxsize=8)
def _names(table: Ordinals) -> BothEnds[Ordinal]:
    return index_names((name, row) for row in table.rows for name in row.names)


def propose(document: Document, rule: Rule) -> Iterator[Miscounted]:
    """Names beside a counted office that is theirs by another number, and by no number of another of the name."""
    endings = (Window(document, at, at + 1) for at in document.tokens.at(words("offices/ordinal endings")))
    for counted in map(_counted, (ending for ending in endings if ending.word_before.isdecimal())):
        window, rows = _named(counted)
        meant = list(filter(counted.may_mean, rows))
        if meant and all(counted.number not in row.numbers for row in meant):
            yield Miscounted(window, meant[-1])


def _counted(ending: Window) -> Counted:
    """What is counted by the number before its ending: an office of the table, or nothing of it."""
    tables = ending.document.knowledge
    index, number = office_index(tables.offices), ending._replace(first=ending.first - 1)
    placed, places = index.places.behind(number) or (number, ())
    end, phrase = index.phrases.at(number.tokens.folded, placed.end) or (placed.end, "")
    roles = frozenset(role.id for role in index.roles.get(phrase, ()) if role.id in tables.ordinals.roles)
    office = number._replace(end=end)
    if office.word_after == "of":
        office, places = of_place(office) or (office, ELSEWHERE)
    return Counted(office, int(number.words[0]), roles, places)


def _named(counted: Counted) -> tuple[Window, Sequence[Ordinal]]:
    """The words that count an office with the name beside them, and everybody of that name; nobody if there is none."""
    names, window = _names(counted.window.document.knowledge.ordinals), counted.window
    gap = window.with_behind(COMMA, 1)
    behind = name_behind(names, gap)
    if behind and (gap == window or closes(behind[0])):
        return window._replace(end=behind[0].end), behind[1]
    joined = window.with_before(words("offices/before an ordinal"))
    before = name_before(names, joined) if joined != window and closes(window) else None
    if before is None or (len(before[0].words) == 1 and has_first_name(before[0])):
        return window, ()
    return window._replace(first=before[0].first), before[1]


def tell(found: Miscounted, rule: Rule) -> Hit:
    """The passage with the number of the table."""
    row, table = found.row, found.window.document.knowledge.offices
    ordinal = " and ".join(map(spell_ordinal, row.numbers))
    office = table.label(row.office)
    values = {
        "person": row.names[0], "ordinal": ordinal, "office": office, "source": row.source, "as_of": spell(row.as_of),
    }  # fmt: skip
    evidence = (Evidence(f"{row.names[0]}: {ordinal} {office}", reference=row.source, as_of=row.as_of),)
    return Hit(rule, found.window.bare_span, found.window.field, values, evidence)


def spell_ordinal(number: int) -> str:
    """As "42nd"."""
    return f"{number}{'th' if number % 100 in TEENS else ENDINGS.get(number % 10, 'th')}"


FEATURES: Mapping[str, Feature] = {}
compile = Detector(propose, tell).compile
