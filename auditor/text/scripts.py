"""The script of a text: which letters that are not Latin it is written in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple
from unicodedata import name

import numpy as np

Array = np.ndarray[Any, np.dtype[Any]]
_OTHER = re.compile("[\u0370-\u1dff\u1f00-\u1fff\u2e80-\ua63f\ua800-\ufaff\ufb13-\uffef\U00010280-\U000323af]")
"""What may be a letter that is no Latin one; signs too."""
FIRST_OTHER = 0x370
"""The first letter that is no Latin one has a code point from here on."""
BLANKS = " \n"


class Script(NamedTuple):
    """Letters of one kind."""

    name: str
    language: str | None
    """The language, by BCP 47, that alone is written in it; None for a script of several."""
    language_name: str


class _Table(NamedTuple):
    """The rows of data/scripts.tsv, in order of their code points."""

    first: Array
    last: Array
    weight: Array
    script: Array
    """Number of the script of each row."""
    scripts: tuple[Script, ...]


def is_latin(letter: str) -> bool:
    """Whether a letter is a Latin one, with or without marks."""
    return ord(letter) < FIRST_OTHER or name(letter, "").startswith("LATIN")


def find_script(text: str) -> Script | None:
    """The script, other than Latin, that most of the letters of `text` are of; None if most are Latin ones."""
    if not _OTHER.search(text):
        return None
    codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
    others = codes[codes >= FIRST_OTHER]
    table = _load()
    row = table.first.searchsorted(others, "right") - 1
    row = row[(row >= 0) & (others <= table.last[row])]
    if 2 * len(row) <= len(codes) - sum(map(text.count, BLANKS)):
        return None
    weights = np.bincount(table.script[row], table.weight[row])
    return table.scripts[int(weights.argmax())]


@cache
def script_languages() -> Mapping[str, str]:
    """The languages that alone are written in a script: English names by code."""
    return {script.language: script.language_name for script in _load().scripts if script.language}


@cache
def _load() -> _Table:
    text = (files("auditor.text") / "data" / "scripts.tsv").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    read = [Script(name, None if code == "-" else code, named) for _, _, name, code, named, _ in rows]
    scripts = tuple(dict.fromkeys(read))
    return _Table(
        np.array([int(row[0], 16) for row in rows], np.uint32),
        np.array([int(row[1], 16) for row in rows], np.uint32),
        np.array([int(row[5]) for row in rows]),
        np.array([scripts.index(script) for script in read]),
        scripts,
    )
