"""Kind `office`: somebody is given an office that they did not hold when the article was written."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.offices.charge import Charge, find_charges
from auditor.checks.offices.conflict import find_conflicts
from auditor.checks.offices.judge import Wrong
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope, Severity
from auditor.knowledge.offices import OfficeTable, Term
from auditor.mentions.offices import Claim, find_claims, office_index
from auditor.rule import Rule

SCOPE = Scope.ARTICLE
VALUES = frozenset({"person", "claimed", "held", "holder", "since", "when", "source", "as_of", "other"})
ASSUMED = "today (the text bears no date)"


class Params(Schema):
    """`finds`: what the rule looks for. `grace_days`: how long before and after a term its office is let pass."""

    finds = fields.Str(
        validate=validate.OneOf(["not-held", "other-holder", "administration-over", "conflict"]), required=True
    )
    grace_days = fields.Int(load_default=75, validate=validate.Range(0, 365))


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule, so that each can fail apart."""
    return [Check([rule], _runner(FINDS[rule.params["finds"]], rule)) for rule in rules]


def _runner(find: Callable[[Document, Rule], Iterator[Hit]], rule: Rule) -> Callable[[Document], Iterator[Hit]]:
    return lambda document: find(document, rule)


def _not_held(document: Document, rule: Rule) -> Iterator[Hit]:
    for charge in find_charges(document, rule.params["grace_days"]):
        if charge.verdict.holder is None:
            yield _hit(document, rule, charge)


def _other_holder(document: Document, rule: Rule) -> Iterator[Hit]:
    for charge in find_charges(document, rule.params["grace_days"]):
        if charge.verdict.holder is not None:
            yield _hit(document, rule, charge)


def _administration_over(document: Document, rule: Rule) -> Iterator[Hit]:
    for charge in find_charges(document, rule.params["grace_days"], administrations=True):
        yield _hit(document, rule, charge)


def _conflict(document: Document, rule: Rule) -> Iterator[Hit]:
    table = document.knowledge.offices
    for conflict in find_conflicts(document, rule.params["grace_days"]):
        other, rival = conflict.other, conflict.rival
        terms = [term for term in (conflict.term, rival) if term is not None]
        passage = _passage(document, other.field, other.span)
        values = {
            "person": rival.name, "other": table.label(rival.office), "held": _history(table, terms),
            "source": rival.source, "as_of": _spell(rival.as_of),
        }  # fmt: skip
        claim = conflict.claim
        yield Hit(rule, claim.span, claim.field, values, (passage, *_references(table, terms)))


FINDS = {
    "not-held": _not_held,
    "other-holder": _other_holder,
    "administration-over": _administration_over,
    "conflict": _conflict,
}


def _hit(document: Document, rule: Rule, charge: Charge) -> Hit:
    """The hit for `charge`: advice where the text has no date, worse where the text itself has it right elsewhere."""
    table, verdict = document.knowledge.offices, charge.verdict
    own = _own_terms(table, charge)
    right = _right_elsewhere(document, charge)
    certain = bool(right) or len(own) > 1 or verdict.wrong is not Wrong.PAST
    return Hit(
        rule,
        charge.span,
        charge.field,
        _values(table, charge, own),
        (*right, *_references(table, [*([verdict.holder] if verdict.holder else []), *own])),
        severity=_severity(rule, charge, certain),
    )


def _severity(rule: Rule, charge: Charge, certain: bool) -> Severity:
    if not charge.dated:
        return Severity.INFO
    return Severity(min(rule.severity + 1, Severity.MAJOR)) if certain else rule.severity


def _own_terms(table: OfficeTable, charge: Charge) -> list[Term]:
    """The person's term that excludes the claim, and the office that they held instead."""
    verdict, window = charge.verdict, charge.window
    terms = table.by_person[verdict.person]
    now = [t for t in terms if t.surely_covers(window.first, window.last) and not t.acting and t != verdict.reference]
    return [verdict.reference, *now[-1:]]


def _values(table: OfficeTable, charge: Charge, own: list[Term]) -> Mapping[str, str]:
    verdict = charge.verdict
    basis = verdict.holder or verdict.reference
    return {
        "person": verdict.reference.name,
        "claimed": table.label(verdict.office),
        "held": _history(table, own),
        "holder": verdict.holder.name if verdict.holder else "",
        "since": _spell(basis.start),
        "when": _spell(charge.window.first) if charge.dated else ASSUMED,
        "source": basis.source,
        "as_of": _spell(basis.as_of),
    }


def _history(table: OfficeTable, terms: list[Term]) -> str:
    """As "Ohio senator from January 5, 2011, to January 20, 2025; US secretary of state since January 21, 2025"."""
    return "; ".join(f"{table.label(term.office)} {_spell_term(term)}" for term in terms)


def _spell_term(term: Term) -> str:
    about = "about " if term.approximate else ""
    if term.end is None:
        return f"since {_spell(term.start)}"
    return f"from {_spell(term.start)}, to {about}{_spell(term.end)}"


def _references(table: OfficeTable, terms: list[Term]) -> Iterator[Evidence]:
    for term in terms:
        note = f"{term.name}: {table.label(term.office)} {_spell_term(term)}"
        yield Evidence(note, reference=term.source, as_of=term.as_of)


def _right_elsewhere(document: Document, charge: Charge) -> list[Evidence]:
    """The article's own mention of the right holder in that office, or of the person in the right one."""
    verdict, claims = charge.verdict, document.layer(_claims_by_office)
    right = [(verdict.person, term.office.role) for term in _own_terms(document.knowledge.offices, charge)[1:]]
    if verdict.holder is not None:
        right.append((verdict.holder.person, verdict.office.role))
    found = next((claims[key] for key in right if key in claims), None)
    return [_passage(document, found.field, found.span)] if found else []


def _claims_by_office(document: Document) -> dict[tuple[str, str], Claim]:
    """The first claim of the text on each office for each person, where it is plain who is meant."""
    roles = office_index(document.knowledge.offices).roles
    found: dict[tuple[str, str], Claim] = {}
    for claim in document.layer(find_claims):
        for role in roles[claim.phrase] if len(claim.people) == 1 else ():
            found.setdefault((claim.people[0], role.id), claim)
    return found


def _passage(document: Document, field: str, span: Span) -> Evidence:
    quote = document.article.field(field)[span.start : span.end]
    return Evidence("the same article elsewhere", field, span, quote)


def _spell(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
