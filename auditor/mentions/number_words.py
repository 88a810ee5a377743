"""The tables of number words, loaded once, and the singular of a counted noun."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from auditor.mentions.phrases import Phrases
from auditor.yaml_depth import SafeLoader

SINGLE = 10
"""Numbers below it are written with one digit."""
MIN_PLURAL = 4
"""Letters of a noun with the "s" of a plural; in shorter words it belongs to them."""


@dataclass(frozen=True, slots=True)
class NumberWords:
    """The words that numbers are written with, and those that stand around them, all folded."""

    cardinals: Mapping[str, int]
    scales: Mapping[str, int]
    suffixes: Mapping[str, int]
    money_suffixes: Mapping[str, int]
    vague: Mapping[str, int]
    ordinals: Mapping[str, int]
    fractions: Mapping[str, int]
    comparators: Phrases[str]
    """Sense of each phrase before a figure, by its last word."""
    comparators_after: Phrases[str]
    """The same behind it, by the first."""
    currencies: Mapping[str, str]
    currency_nouns: Mapping[str, str]
    months: frozenset[str]
    units: Mapping[str, str]
    measures: Mapping[str, tuple[str, str]]
    """Unit and kind, money or measure, that a noun right behind a figure gives it."""
    kinds: Sequence[tuple[str, Sequence[tuple[str, frozenset[str]]]]]
    """What a bare figure is for, and what must be said of it for that; the first that holds."""
    hours: Mapping[str, Fraction]
    """How many hours a unit of time is; those of a month and a year are those of the calendar's mean."""
    clock: frozenset[str]
    labels: frozenset[str]
    stops: frozenset[str]
    states: frozenset[str]
    anybody: frozenset[str]
    fates: Mapping[str, str]
    harms: Mapping[str, str]
    leads: frozenset[str]
    singulars: Mapping[str, str]
    """The singular of each word that no rule of spelling makes right, those among them that are none."""
    plural_endings: Mapping[str, str]
    """What each ending of a plural is in the singular, the longest first."""
    grouping: frozenset[str]
    """Scales that multiply within a group: "two hundred" of "two hundred thousand"."""
    nth: frozenset[str]
    """Ordinals that end one of several words: "twenty-first"."""
    signs: frozenset[str]
    """Currencies that may stand right behind a figure."""
    starts: frozenset[str]
    """Words that a number can begin with."""
    roles: Mapping[str, str]
    """What `role_of` says of the words of these tables."""


@cache
def load_number_words() -> NumberWords:
    """The tables of data/numbers.yaml."""
    text = (files("auditor.mentions") / "data" / "numbers.yaml").read_text(encoding="utf-8")
    raw: dict[str, Any] = yaml.load(text, SafeLoader)  # safe, in C # nosec B506
    kinds, senses, behind = (raw.pop(key) for key in ("kinds", "comparators", "comparators_after"))
    not_plural, invariant, either = (raw.pop(key) for key in ("not_plural", "invariant", "either"))
    irregular = raw.pop("irregular")
    table: dict[str, Any] = {key: frozenset(value) if isinstance(value, list) else value for key, value in raw.items()}
    table["hours"] = {unit: Fraction(hours) for unit, hours in raw["hours"].items()}
    table["comparators"] = Phrases.of({tuple(p.split()): sense for sense, group in senses.items() for p in group}, -1)
    table["comparators_after"] = Phrases.of({tuple(phrase.split()): sense for phrase, sense in behind.items()}, 0)
    table["measures"] = {noun: (unit, "money") for noun, unit in raw["currency_nouns"].items()}
    table["measures"] |= {noun: (unit, "measure") for noun, unit in raw["units"].items()}
    table["kinds"] = [(kind, [(name, _row_words(table, of)) for name, of in row.items()]) for kind, row in kinds]
    table["starts"] = frozenset([*raw["cardinals"], *raw["scales"], *raw["vague"], *raw["ordinals"], *raw["fractions"]])
    table["nth"] = frozenset(word for word, place in raw["ordinals"].items() if place < SINGLE)
    table["signs"] = frozenset(sign for sign in raw["currencies"] if len(sign) == 1)
    table["singulars"] = {word: word for word in not_plural} | irregular
    table["roles"] = {
        **dict.fromkeys(not_plural, "o"),
        **dict.fromkeys([*invariant, *irregular, *raw["states"]], "h"),
        **dict.fromkeys([*raw["units"], *either], "u"),
        **dict.fromkeys([*raw["stops"], *table["starts"]], "."),
        "-": "-",
    }
    return NumberWords(**table)


def _row_words(table: Mapping[str, Any], words: str | list[str]) -> frozenset[str]:
    """The words that a row of kinds lists, or those of the list that it names."""
    named: frozenset[str] = table[words] if isinstance(words, str) else frozenset(words)
    return named


@lru_cache(4096)
def singular(word: str) -> str:
    """The singular of a folded plural noun; another word comes back as it is."""
    table = load_number_words()
    if word in table.singulars or len(word) < MIN_PLURAL:
        return table.singulars.get(word, word)
    ending = next(filter(word.endswith, table.plural_endings), "")
    return word.removesuffix(ending) + table.plural_endings.get(ending, "")


@lru_cache(4096)
def role_of(word: str) -> str:
    """What a folded word behind a figure may be: "h" a head noun, "u" one if it comes first, "o" another, "-", "."."""
    known = load_number_words().roles.get(word)
    if known or not word[0].isalpha():
        return known or "."
    plural = len(word) >= MIN_PLURAL and word[-1] == "s" and word[-2] not in "su'i"
    return "h" if plural else "o"
