"""Kind `title-quotation`: a quotation of the title that is a word off what the text quotes."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import compress
from operator import ne
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.names import MAX_TOKENS
from auditor.mentions.number_words import load_number_words
from auditor.mentions.spellings import load_spellings
from auditor.rule import Rule
from auditor.text.tokens import Tokens
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
# A mark before a word at the beginning of one, and one behind a word or a stop.
_QUOTED = re.compile(r"(?:^|(?<=[\s:(—–-]))[“‘\"'](?=\w)(?P<words>[^“‘\"”]{8,160}?)(?<=[\w.,!?…])[”’\"'](?!\w)")
MIN_WORDS = 4
"""Shorter quotations are turns of phrase that stand in any text."""


class Params(Schema):
    """None."""


class Claim(NamedTuple):
    """A word of a quotation of the title, and the one that the text has in its place."""

    window: Window
    told: Window
    edges: int
    """Words that both have before the other one, or behind it, whichever are fewer."""


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Words that a quotation of the title has otherwise than the text, where the text has it nowhere word by word."""
    matches = _QUOTED.finditer(document.title_text) if len(document.title_tokens) <= MAX_TOKENS else ()
    titled = [places for places in (_words_in(document, match) for match in matches) if len(places) >= MIN_WORDS]
    body = _body_words(document) if titled else []
    for places in titled:
        claims = list(_claims(document, places, body))
        if None not in claims:
            yield from filter(None, claims[:1])


def _words_in(document: Document, match: re.Match[str]) -> list[int]:
    """The tokens of the title that are the words between two marks."""
    tokens = document.title_tokens
    first, end = (bisect_left(tokens.starts, place) for place in match.span("words"))
    return _words(tokens, range(first, end))


def _body_words(document: Document) -> list[int]:
    """The tokens below the title that are words."""
    tokens = document.tokens
    return _words(tokens, range(bisect_left(tokens.starts, document.body_start), len(tokens)))


def _words(tokens: Tokens, places: Iterable[int]) -> list[int]:
    return [at for at in places if tokens.folded[at][0].isalnum()]


def _claims(document: Document, places: Sequence[int], body: Sequence[int]) -> Iterator[Claim | None]:
    """Where the text quotes the same but for one word; None where it has the very same."""
    titled, told = document.title_tokens.folded, document.tokens.folded
    quoted = [titled[at] for at in places]
    for first in range(len(body) - len(quoted) + 1):
        if told[body[first]] == quoted[0]:
            passage = body[first : first + len(quoted)]
            off = list(compress(range(len(quoted)), map(ne, quoted, map(told.__getitem__, passage))))
            if not off:
                yield None
            if len(off) == 1 and document.quotation_at(document.tokens.starts[passage[off[0]]]):
                yield _claim(document, places[off[0]], passage[off[0]], min(off[0], len(quoted) - 1 - off[0]))


def _claim(document: Document, titled: int, told: int, edges: int) -> Claim:
    return Claim(Window(document, titled, titled + 1, "title"), Window(document, told, told + 1), edges)


def _is_variant(claim: Claim) -> bool:
    """Whether both are one word in two spellings, or one number."""
    here, there = claim.window.words[0], claim.told.words[0]
    figures = load_number_words().starts
    return load_spellings().get(here) == there or any(word in figures or word[0].isdigit() for word in (here, there))


def _is_masked(claim: Claim) -> bool:
    """Whether one of the words is written with letters left out."""
    return any("*" in window.around(1) for window in (claim.window, claim.told))


FEATURES: Mapping[str, Feature] = {
    "edges": lambda claim: claim.edges,
    "variant": _is_variant,
    "masked": _is_masked,
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The word, with the one of the text."""
    document, span = claim.window.document, claim.told.span
    other = document.text[slice(*span)]
    return Hit(
        rule, claim.window.span, document.title_field, {"other": other}, (Evidence("the text", "text", span, other),)
    )


compile = Detector(propose, tell, FEATURES).compile
