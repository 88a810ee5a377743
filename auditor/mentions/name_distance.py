"""How far a written name is off a known one, and when both are forms of one name."""

from __future__ import annotations

from collections.abc import Iterator, Set
from itertools import product

from rapidfuzz.distance import OSA

from auditor.knowledge.name_forms import is_form_of, load_transliterations, read_alike
from auditor.vocabulary import words

MIN_LETTERS = 3
LONG = 8
"""Letters from which on a name that is two letters off is still near."""
WITH_SECOND = 3
"""Words of a name with a second one between the first name and the last word."""
FAR = 99
"""How far a name is off that is not near at all."""

Name = tuple[str, ...]
"""The folded words of a name, the first name first, without accents, initials, marks and suffixes."""


def letters_off(one: str, other: str) -> int:
    """How many letters `one` is off `other`, a swap of neighbours as one; FAR where it is not near.

    Names that begin with different letters are two names: of nine on development articles, as Lanny and Danny, none was
    a slip.
    """
    if one == other:
        return 0
    most = 2 if len(other) >= LONG else 1
    if one[:1] != other[:1] or abs(len(one) - len(other)) > most or min(len(one), len(other)) < MIN_LETTERS:
        return FAR
    off = OSA.distance(one, other, score_cutoff=most)
    return off if off <= most else FAR


def given_off(written: Name, known: Name) -> int:
    """How far the first name of `written` is off that of `known`."""
    return letters_off(written[0], known[0])


def surname_off(written: Name, known: Name) -> int:
    """How far the surname of `written` is off that of `known`, with its particles or without."""
    return min(letters_off(*pair) for pair in _surnames(written, known))


def is_form(written: Name, known: Name, countries: Set[str]) -> bool:
    """Whether `written` may be the known name of somebody from `countries` in another form."""
    surnames = any(reads_alike(*pair, countries) for pair in _surnames(written, known))
    given = product(_given(written), _given(known))
    return surnames and any(is_form_of(*pair) or reads_alike(*pair, countries) for pair in given)


def reads_alike(one: str, other: str, countries: Set[str]) -> bool:
    """Whether both are one word, written over in two ways perhaps from a script of `countries`."""
    scripts = (script for script in load_transliterations() if countries & words(f"persons/{script} script"))
    return one == other or any(read_alike(one, other, script) for script in scripts)


def _surnames(written: Name, known: Name) -> list[tuple[str, str]]:
    """What is compared: the last words, and all but the first as one: "Blasio", "deBlasio". Of two names of three words
    that end alike the second words may differ, as in "Kim Jong Un"."""
    last, joined = (written[-1], known[-1]), ("".join(written[1:]), "".join(known[1:]))
    is_inner = last[0] == last[1] and len(written) == len(known) == WITH_SECOND
    return [joined] if is_inner else [last, joined]


def _given(name: Name) -> Iterator[str]:
    """The first names one by one and as one word, without particles."""
    given = [word for word in name[:-1] if word not in words("persons/particles")]
    yield from given
    yield "".join(given)
