"""Kind `office-ordinal`: the holder of an office is counted by another number: "the 43rd president, Barack Obama"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.offices.telling import spell
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.ordinals import Ordinal, Ordinals
from auditor.mentions.names_beside import index_names, name_before, name_behind
from auditor.mentions.offices import Places, closes, office_index
from auditor.mentions.phrases import BothEnds
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"person", "ordinal", "office", "source", "as_of"})
MAX_JOINING = 3
"""Tokens between a name and a number that are looked at: ", as the"."""
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


class Miscounted(NamedTuple):
    """A name beside a number that is not its own."""

    window: Window
    row: Ordinal


@lru_cache(maxsize=8)
def _names(table: Ordinals) -> BothEnds[Ordinal]:
    return index_names((name, row) for row in table.rows for name in row.names)


def propose(document: Document, rule: Rule) -> Iterator[Miscounted]:
    """Names beside a counted office that is theirs by another number."""
    for at in document.tokens.at(words("offices/ordinal endings")):
        counted = _counted(document, at) if at and document.tokens.words[at - 1].isdecimal() else None
        if counted:
            yield from _miscounted(counted)


def _miscounted(counted: Counted) -> Iterator[Miscounted]:
    """The name beside a counted office, unless the number is that of somebody whom it may mean."""
    window, rows = _named(counted)
    meant = [row for row in rows if _may_mean(row, counted)]
    if meant and not any(counted.number in row.numbers for row in meant):
        yield Miscounted(window, meant[-1])


def _counted(document: Document, at: int) -> Counted | None:
    """The office that is counted by the number before token `at`; None if there is none of the table."""
    end, roles, places = _office_at(document, at + 1)
    if not roles:
        return None
    window, places = _with_place_behind(Window(document, at - 1, end), places)
    return Counted(window, int(document.tokens.words[at - 1]), roles, places)


def _office_at(document: Document, first: int) -> tuple[int, frozenset[str], Places]:
    """Where words for an office end that begin at token `first`, its roles of the table, and the place before it."""
    index, tokens = office_index(document.knowledge.offices), document.tokens
    end, places = index.places.at(tokens.words, first) or (first, ())
    end, phrase = index.phrases.at(tokens.folded, end) or (end, "")
    roles = frozenset(role.id for role in index.roles.get(phrase, ()))
    return end, roles & document.knowledge.ordinals.roles, places


def _with_place_behind(window: Window, places: Places) -> tuple[Window, Places]:
    """The words with "of the United States" behind them, and the codes of that place."""
    if window.word_after != "of":
        return window, places
    index = office_index(window.document.knowledge.offices)
    behind = index.places.at(window.tokens.words, window.end + (2 if window.after(2)[1:] == ["the"] else 1))
    return (Window(window.document, window.first, behind[0]), behind[1]) if behind else (window, ELSEWHERE)


def _may_mean(row: Ordinal, counted: Counted) -> bool:
    return row.office.role in counted.roles and row.office.within_any(counted.places)


def _named(counted: Counted) -> tuple[Window, Sequence[Ordinal]]:
    """The words that count an office with the name beside them, and everybody of that name; nobody if there is none."""
    window, document = counted.window, counted.window.document
    names, comma = _names(document.knowledge.ordinals), window.word_after == ","
    behind = name_behind(names, document, window.end + comma)
    if behind and (not comma or closes(behind[0])):
        return Window(document, window.first, behind[0].end), behind[1]
    joining = _joining(window)
    before = name_before(names, document, window.first - joining) if joining and closes(window) else None
    return (Window(document, before[0].first, window.end), before[1]) if before else (window, ())


def _joining(window: Window) -> int:
    """How many tokens before it join it to a name: ", the"."""
    before = window.before(MAX_JOINING)
    runs = (len(before) - at for at in range(len(before)) if set(before[at:]) <= words("offices/before an ordinal"))
    return next(runs, 0)


def tell(found: Miscounted, rule: Rule) -> Hit:
    """The passage with the number of the table."""
    row, table = found.row, found.window.document.knowledge.offices
    ordinal = " and ".join(map(_spell_ordinal, row.numbers))
    office = table.label(row.office)
    values = {
        "person": row.names[0], "ordinal": ordinal, "office": office, "source": row.source, "as_of": spell(row.as_of),
    }  # fmt: skip
    evidence = (Evidence(f"{row.names[0]}: {ordinal} {office}", reference=row.source, as_of=row.as_of),)
    return Hit(rule, found.window.bare_span, found.window.field, values, evidence)


def _spell_ordinal(number: int) -> str:
    return f"{number}{'th' if number % 100 in TEENS else ENDINGS.get(number % 10, 'th')}"


FEATURES = {"role": lambda found: found.row.office.role}
compile = Detector(propose, tell, FEATURES).compile
