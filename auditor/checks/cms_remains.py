"""Kind `cms-remains`: what a content management system, a template or a server should have replaced stands as text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import chain

from marshmallow import Schema

from auditor.article import Span
from auditor.boilerplate.remains import Remnant, find_in, find_remains
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import DELETE, Evidence, Scope
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"kind"})
_NAME = re.compile(r"[a-z][\w-]*")


class Params(Schema):
    """None: auditor/boilerplate/data/remains.txt has the forms."""


class Candidate:
    """Remains of a program in the text or the title."""

    def __init__(self, document: Document, field: str, remnant: Remnant) -> None:
        self.document, self.field, self.remnant = document, field, remnant

    @property
    def span(self) -> Span:
        """Where they stand."""
        return self.remnant.span

    @cached_property
    def window(self) -> Window:
        """Their tokens."""
        return Window.over(self.document, self.span, self.field)

    @property
    def quote(self) -> str:
        """They themselves."""
        return self.document.article.field(self.field)[self.span.start : self.span.end]

    @property
    def name(self) -> str:
        """The first word in them, as a rule what they are called."""
        return "".join(_NAME.findall(self.quote.lower())[:1])

    @property
    def announced(self) -> bool:
        """Whether the line above ends with a colon."""
        above = self.document.block_index_at(self.span.start) - 1
        return self.field == "text" and above >= 0 and self.document.text[self.document.blocks[above].end - 1] == ":"

    @property
    def of_code(self) -> int:
        """How many different words of texts about programs stand in the article's sentences."""
        tokens = self.document.tokens
        return len({tokens.folded[at] for at in tokens.at(words("markup/code"))})


def propose(document: Document, rule: Rule) -> Iterator[Candidate]:
    """The remains in the title, if it came apart from the text, and in the text."""
    title = (Candidate(document, "title", each) for each in find_in(document.article.title))
    return chain(title, (Candidate(document, "text", each) for each in document.layer(find_remains)))


def tell(candidate: Candidate, rule: Rule) -> Hit:
    """The passage, what it is called and where such a thing comes from."""
    form = candidate.remnant.form
    evidence = (Evidence(form.reason.rstrip("."), candidate.field, candidate.span, candidate.quote),)
    fix = None if candidate.remnant.stays else DELETE
    return Hit(rule, candidate.span, candidate.field, {"kind": form.kind}, evidence, fix=fix)


FEATURES = {
    "quoted": lambda candidate: candidate.window.in_marks,
    "alone": lambda candidate: candidate.remnant.alone,
    "name": lambda candidate: candidate.name,
    "announced": lambda candidate: candidate.announced,
    "of-code": lambda candidate: candidate.of_code,
}
compile = Detector(propose, tell, FEATURES).compile
