"""Dates that a text speaks of, or that somebody else does, instead of using them."""

from auditor.document import Document
from auditor.mentions.capitals import is_capitalised
from auditor.vocabulary import words
from auditor.window import Window

QUOTATION_MARKS = 3
"""Characters that a quotation may hold beside a date that is cited in it."""
MIN_LETTERS = 4
"""Of a word that has a capital in the title of a work, whatever it is: house styles agree on no shorter ones."""


def is_cited(window: Window) -> bool:
    """Whether the date alone stands between quotation marks: the text speaks of it, and may say that it is wrong."""
    quotation = window.document.quotation_at(window.span.start)
    length = window.span.end - window.span.start + QUOTATION_MARKS
    return quotation is not None and quotation.span.end - quotation.span.start <= length


def is_in_title(window: Window) -> bool:
    """Whether it belongs to the title of a talk, a book or a song between quotation marks: "Our Ferries in 2050"."""
    quotation = window.document.quotation_at(window.span.start) if window.field == "text" else None
    if quotation is None:
        return False
    titled = Window.over(window.document, quotation.span).written
    longer = [word for word in titled if len(word) >= MIN_LETTERS and word[0].isalpha()]
    return bool(longer) and all(map(is_capitalised, longer))


def has_stray_mark(window: Window) -> bool:
    """Whether a quotation mark of its paragraph belongs to no quotation: nobody knows whose words it is in."""
    document = window.document
    return document.block_index_at(window.span.start) in document.layer(_find_stray)


def _find_stray(document: Document) -> frozenset[int]:
    """The blocks that have such a mark."""
    tokens = document.tokens
    starts = (tokens.starts[at] for at in tokens.at(words("grammar/quotation marks")))
    return frozenset(document.block_index_at(start) for start in starts if document.quotation_at(start) is None)
