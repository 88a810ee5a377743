"""Whether a text is nothing but a page's notice: scripts or cookies asked for, access denied, page not found."""

from __future__ import annotations

from auditor.boilerplate.mixed import Sentence
from auditor.boilerplate.runs import find_boilerplate
from auditor.document import Document
from auditor.judging.endings import is_sentence
from auditor.judging.patterns import says

MAX_NOTICE_WORDS = 80
"""A longer text holds more than a notice."""
MAX_BLOCKS_ABOVE = 2
"""A site's name and the like stand above a notice."""


def is_notice_alone(document: Document) -> bool:
    """Whether a short text opens with such a notice and has no sentence of its own besides."""
    if document.words > MAX_NOTICE_WORDS:
        return False
    told = [says(document.folded[block.start : block.end], "notices") for block in document.blocks]
    return any(told[: MAX_BLOCKS_ABOVE + 1]) and not any(_is_own(document, *each) for each in enumerate(told))


def _is_own(document: Document, index: int, told: bool) -> bool:
    """Whether a block is a sentence of an article: as long as one, and no notice, left-over or word to the reader."""
    block = document.blocks[index]
    own = is_sentence(document, block) and not told and index not in document.layer(find_boilerplate).foreign
    return own and not Sentence(document, block.span, 0).addresses
