"""Kind `promised-items`: a list that has more items, or fewer, than the title or the sentence before it promises."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope, Severity
from auditor.mentions.enumerations import find_enumerations, find_numbered, promises
from auditor.mentions.numbers import Number, find_title_numbers, numbers_of_sentence, phrase_of
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"found", "promised"})
MIN_LETTERS = 2
"""Capitals that an abbreviation begins with at least: "OKRs"."""


class Params(Schema):
    """`finds`: names of a sentence, or numbered items of a text against its title."""

    finds = fields.Str(validate=validate.OneOf(["names", "numbered"]), required=True)


class Promise(NamedTuple):
    """A figure, and what it promises."""

    window: Window
    number: Number
    items: Sequence[str]
    """As the text has them."""
    listed: Span
    """From the first item to the last."""

    @property
    def missing(self) -> int:
        """How many fewer there are than promised; below 0 if there are more."""
        return int(self.number.value) - len(self.items)

    @property
    def expanded(self) -> bool:
        """Whether what is counted is an abbreviation and its meaning stands in brackets behind it."""
        noun = self.window.tokens.words[self.window.end - 1]
        return noun[:MIN_LETTERS].isupper() and self.window.word_after == "("

    @property
    def counted_before(self) -> bool:
        """Whether another figure of the sentence is how many there are: "six songs have two parts: A, B, C, ..."."""
        others = (each for each in numbers_of_sentence(self.window) if each != self.number)
        return any(each.value == len(self.items) for each in others)

    @property
    def placed(self) -> bool:
        """Whether some items are countries or parts of them and some are not: "Portland, Oregon, and Salem"."""
        areas = [item for item in self.items if _is_area(self.window.document, item)]
        return 0 < len(areas) < len(self.items)


def _is_area(document: Document, name: str) -> bool:
    """Whether a name is first of all that of a country, or of another place larger than a town."""
    known = document.knowledge.gazetteer.places(name)
    return bool(known) and known[0].kind != "city"


def propose_names(document: Document, rule: Rule) -> Iterator[Promise]:
    """ "The three brothers, Anton, Bert, Carl and Dirk,"."""
    for found in document.layer(find_enumerations):
        if len(found.items) != found.number.value:
            yield Promise(phrase_of(document, found.number), found.number, found.items, found.window.span)


def propose_numbered(document: Document, rule: Rule) -> Iterator[Promise]:
    """ "7 things to know" over items numbered from 1 to 8, or from 8 to 1."""
    promised = list(filter(_counts_items, document.layer(find_title_numbers)))
    numbered = document.layer(find_numbered) if promised else []
    places = [place for place, _ in numbered]
    complete = len(places) > 1 and places in (sorted(set(places)), sorted(set(places), reverse=True))
    if complete and {min(places), max(places)} == {1, len(places)} and promised[0].value != len(places):
        listed = Span(numbered[0][1].start, numbered[-1][1].end)
        window = phrase_of(document, promised[0], "title")
        yield Promise(window, promised[0], list(map(str, places)), listed)


def _counts_items(number: Number) -> bool:
    """Whether a number of the title counts what texts number."""
    return promises(number) and number.noun in words("numbers/items")


def tell(promise: Promise, rule: Rule) -> Hit:
    """The figure with what it counts. Fewer items than promised are advice, for a text may be cut; so are several more
    than a title promises, which may be another list."""
    document, title = promise.window.document, promise.window.field == "title"
    evidence = Evidence("the list", "text", promise.listed, document.text[slice(*promise.listed)])
    values = {"found": str(len(promise.items)), "promised": str(promise.number.value)}
    severity = Severity.INFO if promise.missing > 0 or (title and promise.missing < -1) else None
    return Hit(rule, promise.window.span, promise.window.span_field, values, (evidence,), severity)


FEATURES_OF_LISTS: Mapping[str, Feature] = {
    "missing": lambda promise: float(promise.missing),
    "modifiers": lambda promise: frozenset(promise.number.modifiers),
    "expanded": lambda promise: promise.expanded,
    "counted-before": lambda promise: promise.counted_before,
    "placed": lambda promise: promise.placed,
}
DETECTORS: Mapping[str, Detector[Any]] = {
    "names": Detector(propose_names, tell, FEATURES_OF_LISTS),
    "numbered": Detector(propose_numbered, tell, FEATURES_OF_LISTS),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
