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
from auditor.finding import Evidence, Severity
from auditor.knowledge.offices import OfficeTable, Term
from auditor.mentions.offices import find_claims
from auditor.rule import Rule

SCOPE = "article"
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
        claim, other = conflict.claim, conflict.other
        term, rival = conflict.term, conflict.rival
        passage = _passage(document, other.field, other.span.start, other.span.end)
        values = {
            "person": term.name, "claimed": table.label(term.office), "other": table.label(rival.office),
            "held": _history(table, [term, rival]), "source": term.source, "as_of": _spell(term.as_of),
        }  # fmt: skip
        yield Hit(rule, claim.span, claim.field, values, (passage, *_references(table, [term, rival])))


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
    return Hit(
        rule,
        charge.span,
        charge.field,
        _values(table, charge, own),
        (*right, *_references(table, [*([verdict.holder] if verdict.holder else []), *own])),
        severity=_severity(rule, charge, own, bool(right)),
    )


def _severity(rule: Rule, charge: Charge, own: list[Term], right_elsewhere: bool) -> Severity:
    if not charge.dated:
        return Severity.INFO
    certain = right_elsewhere or len(own) > 1 or charge.verdict.wrong is not Wrong.PAST
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
    verdict = charge.verdict
    current = {term.office.role for term in _own_terms(document.knowledge.offices, charge)[1:]}
    roles = document.knowledge.offices.roles
    for claim in document.layer(find_claims):
        held = {role.id for role in roles.values() if claim.phrase in role.phrases}
        by_holder = (
            verdict.holder is not None and claim.people == (verdict.holder.person,) and verdict.office.role in held
        )
        by_person = claim.people == (verdict.person,) and bool(held & current)
        if by_holder or by_person:
            return [_passage(document, claim.field, claim.span.start, claim.span.end)]
    return []


def _passage(document: Document, field: str, start: int, end: int) -> Evidence:
    quote = document.article.field(field)[start:end]
    return Evidence("the same article elsewhere", field, Span(start, end), quote)


def _spell(day: date) -> str:
    return f"{day:%B} {day.day}, {day.year}"
