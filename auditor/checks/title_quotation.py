"""Kind `title-quotation`: a quotation of the title that is a word off what the text quotes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from marshmallow import Schema

from auditor.article import Span
from auditor.checks.contrast import tell
from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.document import Document
from auditor.finding import Scope
from auditor.mentions.body import body_tokens
from auditor.mentions.spellings import load_spellings
from auditor.rule import Rule
from auditor.text.fold import without_accents
from auditor.text.tokens import Tokens
from auditor.vocabulary import words
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
    for quoted in _find_quoted(document):
        differing = [_differing(document, quoted, passage) for passage in _passages(document, quoted)]
        if all(differing):
            yield from [_claim(document, quoted, *each[0]) for each in differing if _is_a_word_off(document, each)][:1]


def _find_quoted(document: Document) -> Iterator[list[int]]:
    """The words of each longer quotation of the title."""
    for match in _QUOTED.finditer(document.title_text):
        passage = Window.of_title(document, Span(*match.span("words")))
        quoted = _words_among(passage.tokens, range(passage.first, passage.end))
        if len(quoted) >= MIN_WORDS:
            yield quoted


def _find_body_words(document: Document) -> list[int]:
    """The tokens below the title that are words."""
    return _words_among(document.tokens, body_tokens(document))


def _words_among(tokens: Tokens, places: Iterable[int]) -> list[int]:
    return [at for at in places if tokens.folded[at][0].isalnum()]


def _passages(document: Document, quoted: Sequence[int]) -> Iterator[Sequence[int]]:
    """As many words of the text, wherever it has the first of a quotation."""
    told, body = document.tokens.folded, document.layer(_find_body_words)
    first = document.title_tokens.folded[quoted[0]]
    passages = (body[at : at + len(quoted)] for at in range(len(body) - len(quoted) + 1))
    return (passage for passage in passages if told[passage[0]] == first)


def _differing(document: Document, quoted: Sequence[int], passage: Sequence[int]) -> list[tuple[int, int]]:
    """The words of a quotation for which a passage has others, with these."""
    titled, told = document.title_tokens.folded, document.tokens.folded
    return [(here, there) for here, there in zip(quoted, passage, strict=True) if titled[here] != told[there]]


def _is_a_word_off(document: Document, differing: Sequence[tuple[int, int]]) -> bool:
    """Whether there is just one, and the passage a quotation, too."""
    return len(differing) == 1 and document.quotation_at(document.tokens.starts[differing[0][1]]) is not None


def _claim(document: Document, quoted: Sequence[int], titled: int, told: int) -> Claim:
    edges = min(quoted.index(titled), len(quoted) - 1 - quoted.index(titled))
    return Claim(Window(document, titled, titled + 1, "title"), Window(document, told, told + 1), edges)


def _is_variant(claim: Claim) -> bool:
    """Whether both are one word in two spellings or with other accents, or one of them has figures."""
    here, there = (without_accents(window.words[0]) for window in (claim.window, claim.told))
    return here == there or load_spellings().get(here) == there or here[0].isdigit() or there[0].isdigit()


def _is_turned(claim: Claim) -> bool:
    """Whether both words are persons who speak or are spoken to: what is asked of "you", one asks of "I"."""
    return all(window.words[0] in words("grammar/speakers") for window in (claim.window, claim.told))


def _is_masked(claim: Claim) -> bool:
    """Whether one of the words is written with letters left out."""
    return any("*" in window.around(1) for window in (claim.window, claim.told))


FEATURES: Mapping[str, Feature] = {
    "edges": lambda claim: claim.edges,
    "variant": _is_variant,
    "turned": _is_turned,
    "masked": _is_masked,
}


compile = Detector(propose, tell, FEATURES).compile
