"""The lines of a text that stands in a page: its white space, its hidden characters, and where it is parted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from unicodedata import is_normalized, normalize

from auditor.text.blocks import find_blocks, find_lines

JOINERS = "\u200c\u200d"
UNSEEN = "\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
"""Characters of no width and marks of direction, as in a class of a pattern."""
HIDDEN = f"\u00ad{JOINERS}{UNSEEN}"
"""All characters that leave no mark, the soft hyphen among them."""
_HIDDEN = re.compile(f"[{HIDDEN}]+")
_UNSEEN = re.compile(f"[{UNSEEN}]")
_BLANK = re.compile(r"\n[^\S\n]*\n\s*")
_INDENT = re.compile(r"\n[ \t]+")


def clean_line(text: str) -> str:
    """`text` with single spaces, composed accents, and without soft hyphens or hidden characters at edges of words.

    Those inside a word stay, since they are the writer's or a forger's, not the layout's.
    """
    if not text.isascii():
        if _HIDDEN.search(text):
            text = _HIDDEN.sub(_keep_inside, text.replace("\u00ad", ""))
        if not is_normalized("NFC", text):
            text = normalize("NFC", text)
    return " ".join(text.split())


def _keep_inside(hidden: re.Match[str]) -> str:
    """What stays of a run of hidden characters: inside a word all of it, between signs what joins them."""
    before, behind = (
        hidden.string[max(0, hidden.start() - 1) : hidden.start()],
        hidden.string[hidden.end() : hidden.end() + 1],
    )
    if before.isalnum() and behind.isalnum():
        return hidden.group()
    free = not before.strip() or not behind.strip()
    return "" if free else _UNSEEN.sub("", hidden.group())


def has_blank_line(text: str) -> bool:
    """Whether a blank line parts the text."""
    return "\n" in text and _BLANK.search(text.strip()) is not None


def cut_paragraphs(text: str) -> Iterator[str]:
    """The paragraphs of a text that blank lines part."""
    return iter(_BLANK.split(text))


def cut_lines(text: str, *, indented: bool) -> Iterator[str]:
    """The lines of a text as its writer broke it, or its paragraphs where the lines are of one width.

    Where it is not `indented` by its writer, a line that is was broken by what wrote the markup and goes on.
    """
    if not indented:
        text = "\n\n".join(_INDENT.sub(" ", paragraph) for paragraph in _BLANK.split(text))
    for block in find_blocks(text, find_lines(text)):
        yield text[block.start : block.end]
