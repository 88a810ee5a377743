"""Whether a text is nothing but a page's notice: scripts or cookies asked for, access denied, page not found."""

from __future__ import annotations

from auditor.document import Document
from auditor.judging.patterns import says

MAX_NOTICE_WORDS = 80
"""A longer text holds more than a notice."""
MAX_BLOCKS_ABOVE = 2
"""A site's name and the like stand above a notice."""


def is_notice_alone(document: Document) -> bool:
    """Whether a short text opens with such a notice."""
    if document.words > MAX_NOTICE_WORDS:
        return False
    opening = document.blocks[: MAX_BLOCKS_ABOVE + 1]
    return any(says(document.folded[block.start : block.end], "notices") for block in opening)
