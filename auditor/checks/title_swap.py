"""Kind `title-swap`: a name, number, day or model of the title where the text has another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.number_words import load_number_words
from auditor.mentions.times import Time, find_document_date, find_times, find_title_times
from auditor.mentions.title_swaps import Swap, find_swaps, is_swapped
from auditor.rule import Rule
from auditor.text.tokens import Tokens

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
NEAR_DAYS = 7
"""Of a day so near to the article's own, a text may say the weekday only."""
OFTEN = 3
"""A model is named so often in a text about it."""
MAX_LETTERS = 2
"""Behind the figure of a model: "5G", "3a"."""
_NO_MODEL = frozenset({
    "st", "nd", "rd", "th", "s", "in", "oz", "mi", "h", "hz", "c", "f", "p", "px", "mp", "gb", "tb", "kb", "mb",
})  # fmt: skip
"""Letters behind a figure that make it an ordinal or a measure, beside the units of numbers."""


class Params(Schema):
    """`finds`: a name or number amid the same words, a day of a month, or the figure of a model."""

    finds = fields.Str(validate=validate.OneOf(["words", "day", "model"]), required=True)


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check a rule."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    title = document.title
    if title is None:
        return
    finds = rule.params["finds"]
    find: Callable[[Document], Iterable[Swap]] = {"words": _same_words, "day": _other_days, "model": _other_models}[
        finds
    ]
    for span, where in find(document):
        if finds == "words" or not is_swapped(document, span):
            other = document.text[where.start : where.end]
            evidence = (Evidence("the text", "text", where, other),)
            hit = Span(title.span.start + span.start, title.span.start + span.end)
            yield Hit(rule, hit, title.field, {"other": other}, evidence)


def _same_words(document: Document) -> list[Swap]:
    return document.layer(find_swaps)


def _other_days(document: Document) -> Iterator[Swap]:
    """Days of the title whose figure stands nowhere in the text, where it has another day of that month."""
    for time in document.layer(find_title_times):
        if time.day is None or time.month is None or _is_near(document, time):
            continue
        figures = {str(day) for day in range(time.day, (time.end_day or time.day) + 1)}
        if figures.isdisjoint(document.tokens.counts):
            rivals = (other for other in document.layer(find_times) if other.month == time.month and other.day)
            rival = next((other for other in rivals if other.span.start >= document.body_start), None)
            if rival:
                yield Swap(time.span, rival.span)


def _is_near(document: Document, time: Time) -> bool:
    """Whether a day of no year may be one around the article's own."""
    day = document.layer(find_document_date).day
    assert time.month is not None and time.day is not None
    if day is None:
        return False
    apart = abs((time.month * 30 + time.day) - (day.month * 30 + day.day))
    return min(apart, 360 - apart) <= NEAR_DAYS


def _other_models(document: Document) -> Iterator[Swap]:
    """Models of the title that the text never names, where it names one other of the same letters often."""
    titled = list(_models(document.title_tokens))
    found = list(_models(document.tokens)) if titled else []
    for figure, letters, span in titled:
        rivals = [(other, where) for other, same, where in found if same == letters]
        figures = {other for other, _ in rivals}
        if len(rivals) >= OFTEN and len(figures) == 1 and figure not in figures:
            yield Swap(span, rivals[0][1])


def _models(tokens: Tokens) -> Iterator[tuple[str, str, Span]]:
    """Figure, letters and place of each figure with one or two letters written to it."""
    table = load_number_words()
    amounts = {*_NO_MODEL, *table.suffixes, *table.money_suffixes, *table.units, *table.clock}
    for index, word in enumerate(tokens.folded[1:], 1):
        if len(word) <= MAX_LETTERS and word.isalpha() and tokens.starts[index] == tokens.ends[index - 1]:
            figure = tokens.folded[index - 1]
            if figure.isdigit() and word not in amounts:
                yield figure, word, Span(tokens.starts[index - 1], tokens.ends[index])


_FINDS: Mapping[str, Callable[[Document], Iterable[Swap]]] = {
    "words": _same_words,
    "day": _other_days,
    "model": _other_models,
}
