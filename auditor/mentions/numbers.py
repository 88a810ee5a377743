"""Numbers of a text or a title: exact value, comparator, unit and the noun that is counted."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from fractions import Fraction
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.number_values import Value, read_value
from auditor.mentions.number_words import is_plural, load_number_words, singular
from auditor.mentions.prose import find_prose
from auditor.text.tokens import Tokens

NOUN_REACH = 6
"""Tokens after the figure among which the counted noun is looked for."""
MAX_AROUND = 60
"""Tokens of a sentence on either side of a figure that are looked at; only lists have longer sentences."""
YEARS = range(1500, 2101)
HYPHENS = frozenset("-–—‑")
GLUED = HYPHENS | {"+"}


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
    joined: bool
    """Whether it is one of two figures of a range, a score or a ratio."""


def find_numbers(document: Document) -> list[Number]:
    """The numbers of the text, in order."""
    return numbers_of(document.text, document.tokens)


def find_prose_numbers(document: Document) -> list[Number]:
    """The numbers that stand in the article's own prose, in order."""
    prose = document.layer(find_prose)
    starts = [block.start for block in prose]

    def inside(number: Number) -> bool:
        index = bisect_right(starts, number.span.start) - 1
        return index >= 0 and number.span.start < prose[index].end

    return [number for number in document.layer(find_numbers) if inside(number)]


def find_title_numbers(document: Document) -> list[Number]:
    """The numbers of the title, in order; offsets count in `document.title.text`."""
    return numbers_of(document.title.text, document.title_tokens) if document.title else []


def quote_number(document: Document, number: Number) -> str:
    """The figure as the text has it, with the noun that it counts; line breaks are spaces."""
    end = max(number.span.end, number.noun_span.end if number.noun_span else 0)
    return _in_line(document.text[number.span.start : end])


def quote_figure(document: Document, number: Number) -> str:
    """The figure as the text has it, without its noun."""
    return _in_line(document.text[number.span.start : number.span.end])


def _in_line(text: str) -> str:
    return " ".join(text.split())


def words_around(document: Document, number: Number) -> list[str]:
    """The folded words of the number's sentence, no further than `MAX_AROUND` tokens from it."""
    sentence, starts = document.sentence_at(number.span.start), document.tokens.starts
    first, last = (bisect_left(starts, offset) for offset in sentence)
    return document.tokens.folded[max(first, number.tokens[0] - MAX_AROUND) : min(last, number.tokens[1] + MAX_AROUND)]


def numbers_of(text: str, tokens: Tokens) -> list[Number]:
    """The numbers of `text`, in order; `tokens` are all its tokens."""
    starts = load_number_words().starts
    found: list[Number] = []
    after = 0
    # A word below ":" begins with a digit or a mark: the cheapest test for most words.
    for index in tokens.at({word for word in tokens.counts if (word < ":" and word[0] >= "0") or word in starts}):
        value = read_value(tokens, index) if index >= after else None
        if value:
            if value.start < after:  # the currency sign between two figures belongs to the first: "5$ 6"
                value = value._replace(start=index, kind="count", unit="")
            found.append(_number(tokens, value))
            after = value.end
    return _join(text, tokens, found)


def _number(tokens: Tokens, value: Value) -> Number:
    after = _comparator_after(tokens, value.end)
    noun = _find_noun(tokens, value, after[1])
    unit = value.unit or _unit(value, noun)
    kind = _kind(tokens, value, noun, unit)
    comparator, comparator_span = _comparator_before(tokens, value) or after
    end = tokens.ends[value.end - 1]
    head = Span(tokens.starts[noun.place], tokens.ends[noun.place]) if noun.word else None
    return Number(
        Span(tokens.starts[value.start], end), value.amount, kind, comparator, comparator_span,
        unit, noun.word, head, noun.modifiers, (value.start, value.end), joined=False,
    )  # fmt: skip


class _Noun(NamedTuple):
    """The counted noun: its singular, its token, and the words before it."""

    word: str = ""
    place: int = -1
    modifiers: tuple[str, ...] = ()


