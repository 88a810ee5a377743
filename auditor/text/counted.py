"""Nouns behind a number or an article, and names in a row, as every message, page and command writes them."""

import re
from collections.abc import Sequence

_SIBILANT = re.compile(r"(?:s|x|z|ch|sh)$")
_Y = re.compile(r"(?<=[^aeiou])y$")
_VOWEL = re.compile(r"[aeiou]", re.IGNORECASE)


def plural(noun: str, number: float) -> str:
    """`noun`, a singular, in the form that goes with `number`: "story" with 1, "stories" with 0 or 2."""
    if number == 1:
        return noun
    return _Y.sub("ies", noun) if _Y.search(noun) else f"{noun}{'es' if _SIBILANT.search(noun) else 's'}"


def counted(number: int, noun: str) -> str:
    """The number and the noun in its form: "1 article", "2,000 stories"."""
    return f"{number:,} {plural(noun, number)}"


def spell_times(number: int) -> str:
    """How often: "once", "12 times"."""
    return "once" if number == 1 else counted(number, "time")


def with_article(noun: str) -> str:
    """`noun` behind "a" or "an", by its first letter; a word such as "hour" or "user" is not told apart."""
    return f"{'an' if _VOWEL.match(noun) else 'a'} {noun}"


def join_words(names: Sequence[str]) -> str:
    """The names as a sentence lists them: "Georgia, Iowa and Ohio"."""
    return " and ".join(names) if len(names) <= 2 else f"{', '.join(names[:-1])} and {names[-1]}"
