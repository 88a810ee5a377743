"""Kind `misspelling`: a word in small letters that no list knows, a slip away from a common one, or two joined ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import REPLACE, Scope
from auditor.knowledge.words import load_words
from auditor.mentions.misspellings import (
    Misspelling,
    find_joined_words,
    find_misspellings,
    is_compound,
    is_derived,
    is_doubled_within,
    is_listed,
    read_misspelling,
)
from auditor.rule import Rule
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"right"})
FINDERS = {"slip": find_misspellings, "joined": find_joined_words}
BEFORE = frozenset(["", *" \n\t\u00a0\"“‘'(—–-"])
AFTER = frozenset(["", *" \n\t\u00a0\"”’'.,;:!?)—–-"])
"""Marks that may stand right before and behind a word of prose; others make it part of an address, code or a note."""
QUOTES = frozenset("\"“”‘’'")
APOSTROPHES = frozenset("'’")


class Params(Schema):
    """`finds`: a `slip`, which makes another word, or two words `joined`, with no space between them."""

    finds = fields.Str(load_default="slip", validate=validate.OneOf(FINDERS))


class Candidate(NamedTuple):
    """Where a misspelling stands."""

    window: Window
    found: Misspelling

    @property
    def free(self) -> bool:
        """Whether it stands as words of prose do, and not between two hyphens."""
        before, behind = self.window.touching
        return before in BEFORE and behind[:1] in AFTER and (before, behind[:1]) != ("-", "-")

    @property
    def alone_in_quotes(self) -> bool:
        """Whether a mark of quotation stands right before it, and another right behind, perhaps over a stop."""
        before, behind = self.window.touching
        return before in QUOTES and not QUOTES.isdisjoint(behind)

    @property
    def in_coined_name(self) -> bool:
        """Whether a hyphen joins it to another word that no list has: so programs are named."""
        window, (before, behind) = self.window, self.window.touching
        joined = [*window.before(2, written=True)[:1]] if before == "-" else []
        joined += window.after(2, written=True)[1:] if behind[:1] == "-" else []
        return any(word.islower() and not load_words().count(word).pages and not is_listed(word) for word in joined)

    @property
    def is_introduced(self) -> bool:
        """Whether the text has it in brackets behind a word with a capital: as the short form of a name."""
        tokens, word = self.window.tokens, self.found.word
        places = (tokens.words[max(0, at - 2) : at + 2] for at in tokens.at({word}))
        return any(near[1:] == ["(", word, ")"] and near[0][:1].isupper() for near in places)


def propose(document: Document, rule: Rule) -> Iterator[Candidate]:
    """Each misspelling, where it stands in small letters: with a capital it may be a name."""
    tokens, misspelt = document.tokens, document.layer(FINDERS[rule.params["finds"]])
    found = {each.word: each for each in misspelt}
    for at in tokens.at(found.keys()):
        if tokens.words[at] in found:
            yield Candidate(Window(document, at, at + 1), found[tokens.words[at]])


def tell(candidate: Candidate, rule: Rule) -> Hit:
    """The word, with what it should be."""
    right = candidate.found.right
    return Hit(rule, candidate.window.span, values={"right": right}, fix=f"{REPLACE}{right}")


FEATURES = {
    "word": lambda candidate: candidate.found.word,
    "slip": lambda candidate: candidate.found.slip,
    "letters": lambda candidate: len(candidate.found.word),
    "times": lambda candidate: candidate.window.tokens.counts[candidate.found.word],
    "free": lambda candidate: candidate.free,
    "clipped": lambda candidate: candidate.window.touching[1][:1] in APOSTROPHES,
    "alone-in-quotes": lambda candidate: candidate.alone_in_quotes,
    "derived": lambda candidate: is_derived(candidate.found.word),
    "compound": lambda candidate: is_compound(candidate.found.word),
    "doubled-within": lambda candidate: is_doubled_within(candidate.found.word, candidate.found.right),
    "in-coined-name": lambda candidate: candidate.in_coined_name,
    "introduced": lambda candidate: candidate.is_introduced,
    "near": lambda candidate: read_misspelling(candidate.found.word) is not None,
}
compile = Detector(propose, tell, FEATURES).compile
