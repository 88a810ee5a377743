"""Kind `joined-words`: two words of a sentence without the space between them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import REPLACE, Scope
from auditor.mentions.joined_words import Joined, find_joined_words
from auditor.mentions.misspellings import read_misspelling
from auditor.rule import Rule
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"right"})
BESIDE = frozenset(["", *" \n\t\u00a0\"“”‘’'.,;:!?()"])
"""Characters that stand beside words of prose; others make a word part of an address, a handle or code."""

APOSTROPHES = frozenset("'’")


class Params(Schema):
    """None."""


class Candidate(NamedTuple):
    """Where such a word stands."""

    window: Window
    found: Joined


def propose(document: Document, rule: Rule) -> Iterator[Candidate]:
    """Each joined word, where it stands in small letters: with a capital it may be a name."""
    tokens, found = document.tokens, {each.word: each for each in document.layer(find_joined_words)}
    for at in tokens.at(found.keys()):
        if tokens.words[at] in found:
            yield Candidate(Window(document, at, at + 1), found[tokens.words[at]])


def tell(candidate: Candidate, rule: Rule) -> Hit:
    """The word, with the two that it is made of."""
    right = " ".join(candidate.found.parts)
    return Hit(rule, candidate.window.span, values={"right": right}, fix=f"{REPLACE}{right}")


FEATURES = {
    "times": lambda candidate: candidate.window.tokens.counts[candidate.found.word],
    "clipped": lambda candidate: candidate.window.touching[1][:1] in APOSTROPHES,
    "near": lambda candidate: read_misspelling(candidate.found.word) is not None,
    "free": lambda candidate: BESIDE.issuperset((candidate.window.touching[0], *candidate.window.touching[1][:1])),
}
compile = Detector(propose, tell, FEATURES).compile
