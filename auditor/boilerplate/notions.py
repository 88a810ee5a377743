"""Notions: wording by which publishers speak to their readers, and which of it together makes which kind."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib.resources import files
from itertools import product
from typing import Any, NamedTuple

from ahocorasick_rs import BytesAhoCorasick, Implementation

from auditor.text.fold import fold

OPENING = "^"
"""The mark of a notion that opens its sentence."""
_BARRED, _ANYHOW = "-", "!"
_COMMA = re.compile(r", (?![^{]*\})")
_CHOICE = re.compile(r"\{([^}]*)\}")


class Phrases(NamedTuple):
    """An automaton of phrases, and for each the notion that it stands for."""

    automaton: Any
    notions: tuple[str, ...]

    @classmethod
    def of(cls, lists: Mapping[str, Iterable[str]]) -> Phrases:
        """The phrases of notions by name."""
        pairs = [(_readable(fold(phrase)), name) for name, phrases in lists.items() for phrase in phrases]
        automaton = BytesAhoCorasick([phrase for phrase, _ in pairs], implementation=Implementation.ContiguousNFA)
        return cls(automaton, tuple(name for _, name in pairs))

    def find(self, folded: str) -> Iterator[tuple[str, int, int]]:
        """Notion, start and end of every phrase that stands in a folded text as whole words."""
        for number, start, end in self.automaton.find_matches_as_indexes(_readable(folded), overlapping=True):
            if not _cuts_word(folded, start) and not _cuts_word(folded, end):
                yield self.notions[number], start, end


def _readable(folded: str) -> bytes:
    return folded.encode("latin-1", "replace")  # a byte a code point: offsets stay


def _cuts_word(text: str, offset: int) -> bool:
    return text[offset - 1 : offset].isalnum() and text[offset : offset + 1].isalnum()


class Row(NamedTuple):
    """What must stand together in a sentence, and what must not, for it to be of a kind."""

    kind: str
    needed: frozenset[str]
    barred: frozenset[str]
    anyhow: bool
    """Whether the sentence may report or quote somebody."""
    sought: frozenset[str]
    """The notions of `needed` that are looked for in the whole text."""


class NotionTable(NamedTuple):
    """What data/notions.txt holds."""

    anywhere: Phrases
    """The notions that are looked for in the whole text."""
    beside: Phrases
    """Those that are looked for in a sentence that has one of these."""
    orders: frozenset[str]
    """Verbs in which an order begins."""
    rows: tuple[Row, ...]


@cache
def load_notions() -> NotionTable:
    """The table of notions, read once."""
    sections = _sections((files("auditor.boilerplate") / "data" / "notions.txt").read_text(encoding="utf-8"))
    anywhere, beside = (dict(map(_read_notion, sections.pop(name))) for name in ("notions", "beside"))
    orders = frozenset(" ".join(sections.pop("orders")).split())
    rows = tuple(_read_row(kind, line, anywhere) for kind, lines in sections.items() for line in lines)
    return NotionTable(Phrases.of(anywhere), Phrases.of(beside), orders, rows)


def _sections(text: str) -> dict[str, list[str]]:
    """The lines of each section."""
    sections: dict[str, list[str]] = {}
    section: list[str] = []
    for line in text.splitlines():
        if line.startswith("["):
            section = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("# "):
            section.append(line)
    return sections


def _read_notion(line: str) -> tuple[str, list[str]]:
    name, _, phrases = line.partition(" = ")
    return name, [wording for phrase in _COMMA.split(phrases) for wording in _spell_out(phrase)]


def _spell_out(phrase: str) -> Iterator[str]:
    """`phrase` with each of the words that its braces give a choice of."""
    parts = [part.split("/") if number % 2 else [part] for number, part in enumerate(_CHOICE.split(phrase))]
    return ("".join(chosen).strip() for chosen in product(*parts))


def _read_row(kind: str, line: str, anywhere: Mapping[str, object]) -> Row:
    asked = line.removeprefix(_ANYHOW).split()
    needed = frozenset(name for name in asked if not name.startswith(_BARRED))
    barred = frozenset(name.removeprefix(_BARRED) for name in asked if name.startswith(_BARRED))
    sought = frozenset(name for name in needed if name.removeprefix(OPENING) in anywhere)
    return Row(kind, needed, barred, line.startswith(_ANYHOW), sought)
