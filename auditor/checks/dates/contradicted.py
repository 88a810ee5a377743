"""A day of publication that the article's own facts contradict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple

from auditor.checks.dates.wording import spell_day, spell_when
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.times.contradiction import Contradiction, find_contradiction
from auditor.mentions.times.fact import Fact, Kind
from auditor.rule import Rule
from auditor.window import Window

MAX_TOLD = 3
"""Facts of one kind that a message names; the others are among the evidence."""


class Doubt(NamedTuple):
    """What contradicts the day."""

    contradiction: Contradiction

    @property
    def window(self) -> Window:
        """The first fact."""
        return self.contradiction.facts[0].window


def propose(document: Document, rule: Rule) -> Iterator[Doubt]:
    """One candidate where several facts contradict the day given."""
    contradiction = document.layer(find_contradiction)
    if contradiction is not None:
        yield Doubt(contradiction)


def tell(doubt: Doubt, rule: Rule) -> Hit:
    """The day given, what the text has against it, and each fact as evidence."""
    facts = doubt.contradiction.facts
    told = [PHRASES[kind].format(_listed(list(group))) for kind, group in groupby(facts, attrgetter("kind"))]
    values = {"other": spell_day(doubt.contradiction.published), "found": "; ".join(told)}
    evidence = tuple(map(_evidence, facts[1:]))
    return Hit(rule, doubt.window.span, doubt.window.field, values, evidence, whole=True)


def _listed(facts: Sequence[Fact]) -> str:
    """The first of some facts, each once."""
    told = list(dict.fromkeys(WORDINGS.get(facts[0].kind, _quoted)(fact) for fact in facts))[:MAX_TOLD]
    return " and ".join(filter(None, (", ".join(told[:-1]), told[-1])))


def _quoted(fact: Fact) -> str:
    return f"“{' '.join(_written(fact).split())}”"


def _written(fact: Fact) -> str:
    window = fact.window
    return window.document.article.field(window.field)[slice(*window.span)]


def _office(fact: Fact) -> str:
    """The office and the day that excludes it."""
    if fact.term is None:
        return _quoted(fact)
    label = fact.window.document.knowledge.offices.label(fact.term.office)
    ends = "from" if fact.later else "until"
    return f"{fact.term.name} as {label} ({ends} {spell_day(fact.days.first)})"


WORDINGS: Mapping[Kind, Callable[[Fact], str]] = {
    Kind.TOLD: lambda fact: spell_when(fact.days),
    Kind.POST: lambda fact: spell_when(fact.days),
    Kind.PROMISED: lambda fact: spell_when(fact.days),
    Kind.OWN_DAY: lambda fact: spell_day(fact.days.first),
    Kind.OFFICE: _office,
}
PHRASES: Mapping[Kind, str] = {
    Kind.TOLD: "the text tells what was {}",
    Kind.POST: "it quotes what was posted {}",
    Kind.PROMISED: "the text tells what is to be {}",
    Kind.OWN_DAY: "the text gives its own day as {}",
    Kind.LINE: "its date line has {}",
    Kind.WEEKDAY: "the weekdays of {} are those of another year",
    Kind.OFFICE: "the text has {}",
}


def _evidence(fact: Fact) -> Evidence:
    """The passage; of an office the row of the table, too."""
    note, term = NOTES[fact.kind], fact.term
    reference, as_of = (term.source, term.as_of) if term else (None, None)
    return Evidence(note, fact.window.field, fact.window.span, _written(fact), reference=reference, as_of=as_of)


NOTES: Mapping[Kind, str] = {
    Kind.TOLD: "told as over",
    Kind.POST: "the day of a post",
    Kind.PROMISED: "told as still to come",
    Kind.OWN_DAY: "the text's own day",
    Kind.LINE: "the day in the date line",
    Kind.WEEKDAY: "of another year, by its weekday",
    Kind.OFFICE: "not held on that day",
}
DETECTOR = Detector(propose, tell)
