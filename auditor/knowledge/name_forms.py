"""Which written forms are one given name or surname: nicknames, and names written over from other scripts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import groupby

from auditor.knowledge.table import read_cells

MIN_CUT = 2
"""Letters that a short form leaves out at the end, as "Vas" for "Vasant"; one that is missing may be a slip."""
ANY_VOWEL = "*"
"""A sound of the data file that stands for each of VOWELS."""
DOUBLED = "doubled"
"""In place of letters in the data file: doubled ones are read as one."""
VOWELS = frozenset("aiu*")
_NO_LETTER = re.compile(r"[\W_]+")


@cache
def load_given_names() -> Mapping[str, frozenset[int]]:
    """By a given name, folded, the numbers of the names that it is a form of. Source: the head of the data file."""
    found: dict[str, frozenset[int]] = {}
    for number, (line,) in enumerate(read_cells("given-names.tsv")):
        for form in line.split():
            found[form] = found.get(form, frozenset()) | {number}
    return found


@cache
def load_transliterations() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """By a script, letters and what they are read as, in order. Source: the head of the data file."""
    rows = groupby(read_cells("transliteration.tsv"), key=lambda cells: cells[0])
    return {script: tuple((letters, alike) for _, letters, alike in group) for script, group in rows}


def letters_of(name: str) -> str:
    """A folded name without hyphens, apostrophes and spaces."""
    return name if name.isalpha() else _NO_LETTER.sub("", name)


def is_form_of(one: str, other: str) -> bool:
    """Whether two folded given names may be one person's: "steve" and "steven", or one and the start of it."""
    short, long = sorted((one, other), key=len)
    if one == other or (long.startswith(short) and len(long) - len(short) >= MIN_CUT):
        return True
    forms = load_given_names()
    return not forms.get(one, frozenset()).isdisjoint(forms.get(other, frozenset()))


def read_alike(one: str, other: str, script: str) -> bool:
    """Whether two folded names may be one, written over from `script` in two ways."""
    first, second = _read(one, script), _read(other, script)
    return len(first) == len(second) and all(map(_sound_alike, first, second))


def _read(name: str, script: str) -> str:
    """A name by its sounds."""
    for letters, sound in load_transliterations()[script]:
        name = name.replace(letters, sound) if letters != DOUBLED else "".join(letter for letter, _ in groupby(name))
    return name


def _sound_alike(one: str, other: str) -> bool:
    return one == other or (ANY_VOWEL in (one, other) and {one, other} <= VOWELS)
