"""Kind `title-repeat`: the title stands again in the text, as a line, as a caption's head or in other words, or twice
in its own field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from marshmallow import Schema, fields
from rapidfuzz.fuzz import token_set_ratio

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document, Title
from auditor.finding import DELETE, Evidence, Scope, Severity
from auditor.rule import Rule
from auditor.text.fold import fold
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES: frozenset[str] = frozenset()
MIN_TITLE_CHARACTERS = 20
"""A shorter title may well open a paragraph."""
REWORDED_BLOCKS = 3
"""A second title stands right under the first."""
MIN_SHARED_WORDS = 4
MIN_DOUBLED_WORDS = 3
"""Of a title that stands twice in its own field; "Location, location" is none."""
MAX_REPEATS = 20
QUOTES = ('"', "'", "“", "‘")
_WORD = re.compile(r"\w+")
_MARKS = " \t\n.,;:!?…|\"'-–—"
_MARKS_BEFORE = _MARKS + "([•*#"
"""A curly quotation mark is none of them: it opens a quotation."""


class Params(Schema):
    """`similarity`: of a line below the title, in hundredths, from which it is the title in other words."""

    similarity = fields.Float(load_default=80.0)


class Repeat(NamedTuple):
    """A passage that says the title again."""

    window: Window
    title: Title
    span: Span
    exact: bool = True
    more: str = ""
    """What follows in the block of a passage that is not all of it."""
    said: Span | None = None
    """The title that it repeats, where it stands in the title itself."""

    @property
    def written(self) -> str:
        """The passage as it is written."""
        return self.window.document.article.field(self.title.field if self.said else "text")[slice(*self.span)]

    @property
    def opens_text(self) -> bool:
        """Whether a text that comes beside its title opens with it, as many readers and feeds deliver texts."""
        first = self.window.document.block_index_at(self.span.start) == 0
        return self.title.field == "title" and not self.said and (first or not self.exact)


def propose(document: Document, rule: Rule) -> Sequence[Repeat]:
    """Where the title stands again: in its own field, else word for word in the text, else in other words below it."""
    title = document.title
    if title is None or len(title.text) < MIN_TITLE_CHARACTERS:
        return ()
    finders = (_said_twice(document, title), _find_exact(document, title), _find_reworded(document, title, rule))
    return next(filter(None, (list(islice(finder, MAX_REPEATS)) for finder in finders)), ())


def _said_twice(document: Document, title: Title) -> Iterator[Repeat]:
    """The second half of a title that is one title written twice."""
    words = list(_WORD.finditer(fold(title.text)))
    half, said = len(words) // 2, [word.group() for word in words]
    if half >= MIN_DOUBLED_WORDS and said == said[:half] * 2:
        start = title.span.start
        second = Span(start + words[half].start(), start + words[-1].end())
        yield Repeat(
            Window.over(document, second, "title"), title, second, said=Span(start, start + words[half - 1].end())
        )


def _find_exact(document: Document, title: Title) -> Iterator[Repeat]:
    """Blocks that begin with the title, but for marks before it, or that are it."""
    wanted = fold(title.text).strip(_MARKS)
    start = document.folded.find(wanted, document.body_start) if wanted else -1
    while start >= 0:
        end = start + len(wanted)
        block = document.blocks[document.block_index_at(start)]
        if not document.text[block.start : start].strip(_MARKS_BEFORE):
            whole = not document.text[end : block.end].strip(_MARKS)
            span = Span(block.start, block.end if whole else end)
            yield Repeat(Window.over(document, span), title, span, more=document.text[span.end : block.end])
        start = document.folded.find(wanted, end)


def _find_reworded(document: Document, title: Title, rule: Rule) -> Iterator[Repeat]:
    """Lines like a heading right below the title that share most of its words."""
    words = _words(fold(title.text))
    first = document.block_index_at(document.body_start) + 1 if document.body_start else 0
    for block in document.blocks[first : first + REWORDED_BLOCKS]:
        if block.kind == "heading":
            line = _words(document.folded[block.start : block.end])
            shared = len(set(words) & set(line)) >= MIN_SHARED_WORDS
            if shared and token_set_ratio(" ".join(words), " ".join(line)) >= rule.params["similarity"]:
                yield Repeat(Window.over(document, block.span), title, block.span, exact=False)


def _words(folded: str) -> Sequence[str]:
    return _WORD.findall(folded)


FEATURES: Mapping[str, Feature] = {
    "exact": lambda repeat: repeat.exact,
    "whole": lambda repeat: not repeat.more,
    "mark-behind": lambda repeat: repeat.more.lstrip()[:1],
    "title-words": lambda repeat: len(_words(repeat.title.text)),
    "goes-on": lambda repeat: bool(re.match(r"\w|['’]s| [^\W\d_A-Z]|,", repeat.more)),
    "ends-a-sentence": lambda repeat: repeat.written.rstrip("\"'”’ ").endswith(".") and repeat.title.text[-1] != ".",
    "opens-quotation": lambda repeat: repeat.written.startswith(QUOTES) and not repeat.title.text.startswith(QUOTES),
    "in-capitals": lambda repeat: repeat.written.isupper() and not repeat.title.text.isupper(),
    "item": lambda repeat: repeat.written[0] in "•*#",
}


def tell(repeat: Repeat, rule: Rule) -> Hit:
    """The passage, and the title that it repeats."""
    title, said = repeat.title, repeat.said or repeat.title.span
    start = title.span.start
    quote = title.text[said.start - start : said.end - start]
    return Hit(
        rule,
        repeat.span,
        title.field if repeat.said else "text",
        evidence=(Evidence("the title", title.field, said, quote),),
        severity=Severity.INFO if repeat.opens_text else None,
        fix=DELETE if repeat.exact and not repeat.more and not repeat.said else None,
    )


compile = Detector(propose, tell, FEATURES).compile
