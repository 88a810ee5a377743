"""Dates that a text speaks of, or that somebody else does, instead of using them."""

from auditor.vocabulary import words
from auditor.window import Window

QUOTATION_MARKS = 3
"""Characters that a quotation may hold beside a date that is cited in it."""


def is_cited(window: Window) -> bool:
    """Whether the date alone stands between quotation marks: the text speaks of it, and may say that it is wrong."""
    quotation = window.document.quotation_at(window.span.start)
    length = window.span.end - window.span.start + QUOTATION_MARKS
    return quotation is not None and quotation.span.end - quotation.span.start <= length


def has_stray_mark(window: Window) -> bool:
    """Whether a quotation mark of its paragraph opens or closes no quotation, so that nobody knows whose words it is in."""
    document = window.document
    block = document.blocks[document.block_index_at(window.span.start)]
    starts = [document.tokens.starts[at] for at in document.tokens.at(words("grammar/quotation marks"))]
    return any(document.quotation_at(start) is None for start in starts if block.start <= start < block.end)
