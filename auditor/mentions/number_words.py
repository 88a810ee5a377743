"""The tables of number words, loaded once, and the singular of a counted noun."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml


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
    comparators: Mapping[str, Mapping[tuple[str, ...], str]]
    """Sense of each phrase, by its last word; longer phrases first."""
    comparators_after: Mapping[tuple[str, ...], str]
    currencies: Mapping[str, str]
    currency_nouns: Mapping[str, str]
    percents: frozenset[str]
    months: frozenset[str]
    units: Mapping[str, str]
    times: frozenset[str]
    clock: frozenset[str]
    labels: frozenset[str]
    stops: frozenset[str]
    determiners: frozenset[str]
    states: frozenset[str]
    fates: Mapping[str, str]
    harms: Mapping[str, str]
    leads: frozenset[str]
    not_plural: frozenset[str]
    invariant: frozenset[str]
    irregular: Mapping[str, str]
    starts: frozenset[str]
    """Words that a number can begin with."""
    continuers: frozenset[str]
    """Words and marks that may carry on a number that was read so far."""


@cache
def load_number_words() -> NumberWords:
    """The tables of data/numbers.yaml."""
    text = (files("auditor.mentions") / "data" / "numbers.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw: dict[str, Any] = yaml.load(text, loader)  # safe, in C # nosec B506
    table: dict[str, Any] = {key: frozenset(value) if isinstance(value, list) else value for key, value in raw.items()}
    table["comparators"] = _by_last_word(raw["comparators"])
    table["comparators_after"] = {tuple(k.split()): v for k, v in raw["comparators_after"].items()}
    table["starts"] = frozenset([*raw["cardinals"], *raw["scales"], *raw["vague"], *raw["ordinals"], *raw["fractions"]])
    table["continuers"] = frozenset(
        [*raw["scales"], *raw["fractions"], *raw["percents"], *"%-–—‑", "and", "in", "out", "per"]
    )
    return NumberWords(**table)


def _by_last_word(senses: Mapping[str, list[str]]) -> dict[str, dict[tuple[str, ...], str]]:
    phrases = {tuple(phrase.split()): sense for sense, group in senses.items() for phrase in group}
    by_last: dict[str, dict[tuple[str, ...], str]] = {}
    for words in sorted(phrases, key=len, reverse=True):
        by_last.setdefault(words[-1], {})[words] = phrases[words]
    return by_last


def singular(word: str) -> str:
    """The singular of a folded plural noun; another word comes back as it is."""
    table = load_number_words()
    if word in table.irregular:
        return table.irregular[word]
    if len(word) <= 3 or not word.endswith("s") or word in table.not_plural or word.endswith(("ss", "us", "is")):
        return word
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-2] if word.endswith(("ches", "shes", "sses", "xes", "zes")) else word[:-1]


def is_plural(word: str) -> bool:
    """Whether the folded `word` looks like a plural noun."""
    table = load_number_words()
    if word in table.invariant or word in table.irregular:
        return True
    return len(word) > 3 and word[-1] == "s" and word not in table.not_plural and word[-2] not in "su'i"
