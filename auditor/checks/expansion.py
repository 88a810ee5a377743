"""Kind `expansion`: the letters in brackets behind a known name are not its own."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from marshmallow import Schema
from rapidfuzz.distance import Hamming

from auditor.checks.detector import Detector
from auditor.checks.protocol import Hit
from auditor.document import Document
from auditor.finding import Evidence, Scope
from auditor.knowledge.bodies import Named
from auditor.knowledge.firms import Firm
from auditor.mentions.body_names import BodyNames, in_one_spelling, is_telling
from auditor.mentions.misnamings import has_name_before, known_names, letters_behind
from auditor.rule import Rule
from auditor.vocabulary import words
from auditor.window import Window

SCOPE = Scope.ARTICLE
VALUES = frozenset({"name", "letters", "known"})
MAX_WORDS = 14
"""Of the longest names of the tables."""
MIN_LETTERS = 3
"""Two letters stand for too much: states, parties, units."""


class Params(Schema):
    """None."""


class Expansion(NamedTuple):
    """A known name with letters in brackets behind it that are not its own."""

    window: Window
    """The name."""
    row: Named
    letters: str
    other: Named | None
    """Whose letters they are; None where its own are only mixed up."""


def propose(document: Document, rule: Rule) -> Iterator[Expansion]:
    """Each name of the tables with the letters of another name behind it, or with its own mixed up."""
    for at in document.tokens.at({"("}):
        end = Window(document, at, at)
        letters = letters_behind(end)
        if len(letters) >= MIN_LETTERS:
            yield from _contradictions(known_names(document), end, letters)


def _contradictions(names: BodyNames, end: Window, letters: str) -> Iterator[Expansion]:
    """The name that ends there, if the letters contradict it."""
    others = names.by_acronym.get(letters, ())
    for window, row in islice(_names_before(names, end), 1):
        mixed_up = any(_are_mixed_up(letters, own) for own in row.acronyms)
        if (others or mixed_up) and row.acronyms and letters not in _own_letters(row, window):
            yield Expansion(window, row, letters, next(iter(others), None))


def _names_before(names: BodyNames, end: Window) -> Iterator[tuple[Window, Named]]:
    """The names of the tables that end there, in British or American spelling, the longest first."""
    spelt = in_one_spelling(end.before(MAX_WORDS))
    for start in (start for start in range(len(spelt)) if spelt[start:] in names.right.meanings):
        yield Window(end.document, end.first - len(spelt) + start, end.first), names.right.meanings[spelt[start:]]


def _own_letters(row: Named, window: Window) -> set[str]:
    """The letters that the table has for the name, and the first letters of its words as they stand there."""
    written = window.tokens.words[window.first : window.end]
    return {*map(str.upper, row.acronyms), "".join(word[0] for word in written if is_telling(word))}


def _are_mixed_up(letters: str, own: str) -> bool:
    """Whether one is the other with a letter changed, or its letters in another order."""
    return len(letters) == len(own) and (sorted(letters) == sorted(own) or Hamming.distance(letters, own) == 1)


def tell(expansion: Expansion, rule: Rule) -> Hit:
    """The name and the letters, with the letters that the table has, and whose those are."""
    window, row, other = expansion.window, expansion.row, expansion.other
    told = [(row, row.acronyms[0]), *([(other, expansion.letters)] if other else [])]
    evidence = tuple(
        Evidence(f"{of.name}: {letters}", reference=f"table of names: {of.source}", as_of=of.as_of)
        for of, letters in told
    )
    values = {"name": row.name, "letters": expansion.letters, "known": row.acronyms[0]}
    span = Window(window.document, window.first, window.end + len(("(", expansion.letters, ")"))).span
    return Hit(rule, span, values=values, evidence=evidence)


def _ends_longer(expansion: Expansion) -> bool:
    """Whether a name stands right before it, or before "of", "of the" or "&"."""
    whole = expansion.window.with_before(words("names/links of bodies"))
    return has_name_before(expansion.window if whole.words[0] == "the" else whole)


def _is_firm(expansion: Expansion) -> bool:
    """Whether the name is one of a firm, behind which exchanges' symbols stand."""
    return isinstance(expansion.row, Firm)


FEATURES = {"longer-name": _ends_longer, "firm": _is_firm}
compile = Detector(propose, tell, FEATURES).compile
