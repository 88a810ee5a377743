"""Kind `number-conflict`: two figures that differ in one digit and seem to stand for the same thing."""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction
from itertools import islice, takewhile
from operator import eq
from typing import NamedTuple

from marshmallow import Schema

from auditor.checks.detector import Detector
from auditor.checks.guards import Feature
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.mentions.numbers import Number, content_words, find_prose_numbers, window_of
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"other"})
_DIGITS = re.compile(r"\d[\d.,]*\d|\d")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_TAG = re.compile(r"9(?:\.00)?[^\d\s]#$|\.95[^\d\s]#$")
"""The digits of a price and its frame, a sign of currency before it and no million behind."""
_NOT_AMOUNTS = frozenset({"year", "date", "time", "score", "age"})
_NUMBERING = frozenset({"label", "ordinal"})
MAX_DIGITS = 12
MAX_PAIRS = 50
"""Pairs of an article that are looked at; more are a table."""
MAX_COMPARED = 5
"""Mentions of the other figure that are looked at."""
LONG = 3
"""Significant digits of a figure that hardly stands by chance for two things."""
CAP = 5
"""What is counted as evidence counts no further."""


class Params(Schema):
    """None."""


class Figure(NamedTuple):
    """A number written in digits: the digits, and what stands around them (currency, scale, percent sign)."""

    window: Window
    number: Number
    digits: str
    frame: str

    @property
    def sentence(self) -> frozenset[str]:
        """The content words of its sentence."""
        return content_words(self.window)


class Pair(NamedTuple):
    """A figure that stands once, and the mention of one a digit off it that has most in common with it."""

    window: Window
    odd: Figure
    other: Figure
    mentions: int
    """How often the other stands in the article."""
    alike: int
    """Different figures of the same frame and length in the article; many of them are a series, not slips."""

    @property
    def shared(self) -> frozenset[str]:
        """Content words of both sentences."""
        return self.odd.sentence & self.other.sentence

    @property
    def significant(self) -> int:
        """Digits of the figure without zeros at its ends."""
        return len(self.odd.digits.replace(".", "").strip("0"))


def propose(document: Document, rule: Rule) -> Iterator[Pair]:
    """Figures that stand once and differ in one digit from exactly one other."""
    figures = list(_figures(document))
    mentions: dict[tuple[str, str], list[Figure]] = defaultdict(list)
    for figure in figures:
        mentions[figure.frame, figure.digits].append(figure)
    alike = Counter((frame, len(digits)) for frame, digits in mentions)
    for frame, one, other in islice(_neighbours(mentions), MAX_PAIRS):
        seldom, often = sorted((mentions[frame, one], mentions[frame, other]), key=_rank)
        if len(seldom) == 1:
            odd, sentence = seldom[0], seldom[0].sentence
            nearest = max(often[:MAX_COMPARED], key=lambda figure: len(sentence & figure.sentence))
            yield Pair(odd.window, odd, nearest, len(often), alike[frame, len(odd.digits)])


def _rank(found: Sequence[Figure]) -> tuple[int, int]:
    """The figure with fewer mentions comes first; of equals the one that begins later."""
    return len(found), -found[0].window.first


def _figures(document: Document) -> Iterator[Figure]:
    """The amounts of the article that are written in digits."""
    for number in document.layer(find_prose_numbers):
        text = document.text[slice(*number.span)]
        match = None if number.joined or number.kind in _NOT_AMOUNTS else _DIGITS.search(text)
        if match and len(match.group()) <= MAX_DIGITS and not _YEAR.fullmatch(text):
            frame = f"{text[: match.start()]}#{text[match.end() :].lower()}"
            yield Figure(window_of(document, number), number, match.group().replace(",", ""), frame)


def _neighbours(mentions: Mapping[tuple[str, str], Sequence[Figure]]) -> Iterator[tuple[str, str, str]]:
    """Frame and digits of two figures that differ in one place, where no third does."""
    masked: dict[tuple[str, str], list[str]] = defaultdict(list)
    for frame, digits in mentions:
        for place in filter(lambda at: digits[at] != ".", range(len(digits))):
            masked[frame, f"{digits[:place]}*{digits[place + 1 :]}"].append(digits)
    pairs = ((frame, values) for (frame, _), values in masked.items())
    return ((frame, values[0], values[1]) for frame, values in pairs if len(values) == 2)


