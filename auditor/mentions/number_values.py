"""Reads one figure, in digits or words, to its exact value: a pattern says how figures are written."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from auditor.mentions.number_words import SINGLE, load_number_words
from auditor.text.tokens import Tokens

MAX_GROUPS = 8
"""Of words as "two hundred million, thirty thousand"; a text of "hundred hundred ..." makes no ever larger integers."""
MAX_SCALES = 3
"""Scales in a row behind a figure: "5 hundred thousand million"."""
MAX_RATIO = 1000
MAX_BELOW = 10
"""The largest denominator of a fraction with a slash: 9/11 is a day."""
MAX_DIGITS = 15
DIGITS = frozenset("0123456789")
INDEFINITE = frozenset({"a", "an"})
_WORD = re.compile("[a-z]+")

HYPHENS = frozenset("-–—‑")

_END = r"(?!\w|'[a-z])"
_HYPHEN = "[-–—‑]"
_GAP = rf"(?:{_HYPHEN}|\s*)"
_PART = rf"(?:{_HYPHEN}|\s+)"


class Value(NamedTuple):
    """A figure: its first token, the one after its last, and what it is worth."""

    start: int
    end: int
    amount: int | Fraction
    kind: str = "count"
    unit: str = ""


class _Figure(NamedTuple):
    """What a figure is worth, and where it ends in the text."""

    amount: int | Fraction
    end: int
    kind: str = "count"
    unit: str = ""


def read_value(text: str, tokens: Tokens, index: int, after: int = 0) -> Value | None:
    """The figure that begins at token `index` of the folded `text`, with its currency; None if none does.

    A sign before it is its own from token `after` on; what stands earlier belongs to another figure.
    """
    start = tokens.starts[index]
    pattern, readers = _patterns()[text[start] in DIGITS]
    match = pattern.match(text, start)
    group = next(filter(match.__getitem__, readers)) if match else ""
    before = tokens.folded[index - 1] if index else ""
    figure = readers[group](match, before) if match else None
    if figure is None:
        return None
    amount, last, kind, unit = figure
    end = bisect_left(tokens.ends, last) + 1
    if kind != "count":
        return Value(index, end, amount, kind, unit)
    return _with_currency(tokens, Value(index, end, amount), before if index > after else "")


def _with_currency(tokens: Tokens, value: Value, before: str) -> Value:
    """`value` as money if a currency stands before it, or a sign right after it."""
    words, (start, end) = load_number_words(), value[:2]
    if before in words.currencies:
        return Value(start - 1, end, value.amount, "money", words.currencies[before])
    behind = tokens.folded[end] if end < len(tokens) else ""
    if behind in words.signs and tokens.starts[end + 1 : end + 2] != [tokens.ends[end]]:
        return Value(start, end + 1, value.amount, "money", words.currencies[behind])
    return value


def _any_of(words: Iterable[str]) -> str:
    """A pattern of one of `words`, the longest first."""
    return "(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + ")"


@cache
def _patterns() -> tuple[tuple[re.Pattern[str], _Readers], tuple[re.Pattern[str], _Readers]]:
    """How figures in words and in digits are written: a group for each way and for what may follow; their readers."""
    table = load_number_words()
    units = _any_of(word for word, amount in table.cardinals.items() if 0 < amount < SINGLE)
    tens = _any_of(word for word, amount in table.cardinals.items() if amount >= 2 * SINGLE)
    small = rf"(?:{tens}{_END}{_PART}{units}{_END}|{_any_of(table.cardinals)}{_END})"
    scale, below = rf"{_any_of(table.scales)}{_END}", rf"{_any_of(table.fractions)}{_END}"
    ratio = rf"(?:\d{{1,4}}(?![.,:]?\d)|{_any_of(table.cardinals)}{_END})"
    timed = rf"{_PART}{ratio}{_PART}(?:{_any_of(table.units)}s?|{_any_of(table.months)}){_END}"
    words = rf"""(?:
          (?P<vague>{_any_of(table.vague)}){_END}
        | half\s+an?\s+(?P<halved>{scale})
        | (?P<words>(?:{small}|{scale})
            (?:{_PART}{scale}(?:(?<!dozen)(?:\s+and)?{_PART}{small})?){{0,{MAX_GROUPS}}})
          (?:(?<=ty){_HYPHEN}(?P<nth>{_any_of(table.nth)}){_END})?
        | (?P<part>{below})(?=\s+(?:of|the|its|their|all){_END})
        | (?P<ordinal>{_any_of(table.ordinals)}){_END} )"""
    digits = rf"""(?:
          (?P<plain>(?:\d{{1,3}}(?:,\d{{2}}){{0,4}}(?:,\d{{3}}){{1,5}}|\d{{1,15}})(?:\.\d{{1,9}})?)(?![.,:]?\d)
          (?:(?P<ending>(?:st|nd|rd|th){_END}) | (?P<decade>s{_END}) | /\s*(?P<under>\d+)(?![.,:]?\d)
            | (?P<suffix>{_any_of([*table.suffixes, *table.money_suffixes])}{_END}) )?
        | (?P<clock>\d+(?:[.,]\d+)*:\d+(?:[.,:]\d+)*) | (?P<odd>\d+(?:[.,]\d+)*) )"""
    tail = rf"""(?P<half>\s+and\s+(?:a|one)\s+half{_END})?
        (?P<scales>(?:{_GAP}{scale}){{1,{MAX_SCALES}}})?
        (?: {_GAP}(?P<below>{below})
          | {_PART}(?:out\s+of|in(?!{timed})){_PART}(?P<of>{ratio})(?!{_HYPHEN}|{_PART}{scale})
          | (?P<percent>\s*% | {_GAP}per(?:\s+cent|cent){_END} | {_GAP}pct{_END}) )?"""
    in_words, in_digits = (re.compile(figure + tail, re.VERBOSE) for figure in (words, digits))
    return (in_words, _OF_WORDS), (in_digits, _OF_DIGITS)


def _read_ordinal(match: re.Match[str], before: str) -> _Figure | None:
    """ "third"; "second", but not the one of "a second"."""
    word = match["ordinal"]
    unit = word == "second" and before in {*INDEFINITE, "per"}
    return None if unit else _Figure(load_number_words().ordinals[word], match.end("ordinal"), "ordinal")


def _read_slash(match: re.Match[str], before: str) -> _Figure | None:
    """ "1/2"; a larger one as 9/11 and 24/7 names something."""
    amount, below = _amount(match["plain"]), int(match["under"][:MAX_DIGITS])
    if 0 < amount < below <= MAX_BELOW:
        return _finish(match, Fraction(amount, below), match.end("under"), "fraction")
    return _Figure(amount, match.end("under"), "label")


def _read_plain(match: re.Match[str], before: str) -> _Figure | None:
    """ "1,200.5" and what follows it; the 5 of "14-5 in 18 games" is no share."""
    if match["of"] and before in HYPHENS:
        return _Figure(_amount(match["plain"]), match.end("plain"))
    return _finish(match, _amount(match["plain"]), match.end("plain"))


def _read_suffix(match: re.Match[str], before: str) -> _Figure | None:
    """ "5bn", "$5m"; without a currency "5m" is five metres."""
    table, suffix = load_number_words(), match["suffix"]
    scales = {**table.suffixes, **table.money_suffixes} if before in table.currencies else table.suffixes
    if suffix not in scales:
        return _Figure(_amount(match["plain"]), match.end("plain"))
    return _finish(match, _amount(match["plain"]) * scales[suffix], match.end("suffix"))


def _read_words(match: re.Match[str], before: str) -> _Figure | None:
    """ "twenty-five", "one hundred and twelve thousand"; a scale alone only after an article: "a hundred"."""
    table, words = load_number_words(), _WORD.findall(match["words"])
    if words[0] in table.scales and before not in INDEFINITE:
        return None
    if match["nth"]:
        return _Figure(_fold_words(words) + table.ordinals[match["nth"]], match.end("nth"), "ordinal")
    return _finish(match, _fold_words(words), match.end("words"))


def _fold_words(words: Iterable[str]) -> int:
    """What the words of a cardinal make: a scale multiplies what stands before it, since the scale before that."""
    table, total, group = load_number_words(), 0, 0
    for word in words:
        if word in table.grouping:
            group = max(group, 1) * table.scales[word]
        elif word in table.scales:
            total = total + group * table.scales[word] if group else max(total, 1) * table.scales[word]
            group = 0
        else:
            group += table.cardinals.get(word, 0)
    return total + group


def _read_part(match: re.Match[str], before: str) -> _Figure | None:
    """ "a third of", "half of", "half the"; what else reads so is an ordinal."""
    table, word = load_number_words(), match["part"]
    if word == "half" or before in INDEFINITE:
        return _Figure(Fraction(1, table.fractions[word]), match.end("part"), "fraction")
    return _Figure(table.ordinals[word], match.end("part"), "ordinal") if word in table.ordinals else None


def _finish(match: re.Match[str], amount: int | Fraction, end: int, kind: str = "count") -> _Figure:
    """The figure with what may follow it: a half, scales, a denominator, a ratio, a percent sign."""
    if match.end() == end:
        return _Figure(amount, end, kind)
    if match["half"]:
        amount, end = amount + Fraction(1, 2), match.end("half")
    for word in _WORD.findall(match["scales"] or ""):
        amount, end = amount * load_number_words().scales[word], match.end("scales")
    amount = int(amount) if amount.denominator == 1 else amount
    if match["percent"]:
        return _Figure(amount, match.end("percent"), "percent", "percent")
    return _share(match, amount) or _Figure(amount, end, kind)


def _share(match: re.Match[str], amount: int | Fraction) -> _Figure | None:
    """ "two-thirds", "one in five", "nine out of 10"."""
    below, of = match["below"], match["of"]
    whole = _denominator(below, amount) if below else _cardinal(of) if of else 0
    if whole > MAX_RATIO or amount not in range(1, whole):
        return None
    return _Figure(Fraction(amount, whole), match.end("below" if below else "of"), "fraction")


def _denominator(word: str, amount: int | Fraction) -> int:
    """What a fraction is of; 0 where it does not agree: "two third"."""
    return load_number_words().fractions[word] if word.endswith("s") == (amount > 1) else 0


def _cardinal(word: str) -> int:
    """The value of a whole number of one token."""
    return load_number_words().cardinals.get(word) or int(word)


def _amount(digits: str) -> int | Fraction:
    """The value of "1,200.5"."""
    plain = digits.replace(",", "")
    amount = Fraction(plain) if "." in plain else int(plain)
    return int(amount) if amount.denominator == 1 else amount


_Readers = Mapping[str, Callable[[re.Match[str], str], _Figure | None]]
_OF_WORDS: _Readers = {
    "words": _read_words,
    "ordinal": _read_ordinal,
    "part": _read_part,
    "vague": lambda match, before: _Figure(load_number_words().vague[match["vague"]], match.end("vague"), "vague"),
    "halved": lambda match, before: _finish(
        match, Fraction(load_number_words().scales[match["halved"]], 2), match.end("halved")
    ),
}
"""How each way of writing is read, by the group of the pattern; of two that both stand there, the first."""
_OF_DIGITS: _Readers = {
    "suffix": _read_suffix,
    "ending": lambda match, before: _Figure(_amount(match["plain"]), match.end("ending"), "ordinal"),
    "decade": lambda match, before: _Figure(_amount(match["plain"]), match.end("decade"), "year"),
    "under": _read_slash,
    "plain": _read_plain,
    "clock": lambda match, before: _Figure(0, match.end("clock"), "time"),
    "odd": lambda match, before: _Figure(0, match.end("odd"), "label"),
}
