"""Kind `metadata`: something that every article should come with is missing."""

import re
from collections.abc import Callable, Iterator, Sequence

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.rule import Rule

SCOPE = "article"
VALUES: frozenset[str] = frozenset()
BYLINE_CHARACTERS = 400
"""How far from either end a byline is looked for."""
_BYLINE = re.compile(r"(?:^|\n)\s*(?:[Bb]y|BY|Reporting by|Words:?)\s+[A-Z][\w.'’-]+|\((?:Reporting|Writing) by\s")


def _has_byline(document: Document) -> bool:
    text = document.text
    return bool(
        document.article.authors or _BYLINE.search(text[:BYLINE_CHARACTERS]) or _BYLINE.search(text[-BYLINE_CHARACTERS:])
    )


def _has_date(document: Document) -> bool:
    dateline = document.dateline
    return document.article.published is not None or (dateline is not None and dateline.date is not None)


PRESENT: dict[str, Callable[[Document], bool]] = {
    "title": lambda document: document.title is not None,
    "date": _has_date,
    "byline": _has_byline,
}


class Params(Schema):
    """`missing`: what is looked for."""

    missing = fields.Str(validate=validate.OneOf(list(PRESENT)), required=True)


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule; a hit stands on the article's first block."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    if document.blocks and not PRESENT[rule.params["missing"]](document):
        block = document.blocks[0]
        yield Hit(rule, Span(block.start, block.end))
