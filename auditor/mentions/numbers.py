"""Numbers of a text or a title: exact value, comparator, unit and the noun that is counted."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from itertools import filterfalse, takewhile
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.capitals import is_capitalised
from auditor.mentions.number_values import DIGITS, HYPHENS, Value, read_value
from auditor.mentions.number_words import load_number_words, role_of, singular
from auditor.mentions.prose import find_prose
from auditor.text.fold import fold
from auditor.text.tokens import Tokens
from auditor.vocabulary import words
from auditor.window import Window

MAX_BOUND = 4
"""Words of a comparator."""
NOUN_REACH = 6
"""Tokens after the figure, past "or more" and "of the", among which the counted noun is looked for."""
MAX_NAME = 5
"""Words of a name that a number ends: "the Dow Jones Stoxx 50"."""
MIN_CONTENT = 4
"""Letters of a word that says something."""
YEARS = range(1500, 2101)
COUNTED = frozenset({"count", "vague"})
"""Kinds of figures that take a unit from the noun behind them."""
SCORED = frozenset({"count", "label"})
"""What the sides of a score read as alone."""
SIZES = (("day", range(1, 32)), ("age", range(120)))
"""What so small a figure may be, the narrower first."""
JOINTS = {**dict.fromkeys(HYPHENS, "-"), "to": "to", "and": "and", "of": "of", "vs": "vs"}
"""What may stand between the two figures of a range, a score or a ratio; any hyphen is "-"."""
_HEAD = re.compile("-[huo]|u|(?:[ou][ou-]*)?h")
"""Roles of the words up to the noun: of "25-nation", "25 miles", "25 more US-backed fighters"."""
_LONE = re.compile("o")
"""Those of "one boat"."""


class Number(NamedTuple):
    """One number as it stands in the text.

    `kind` says what it is for: `count` (of things), `money`, `percent`, `measure` (of time, length, weight...),
    `fraction` (also "one in five"), `vague` (dozens), `ordinal`, `age`, `score`, `year` (also "1990s"), `date`,
    `time` and `label` ("Phase 2"). Only the first six state an amount that a text can contradict.
    """

    span: Span
    """The figure with its currency, scale and percent sign, without comparator and noun."""
    value: int | Fraction
    """Exact; a percentage as written (25 for "25 %"), a vague one the least it can be (200 for "hundreds")."""
    kind: str
    comparator: str
    """Empty for an exact figure, else over, nearly, under, about, at least or up to."""
    comparator_span: Span | None
    unit: str
    """Currency sign or name, unit of measure in the singular, or "percent"."""
    noun: str
    """What is counted: folded, in the singular; empty where no noun was recognised."""
    noun_span: Span | None
    modifiers: tuple[str, ...]
    """Folded words between the figure and the noun."""
    tokens: tuple[int, int]
    """Its first token and the one after its last."""
    phrase: tuple[int, int]
    """The same with its comparator and its noun."""
    joined: bool
    """Whether it is one of two figures of a range, a score or a ratio."""


def find_numbers(document: Document) -> list[Number]:
    """The numbers of the text, in order."""
    return _numbers_of(document, "text", document.folded)


def find_prose_numbers(document: Document) -> list[Number]:
    """The numbers that stand in the article's own prose, in order."""
    prose = document.layer(find_prose)
    starts = [block.start for block in prose]

    def inside(number: Number) -> bool:
        index = bisect_right(starts, number.span.start) - 1
        return index >= 0 and number.span.start < prose[index].end

    return list(filter(inside, document.layer(find_numbers)))


def numbers_of_sentence(window: Window) -> list[Number]:
    """Those of the article's own prose in the sentence of a window of the text, in order."""
    numbers, (first, end) = window.document.layer(find_prose_numbers), window.sentence
    low, high = (bisect_left(numbers, token, key=lambda number: number.tokens[0]) for token in (first, end))
    return numbers[low:high]


def find_title_numbers(document: Document) -> list[Number]:
    """The numbers of the title, in order; offsets count in `document.title.text`."""
    return _numbers_of(document, "title", fold(document.title_text))


def window_of(document: Document, number: Number, field: str = "text") -> Window:
    """The figure alone, in the text or the title."""
    return Window(document, *number.tokens, field)


def phrase_of(document: Document, number: Number, field: str = "text") -> Window:
    """The figure with what bounds it and what it counts."""
    return Window(document, *number.phrase, field)


