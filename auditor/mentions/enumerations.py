"""Lists that a text says are complete: "the three towns, Avila, Bruges and Cork", and items that are numbered."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from auditor.article import Span
from auditor.document import Document
from auditor.mentions.numbers import Number, find_prose_numbers, phrase_of
from auditor.vocabulary import words
from auditor.window import Window

MIN_PROMISED, MAX_PROMISED = 2, 20
"""How many items a figure may promise: one is no list, and of more nobody gives all."""
MAX_LIST_WORDS = 60
BETWEEN = 5
"""Tokens between what is counted and its list, as in "the four members of the crew: "."""
_NAME = r"t?N(?:[-.ct]{0,2}N){0,6}"
_PHRASE = r"tw{1,2}"
_LIST = re.compile(
    r"(?P<opens>[,:(—–-])(?P<items>"
    rf"{_NAME}(?:,{_NAME})*,?&{_NAME}|(?<=[:(—–-]){_PHRASE}(?:,{_PHRASE})*,?&{_PHRASE}"
    r")(?P<closes>[,;.)—–-])"
)
_ITEM = re.compile(r",?&|,")
CLOSES: Mapping[str, str] = {",": ",.;)", ":": ".;)", "(": ")", "—": "—.", "–": "–.", "-": "-."}
"""The marks that may end a list, by the mark that opens it."""
_NUMBERED = re.compile(r"(?:#|no\. ?|number )?(\d{1,2})(?:[.):]|\s[–—-])\s+\S", re.IGNORECASE)


class Enumeration(NamedTuple):
    """A figure and the list that names what it counts."""

    number: Number
    window: Window
    """The list."""
    items: Sequence[str]


def find_enumerations(document: Document) -> list[Enumeration]:
    """Figures of the article's own prose right behind which all that they count is named, in order."""
    numbers = [number for number in document.layer(find_prose_numbers) if promises(number)]
    return [found for number in numbers if (found := _read_list(document, number))]


def promises(number: Number) -> bool:
    """Whether it counts things of which a text may name all."""
    exact = number.value in range(MIN_PROMISED, MAX_PROMISED + 1) and not number.comparator and not number.joined
    return exact and number.kind == "count" and bool(number.noun)


def _read_list(document: Document, number: Number) -> Enumeration | None:
    """The list behind the counted noun; nothing else than "of the crew" may stand between."""
    behind = phrase_of(document, number)
    after = behind.after(MAX_LIST_WORDS, written=True)
    marks = "".join(map(_role_of, after))
    match = _match_list(behind, marks)
    if match is None:
        return None
    first, end = (behind.end + at for at in match.span("items"))
    items = [" ".join(after[slice(*span)]) for span in _item_spans(marks, match)]
    return Enumeration(number, Window(document, first, end), items)


def _match_list(behind: Window, marks: str) -> re.Match[str] | None:
    """The list among the words behind the counted noun, if it is opened and closed by marks that go together."""
    opening = next((at for at, mark in enumerate(marks[:BETWEEN]) if mark in CLOSES), None)
    if opening is None or not _may_lead(behind, opening):
        return None
    match = _LIST.match(marks, opening)
    return match if match and match["closes"] in CLOSES[match["opens"]] else None


def _may_lead(behind: Window, opening: int) -> bool:
    """Whether the words from the counted noun to its list only say of what, or what becomes of it: "will close: "."""
    leading = behind.after(opening, written=True)
    plain = not any(word[0].isupper() or word.endswith("s") for word in leading)
    return not leading or (plain and leading[0] in words("numbers/leads to a list"))


def _item_spans(marks: str, match: re.Match[str]) -> Iterator[tuple[int, int]]:
    """Where each item of a list stands among the words behind the counted noun."""
    first, end = match.span("items")
    for joint in _ITEM.finditer(marks, first, end):
        yield first, joint.start()
        first = joint.end()
    yield first, end


def _role_of(word: str) -> str:
    """What a word may be in a list: N of a name, t an article, c within a name, & "and", a mark, w any other."""
    if word[0].isupper():
        return "N"
    if not word[0].isalpha():
        return word if len(word) == 1 else "?"
    return _roles().get(word, "w")


@cache
def _roles() -> Mapping[str, str]:
    """What words in lower case may be in a list."""
    names, articles = dict.fromkeys(words("numbers/within names"), "c"), dict.fromkeys(words("numbers/articles"), "t")
    return {**names, **articles, "and": "&"}


def find_numbered(document: Document) -> list[tuple[int, Span]]:
    """The blocks of the text that begin with a number, as "3. " or "No. 3: ", with it, in order."""
    matches = ((block, _NUMBERED.match(document.text, block.start, block.end)) for block in document.blocks)
    return [(int(match[1]), Span(*match.span(1))) for block, match in matches if match]