_NO_NOUN = _Noun()


def _find_noun(tokens: Tokens, value: Value, comparator: Span | None) -> _Noun:
    """The first plural after the figure and its comparator, before any word that no noun phrase goes over."""
    table, folded = load_number_words(), tokens.folded
    start = _skip_of(tokens, _past(tokens, comparator) if comparator else value.end)
    if start == len(folded):
        return _NO_NOUN
    if folded[start] in HYPHENS and tokens.starts[start] == tokens.ends[start - 1]:
        return _after_hyphen(tokens, start + 1)
    modifiers: list[str] = []
    for index in range(start, min(start + NOUN_REACH, len(folded))):
        word = folded[index]
        if word in HYPHENS and modifiers and tokens.starts[index] == tokens.ends[index - 1]:
            continue
        if (word in table.stops and tokens.words[index] != "US") or word in table.starts or not word[0].isalpha():
            break
        if is_plural(word) or word in table.states or (index == start and word in table.units):
            return _Noun(singular(word), index, tuple(modifiers))
        modifiers.append(word)
    if value.amount == 1 and modifiers and value.kind == "count":
        return _Noun(singular(modifiers[0]), start)
    return _NO_NOUN


def _past(tokens: Tokens, comparator: Span) -> int:
    """The token past the comparator that follows a figure: "25-plus nations", "25 or more nations"."""
    return bisect_left(tokens.ends, comparator.end) + 1


def _skip_of(tokens: Tokens, index: int) -> int:
    """Past "of" and the determiners after it: "25 of the soldiers", "a third of all voters"."""
    folded = tokens.folded
    if index < len(folded) and folded[index] == "of":
        determiners = load_number_words().determiners
        index += 1
        while index < len(folded) and folded[index] in determiners:
            index += 1
    return index


def _after_hyphen(tokens: Tokens, index: int) -> _Noun:
    """The noun of "25-nation force"."""
    if index < len(tokens) and tokens.starts[index] == tokens.ends[index - 1] and tokens.folded[index][0].isalpha():
        return _Noun(singular(tokens.folded[index]), index)
    return _NO_NOUN


def _unit(value: Value, noun: _Noun) -> str:
    if not noun.word or noun.modifiers or value.kind not in ("count", "vague"):
        return ""
    table = load_number_words()
    return table.units.get(noun.word) or table.currency_nouns.get(noun.word, "")


def _kind(tokens: Tokens, value: Value, noun: _Noun, unit: str) -> str:
    if value.kind != "count":
        return value.kind
    if _is_age(tokens, value, noun):
        return "age"
    if moment := _moment(tokens, value):
        return moment
    if unit:
        return "money" if noun.word in load_number_words().currency_nouns else "measure"
    if _is_year(tokens, value, noun):
        return "year"
    return "label" if _is_label(tokens, value) else "count"


def _moment(tokens: Tokens, value: Value) -> str:
    """ "time" for "3 p.m.", "date" for "Sept. 29" and "3 March", else nothing."""
    table = load_number_words()
    after = tokens.folded[value.end] if value.end < len(tokens) else ""
    if after in table.clock:
        return "time"
    dated = _word_before(tokens, value.start) in table.months or after in table.months
    return "date" if dated and 1 <= value.amount <= 31 else ""


def _word_before(tokens: Tokens, start: int) -> str:
    """The token before `start`; for the full stop of "Sept." the word it belongs to."""
    if start > 1 and tokens.folded[start - 1] == "." and tokens.starts[start - 1] == tokens.ends[start - 2]:
        return tokens.folded[start - 2]
    return tokens.folded[start - 1] if start else ""


_OLD = frozenset({"old", "olds"})


def _is_age(tokens: Tokens, value: Value, noun: _Noun) -> bool:
    """ "aged 25", "25 years old", "25-year-old", ", 25," after a name."""
    folded, start, end = tokens.folded, value.start, value.end
    if noun.word == "year" and not _OLD.isdisjoint(folded[noun.place + 1 : noun.place + 3]):
        return True
    if start and folded[start - 1] in ("aged", "age", "ages"):
        return True
    commas = start > 1 and folded[start - 1] == "," and end < len(folded) and folded[end] in ",.;"
    return commas and value.amount < 120 and tokens.words[start - 2][0].isupper()