def content_words(window: Window) -> frozenset[str]:
    """The words of a figure's sentence that say what it is for."""
    found = {word for word in window.around() if len(word) >= MIN_CONTENT and word.isalpha()}
    table = load_number_words()
    return frozenset(found - table.stops - table.starts - words("numbers/common"))


def joint_of(document: Document, low: Number, high: Number, field: str = "text") -> str:
    """Which of JOINTS is all that stands between two figures; "" where none is."""
    tokens = document.tokens if field == "text" else document.title_tokens
    between = tokens.folded[low.tokens[1] : high.tokens[0]]
    return JOINTS.get(between[0], "") if len(between) == 1 else ""


def quote_number(document: Document, number: Number) -> str:
    """The figure as the text has it, with the noun that it counts; line breaks are spaces."""
    end = max(number.span.end, number.noun_span.end if number.noun_span else 0)
    return _in_line(document.text[number.span.start : end])


def quote_figure(document: Document, number: Number) -> str:
    """The figure as the text has it, without its noun."""
    return _in_line(document.text[number.span.start : number.span.end])


def _in_line(text: str) -> str:
    return " ".join(text.split())


def _numbers_of(document: Document, field: str, text: str) -> list[Number]:
    """The numbers of a field; `text` is what its tokens count in, folded."""
    tokens = document.tokens if field == "text" else document.title_tokens
    found: list[Number] = []
    after = 0
    for index in tokens.at(_openers(tokens)):
        value = read_value(text, tokens, index, after) if index >= after else None
        if value:
            found.append(_number(Window(document, value.start, value.end, field), value))
            after = value.end
    return _join(document, field, found)


def _openers(tokens: Tokens) -> set[str]:
    """The words that a number may begin with: some, and what begins with a digit."""
    figures = {word for word in filterfalse(str.isalpha, tokens.distinct) if word[0] in DIGITS}
    return figures | (load_number_words().starts & tokens.distinct)


class _Noun(NamedTuple):
    """The counted noun: its singular, how many words after the figure it stands, and the words before it."""

    word: str = ""
    place: int = -1
    modifiers: tuple[str, ...] = ()


_NO_NOUN = _Noun()


class _Place(NamedTuple):
    """A figure, the folded words beside it, and the noun that it counts."""

    window: Window
    value: Value
    before: list[str]
    """The nearest last."""
    word_before: str
    """The last of them, past the full stop of an abbreviation."""
    after: list[str]
    noun: _Noun
    measure: str
    """Whether its unit is one of "money" or a "measure"."""


def _number(window: Window, value: Value) -> Number:
    table, tokens = load_number_words(), window.tokens
    before, after = window.before(MAX_BOUND), window.after(2 * NOUN_REACH)
    leading, sense = _bound_in(before)
    behind, sense_behind = (0, "") if leading else table.comparators_after.at(after, 0) or (0, "")
    noun = _find_noun(value, after, behind)
    counts = value.kind in COUNTED and not noun.modifiers
    unit, measure = table.measures.get(noun.word if counts else "", ("", ""))
    word_before = "".join(before[-2:-1] if before[-1:] == ["."] else before[-1:])
    place = _Place(window, value, before, word_before, after, noun, measure)
    kind = _kind(place) if value.kind == "count" else value.kind
    start, end, head = window.first - leading, window.end + behind, window.end + noun.place
    bound = (start, window.first) if leading else (window.end, end)
    return Number(
        _span(tokens, window.first, window.end), value.amount, kind,
        sense or sense_behind, _span(tokens, *bound) if leading or behind else None,
        value.unit or unit, noun.word, _span(tokens, head, head + 1) if noun.word else None,
        noun.modifiers, (window.first, window.end), (start, max(end, head + 1)), joined=False,
    )  # fmt: skip


def _span(tokens: Tokens, first: int, end: int) -> Span:
    """Where tokens stand in the text or in the title's own text."""
    return Span(tokens.starts[first], tokens.ends[end - 1])


def bound_before(window: Window) -> tuple[int, str]:
    """How many words right before a passage bound it, and how, as "more than" before "doubled"; 0 and "" for none."""
    return _bound_in(window.before(MAX_BOUND))


def _bound_in(before: list[str]) -> tuple[int, str]:
    """The same of the words before it."""
    first, sense = load_number_words().comparators.before(before, len(before)) or (len(before), "")
    return len(before) - first, sense


