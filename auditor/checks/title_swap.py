"""Kind `title-swap`: a name, number, day or model of the title where the text has another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.detector import Detector, compile_by, features_of
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.names import is_ordinary
from auditor.mentions.number_words import load_number_words
from auditor.mentions.times import Time, find_document_date, find_times, find_title_times
from auditor.mentions.title_swaps import Swap, find_swaps
from auditor.rule import Rule
from auditor.text.tokens import Tokens
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
MAX_LETTERS = 2
"""Behind the figure of a model: "5G", "3a"."""
MONTH_DAYS, YEAR_DAYS = 30, 360
"""Of a year of equal months, near enough to say how far two days without a year are apart."""


class Params(Schema):
    """`finds`: a name or number amid the same words, a day of a month, or the figure of a model."""

    finds = fields.Str(validate=validate.OneOf(["words", "day", "model"]), required=True)


class Claim(NamedTuple):
    """A passage of the title, and what the text has instead."""

    window: Window
    span: Span
    """In the field of the title."""
    swap: Swap
    days_off: int = YEAR_DAYS
    """Of a day, how far it is from the article's own; as far as can be where either is not known."""
    times: int = 0
    """Of a model, how often the text names the other."""
    others: int = 0
    """Of a model, how many others the text names."""


def _claim(document: Document, swap: Swap, **known: int) -> Claim:
    start = document.title_offset
    span = Span(start + swap.span.start, start + swap.span.end)
    return Claim(Window.over(document, span, "title"), span, swap, **known)


def _same_words(document: Document, rule: Rule) -> Iterator[Claim]:
    """Names and numbers that the text has otherwise amid the same words."""
    return (_claim(document, swap) for swap in document.layer(find_swaps))


def _days(document: Document, rule: Rule) -> Iterator[Claim]:
    """Days of the title whose figure stands nowhere in the text, where it has another day of that month."""
    for time in document.layer(find_title_times):
        rivals = _other_days(document, time) if time.day and time.month else ()
        rival = next(iter(rivals), None)
        if rival:
            yield _claim(document, Swap(time.span, rival.span), days_off=_days_off(document, time))


def _other_days(document: Document, time: Time) -> Iterator[Time]:
    """Other days of the same month that the body names, if none of the figures of `time` stands there."""
    assert time.day is not None
    figures = {str(day) for day in range(time.day, (time.end_day or time.day) + 1)}
    if figures.isdisjoint(document.tokens.counts):
        for other in document.layer(find_times):
            if other.month == time.month and other.day and other.span.start >= document.body_start:
                yield other


def _days_off(document: Document, time: Time) -> int:
    """How far a day of no year is from the article's own, in some year."""
    day = document.layer(find_document_date).day
    if day is None or time.month is None or time.day is None:
        return YEAR_DAYS
    apart = abs((time.month - day.month) * MONTH_DAYS + time.day - day.day)
    return min(apart, YEAR_DAYS - apart)


def _models(document: Document, rule: Rule) -> Iterator[Claim]:
    """Models of the title that the text never names, where it names others of the same letters."""
    titled = list(_find_models(document.title_tokens))
    found = list(_find_models(document.tokens)) if titled else []
    for figure, letters, span in titled:
        rivals = {where: other for other, same, where in found if same == letters}
        figures = set(rivals.values())
        if rivals and figure not in figures:
            yield _claim(document, Swap(span, min(rivals)), times=len(rivals), others=len(figures))


def _find_models(tokens: Tokens) -> Iterator[tuple[str, str, Span]]:
    """Figure, letters and place of each figure with one or two letters written to it."""
    amounts = _letters_of_amounts()
    for index in range(1, len(tokens)):
        letters, figure = tokens.folded[index], tokens.folded[index - 1]
        joined = tokens.starts[index] == tokens.ends[index - 1] and figure.isdigit()
        if joined and len(letters) <= MAX_LETTERS and letters.isalpha() and letters not in amounts:
            yield figure, letters, Span(tokens.starts[index - 1], tokens.ends[index])


def _letters_of_amounts() -> frozenset[str]:
    table = load_number_words()
    parts: Iterable[Iterable[str]] = (table.suffixes, table.money_suffixes, table.units, table.clock)
    return words("titles/behind figures").union(*parts)


def _is_verb(claim: Claim) -> bool:
    """Whether it is one word that ends as a verb does, between two names."""
    word, sides = claim.window.words[0], claim.window.before(1, written=True) + claim.window.after(1, written=True)
    names = [side for side in sides if side[0].isupper() and not is_ordinary(side.lower())]
    return len(claim.window.words) == 1 and word.endswith(("s", "ed")) and len(names) > 1


WORD_FEATURES: Mapping[str, Feature] = {"verb": _is_verb}
DAY_FEATURES: Mapping[str, Feature] = {"days-off": lambda claim: claim.days_off}
MODEL_FEATURES: Mapping[str, Feature] = {
    "times": lambda claim: claim.times,
    "others": lambda claim: claim.others,
}


def tell(claim: Claim, rule: Rule) -> Hit:
    """The claim, with the passage of the text."""
    document, where = claim.window.document, claim.swap.other
    other = document.text[where.start : where.end]
    return Hit(rule, claim.span, document.title_field, {"other": other}, (Evidence("the text", "text", where, other),))


DETECTORS = {
    "words": Detector(_same_words, tell, WORD_FEATURES),
    "day": Detector(_days, tell, DAY_FEATURES),
    "model": Detector(_models, tell, MODEL_FEATURES),
}
FEATURES = features_of(DETECTORS)
compile = partial(compile_by, DETECTORS)