def _is_year(tokens: Tokens, value: Value, noun: _Noun) -> bool:
    word = tokens.words[value.start]
    if value.end - value.start > 1 or len(word) != 4 or not word.isdecimal() or value.amount not in YEARS:
        return False
    before = tokens.folded[value.start - 1] if value.start else ""
    return not noun.word or bool(noun.modifiers) or before in ("in", "since", "until", "by", "from")


def _is_label(tokens: Tokens, value: Value) -> bool:
    """Whether the figure names a thing: "Phase 2", "F-16", "Apollo 11", "9/11"."""
    start = value.start
    before = _word_before(tokens, start)
    if before in load_number_words().labels or value.slashed:
        return True
    against = start > 0 and tokens.starts[start] == tokens.ends[start - 1]
    if before in HYPHENS and start > 1 and tokens.folded[start - 2][-1].isdigit():
        return False
    return against and (before in HYPHENS or before in ("#", "/", ".", "_", "@", ":", "'") or before[-1:].isalpha())


def _comparator_before(tokens: Tokens, value: Value) -> tuple[str, Span] | None:
    """The sense of the words before the figure that bound it, and where they stand."""
    folded, start = tokens.folded, value.start
    phrases = load_number_words().comparators.get(folded[start - 1]) if start else None
    for words, sense in phrases.items() if phrases else ():
        first = start - len(words)
        if first >= 0 and tuple(folded[first:start]) == words:
            return sense, Span(tokens.starts[first], tokens.ends[start - 1])
    return None


_NO_COMPARATOR: tuple[str, Span | None] = ("", None)


def _comparator_after(tokens: Tokens, end: int) -> tuple[str, Span | None]:
    """The same for words after the figure: "25+", "25-plus", "25 or more"."""
    folded = tokens.folded
    word = folded[end] if end < len(folded) else ""
    if word != "or" and word not in GLUED:
        return _NO_COMPARATOR
    glued = word != "or" and tokens.starts[end] == tokens.ends[end - 1]
    if word == "+" and glued:
        return "at least", Span(tokens.starts[end], tokens.ends[end])
    if glued or word == "or":
        first = end + glued
        for words, sense in load_number_words().comparators_after.items():
            last = first + len(words)
            if last <= len(folded) and tuple(folded[first:last]) == words:
                return sense, Span(tokens.starts[first], tokens.ends[last - 1])
    return _NO_COMPARATOR


JOINERS = frozenset({"to", "and", "of", "vs", *HYPHENS})


def _join(text: str, tokens: Tokens, found: list[Number]) -> list[Number]:
    """`found` with the two figures of each range ("25 to 30") and score ("3-2") marked."""
    for index in range(len(found) - 1):
        low, high = found[index], found[index + 1]
        place = low.tokens[1]
        joiner = tokens.folded[place] if high.tokens[0] == place + 1 else ""
        if joiner not in JOINERS or (joiner == "and" and _word_before(tokens, low.tokens[0]) != "between"):
            continue
        tight = joiner in HYPHENS and text[low.span.end : high.span.start] == tokens.words[place]
        found[index : index + 2] = _joined(low, high, score=tight and not (low.unit or high.unit or high.noun))
    return found


def _joined(low: Number, high: Number, *, score: bool) -> list[Number]:
    """Both marked; the first of "25 to 30 percent" takes over what the second is for."""
    if score and {low.kind, high.kind} <= {"count", "label"}:
        return [number._replace(joined=True, kind="score") for number in (low, high)]
    if low.kind == "count" and not low.noun:
        low = low._replace(kind=high.kind, unit=high.unit, noun=high.noun, noun_span=high.noun_span)
    return [low._replace(joined=True), high._replace(joined=True)]
