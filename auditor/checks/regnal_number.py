"""Kind `regnal-number`: a pope or monarch has a number that nobody of the name bore, or not who reigned then."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.offices.telling import spell
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope, Severity
from auditor.knowledge.regnal import RegnalName, RegnalNames
from auditor.mentions.people import name_tokens
from auditor.mentions.phrases import Phrases
from auditor.mentions.times import find_document_date
from auditor.rule import Rule
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"name", "known", "source", "as_of"})
MISSING, OTHER = "missing", "other"
BEHIND = 2
"""Tokens behind the number in which a verb of saying stands."""
ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


def spell_roman(number: int) -> str:
    """As "XXIII"."""
    tens, ones = divmod(number, 10)
    return "X" * tens + ONES[ones]


ROMAN = {spell_roman(number): number for number in range(1, 30)}
"""Higher ones nobody bore."""


class Params(Schema):
    """None."""


class Misnumbered(NamedTuple):
    """A title, a name and a number that the table excludes."""

    window: Window
    wrong: str
    number: int
    row: RegnalName


@lru_cache(maxsize=8)
def _index(table: RegnalNames) -> Phrases[RegnalName]:
    """Title and name by the title."""
    return Phrases.of({(row.title, *name_tokens(row.name)): row for row in table.rows}, 0)


def propose(document: Document, rule: Rule) -> Iterator[Misnumbered]:
    """Numbers above the last of a name, and those of others than who reigned on the day."""
    index, day = _index(document.knowledge.regnal_names), document.layer(find_document_date).day
    for at in document.tokens.at(words("offices/regnal titles")):
        end, row = index.at(document.tokens.folded, at) or (at, None)
        window = Window(document, at, end + 1)
        number = ROMAN.get(bare("".join(document.tokens.words[end : end + 1])), 0) if row else 0
        wrong = _judge(row, number, day) if row and number else ""
        if row and wrong:
            yield Misnumbered(window, wrong, number, row)


def _judge(row: RegnalName, number: int, day: date | None) -> str:
    """How a number is wrong on a day; "" if it may be right, as the next may be that came since the table was made."""
    if number > row.last:
        may_have_come = number == row.last + 1 and (day is None or day > row.as_of)
        return "" if may_have_come else MISSING
    return OTHER if day is not None and row.reigns(day) and number != row.number else ""


def tell(found: Misnumbered, rule: Rule) -> Hit:
    """The name with what the table has; advice where somebody of the number once reigned."""
    row = found.row
    name = f"{row.title.capitalize()} {row.name}"
    reign = f"; {name} {spell_roman(row.number)} reigned from {spell(row.start)}" if row.number and row.start else ""
    known = f"the last {name}, {spell_roman(row.last)}{reign}"
    values = {"name": name, "known": known, "source": row.source, "as_of": spell(row.as_of)}
    evidence = (Evidence(known, reference=row.source, as_of=row.as_of),)
    severity = rule.severity if found.wrong == MISSING else Severity.INFO
    return Hit(rule, found.window.bare_span, found.window.field, values, evidence, severity=severity)


def _says_today(found: Misnumbered) -> bool:
    """Whether the sentence has its bearer say something on a day of these days."""
    window = found.window
    return not words("offices/saying").isdisjoint(window.after(BEHIND)) and window.has(words("offices/days"))


def _of_fiction(found: Misnumbered) -> bool:
    return bool(found.window.document.tokens.at(words("offices/fiction")))


FEATURES = {
    "wrong": lambda found: found.wrong,
    "says-today": _says_today,
    "of-fiction": _of_fiction,
}
compile = Detector(propose, tell, FEATURES).compile
