"""Kind `title-swap`: a name, number, day or model of the title where the text has another."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache, partial
from typing import Any, NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.contrast import Contrast, find_contrasts, tell
from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.guards import Feature
from auditor.document import Document
from auditor.finding import Scope
from auditor.mentions.body import find_body_times
from auditor.mentions.names import has_capital_of_name
from auditor.mentions.number_words import load_number_words
from auditor.mentions.times import Time, find_document_date, find_title_times
from auditor.mentions.title_segments import stands_alone
from auditor.mentions.title_swaps import Swap, find_swaps
from auditor.rule import Rule
from auditor.text.fold import fold
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
_MODEL = re.compile(r"(?<![\w.,:])(\d+)([a-z]{1,2})(?!['’]?\w)")
"""Folded: "5g", "3a"."""
MONTH_DAYS, YEAR_DAYS = 30, 360
"""Of a year of equal months, near enough to say how far two days without a year are apart."""


class Params(Schema):
    """`finds`: a name or number amid the same words, a day of a month, or the figure of a model."""

    finds = fields.Str(validate=validate.OneOf(["words", "day", "model"]), required=True)


class Day(NamedTuple):
    """A day of a month, or the first of several."""

    window: Window
    value: int
    last: int
    month: int

    @property
    def figures(self) -> set[str]:
        """Those by which a text may name one of the days."""
        return set(map(str, range(self.value, self.last + 1)))


class Model(NamedTuple):
    """A figure with one or two letters written to it."""

    window: Window
    value: str
    letters: str


def _same_words(document: Document, rule: Rule) -> Sequence[Swap]:
    """Names and numbers that the text has otherwise amid the same words."""
    return document.layer(find_swaps)


def _days(document: Document, rule: Rule) -> Iterator[Contrast[Day]]:
    """Days of the title whose figures stand nowhere in the text, where it has another day of that month."""
    titled = _find_days(document, document.layer(find_title_times), "title")
    absent = [day for day in titled if day.figures.isdisjoint(document.tokens.counts)]
    found = _find_days(document, document.layer(find_body_times), "text") if absent else []
    return find_contrasts(absent, found, lambda one, other: one.month == other.month)


def _find_days(document: Document, times: Iterable[Time], field: str) -> list[Day]:
    """Those among the times of a field."""
    return [
        Day(Window(document, time.first, time.last, field), time.day, time.end_day or time.day, time.month)
        for time in times
        if time.day and time.month
    ]


def _days_off(claim: Contrast[Day]) -> int:
    """How far a day of no year is from the article's own, in some year; as far as can be where that is not known."""
    titled, day = claim.titled, claim.window.document.layer(find_document_date).day
    if day is None:
        return YEAR_DAYS
    apart = abs((titled.month - day.month) * MONTH_DAYS + titled.value - day.day)
    return min(apart, YEAR_DAYS - apart)


def _models(document: Document, rule: Rule) -> Iterator[Contrast[Model]]:
    """Models of the title that the text never names, where it names others of the same letters."""
    titled = _find_models(document, "title", fold(document.title_text))
    found = _find_models(document, "text", document.folded) if titled else []
    return find_contrasts(titled, found, lambda one, other: one.letters == other.letters)


def _find_models(document: Document, field: str, folded: str) -> list[Model]:
    """Those of a field, in order."""
    offset = document.title_offset if field == "title" else 0
    found = (
        Model(Window.over(document, Span(offset + match.start(), offset + match.end()), field), *match.groups())
        for match in _MODEL.finditer(folded)
    )
    return [model for model in found if model.letters not in _letters_of_amounts()]


@cache
def _letters_of_amounts() -> frozenset[str]:
    """Letters that make an amount of a figure."""
    table = load_number_words()
    parts: Iterable[Iterable[str]] = (table.suffixes, table.money_suffixes, table.units, table.clock)
    return words("titles/behind figures").union(*parts)


def _is_verb(swap: Swap) -> bool:
    """Whether it ends as a verb does, before a name and behind another or an "and": "backs Hill and slams Wood"."""
    window = swap.window
    led = window.word_before in words("grammar/conjunctions") or any(
        map(has_capital_of_name, window.before(1, written=True))
    )
    named = any(map(has_capital_of_name, window.after(1, written=True)))
    return window.words[-1].endswith(("s", "ed")) and led and named


WORD_FEATURES: Mapping[str, Feature] = {
    "verb": _is_verb,
    "stands-alone": lambda swap: stands_alone(swap.window),
    "told-words": lambda swap: frozenset(swap.told.words),
}
DAY_FEATURES: Mapping[str, Feature] = {"days-off": _days_off}
MODEL_FEATURES: Mapping[str, Feature] = {
    "times": lambda claim: len(claim.rivals),
    "others": lambda claim: len(claim.values),
}
DETECTORS: Mapping[str, Detector[Any]] = {
    "words": Detector(_same_words, tell, WORD_FEATURES),
    "day": Detector(_days, tell, DAY_FEATURES),
    "model": Detector(_models, tell, MODEL_FEATURES),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
