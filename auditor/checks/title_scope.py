"""Kind `title-scope`: the dead of the title are in the text those who died and those who were hurt, together."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.number_fit import bears_out
from auditor.mentions.numbers import Number, find_numbers, find_title_numbers, phrase_of
from auditor.mentions.tolls import COUNTS, fates_of, toll_of
from auditor.rule import Rule
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
SEVERAL = 2
MAX_NUMBERS = 20
"""Numbers of a title that are looked at."""


class Params(Schema):
    """None."""


class Claim(NamedTuple):
    """A number of the dead in the title, and the first of the text that equals it or rounds to it."""

    window: Window
    number: Number
    told: Number
    numbers: Sequence[Number]
    """All of the text."""


def propose(document: Document, rule: Rule) -> Iterator[Claim]:
    """Numbers of the dead in the title that the text has for those who died and those who were hurt, and only so."""
    for number in filter(partial(_counts_dead, document), document.layer(find_title_numbers)[:MAX_NUMBERS]):
        numbers = _body_numbers(document)
        equal = [other for other in numbers if other.kind in COUNTS and bears_out(number, other)]
        if equal and not any(map(partial(_tells_fate, document), equal)):
            yield Claim(phrase_of(document, number, "title"), number, equal[0], numbers)


def _counts_dead(document: Document, number: Number) -> bool:
    """Whether a number of the title counts several dead, and nobody else."""
    return number.value >= SEVERAL and fates_of(document, number, "title") == {"dead"}


def _body_numbers(document: Document) -> Sequence[Number]:
    """The numbers below the title, in order."""
    numbers = document.layer(find_numbers)
    return numbers[bisect_left(numbers, document.body_start, key=lambda number: number.span.start) :]


def _tells_fate(document: Document, number: Number) -> bool:
    """Whether a number of the text is not plainly of those who died or were hurt, together."""
    return len(fates_of(document, number)) < SEVERAL


def _has_fewer_dead(claim: Claim) -> bool:
    """Whether the text says how many of them died."""
    fewer = (other for other in claim.numbers if 0 < other.value < claim.number.value)
    return any(toll_of(claim.window.document, other) == "dead" for other in fewer)


FEATURES: Mapping[str, Feature] = {"fewer-dead": _has_fewer_dead}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The title's number with its fate, and the text's."""
    document = claim.window.document
    phrase = phrase_of(document, claim.told).span
    evidence = Evidence("the text", "text", phrase, document.text[slice(*phrase)])
    values = {"other": " ".join(evidence.quote.split())}
    return Hit(rule, claim.window.span, document.title_field, values, (evidence,))


compile = Detector(propose, tell, FEATURES).compile
