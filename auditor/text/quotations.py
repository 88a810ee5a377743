"""Quotations of a text and who is plainly said to have spoken them."""

import re
from typing import NamedTuple

from auditor.article import Span
from auditor.vocabulary import words

# An opening mark, at most 2,000 code points of one paragraph, and its closing mark. All patterns begin with the mark,
# as the engine finds that fastest.
_CURLY = re.compile(r"“[^“”\n]{1,2000}(?:”|$)", re.MULTILINE)
_LOW = re.compile(r"„[^„“”\n]{1,2000}(?:[“”]|$)", re.MULTILINE)
_STRAIGHT = re.compile(r'"(?<![^\s(\[—–-]")(?=\S)[^"\n]{1,2000}(?:"|$)', re.MULTILINE)
_WORD = r"(?:[A-Z]\.|[A-Z][\w’'-]+)"
_NAME = rf"{_WORD}(?:\s+(?:[a-z]{{2,3}}\s+)?{_WORD}){{0,3}}"
_VERB = rf"(?:{'|'.join(sorted(words('grammar/saying')))})"
_AFTER = re.compile(rf"[,\s]*(?:(?P<a>{_NAME})\s+{_VERB}\b|{_VERB}\s+(?P<b>{_NAME}))")
_BEFORE = re.compile(rf"(?P<a>{_NAME})\s+{_VERB}\b[^.\n“\"]{{0,60}}[:,]?\s*$")
_LOOK_AROUND = 120


class Quotation(NamedTuple):
    """One quotation, its marks included."""

    span: Span
    closed: bool
    """Whether its closing mark was found in the same paragraph."""


def find_quotations(text: str) -> list[Quotation]:
    """The quotations of `text` in order; nested ones belong to the outer one."""
    if "„" in text.partition("“")[0]:
        pattern, closing = _LOW, "“”"  # as in German and Polish
    else:
        pattern, closing = _CURLY if "“" in text else _STRAIGHT, '”"'
    spans = [Span(*match.span()) for match in pattern.finditer(text)]
    return [Quotation(span, text[span.end - 1] in closing and span.end - span.start > 1) for span in spans]


def find_speaker(text: str, quotation: Quotation) -> Span | None:
    """Who is plainly said to have spoken `quotation`, right behind it or before."""
    span = quotation.span
    after = _AFTER.match(text, span.end, span.end + _LOOK_AROUND)
    if after:
        return Span(*after.span("a" if after.group("a") else "b"))
    head = max(0, span.start - _LOOK_AROUND)
    before = _BEFORE.search(text[head : span.start])
    return Span(head + before.start("a"), head + before.end("a")) if before else None
