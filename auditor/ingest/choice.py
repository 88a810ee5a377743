"""Which blocks of a page trafilatura takes for the article's: each carries a mark into it, and some come out again."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from auditor.ingest.layout import PageBlock
from auditor.ingest.parts import clear_boxes

MAX_BLOCKS = 3_000
"""Blocks over which trafilatura does without its second opinion (justext), whose time grows with their square. Of 213
news pages, the one of most blocks has 1,400."""
FIRST_DIGIT, BASE = 0x2801, 255
"""A mark is two patterns of Braille, digits of the number of a block. They can be printed, as not to be cleaned away,
and are neither letters nor white space: trafilatura still knows a line that is "Facebook" alone."""
_MARK = re.compile("([\u2801-\u28ff])([\u2801-\u28ff])")
_BRAILLE = re.compile("[\u2800-\u28ff]")


def chosen_blocks(tree: Any, blocks: Sequence[PageBlock]) -> set[int]:
    """The numbers of the blocks that trafilatura keeps at least a part of. The texts of `tree` are spoilt.

    The text that comes out is not used: what a block says, its own walk through the page has read.
    """
    import trafilatura  # noqa: PLC0415 - 0.1 s that only a page needs

    for number, block in enumerate(blocks[: BASE * BASE]):
        _mark(block, chr(FIRST_DIGIT + number // BASE) + chr(FIRST_DIGIT + number % BASE))
    clear_boxes(tree)
    document: Any = trafilatura.bare_extraction(
        tree, output_format="txt", fast=len(blocks) > MAX_BLOCKS, include_comments=False, include_tables=True
    )
    if document is None:
        return set()
    found = _MARK.findall("".join(document.body.itertext()))
    numbers = {(ord(high) - FIRST_DIGIT) * BASE + ord(low) - FIRST_DIGIT for high, low in found}
    return {number for number in numbers if number < len(blocks)}


def _mark(block: PageBlock, mark: str) -> None:
    """Put `mark` before each text of a block that is not blank."""
    for element, where in block.sources:
        text = getattr(element, where)
        if not text.isascii():
            text = _BRAILLE.sub("?", text)
        begin = len(text) - len(text.lstrip())
        if begin < len(text):
            setattr(element, where, text[:begin] + mark + text[begin:])
