"""Kind `title-repeat`: the title stands again in the text, as a line, as a caption's head or in other words, or twice
in its own field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from marshmallow import Schema, fields
from rapidfuzz.fuzz import token_set_ratio

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document, Title
from auditor.finding import DELETE, Evidence, Scope, Severity
from auditor.rule import Rule
from auditor.text.blocks import Block
from auditor.text.fold import fold

SCOPE = Scope.ARTICLE
VALUES: frozenset[str] = frozenset()
MIN_TITLE_CHARACTERS = 20
"""A shorter title may well open a paragraph."""
REWORDED_BLOCKS = 3
"""A second title stands right under the first."""
REWORDED_CHARACTERS = (15, 160)
MIN_SHARED_WORDS = 4
MIN_DOUBLED_WORDS = 3
"""Of a title that stands twice in its own field; "Location, location" is none."""
MAX_REPEATS = 20
HEADS_MORE = frozenset(":~?")
"""Marks by which the title's words become the beginning of another heading: "Backpacking: tents"."""
_WORD = re.compile(r"\w+")
_TRIM = " \t\n.,;:!?…|\"'-–—"


class Params(Schema):
    """`similarity`: of a line below the title, in hundredths, from which it is the title in other words."""

    similarity = fields.Float(load_default=80.0)


class Repeat(NamedTuple):
    """A passage that says the title again."""

    span: Span
    exact: bool
    whole: bool = True
    """Whether it is all of its block: else what is left of the block, a caption or a lead, begins with its marks."""


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    title = document.title
    if title is None or len(title.text) < MIN_TITLE_CHARACTERS:
        return
    if twice := _said_twice(title):
        first, second = twice
        said = Evidence("the title", title.field, first, title.text[: first.end - title.span.start])
        yield Hit(rule, second, title.field, evidence=(said,))
        return
    evidence = (Evidence("the title", title.field, title.span, title.text),)
    repeats = list(islice(_find_exact(document), MAX_REPEATS)) or list(
        _find_reworded(document, rule.params["similarity"])
    )
    for repeat in repeats:
        severity = Severity.INFO if _is_own_first_line(document, repeat) else None
        fix = DELETE if repeat.exact and repeat.whole else None
        yield Hit(rule, repeat.span, evidence=evidence, severity=severity, fix=fix)


def _said_twice(title: Title) -> tuple[Span, Span] | None:
    """The two halves of a title that is one title written twice."""
    words = list(_WORD.finditer(fold(title.text)))
    half = len(words) // 2
    said = [word.group() for word in words]
    if half < MIN_DOUBLED_WORDS or said != said[:half] * 2:
        return None
    start = title.span.start
    first = Span(start, start + words[half - 1].end())
    return first, Span(start + words[half].start(), start + words[-1].end())


def _is_own_first_line(document: Document, repeat: Repeat) -> bool:
    """Whether a text that comes beside its title opens with it: many readers and feeds deliver texts so."""
    title = document.title
    return (
        title is not None
        and title.field == "title"
        and (not repeat.exact or document.block_index_at(repeat.span.start) == 0)
    )


def _find_exact(document: Document) -> Iterator[Repeat]:
    """Blocks that begin with the title, or that are it."""
    title = document.title
    wanted = fold(title.text).strip(_TRIM) if title else ""
    start = document.folded.find(wanted, document.body_start)
    while wanted and start >= 0:
        block = document.blocks[document.block_index_at(start)]
        end = start + len(wanted)
        more = _has_more(block, end)
        heads_more = more and document.text[end] in HEADS_MORE
        if _begins(document, block, start) and not heads_more and not _goes_on(document.text[end : end + 2]):
            yield Repeat(Span(block.start, end if more else block.end), True, not more)
        start = document.folded.find(wanted, end)


def _begins(document: Document, block: Block, start: int) -> bool:
    """Whether nothing but marks stands before; a curly quotation mark there opens a quotation."""
    before = document.text[block.start : start]
    return start >= block.start and not before.strip(_TRIM + "([•*#")


def _goes_on(following: str) -> bool:
    """Whether a sentence goes on after the title's words, or a word does."""
    return (
        following[:1].isalnum() or (following[:1] == " " and following[1:2].islower()) or following[:2] in {"'s", "’s"}
    )


def _has_more(block: Block, end: int) -> bool:
    """Whether more than a line of other text follows in the block: a caption or a lead, not a second title."""
    return block.end - end > 3


def _find_reworded(document: Document, least: float) -> Iterator[Repeat]:
    """Lines like a heading right below the title that share most of its words."""
    title = document.title
    if title is None:
        return
    words = _words(fold(title.text))
    first = document.block_index_at(document.body_start) + 1 if document.body_start else 0
    for block in document.blocks[first : first + REWORDED_BLOCKS]:
        text = document.folded[block.start : block.end]
        if block.kind != "heading" or not REWORDED_CHARACTERS[0] <= len(text) <= REWORDED_CHARACTERS[1]:
            continue
        line = _words(text)
        shared = set(words.split()) & set(line.split())
        if len(shared) >= MIN_SHARED_WORDS and token_set_ratio(words, line) >= least:
            yield Repeat(block.span, False)


def _words(folded: str) -> str:
    return " ".join(_WORD.findall(folded))
