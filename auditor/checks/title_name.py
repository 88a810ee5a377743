"""Kind `title-name`: the title names a person or a body that the text never does; the text names another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.absent_names import find_absent_names, is_person, is_place
from auditor.mentions.names import BodyName, find_body_names, is_common_capital, strip_possessive
from auditor.mentions.terms import term_of
from auditor.mentions.title_swaps import is_swapped
from auditor.rule import Rule
from auditor.text.counted import spell_times

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other", "count", "times"})
LEAD_TOKENS = 80
"""Whom a report is about stands in its first two or three sentences."""


class Params(Schema):
    """`finds`: whose names; `min_count`: how often the text must name another; `lead`: whether from its beginning."""

    finds = fields.Str(validate=validate.OneOf(["person", "organisation"]), required=True)
    min_count = fields.Int(load_default=3)
    lead = fields.Bool(load_default=False)


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    title = document.title
    if title is None or len(document.tokens) < LEAD_TOKENS:
        return
    for name in document.layer(find_absent_names):
        told = is_place(document, name) or is_swapped(document, name.span)
        if told or is_person(name) != (rule.params["finds"] == "person"):
            continue
        rival = _find_rival(document, rule)
        if rival:
            span = Span(title.span.start + name.span.start, title.span.start + name.span.end)
            values = {"other": rival.written, "count": str(rival.times), "times": spell_times(rival.times)}
            yield Hit(rule, span, title.field, values, _evidence(document, rival))


def _evidence(document: Document, rival: BodyName) -> tuple[Evidence, ...]:
    start = document.tokens.starts[rival.first]
    span = Span(start, start + len(rival.written))
    return (Evidence("named in the text, not in the title", "text", span, rival.written),)


def _find_rival(document: Document, rule: Rule) -> BodyName | None:
    """The name that the body has most, if the title does not have it."""
    terms = {term_of(word) for word in map(strip_possessive, document.title_tokens.folded) if word}
    names = document.layer(find_body_names)
    rivals = [
        name
        for word, name in names.items()
        if term_of(word) not in terms
        and not is_common_capital(word)
        and name.times >= rule.params["min_count"]
        and not (rule.params["lead"] and name.first >= LEAD_TOKENS)
    ]
    return max(rivals, key=lambda name: name.times, default=None)
