"""Kind `number-conflict`: two figures that differ in one digit and seem to stand for the same thing."""

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from fractions import Fraction
from itertools import islice
from typing import NamedTuple

from marshmallow import Schema, fields, validate

from auditor.article import Span
from auditor.checks.protocol import Check, Context, Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope, Severity
from auditor.mentions.number_words import load_number_words
from auditor.mentions.numbers import YEARS, Number, find_prose_numbers
from auditor.rule import Rule

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")
_NOT_AMOUNTS = frozenset({"year", "date", "time", "score", "age"})
_DEFINITE = frozenset({"the", "this", "that", "those", "these", "his", "her", "its", "their"})
_COMPARING = frozenset({"from", "to", "at", "by", "against", "versus", "and", "or"})
_NUMBERING = frozenset({"label", "ordinal"})
_COMMON = frozenset({"said", "also", "like", "some", "many", "more", "about", "people", "percent", "year", "years"})
"""Words that stand beside any figure and say nothing of what it is for."""
MAX_DIGITS = 12
MAX_PAIRS = 50
"""Pairs of an article that are looked at; more are a table."""
MAX_COMPARED = 5
"""Mentions of the other figure that are looked at."""
MAX_ALIKE = 6
MIN_WORD = 4


class Params(Schema):
    """`min_points`: how many signs of one and the same figure are needed, see `_points`.

    `sure_points`: with fewer the finding is advice.
    """

    min_points = fields.Int(required=True, validate=validate.Range(1, 9))
    sure_points = fields.Int(required=True, validate=validate.Range(1, 9))


class _Figure(NamedTuple):
    """A number written in digits: the digits, what stands around them (currency, scale, percent sign), significance."""

    number: Number
    digits: str
    frame: str
    significant: int


class _Pair(NamedTuple):
    """A figure that stands once, and all mentions of another that differs from it in one digit."""

    odd: _Figure
    others: Sequence[_Figure]
    alike: int
    """Different figures of the same frame and length in the article; many of them are a series, not slips."""


def compile(rules: Sequence[Rule], context: Context) -> list[Check]:
    """One check for all rules; pairs are found once for each."""
    return [Check([rule], lambda document, rule=rule: _run(document, rule)) for rule in rules]  # type: ignore[misc]


def _run(document: Document, rule: Rule) -> Iterator[Hit]:
    for pair in islice(_pairs(_figures(document)), MAX_PAIRS):
        points, other = max(
            ((_points(document, pair, other), other) for other in pair.others[:MAX_COMPARED]), key=lambda best: best[0]
        )
        if points >= rule.params["min_points"]:
            quote = document.text[other.number.span.start : other.number.span.end]
            note = "a figure that differs in one digit"
            doubtful = points < rule.params["sure_points"]
            yield Hit(
                rule,
                pair.odd.number.span,
                values={"other": quote},
                evidence=(Evidence(note, span=other.number.span, quote=quote),),
                severity=Severity.INFO if doubtful else None,
            )


def _figures(document: Document) -> list[_Figure]:
    figures = []
    for number in document.layer(find_prose_numbers):
        text = document.text[number.span.start : number.span.end]
        match = None if number.joined or number.kind in _NOT_AMOUNTS else _DIGITS.search(text)
        if match and len(match.group()) <= MAX_DIGITS and not _may_be_year(text):
            digits = match.group().replace(",", "")
            frame = f"{text[: match.start()]}#{text[match.end() :].lower()}"
            figures.append(_Figure(number, digits, frame, len(digits.replace(".", "").strip("0"))))
    return figures


def _may_be_year(text: str) -> bool:
    return len(text) == 4 and text.isdecimal() and int(text) in YEARS


