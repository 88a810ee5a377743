"""Stems of English words: one key for the forms that a title and its article may use of a word."""

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

CACHED_WORDS = 1 << 14
"""Four times as many saved no time that could be measured."""
MIN_STEM = 3


@cache
def _suffixes() -> Mapping[str, Sequence[tuple[str, str]]]:
    """Endings by their last letter, and what stands in their place."""
    text = (files("auditor.text") / "data" / "suffixes.txt").read_text(encoding="utf-8")
    by_letter: dict[str, list[tuple[str, str]]] = {}
    for line in text.splitlines():
        if line and not line.startswith("#"):
            suffix, _, instead = line.partition(" ")
            by_letter.setdefault(suffix[-1], []).append((suffix, instead))
    return by_letter


@lru_cache(CACHED_WORDS)
def stem(word: str) -> str:
    """The stem of a folded word; itself where it is short or no ending is known."""
    for suffix, instead in _suffixes().get(word[-1:], ()):
        if word.endswith(suffix) and len(word) - len(suffix) >= MIN_STEM:
            word = word[: -len(suffix)] + instead
            break
    if len(word) > MIN_STEM and word[-1] == "e":
        word = word[:-1]
    if len(word) > MIN_STEM and word[-1] == word[-2] and word[-1] not in "ls":
        word = word[:-1]
    return word
