"""Kind `name-form`: the name of an office holder, its words joined or parted otherwise, or in small letters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.offices.telling import references, spell
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.mentions.other_forms import OtherForm, find_other_forms
from auditor.rule import Rule

SCOPE = Scope.ARTICLE
VALUES = frozenset({"known", "source", "as_of"})


class Params(Schema):
    """None."""


def propose(document: Document, rule: Rule) -> Iterator[OtherForm]:
    """Names in a form that nobody of the table has."""
    return iter(find_other_forms(document))


def tell(form: OtherForm, rule: Rule) -> Hit:
    """The name, with who is meant."""
    table = form.window.document.knowledge.offices
    term = table.by_person[form.people[0]][-1]
    values = {"known": term.name, "source": term.source, "as_of": spell(term.as_of)}
    return Hit(rule, form.window.bare_span, values=values, evidence=tuple(references(table, [term])))


FEATURES: Mapping[str, Feature] = {}
compile = Detector(propose, tell).compile
