"""Kind `paragraph-end`: a paragraph of prose ends without a full stop where those around it have one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marshmallow import Schema

from auditor.article import Span
from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Scope
from auditor.mentions.prose import find_prose
from auditor.rule import Rule
from auditor.text.blocks import Block
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES: frozenset[str] = frozenset()
CLOSING = "\"”’'"
"""What may stand behind the last word, or behind the mark that ends a paragraph."""
OPENING = "\"“‘'(["
"""What may stand before the first word of a paragraph."""
ADDRESS = frozenset(".@/#")
"""Marks within an address of the web or a handle."""


class Params(Schema):
    """None."""


class Endings(NamedTuple):
    """How the paragraphs of one article end."""

    paragraphs: tuple[Block, ...]
    open: frozenset[int]
    """Numbers in `paragraphs` of those without a mark."""

    @property
    def others(self) -> float:
        """Share of those that end with a mark, one without apart."""
        return 1 - (len(self.open) - 1) / max(1, len(self.paragraphs) - 1)


class Candidate(NamedTuple):
    """A paragraph without a mark at its end."""

    window: Window
    """Its last word."""
    endings: Endings
    number: int

    @property
    def block(self) -> Block:
        """The paragraph."""
        return self.endings.paragraphs[self.number]

    @property
    def sentence(self) -> list[str]:
        """The words of its last sentence, as written."""
        return [*self.window.before(written=True), *self.window.tokens.words[self.window.first : self.window.end]]


def find_endings(document: Document) -> Endings:
    """The paragraphs of prose, and which of them end without a mark."""
    paragraphs = tuple(block for block in document.layer(find_prose) if block.kind in ("paragraph", "quotation"))
    ends = (document.text[block.start : block.end].rstrip(CLOSING)[-1:] for block in paragraphs)
    return Endings(paragraphs, frozenset(number for number, end in enumerate(ends) if end.isalnum()))


def propose(document: Document, rule: Rule) -> Iterator[Candidate]:
    """Each such paragraph that another follows; the last of a text may be cut off."""
    endings = document.layer(find_endings)
    for number in sorted(endings.open - {len(endings.paragraphs) - 1}):
        yield Candidate(_last_word(document, endings.paragraphs[number]), endings, number)


def _last_word(document: Document, block: Block) -> Window:
    end = block.start + len(document.text[block.start : block.end].rstrip(CLOSING))
    return Window.over(document, Span(end - 1, end))


def tell(candidate: Candidate, rule: Rule) -> Hit:
    """The last word."""
    return Hit(rule, candidate.window.span)


def _below(candidate: Candidate) -> Block:
    """The block below it."""
    document = candidate.window.document
    return document.blocks[document.block_index_at(candidate.block.start) + 1]


def _goes_on(candidate: Candidate) -> bool:
    """Whether what stands below begins in small letters."""
    start, end = _below(candidate).span
    return candidate.window.document.text[start:end].lstrip(OPENING)[:1].islower()


def _small(candidate: Candidate) -> float:
    """Share of the words of its last sentence in small letters."""
    written = [word for word in candidate.sentence if word[0].isalpha()]
    return sum(map(str.islower, written)) / max(1, len(written))


def _has_several(candidate: Candidate) -> bool:
    """Whether it has a sentence before its last one."""
    document = candidate.window.document
    return document.sentence_at(candidate.block.start) != document.sentence_at(candidate.window.span.start)


def _is_speech(candidate: Candidate) -> bool:
    """Whether its last sentence quotes somebody and says who speaks."""
    folded = {*candidate.window.before(), *candidate.window.words}
    return '"' in folded and not folded.isdisjoint(words("grammar/saying"))


FEATURES = {
    "paragraphs": lambda candidate: len(candidate.endings.paragraphs),
    "others-ended": lambda candidate: candidate.endings.others,
    "length": lambda candidate: candidate.block.end - candidate.block.start,
    "first": lambda candidate: candidate.number == 0,
    "words": lambda candidate: len(candidate.sentence),
    "first-word": lambda candidate: candidate.sentence[0].lower(),
    "small": _small,
    "small-end": lambda candidate: candidate.sentence[-1].islower(),
    "alone": lambda candidate: candidate.endings.open.isdisjoint({candidate.number - 1, candidate.number + 1}),
    "goes-on": _goes_on,
    "leads-in": lambda candidate: _below(candidate).kind == "list item",
    "address": lambda candidate: candidate.window.touching[0] in ADDRESS,
    "several": _has_several,
    "speech": _is_speech,
}
compile = Detector(propose, tell, FEATURES).compile