def _find_noun(value: Value, after: Sequence[str], first: int) -> _Noun:
    """The noun that is counted, from word `first` after the figure on; past "of" and the determiners behind it."""
    if after[first : first + 1] == ["of"]:
        first += 1 + len(list(takewhile(words("numbers/determiners").__contains__, after[first + 1 :])))
    roles = "".join(map(role_of, after[first : first + NOUN_REACH]))
    single = value.amount == 1 and value.kind == "count"
    match = _HEAD.match(roles) or (_LONE.match(roles) if single else None)
    if match is None:
        return _NO_NOUN
    head = first + match.end() - 1
    return _Noun(singular(after[head]), head, tuple(word for word in after[first:head] if word != "-"))


def _kind(place: _Place) -> str:
    """The first kind of the table of which all holds."""
    for kind, row in load_number_words().kinds:
        for name, wanted in row:
            if FACTS[name](place) not in wanted:
                break
        else:
            return kind
    return "count"


def _is_apposed(place: _Place) -> str:
    """Whether a word with a capital stands before the comma before the figure: "Anna Smit, 25,"."""
    return "yes" if place.window.before(2, written=True)[0][0].isupper() else ""


def _glued(place: _Place) -> str:
    """The character right before a figure, or "range" for a hyphen after a digit."""
    mark = place.window.touching[0]
    ranged = mark in HYPHENS and "".join(place.before[-2:-1])[-1:].isdigit()
    return "range" if ranged else mark


def _shape(place: _Place) -> str:
    """Whether it is written as a year is, in digits alone."""
    return "year" if "".join(place.window.words).isdigit() and place.value.amount in YEARS else ""


def _ends_name(place: _Place) -> str:
    """Whether it ends the name before it, of which a verb goes on to tell: "the Nifty 50 fell", "NSE Nifty 50 fell"."""
    told = "".join(place.after[:1]).isalpha() and place.after[0] not in words("numbers/not behind a name")
    if not told or place.noun.word or not "".join(place.window.written).isdigit():
        return ""
    name = list(takewhile(is_capitalised, place.window.before(MAX_NAME, written=True)[::-1]))
    run = place.window._replace(first=place.window.first - len(name), end=place.window.first)
    return "yes" if name and _is_name(run) else ""


def _is_name(run: Window) -> bool:
    """Whether words with capitals are a name: behind "the", or several that open their sentence; no time, no place."""
    if not words("numbers/no names").isdisjoint(run.words):
        return False
    governor, article = ["", "", *run.before(2), *[word for word in run.words[:1] if word == "the"]][-2:]
    if article in words("grammar/definite"):
        return governor not in words("grammar/prepositions")
    return run.opens and run.end - run.first > 1


FACTS: Mapping[str, Callable[[_Place], str]] = {
    "before": lambda place: place.word_before,
    "after": lambda place: "".join(place.after[:1]),
    "noun": lambda place: place.noun.word,
    "beside": lambda place: "" if place.noun.modifiers else place.noun.word,
    "behind": lambda place: next((w for w in place.after[place.noun.place + 1 :] if w != "-"), ""),
    "apposed": _is_apposed,
    "glued": _glued,
    "measure": lambda place: place.measure,
    "named": _ends_name,
    "word": lambda place: " ".join(place.window.words),
    "shape": _shape,
    "size": lambda place: next((size for size, values in SIZES if place.value.amount in values), ""),
}
"""What the rows of `kinds` in data/numbers.yaml ask of a figure."""


def _join(document: Document, field: str, found: list[Number]) -> list[Number]:
    """`found` with the two figures of each range ("25 to 30") and score ("3-2") marked."""
    for index in range(len(found) - 1):
        low, high = found[index : index + 2]
        joint = joint_of(document, low, high, field)
        if joint and (joint != "and" or window_of(document, low, field).word_before == "between"):
            found[index : index + 2] = _joined(low, high, joint)
    return found


def _is_score(low: Number, high: Number, joint: str) -> bool:
    """Whether a hyphen and no space joins two figures that are for nothing."""
    tight = joint == "-" and high.span.start - low.span.end == 1
    return tight and {low.kind, high.kind} <= SCORED and {low.unit, high.unit, high.noun} == {""}


def _joined(low: Number, high: Number, joint: str) -> list[Number]:
    """Both marked; the first of "25 to 30 percent" takes over what the second is for."""
    if _is_score(low, high, joint):
        return [number._replace(joined=True, kind="score") for number in (low, high)]
    if low.kind == "count":
        low = low._replace(kind=high.kind, unit=high.unit, noun=high.noun, noun_span=high.noun_span)
    return [low._replace(joined=True), high._replace(joined=True)]
