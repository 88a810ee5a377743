"""Kind `office`: somebody is given an office that they did not hold when the article was written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import takewhile
from typing import Any

from marshmallow import Schema, fields, validate

from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.offices.conflict import Conflict, find_conflicts
from auditor.checks.offices.context import (
    is_doubtful,
    is_elsewhere,
    is_under_picture,
    names_old_year,
    names_past_year,
)
from auditor.checks.offices.period import is_archive
from auditor.checks.offices.signs import OF_ADMINISTRATIONS, OF_HOLDERS
from auditor.checks.offices.suspect import Suspect, claims_by_office, suspects
from auditor.checks.offices.telling import history, quote_elsewhere, references, spell
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope, Severity
from auditor.knowledge.offices import Office
from auditor.mentions.judged import in_own_prose
from auditor.mentions.offices import COMMA
from auditor.mentions.people import find_people, find_title_people
from auditor.rule import Rule
from auditor.text.possessive import bare
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"person", "claimed", "held", "holder", "since", "when", "source", "as_of", "other"})
DOUBTFUL_CONFIDENCE = 0.08
"""Of 22 doubtful flags on development articles one was right; by Laplace's rule, as rules count."""
MAX_BETWEEN = 8
"""Tokens of marks and forms of address before a name: "; Rt. Hon. Dr." has seven, the most in fresh news."""
ASSUMED = "today (the text bears no date)"


class Params(Schema):
    """`finds`: what the rule looks for. `grace_days`: how long before and after a term its office is let pass."""

    finds = fields.Str(
        validate=validate.OneOf(["not-held", "other-holder", "administration-over", "conflict"]), required=True
    )
    grace_days = fields.Int(load_default=75, validate=validate.Range(0, 365))


def propose(document: Document, rule: Rule) -> Iterator[Suspect]:
    """Claims that the table excludes, of the kind that the rule finds."""
    return (each for each in document.layer(suspects(rule.params["grace_days"])) if each.finds == rule.params["finds"])


def propose_conflicts(document: Document, rule: Rule) -> Iterator[Conflict]:
    """Two offices of one person in a text without a date that were never held together."""
    return find_conflicts(document, rule.params["grace_days"])


def _is_archive(suspect: Suspect) -> bool:
    document = suspect.window.document
    return not suspect.reading.dated and document.layer(_reads_as_archive)


def _reads_as_archive(document: Document) -> bool:
    """Whether a text without a date is of another time: what it says was right then."""
    plain = (each for each in document.layer(suspects(0)) if in_own_prose(each.window))
    now = (each for each in plain if not is_under_picture(each) and not names_past_year(each))
    return is_archive(document, [each.verdict.reference for each in now])


def _is_owned(title: Window) -> bool:
    """Whether somebody's officer is spoken of: "Feld's secretary", "her husband's", but not "the nation's"."""
    owner = bare(title.word_before)
    return owner != title.word_before and (title.capital_before or owner in words("persons/relatives"))


def _is_named_behind(title: Window) -> bool:
    """Whether a name stands behind a title and a comma, as far as capitals tell."""
    apposed = title.with_behind(COMMA, 1)
    name = apposed.capital_behind and apposed.word_after not in words("offices/days")
    return apposed != title and name and not title.in_headline


def _is_holder_behind(suspect: Suspect) -> bool:
    """Whether who held the office stands behind it, over marks and forms of address: "Prime Minister; Dr. Name"."""
    window = suspect.window
    between = words("persons/forms of address") | words("offices/marks") | {";"}
    people = window.document.layer(find_people if window.field == "text" else find_title_people)
    marks = window.tokens.folded[window.end : window.end + MAX_BETWEEN]  # the stop of "Rt." may end a sentence
    behind = people.by_first.get(window.end + sum(1 for _ in takewhile(between.__contains__, marks)))
    holder = suspect.verdict.holder
    return bool(behind and holder and holder.person in behind.people)


def _is_of_town(suspect: Suspect) -> bool:
    """Whether the very seat is held for another place, and the reference has none of the place beside the title."""
    office, places = suspect.verdict.office, suspect.claim.title.places
    seats = (Office(place, office.role) for place in places)
    same = suspect.verdict.reference.office.role == office.role
    return same and bool(places) and not any(seat in suspect.table.by_office for seat in seats)


