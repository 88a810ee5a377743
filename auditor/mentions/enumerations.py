"""Lists that a text says are complete: "the three towns, Avila, Bruges and Cork", and items that are numbered."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
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
_LEAD = r"(?:[lc][lctw]{0,3})?"
"""Between what is counted and its list: of what it is, or what becomes of it, as in "will be closed: "; no plural."""
_NAME = r"t?N(?:[-.ct]{0,2}N){0,6}"
_PHRASE = r"t[wsl]{1,2}"
_LIST = re.compile(
    rf"{_LEAD}(?P<opens>[,:(—–-])(?P<items>"
    rf"{_NAME}(?:,{_NAME})*,?&{_NAME}|(?<=[:(—–-]){_PHRASE}(?:,{_PHRASE})*,?&{_PHRASE}"
    r")(?P<closes>[,;.)—–-])"
)
_ITEM = re.compile(r"[^,&]+")
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
    match = _LIST.match(marks)
    if match is None or match["closes"] not in CLOSES[match["opens"]]:
        return None
    first, end = match.span("items")
    items = [" ".join(after[slice(*item.span())]) for item in _ITEM.finditer(marks, first, end)]
    return Enumeration(number, Window(document, behind.end + first, behind.end + end), items)


def _role_of(word: str) -> str:
    """What a word may be in a list: N of a name, t an article, c within a name, & "and", a mark, l what leads to it,
    s what ends in "s", w any other."""
    if word[0].isupper():
        return "N"
    if not word[0].isalpha():
        return word if len(word) == 1 else "?"
    return _roles().get(word) or ("s" if word.endswith("s") else "w")


@cache
def _roles() -> Mapping[str, str]:
    """What words in lower case may be in a list."""
    roles = {"l": "leads to a list", "c": "within names", "t": "articles"}
    return {word: role for role, name in roles.items() for word in words(f"numbers/{name}")} | {"and": "&"}


def find_numbered(document: Document) -> list[tuple[int, Span]]:
    """The blocks of the text that begin with a number, as "3. " or "No. 3: ", with it, in order."""
    matches = ((block, _NUMBERED.match(document.text, block.start, block.end)) for block in document.blocks)
    return [(int(match[1]), Span(*match.span(1))) for block, match in matches if match]
