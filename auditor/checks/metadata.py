"""Kind `metadata`: something that every article should come with is missing."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import accumulate

from marshmallow import Schema, fields, validate

from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.rule import Rule

SCOPE = Scope.ARTICLE
VALUES: frozenset[str] = frozenset()
BYLINE_CHARACTERS = 400
"""How far from either end a byline is looked for."""
_BYLINE = re.compile(r"\s*(?:[Bb]y|BY|Reporting by|Words:?)\s+[A-Z][\w.'’-]+")
_BRACKETED = re.compile(r"\((?:Reporting|Writing) by\s")


def _is_bare(document: Document) -> bool:
    """Whether the text came alone: what carries no metadata at all cannot lack one of them."""
    article = document.article
    return not (article.title or article.url or article.authors)


def _has_byline(document: Document) -> bool:
    text = document.text
    ends = (text[:BYLINE_CHARACTERS], text[-BYLINE_CHARACTERS:])
    return _is_bare(document) or bool(document.article.authors) or any(map(_names_writer, ends))


def _names_writer(text: str) -> bool:
    """Whether a line begins with a byline, or the agency's one stands in brackets."""
    starts = accumulate((len(line) + 1 for line in text.split("\n")), initial=0)
    return any(_BYLINE.match(text, start) for start in starts) or bool(_BRACKETED.search(text))


def _has_date(document: Document) -> bool:
    dateline = document.dateline
    dated = document.article.published is not None or (dateline is not None and dateline.date is not None)
    return dated or _is_bare(document)


PRESENT: dict[str, Callable[[Document], bool]] = {
    "title": lambda document: document.title is not None,
    "date": _has_date,
    "byline": _has_byline,
}


class Params(Schema):
    """`missing`: what is looked for."""

    missing = fields.Str(validate=validate.OneOf(list(PRESENT)), required=True)


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule; a hit stands on the article's first sentence."""
    return [Check([rule], partial(_run, rule)) for rule in rules]


def _run(rule: Rule, document: Document) -> Iterator[Hit]:
    if document.blocks and not PRESENT[rule.params["missing"]](document):
        yield Hit(rule, document.sentences[0], whole=True)
