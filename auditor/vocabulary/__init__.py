"""The one room for words: lists as data, each with a line that says where they come from."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files


class VocabularyError(LookupError):
    """A list that does not exist; the message names the nearest."""


@cache
def words(name: str) -> frozenset[str]:
    """The words of the list `name`, "file/section". Raises VocabularyError if there is none.

    In `data/<file>.txt` a line in square brackets opens a section, and lines that begin with "# " are comments: the
    first of a file says where its words come from. A line holds words parted by spaces or, if it has one, by commas.
    """
    file, _, section = name.partition("/")
    lists = load_lists(file) if file in file_names() else {}
    if section not in lists:
        known = [f"{each}/{part}" for each in file_names() for part in load_lists(each)]
        near = difflib.get_close_matches(name, known, 1)
        raise VocabularyError(f"no word list {name!r}" + (f"; did you mean {near[0]!r}?" if near else ""))
    return lists[section]


@cache
def file_names() -> frozenset[str]:
    """The names of all files, without their ending."""
    folder = files("auditor.vocabulary") / "data"
    return frozenset(path.name.removesuffix(".txt") for path in folder.iterdir() if path.name.endswith(".txt"))


@cache
def load_lists(file: str) -> Mapping[str, frozenset[str]]:
    """All lists of a file, by section."""
    text = (files("auditor.vocabulary") / "data" / f"{file}.txt").read_text(encoding="utf-8")
    return {section: frozenset(entries) for section, entries in read_lists(text).items()}


def read_lists(text: str) -> dict[str, list[str]]:
    """The entries of each section of `text`, in order."""
    sections: dict[str, list[str]] = {}
    entries: list[str] = []
    for line in text.splitlines():
        if line.startswith("[") and line.endswith("]"):
            entries = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("# "):
            entries += _entries(line)
    return sections


def _entries(line: str) -> list[str]:
    """What a line holds; a comma that stands alone is a word and parts nothing."""
    if "," not in line or " , " in f" {line} ":
        return line.split()
    return [entry.strip() for entry in line.split(",") if entry.strip()]