def tell(pair: Pair, rule: Rule) -> Hit:
    """The odd figure, with the other as evidence."""
    span = pair.other.number.span
    quote = pair.window.document.text[slice(*span)]
    evidence = Evidence("a figure that differs in one digit", span=span, quote=quote)
    return Hit(rule, pair.window.span, values={"other": quote}, evidence=(evidence,))


def _common_run(one: Sequence[str], other: Sequence[str]) -> int:
    """How many words both begin with."""
    return sum(1 for _ in takewhile(bool, map(eq, one, other)))


def _is_of_one_noun(pair: Pair) -> bool:
    """Whether both figures count the same."""
    return bool(pair.odd.number.noun) and pair.odd.number.noun == pair.other.number.noun


def _preceded(pair: Pair, name: str) -> bool:
    """Whether one of the figures stands right behind a word of a list."""
    return any(figure.window.word_before in words(name) for figure in (pair.odd, pair.other))


def _is_near(pair: Pair) -> bool:
    """Whether one is at most two more than the other."""
    return abs(Fraction(pair.odd.number.value) - pair.other.number.value) <= 2


def _in_turn(pair: Pair) -> bool:
    """Whether both number things that follow each other: sections 1401 and 1402, the 113th and 114th."""
    return pair.odd.number.kind in _NUMBERING and _is_near(pair)


def _periods(figure: Figure) -> set[str]:
    """The years, months, quarters and weekdays that its sentence names."""
    named = words("numbers/periods") | words("dates/named weekdays")
    return {word for word in figure.window.around() if word in named or _YEAR.fullmatch(word)}


def _of_other_periods(pair: Pair) -> bool:
    """Whether both sentences name periods, and none the same."""
    odd, other = _periods(pair.odd), _periods(pair.other)
    return bool(odd and other and not odd & other)


def _is_price_tag(pair: Pair) -> bool:
    """Whether both are prices as goods in a shop have them: $199, $19.95."""
    odd = pair.odd
    return odd.number.kind == "money" and all(_TAG.search(each.digits + each.frame) for each in (odd, pair.other))


def _around(pair: Pair) -> int:
    """How many words right beside both figures are the same."""
    before = _common_run(pair.odd.window.before(CAP)[::-1], pair.other.window.before(CAP)[::-1])
    return min(before + _common_run(pair.odd.window.after(CAP), pair.other.window.after(CAP)), CAP)


SIGNS: Mapping[str, Callable[[Pair], float]] = {
    "long_and_repeated": lambda pair: pair.significant >= LONG and pair.mentions > 1,
    "same_noun": _is_of_one_noun,
    "words_beside": _around,
    "shared_words": lambda pair: min(len(pair.shared), CAP),
    "nothing_shared": lambda pair: not pair.shared,
    "contrast": lambda pair: any(figure.window.has(words("numbers/contrast")) for figure in (pair.odd, pair.other)),
    "definite": lambda pair: _preceded(pair, "grammar/definite"),
    "comparing": lambda pair: _preceded(pair, "numbers/comparing"),
    "mentions": lambda pair: min(pair.mentions, CAP) - 1,
    "in_series": lambda pair: min(pair.alike, CAP + 2) - 2,
    "digits": lambda pair: min(pair.significant, CAP),
    "money": lambda pair: pair.odd.number.kind == "money",
    "percent": lambda pair: pair.odd.number.kind == "percent",
    "leading_digit": lambda pair: pair.odd.digits[0] != pair.other.digits[0],
    "quoted": lambda pair: pair.window.quoted,
    "other_periods": _of_other_periods,
    "other_nouns": lambda pair: len({pair.odd.number.noun, pair.other.number.noun} - {""}) > 1,
    "near": _is_near,
    "decimal": lambda pair: "." in pair.odd.digits,
    "length": lambda pair: len(pair.odd.digits),
    "words_apart": lambda pair: math.log1p(abs(pair.odd.window.first - pair.other.window.first)),
}
"""What speaks for and against a slip, as auditor/evidence/data/number-conflict.tsv weighs it."""
FEATURES: Mapping[str, Feature] = {
    "same-sentence": lambda pair: pair.odd.window.shares_sentence(pair.other.window),
    "in-turn": _in_turn,
    "price-tag": _is_price_tag,
}
compile = Detector(propose, tell, FEATURES, signs=SIGNS, model="number-conflict").compile