def _pairs(figures: list[_Figure]) -> Iterator[_Pair]:
    """Figures that stand once and differ in one digit from exactly one other."""
    mentions: dict[tuple[str, str], list[_Figure]] = defaultdict(list)
    for figure in figures:
        mentions[figure.frame, figure.digits].append(figure)
    alike = Counter((frame, len(digits)) for frame, digits in mentions)
    masked: dict[tuple[str, str], list[str]] = defaultdict(list)
    for frame, digits in mentions:
        for place, digit in enumerate(digits) if alike[frame, len(digits)] > 1 else ():
            if digit != ".":
                masked[frame, f"{digits[:place]}*{digits[place + 1 :]}"].append(digits)
    for (frame, _), values in masked.items():
        if len(values) == 2:
            first, second = (mentions[frame, digits] for digits in values)
            odd, others = _odd_one(first, second)
            if len(odd) == 1:
                yield _Pair(odd[0], others, alike[frame, len(odd[0].digits)])


def _odd_one(first: list[_Figure], second: list[_Figure]) -> tuple[list[_Figure], list[_Figure]]:
    """The figure with fewer mentions, then the other; of equals the one that comes later is odd."""
    if len(first) == len(second):
        return (second, first) if second[0].number.span > first[0].number.span else (first, second)
    return (first, second) if len(first) < len(second) else (second, first)


def _points(document: Document, pair: _Pair, other: _Figure) -> int:
    """Signs that both figures stand for one thing.

    On 47 one-digit slips, 3,687 clean articles and 672 other pages, many of which list prices and models: four points
    find 14 slips and 6 other pairs, just three 6 and 28.
    """
    odd = pair.odd
    sentence, other_sentence = (document.sentence_at(figure.number.span.start) for figure in (odd, other))
    significant = min(odd.significant, other.significant)
    if sentence == other_sentence or significant < 2 or _numbered_in_turn(pair, other):
        return -1
    before, after, shared = _context(document, odd, other, (sentence, other_sentence))
    if not (before or after or shared or len(pair.others) >= 3):
        return -1
    points = 2 - (pair.alike - 1) // 2 if pair.alike <= MAX_ALIKE else -2
    points += max(after, bool(odd.number.noun) and odd.number.noun == other.number.noun) + before
    points += (shared >= 2) + (shared >= 4) + (len(pair.others) >= 3) + (odd.number.kind == "money")
    points += _stands_after(document, odd, other, _DEFINITE) - _stands_after(document, odd, other, _COMPARING)
    return points if significant >= 3 else points - 3


def _numbered_in_turn(pair: _Pair, other: _Figure) -> bool:
    """Whether both number things that follow each other: sections 1401 and 1402, the 113th and 114th."""
    near = abs(Fraction(pair.odd.number.value) - other.number.value) <= 2
    return pair.odd.number.kind in _NUMBERING and near and len(pair.others) < 3


def _stands_after(document: Document, odd: _Figure, other: _Figure, words: frozenset[str]) -> bool:
    return any(_word(document, figure.number.tokens[0] - 1) in words for figure in (odd, other))


def _word(document: Document, index: int) -> str:
    folded = document.tokens.folded
    return folded[index] if 0 <= index < len(folded) else ""


def _context(document: Document, odd: _Figure, other: _Figure, sentences: tuple[Span, Span]) -> tuple[bool, bool, int]:
    """Whether the same content word stands before both and after both, and how many both sentences share."""
    stops = load_number_words().stops

    def same(first: int, second: int) -> bool:
        word = _word(document, first)
        return word == _word(document, second) and word[:1].isalpha() and word not in stops

    (first, first_end), (second, second_end) = odd.number.tokens, other.number.tokens
    one, two = (_content_words(document, sentence) for sentence in sentences)
    return same(first - 1, second - 1), same(first_end, second_end), len(one & two)


def _content_words(document: Document, sentence: Span) -> set[str]:
    tokens, table = document.tokens, load_number_words()
    first, last = (bisect_left(tokens.starts, offset) for offset in sentence)
    words = {w for w in tokens.folded[first:last] if len(w) >= MIN_WORD and w.isalpha()}
    return words - table.stops - table.starts - _COMMON