def _names_namesake(suspect: Suspect) -> bool:
    """Whether the text names another person of the surname in full."""
    named = suspect.window.document.layer(find_people).named.get(suspect.surname, ())
    return any(person != suspect.verdict.person for person in named)


_OF_SUSPECTS = {
    "wrong": lambda suspect: suspect.verdict.wrong.value,
    "dated": lambda suspect: suspect.reading.dated,
    "archive": _is_archive,
    "role": lambda suspect: suspect.verdict.office.role,
    "phrase": lambda suspect: suspect.claim.title.phrase,
    "under-picture": is_under_picture,
    "law-maker": lambda suspect: suspect.role.lawmaker,
    "abroad": lambda suspect: suspect.claim.title.is_abroad,
    "past-year": names_past_year,
    "old-year": names_old_year,
    "unmodified": lambda suspect: suspect.claim.title.noun.first == suspect.window.first,
    "elsewhere": is_elsewhere,
    "owned": lambda suspect: _is_owned(suspect.claim.title.window),
    "named-behind": lambda suspect: (
        suspect.claim.apposition and (_is_named_behind(suspect.window) or _is_holder_behind(suspect))
    ),
    "of-town": _is_of_town,
    "namesake": _names_namesake,
}


def tell(suspect: Suspect, rule: Rule) -> Hit:
    """The claim with what the table has: advice where it is doubtful, worse if the text has it right elsewhere."""
    table, verdict, window = suspect.table, suspect.verdict, suspect.window
    right = _right_elsewhere(suspect)
    terms = [*filter(None, [verdict.holder]), *suspect.own_terms]
    doubtful = is_doubtful(suspect)
    worse = Severity(min(rule.severity + bool(right), Severity.MAJOR))
    return Hit(
        rule,
        window.bare_span,
        window.field,
        _values(suspect),
        (*right, *references(table, terms)),
        severity=Severity.INFO if doubtful else worse,
        confidence=DOUBTFUL_CONFIDENCE if doubtful else None,
    )


def _values(suspect: Suspect) -> Mapping[str, str]:
    table, verdict, reading = suspect.table, suspect.verdict, suspect.reading
    basis = verdict.holder or verdict.reference
    return {
        "person": verdict.reference.name,
        "claimed": table.label(verdict.office),
        "held": history(table, suspect.own_terms),
        "holder": verdict.holder.name if verdict.holder else "",
        "since": spell(basis.start),
        "when": spell(reading.day) if reading.dated else ASSUMED,
        "source": basis.source,
        "as_of": spell(basis.as_of),
    }


def tell_conflict(conflict: Conflict, rule: Rule) -> Hit:
    """The claim, with the other that speaks against it and the terms that both mean."""
    told, rival, table = conflict.told, conflict.other.last, conflict.window.document.knowledge.offices
    terms = (told.last, rival)
    values = {
        "person": rival.name, "other": table.label(rival.office), "held": history(table, terms),
        "source": rival.source, "as_of": spell(rival.as_of),
    }  # fmt: skip
    evidence = (quote_elsewhere(conflict.other.claim.window), *references(table, terms))
    return Hit(rule, conflict.window.bare_span, conflict.window.field, values, evidence)


def _right_elsewhere(suspect: Suspect) -> list[Evidence]:
    """The article's own mention of the right holder in that office, or of the person in the right one."""
    document, verdict = suspect.window.document, suspect.verdict
    claims = document.layer(claims_by_office)
    right = [(verdict.person, term.office.role) for term in suspect.own_terms[1:]]
    if verdict.holder:
        right.append((verdict.holder.person, verdict.office.role))
    found = next((claims[key] for key in right if key in claims), None)
    return [quote_elsewhere(found.window)] if found else []


DETECTORS: Mapping[str, Detector[Any]] = {
    "not-held": Detector(propose, tell, _OF_SUSPECTS),
    "other-holder": Detector(propose, tell, _OF_SUSPECTS, signs=OF_HOLDERS, model="office-context"),
    "administration-over": Detector(
        propose, tell, _OF_SUSPECTS, signs=OF_ADMINISTRATIONS, model="administration-context"
    ),
    "conflict": Detector(propose_conflicts, tell_conflict),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
