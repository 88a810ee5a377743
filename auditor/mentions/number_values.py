"""Reads one figure, in digits or words, to its exact value."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import NamedTuple

from auditor.mentions.number_words import load_number_words
from auditor.text.tokens import Tokens

HYPHENS = frozenset("-–—‑")
MAX_PLAIN_DIGITS = 15
_PLAIN = re.compile(r"\d{1,15}|\d{1,3}(?:,\d{3}){1,5}")
_DECIMAL = re.compile(r"(?:\d{1,15}|\d{1,3}(?:,\d{3}){1,5})\.\d{1,9}")
_INDIAN = re.compile(r"\d{1,3}(?:,\d{2})+,\d{3}")
ORDINAL_ENDINGS = frozenset({"st", "nd", "rd", "th"})
MAX_RATIO = 1000
MAX_AMOUNT = 10**18
"""Larger figures are read no further: a text of "hundred hundred ..." must not make ever larger integers."""


class Value(NamedTuple):
    """A figure: its first token, the one after its last, and what it is worth."""

    start: int
    end: int
    amount: int | Fraction
    kind: str = "count"
    unit: str = ""
    slashed: bool = False
    """Whether it is written with a slash: 9/11, 24/7."""


def read_value(tokens: Tokens, index: int) -> Value | None:
    """The figure that begins at token `index`, with its currency sign before it; None if none does."""
    word = tokens.folded[index]
    value = _read_digits(tokens, index) if word[0] in "0123456789" else _read_words(tokens, index)
    return _with_currency(tokens, value) if value else None


def _glued(tokens: Tokens, index: int) -> bool:
    """Whether token `index` exists and stands right against the one before."""
    return 0 < index < len(tokens.folded) and tokens.starts[index] == tokens.ends[index - 1]


def _word(tokens: Tokens, index: int) -> str:
    return tokens.folded[index] if 0 <= index < len(tokens.folded) else ""


def _read_digits(tokens: Tokens, index: int) -> Value | None:
    table, word = load_number_words(), tokens.folded[index]
    if ":" in word:
        return Value(index, index + 1, 0, "time")
    amount = _amount(word)
    if amount is None:
        return Value(index, index + 1, 0, "label")
    after = _word(tokens, index + 1) if _glued(tokens, index + 1) else ""
    if after in ORDINAL_ENDINGS:
        return Value(index, index + 2, amount, "ordinal")
    if after == "s" or (after == "'s" and len(word) == 4):
        return Value(index, index + 2, amount, "year")
    if after == "/" and _word(tokens, index + 2).isdecimal():
        return _slashed(tokens, index, amount)
    end = index + 1
    if after in table.suffixes or (after in table.money_suffixes and _currency_before(tokens, index)):
        amount = _whole(amount * (table.suffixes.get(after) or table.money_suffixes[after]))
        end += 1
    return _finish(tokens, index, end, amount)


def _amount(word: str) -> int | Fraction | None:
    if word.isdecimal() and len(word) <= MAX_PLAIN_DIGITS:
        return int(word)
    if _PLAIN.fullmatch(word) or _INDIAN.fullmatch(word):
        return int(word.replace(",", ""))
    if not _DECIMAL.fullmatch(word):
        return None
    whole, _, decimals = word.replace(",", "").partition(".")
    return _whole(Fraction(int(whole + decimals), 10 ** len(decimals)))


def _whole(amount: int | Fraction) -> int | Fraction:
    return int(amount) if amount.denominator == 1 else amount


def _slashed(tokens: Tokens, index: int, amount: int | Fraction) -> Value:
    below = int(tokens.folded[index + 2][:15])
    if 0 < amount < below <= 10:
        return _finish(tokens, index, index + 3, Fraction(amount, below), "fraction")
    return Value(index, index + 3, amount, slashed=True)


def _read_words(tokens: Tokens, index: int) -> Value | None:
    table, word = load_number_words(), tokens.folded[index]
    if word in table.vague:
        return Value(index, index + 1, table.vague[word], "vague")
    if word in table.cardinals or (word in table.scales and _word(tokens, index - 1) in ("a", "an")):
        return _read_cardinal(tokens, index)
    if word in table.fractions and (fraction := _read_bare_fraction(tokens, index)):
        return fraction
    if word in table.ordinals and not (word == "second" and _word(tokens, index - 1) in ("a", "per")):
        return Value(index, index + 1, table.ordinals[word], "ordinal")
    return None


def _read_bare_fraction(tokens: Tokens, index: int) -> Value | None:
    """ "a third of", "half of", "half the", "half a million"."""
    table, word, after = load_number_words(), tokens.folded[index], _word(tokens, index + 1)
    below = table.fractions[word]
    article = _word(tokens, index - 1) in ("a", "an")
    if word == "half" and after in ("a", "an") and _word(tokens, index + 2) in table.scales:
        return _finish(tokens, index, index + 3, _whole(Fraction(table.scales[_word(tokens, index + 2)], 2)))
    if (article and after == "of") or (word == "half" and after in ("of", "the", "its", "their", "all")):
        return Value(index, index + 1, Fraction(1, below), "fraction")
    return None


def _read_cardinal(tokens: Tokens, index: int) -> Value:
    """ "twenty-five", "one hundred and twelve thousand", "two dozen", "two-thirds"."""
    table, folded = load_number_words(), tokens.folded
    total, group, end = 0, 0, index
    while end < len(folded) and group < MAX_AMOUNT > total:
        word = folded[end]
        if word in table.cardinals and (end == index or _may_follow(folded[end - 1], table.cardinals[word], group)):
            group += table.cardinals[word]
        elif word in ("hundred", "dozen"):
            group = max(group, 1) * table.scales[word]
        elif word in table.scales:
            total, group = total + max(group, 1) * table.scales[word], 0
        elif not _continues(tokens, end):
            break
        end += 1
    if _hyphen(tokens, end) == end + 1 and 0 < table.ordinals.get(_word(tokens, end + 1), 0) < 10 <= group % 100:
        return Value(index, end + 2, total + group + table.ordinals[folded[end + 1]], "ordinal")
    return _finish(tokens, index, end, total + group)


def _may_follow(before: str, amount: int, group: int) -> bool:
    """Whether a cardinal may go on the number so far: "twenty-five", "hundred and five", "thousand twelve"."""
    table = load_number_words()
    if before in HYPHENS or before in ("and", *table.scales):
        return group % 100 == 0 or (group % 10 == 0 and amount < 10)
    return group % 100 >= 20 and group % 10 == 0 and 0 < amount < 10


def _continues(tokens: Tokens, index: int) -> bool:
    """Whether a hyphen or "and" at `index` stands inside a number."""
    table, word = load_number_words(), tokens.folded[index]
    before, after = _word(tokens, index - 1), _word(tokens, index + 1)
    if word == "and":
        return before in table.scales and before != "dozen" and after in table.cardinals
    if word not in HYPHENS or not _glued(tokens, index) or not _glued(tokens, index + 1):
        return False
    tens = before in table.cardinals and table.cardinals[before] >= 20 and 0 < table.cardinals.get(after, 0) < 10
    return tens or after in table.scales


def _finish(tokens: Tokens, index: int, end: int, amount: int | Fraction, kind: str = "count") -> Value:
    """The figure with what may follow it: a half, a scale, a denominator, a ratio, a percent sign."""
    table = load_number_words()
    if _word(tokens, end) not in table.continuers:
        return Value(index, end, amount, kind)
    if _word(tokens, end) == "and" and _word(tokens, end + 1) in ("a", "one") and _word(tokens, end + 2) == "half":
        amount, end = amount + Fraction(1, 2), end + 3
    while amount < MAX_AMOUNT and (skip := _hyphen(tokens, end)) is not None and _word(tokens, skip) in table.scales:
        amount, end = _whole(amount * table.scales[_word(tokens, skip)]), skip + 1
    below = _denominator(tokens, end, amount)
    if below:
        return Value(index, end + 1 + (tokens.folded[end] in HYPHENS), Fraction(amount) / below, "fraction")
    figure = Value(index, end, amount, kind)
    return _read_ratio(tokens, index, end, amount) or _read_percent(tokens, figure) or figure


def _read_percent(tokens: Tokens, figure: Value) -> Value | None:
    """The figure with the percent sign or word after it."""
    percents, end = load_number_words().percents, figure.end
    skip = _hyphen(tokens, end)
    word = _word(tokens, end if skip is None else skip)
    if _word(tokens, end) == "%":
        last = end + 1
    elif skip is not None and word in percents and word != "percentage":
        last = skip + 1
    elif skip is not None and word == "per" and _word(tokens, skip + 1) == "cent":
        last = skip + 2
    else:
        return None
    return Value(figure.start, last, figure.amount, "percent", "percent")


def _hyphen(tokens: Tokens, index: int) -> int | None:
    """`index`, or the token after it if it is a hyphen inside a compound; None past the end."""
    if index >= len(tokens):
        return None
    return (
        index + 1 if tokens.folded[index] in HYPHENS and _glued(tokens, index) and _glued(tokens, index + 1) else index
    )


def _denominator(tokens: Tokens, end: int, amount: int | Fraction) -> int:
    """The denominator of "two-thirds", "one third of"; 0 if none follows."""
    table, skip = load_number_words(), _hyphen(tokens, end)
    word = _word(tokens, skip) if skip is not None else ""
    below = table.fractions.get(word, 0)
    if not below or not 0 < amount < below:
        return 0
    return below if (word.endswith("s") or word == "halves") == (amount > 1) else 0


def _read_ratio(tokens: Tokens, index: int, end: int, amount: int | Fraction) -> Value | None:
    """ "one in five", "nine out of 10 voters"; not "two in ten days"."""
    table = load_number_words()
    out = _word(tokens, end) == "out" and _word(tokens, end + 1) == "of"
    if not (out or _word(tokens, end) == "in") or amount.denominator != 1:
        return None
    place = end + 1 + out
    word, after = _word(tokens, place), _word(tokens, place + 1)
    below = table.cardinals.get(word) or (int(word) if word.isdecimal() and len(word) < 5 else 0)
    if not 0 < amount < below <= MAX_RATIO or after in table.scales or after in HYPHENS:
        return None
    timed = not out and (after.removesuffix("s") in table.units or after in table.months)
    return None if timed else Value(index, place + 1, Fraction(amount, below), "fraction")


def _currency_before(tokens: Tokens, index: int) -> str:
    sign = _word(tokens, index - 1)
    return load_number_words().currencies.get(sign, "") if sign else ""


def _with_currency(tokens: Tokens, value: Value) -> Value:
    """`value` as money if a currency stands before it, or a sign or a name right after its scale."""
    table = load_number_words()
    sign = _currency_before(tokens, value.start)
    if sign and value.kind == "count":
        return value._replace(start=value.start - 1, kind="money", unit=sign)
    if value.kind == "count" and _word(tokens, value.end) in ("€", "£", "$") and not _glued(tokens, value.end + 1):
        return value._replace(end=value.end + 1, kind="money", unit=table.currencies[_word(tokens, value.end)])
    return value
