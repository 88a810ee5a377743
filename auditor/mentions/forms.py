"""Forms: how texts word figures that belong together, as a rule's file has them: "<whole> _* : <parts>"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import chain
from typing import Any, NamedTuple

import re2

from auditor.document import Document
from auditor.mentions.figures import find_figures
from auditor.mentions.numbers import Number, phrase_of
from auditor.rule import Rule
from auditor.vocabulary import words

MIN_FIGURES = 3
"""A whole and two parts, or a margin and two sides."""
REACH = 4
"""Words before the first figure of a sentence, and behind the last, that a form may ask for."""
MAX_SKIPPED = 12
"""Words that `_*` passes over: what is said of a part, and whose the next is."""
MAX_RULES = 64
"""Whose forms are kept compiled: several times as many as have any."""
OPENS, FIGURE, STOP = "^", "\t", "\v"
"""What a line has at the beginning of its sentence, before a figure, and before a word that ends a list."""
ANY_WORD = "_"
SKIPPED = {"?": "?", "*": f"{{0,{MAX_SKIPPED}}}", "+": f"{{1,{MAX_SKIPPED}}}", "": ""}
"""How often any word may stand there. Words of lists stand as often as they do: spelt out so often, long lists would be
more than RE2 keeps in mind."""
_ELEMENT = re.compile(
    r"<(?P<name>\w+)(?P<joined>~?)(?::(?P<of>[^>]+))?>|(?P<words>(?:\{[^}]+\}|[^\s?*+{}<>|]+|\|)+)(?P<times>[?*+]?)"
)

_NUMBER = r"(\d+)"
_OWN_LIST = re.compile(r"\{(\w+)\}")


class FormError(ValueError):
    """A form that cannot be read; the message says what one may hold."""


class Form(NamedTuple):
    """One way to word figures: their names in order, and the pattern of a line that has them."""

    names: Sequence[str]
    pattern: Any


class Line(NamedTuple):
    """The figures of a sentence, and its words as forms read them: each figure with its number and what it is for."""

    figures: Sequence[Number]
    text: bytes
    """In UTF-8: of a string RE2 would make it anew for each search."""


class Worded(NamedTuple):
    """The figures of a sentence that has a form, and which of them the form names."""

    figures: Sequence[Number]
    at: Mapping[str, int]


@cache
def compile_form(written: str) -> Form:
    """The form that a rule's file has.

    `<name>` is a figure that stands alone, `<name~>` one that a hyphen or "to" joins to another; behind a colon stand
    kinds, units or nouns, one of which it has to have, or `bare` for none. Between figures stand words or lists of
    them in braces, `|` between two that may stand there; `^` is the beginning of the sentence, `_` any word that does
    not end a list, and `?`, `*` or `+` says how often. Raises FormError, and VocabularyError for a list that is none.
    """
    unread = " ".join(_ELEMENT.sub(" ", written).split())
    if unread:
        raise FormError(f"{unread!r} is no part of a form; may hold <figure>, words, {{file/section}}, _ and ^")
    elements = list(_ELEMENT.finditer(written))
    return Form(
        [element["name"] for element in elements if element["name"]],
        re2.compile(" " + "".join(map(_pattern_of, elements))),
    )


def _pattern_of(element: re.Match[str]) -> str:
    """The pattern of one element of a form."""
    if element["name"]:
        what = f"(?:[^ ]*/)?{_one_of(element['of'])}/" if element["of"] else ""
        return rf"{FIGURE}{_NUMBER}/{'joined' if element['joined'] else 'alone'}/{what}[^ ]* "
    if element["words"] == ANY_WORD:
        return f"(?:[^ {FIGURE}{STOP}][^ ]* ){SKIPPED[element['times']]}"
    return f"(?:{_one_of(element['words'])} ){element['times']}"


def _one_of(written: str) -> str:
    """A pattern of words and lists with "|" between them."""
    parts = (words(part[1:-1]) if part.startswith("{") else [part] for part in written.split("|"))
    phrases = sorted(chain.from_iterable(parts), key=lambda phrase: (-len(phrase), phrase))
    return "(?:" + "|".join(re2.escape(" ".join(map(_marked, phrase.split()))) for phrase in phrases) + ")"


def _marked(word: str) -> str:
    return STOP + word if word in words("sums/ends a list") else word


def find_lines(document: Document) -> list[Line]:
    """The sentences that have figures enough for a whole and its parts."""
    return [
        Line(figures, _line_of(document, figures))
        for figures in document.layer(find_figures)
        if len(figures) >= MIN_FIGURES
    ]


def _line_of(document: Document, figures: Sequence[Number]) -> bytes:
    """The words of a sentence from just before its first figure to just behind its last."""
    before, end = phrase_of(document, figures[0]).before(REACH + 1), figures[0].phrase[0]
    line = [*([OPENS] if len(before) <= REACH else []), *map(_marked, before)]
    for at, number in enumerate(figures):
        line += map(_marked, document.tokens.folded[end : number.phrase[0]])
        line.append(_told(at, number))
        end = number.phrase[1]
    line += map(_marked, phrase_of(document, figures[-1]).after(REACH))
    return f" {' '.join(line)} ".encode("utf-8", "replace")


def _told(at: int, number: Number) -> str:
    """A figure in a line: its number there, and what it is for."""
    standing = "joined" if number.joined else "alone"
    return f"{FIGURE}{at}/{standing}/{number.kind}/{number.unit.replace(' ', '_')}/{number.noun or 'bare'}/"


def find_worded(document: Document, rule: Rule) -> Iterator[Worded]:
    """The figures that have one of a rule's forms, sentence by sentence."""
    for line in document.layer(find_lines):
        forms, any_of_them = forms_of(rule)
        if any_of_them.search(line.text):
            yield from chain.from_iterable(_places(line, form) for form in forms)


@lru_cache(MAX_RULES)
def forms_of(rule: Rule) -> tuple[Sequence[Form], Any]:
    """A rule's forms, and the pattern of all: most sentences have none, and one look tells it."""
    forms = [compile_form(with_lists(written, rule.params)) for written in rule.params["forms"]]
    return forms, re2.compile("|".join(form.pattern.pattern.replace(_NUMBER, r"\d+") for form in forms))


def with_lists(written: str, own: Mapping[str, Any]) -> str:
    """A form with the words of the rule's own lists, which stand in braces without a slash. Raises FormError."""
    return _OWN_LIST.sub(lambda match: "|".join(_own_list(match[1], own)), written)


def _own_list(name: str, own: Mapping[str, Any]) -> Sequence[str]:
    entries = own.get(name)
    if not isinstance(entries, list) or not all(isinstance(entry, str) for entry in entries):
        raise FormError(f"{{{name}}} is no list of words among the parameters of the rule")
    return entries


def _places(line: Line, form: Form) -> Iterator[Worded]:
    """Wherever a sentence has a form; the next may begin with the second figure of one."""
    match = form.pattern.search(line.text)
    while match:
        yield Worded(line.figures, dict(zip(form.names, map(int, match.groups()), strict=True)))
        match = form.pattern.search(line.text, match.end(1))
