"""Blocks of a text: its non-empty lines, or its paragraphs where the lines are hard-wrapped."""

import re
from itertools import pairwise
from typing import NamedTuple

from auditor.article import Span

_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BULLET = re.compile(r"(?:[-–—•*▪‣·◦●■]|\(?\d{1,2}[.)])\s+(?=\S)")
_OPENING = '"“«„'
_CLOSING = '"”»“'
MAX_HEADING_WORDS = 14
MIN_PROSE_CHARACTERS = 80
"""A line of this length is prose even if it stops in mid-sentence."""
WRAP_COLUMNS = (40, 140)
"""Line widths at which mail, terminals and editors break prose."""
MIN_WRAPPED_SHARE = 0.4
"""Share of lines that go on in lower case below: in broken prose most do, in lists and menus hardly any."""


class Block(NamedTuple):
    """One block; `kind` is heading, paragraph, list item, quotation or other."""

    start: int
    end: int
    kind: str

    @property
    def span(self) -> Span:
        """Where it stands, without surrounding white space."""
        return Span(self.start, self.end)


def wording_start(text: str, block: Block) -> int:
    """Where the words of a block begin: behind its bullet or number, if it has one."""
    bullet = _BULLET.match(text, block.start, block.end)
    return bullet.end() if bullet else block.start


def find_lines(text: str) -> list[Span]:
    """The lines that hold anything but white space, stripped, in text order."""
    spans = []
    for match in _LINE.finditer(text):
        line = match.group()
        stripped = line.strip()
        if stripped:
            start = match.start() + len(line) - len(line.lstrip())
            spans.append(Span(start, start + len(stripped)))
    return spans


def find_blocks(text: str, lines: list[Span]) -> list[Block]:
    """The blocks of `text` in order; `lines` are its lines."""
    return [Block(start, end, _kind(text, start, end)) for start, end in _unwrap(text, lines)]


def _unwrap(text: str, lines: list[Span]) -> list[Span]:
    """`lines`, or their paragraphs if the text is hard-wrapped.

    It is hard-wrapped if, of the lines with another below them, many have a typical width, stop in mid-sentence and
    go on in lower case.
    """
    groups: list[list[Span]] = []
    for line in lines:
        if groups and text.count("\n", groups[-1][-1].end, line.start) == 1 and not _BULLET.match(text, line.start):
            groups[-1].append(line)
        else:
            groups.append([line])
    low, high = WRAP_COLUMNS
    inner = [pair for group in groups for pair in pairwise(group)]
    broken = sum(
        low <= line.end - line.start <= high and text[line.end - 1] not in ".!?:" and text[below.start].islower()
        for line, below in inner
    )
    if not inner or 2 * len(inner) < len(lines) or broken < MIN_WRAPPED_SHARE * len(inner):
        return lines
    return [Span(group[0].start, group[-1].end) for group in groups]


def _kind(text: str, start: int, end: int) -> str:
    if _BULLET.match(text, start, end):
        return "list item"
    last = text[end - 1]
    if end - start <= 160 and last not in ".!?:;,…" and _is_heading(text, start, end):
        return "heading"
    if text[start] in _OPENING and last in _CLOSING:
        return "quotation"
    return "paragraph" if last in ".!?:;…)]\"'”’" or end - start >= MIN_PROSE_CHARACTERS else "other"


def _is_heading(text: str, start: int, end: int) -> bool:
    words = text[start:end].split()
    return 2 <= len(words) <= MAX_HEADING_WORDS and words[0][0].isupper() and last_is_word(words[-1])


def last_is_word(word: str) -> bool:
    """Whether `word` ends as a heading may: in a letter, a digit or a closing quote."""
    return word[-1].isalnum() or word[-1] in "'\"’”%)"
