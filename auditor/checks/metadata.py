"""Kind `metadata`: something that every article should come with is missing."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Article
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.rule import Rule
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES: frozenset[str] = frozenset()
BYLINE_CHARACTERS = 400
"""How far from either end a byline is looked for."""
_BYLINE = re.compile(
    r"^[ \t]*(?:[Bb]y|BY|Reporting by|Words:?)\s+[A-Z][\w.'’-]+|\((?:Reporting|Writing) by\s", re.MULTILINE
)
"""A line that begins with a byline, or the agency's one in brackets."""

MISSING: Mapping[str, Callable[[Document], bool]] = {
    "title": lambda document: document.title is None,
    "date": lambda document: document.article.published is None,
    "byline": lambda document: not document.article.authors,
}


class Params(Schema):
    """`missing`: what is looked for."""

    missing = fields.Str(validate=validate.OneOf(list(MISSING)), required=True)


class Lack(NamedTuple):
    """The first sentence of an article that came without something."""

    window: Window

    @property
    def article(self) -> Article:
        """The article."""
        return self.window.document.article


def propose(document: Document, rule: Rule) -> Iterator[Lack]:
    """One candidate where it is missing; none in an empty text."""
    if document.blocks and MISSING[rule.params["missing"]](document):
        yield Lack(Window.over(document, document.sentences[0]))


def tell(lack: Lack, rule: Rule) -> Hit:
    """A hit on the article as a whole, which stands on its first sentence."""
    return Hit(rule, lack.window.span, whole=True)


def _is_signed(lack: Lack) -> bool:
    text = lack.article.text
    return any(map(_BYLINE.search, (text[:BYLINE_CHARACTERS], text[-BYLINE_CHARACTERS:])))


def _has_dated_line(lack: Lack) -> bool:
    dateline = lack.window.document.dateline
    return dateline is not None and dateline.date is not None


FEATURES: Mapping[str, Callable[[Lack], bool]] = {
    "alone": lambda lack: not (lack.article.title or lack.article.url or lack.article.authors),
    "addressed": lambda lack: bool(lack.article.url),
    "signed": _is_signed,
    "dated-line": _has_dated_line,
}
compile = Detector(propose, tell, FEATURES).compile
