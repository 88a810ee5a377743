"""How a word begins to be spoken, as far as its letters and a list of exceptions tell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from string import ascii_lowercase

from auditor.text.fold import without_accents
from auditor.text.possessive import bare
from auditor.vocabulary import words

VOWELS = frozenset("aeiou")
VOWEL_NAMES = frozenset("aefhilmnorsx")
"""Letters whose names begin with a vowel: "ef", "aitch", "en"."""
LETTERS_OF_VOWELS = VOWELS | {"y"}
SPELLED = frozenset("mnxy")
"""Before a consonant they are spoken by their names, or as in other languages: "Xbox", "Mbeki", "Ypres"."""
EXCEPTIONS: Mapping[str, bool | None] = {"either": None, "consonant": False, "vowel": True}
"""The lists of words that are not spoken as they are written, and whether theirs begin with a vowel."""
ELEVEN, EIGHTEEN = "11", "18"
YEAR_DIGITS = 4
FIGURES = "0123456789,"
"""Behind the sign of a currency: "N656", "R50"."""


@lru_cache(maxsize=4096)
def begins_with_vowel(word: str) -> bool | None:
    """Whether `word`, as it is written, begins with a vowel when spoken; None where that cannot be told.

    A figure counts as a word; a sign of a currency before it is not spoken there.
    """
    if word[0].isdecimal():
        return _of_figure(word)
    letters = bare(word).replace(".", "")
    if letters.lower().rstrip(FIGURES) in words("sounds/read in full"):
        return None
    singular, folded = letters.removesuffix("s"), without_accents(word).lower()
    if singular.isupper() or singular[1:2].isupper():
        return _of_letters(singular)
    return _of_word(folded) if letters[1:].islower() else _of_mixed(folded)


def _of_figure(figure: str) -> bool | None:
    """ "8", "80", "11", "18" and "18,000" begin with a vowel; "0" and "1,800" are spoken in two ways."""
    whole = figure.replace(",", "").partition(".")[0]
    if whole[0] == "0" or (len(whole) == YEAR_DIGITS and whole[:2] in (ELEVEN, EIGHTEEN)):
        return None
    return whole[0] == "8" or figure.partition(",")[0].partition(".")[0] in (ELEVEN, EIGHTEEN)


def _of_letters(letters: str) -> bool | None:
    """Letters that are said one by one, or as a word where that may be, or where an ending makes one: "RESTful"."""
    folded, capitals = letters.lower(), letters.rstrip(ascii_lowercase)
    spelled = folded[0] in VOWEL_NAMES
    if len(folded) > len(set(folded)) == 1:
        return None  # "AAA" is a triple A
    is_word = capitals.isupper() and len(capitals) > 1 and not VOWELS.isdisjoint(capitals.lower())
    if folded in words("sounds/spelled out") or not is_word:
        return spelled
    return spelled if _of_word(folded) is spelled else None


def _of_mixed(folded: str) -> bool | None:
    """Capitals within a word, as in "MoU" and "YouTube": some are said letter by letter, some read as they stand."""
    as_word = _of_word(folded)
    return as_word if as_word is (folded[0] in VOWEL_NAMES) else None


def _of_word(folded: str) -> bool | None:
    if LETTERS_OF_VOWELS.isdisjoint(folded) or not _is_plain(folded):
        return None
    listed = next((name for name in _lists_by_letter().get(folded[0], ()) if _is_listed(folded, name)), "")
    if listed:
        return EXCEPTIONS[listed]
    if folded[0] in SPELLED and folded[1:2] not in LETTERS_OF_VOWELS:
        return None
    return folded[0] in VOWELS


@cache
def _lists_by_letter() -> Mapping[str, Sequence[str]]:
    """The lists that have words of a first letter, by the letter."""
    letters = {name: {word[0] for word in words(f"sounds/{name}")} for name in EXCEPTIONS}
    return {letter: [name for name in letters if letter in letters[name]] for letter in set().union(*letters.values())}


def _is_plain(folded: str) -> bool:
    """Whether it has letters only, and begins as words do: "mi8" and "llinois" are none."""
    return folded.replace("'", "").replace("’", "").isalpha() and folded[0] != folded[1:2]


def _is_listed(folded: str, name: str) -> bool:
    """Whether a list has the word, or a beginning of it."""
    listed = words(f"sounds/{name}")
    return folded in listed or any(f"{folded[:end]}-" in listed for end in range(2, len(folded) + 1))
