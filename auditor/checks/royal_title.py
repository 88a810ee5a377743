"""Kind `royal-title`: a member of a royal house bears a title of a place that is another's, or nobody's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.offices.telling import spell
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope, Severity
from auditor.knowledge.royals import RoyalTitle, RoyalTitles
from auditor.mentions.names_beside import index_names, name_before, name_behind
from auditor.mentions.offices import COMMA
from auditor.mentions.phrases import BothEnds
from auditor.mentions.times import find_document_date
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"person", "held", "source", "as_of"})
GRACE = timedelta(days=30)
"""How long around the day on which a title changed either is let pass: the news of it takes a while to settle."""
NEVER, THEN = "never", "then"


class Params(Schema):
    """None."""


class Misstyled(NamedTuple):
    """A person beside a title that the table gives them not, or not on the day."""

    window: Window
    wrong: str
    held: Sequence[RoyalTitle]
    """What the person bears on the day, else all that they ever bore."""


@lru_cache(maxsize=8)
def _names(table: RoyalTitles) -> BothEnds[str]:
    borne = ((name, person) for person, rows in table.by_person.items() for row in rows for name in row.names)
    return index_names(dict.fromkeys(borne))


def propose(document: Document, rule: Rule) -> Iterator[Misstyled]:
    """Each title of a place beside the name of somebody to whom the table does not give it."""
    table, day = document.knowledge.royal_titles, document.layer(find_document_date).day
    for at in document.tokens.at(words("offices/royal titles")):
        title = Window(document, at, at + len(("title", "of", "place")))
        if title.words[1:2] == ["of"] and "".join(title.written[2:]) in table.places:
            window, people = _named(title, _names(table))
            against = [wrong for person in people if (wrong := _judge(table, person, title, day))]
            if against and len(against) == len(people):
                yield Misstyled(window, *against[0])


def _named(title: Window, names: BothEnds[str]) -> tuple[Window, Sequence[str]]:
    """The passage of a title and the name beside it, and everybody of that name; nobody if there is none."""
    before = name_before(names, title.with_before(words("offices/before a style")))
    if before:
        return title._replace(first=before[0].first), before[1]
    behind = name_behind(names, title.with_behind(COMMA, 1))
    return (title._replace(end=behind[0].end), behind[1]) if behind else (title, ())


def _judge(table: RoyalTitles, person: str, title: Window, day: date | None) -> tuple[str, Sequence[RoyalTitle]] | None:
    """How the title is wrong for a person on a day, and what they bear instead; None if it may be right."""
    noun, place = title.words[0], title.tokens.words[title.end - 1]
    now, same = table.borne(person, day), table.of(person, noun, place)
    if same:
        wrong = day is not None and not any(each.covers(day, GRACE) for each in same)
    else:
        wrong = bool(now) or not table.has(noun, place)
    return (THEN if same else NEVER, now or table.by_person[person]) if wrong else None


def tell(found: Misstyled, rule: Rule) -> Hit:
    """The passage with the person's own titles; advice where the title was theirs at another time."""
    first = found.held[0]
    values = {
        "person": first.name, "held": " and ".join(map(_spell_title, found.held)),
        "source": first.source, "as_of": spell(first.as_of),
    }  # fmt: skip
    evidence = [
        Evidence(f"{row.name}: {_spell_title(row)}", reference=row.source, as_of=row.as_of) for row in found.held
    ]
    severity = rule.severity if found.wrong == NEVER else Severity.INFO
    return Hit(rule, found.window.bare_span, found.window.field, values, tuple(evidence), severity=severity)


def _spell_title(title: RoyalTitle) -> str:
    until = f"from {spell(title.start)}, to {spell(title.end)}" if title.end else f"since {spell(title.start)}"
    return f"{title.label} {until}"


FEATURES: Mapping[str, Feature] = {}
compile = Detector(propose, tell).compile
