"""Kind `title-swap`: the same words stand in title and text, but round another name or number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from marshmallow import Schema

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence
from auditor.mentions.title_swaps import find_swaps
from auditor.rule import Rule

SCOPE = "article"
VALUES = frozenset({"other"})


class Params(Schema):
    """None."""


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    title = document.title
    if title is None:
        return
    for swap in document.layer(find_swaps):
        span = Span(title.span.start + swap.span.start, title.span.start + swap.span.end)
        other = document.text[swap.other.start : swap.other.end]
        evidence = (Evidence("the same words in the text", "text", swap.other, other),)
        yield Hit(rule, span, title.field, {"other": other}, evidence)
